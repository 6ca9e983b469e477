"""What the night changed, told to a consultant about her own citizens alone."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from jobmatch.bootstrap import Application
from jobmatch.store.changes import Changes
from tests.clients import Visitor

PAGE = "/nyt-fra-natten"


def told(mette: Visitor, ask: str = "") -> str:
    """The words of the page."""
    answer = mette.get(PAGE + ask)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def test_before_a_second_run_there_is_nothing_to_tell(mette: Visitor) -> None:
    assert "når der er regnet mere end én gang" in told(mette)


def test_what_changed_and_why_stands_with_the_citizen(mette: Visitor, own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=1.0)]), by="test")
    own_sample.nightly.run(full=False)
    page = told(mette)
    assert citizen.display_name is not None
    assert citizen.display_name in page
    assert "ikke længere øverst" in page
    assert "Borgerens oplysninger er ændret: timer nu." in page
    own = {c.citizen_id: c for c in own_sample.store.citizens() if c.consultant == "mette"}
    log = own_sample.access.audit.entries(None, 50)
    seen = {one.citizen_id for one in log if one.action == "see_changes"}
    assert "B-001" in seen <= own.keys(), "who stands on the page is in the log, and nobody else"


def test_another_teams_citizens_are_not_told_of(mette: Visitor, own_sample: Application) -> None:
    own_teams = {c.team for c in own_sample.store.citizens() if c.consultant == "mette"}
    other = next(
        c for c in own_sample.store.citizens()
        if c.team not in own_teams and c.consultant and own_sample.store.list_of("R-000001", c.citizen_id)
    )  # fmt: skip
    own_sample.store.save(Changes(citizens=[replace(other, hours_now=1.0)]), by="test")
    own_sample.nightly.run(full=False)
    page = told(mette, f"?konsulent={other.consultant}")
    assert "Intet nyt" in page
    assert str(other.display_name) not in page


def test_a_quiet_night_is_quiet(mette: Visitor, own_sample: Application) -> None:
    own_sample.nightly.run(full=True)
    assert "Intet nyt" in told(mette)


def chosen(mette: Visitor, page: str) -> list[str]:
    """What the field of consultants shows: the marked choice, else its first."""
    field = re.search(r'<select id="konsulent".*?</select>', mette.get(page).text, re.DOTALL)
    assert field is not None
    options = re.findall(r'<option value="([^"]*)"( selected)?>', field[0])
    return [value for value, marked in options if marked] or [options[0][0]]


@pytest.mark.parametrize("page", [PAGE, "/borgere"])
def test_a_consultant_nobody_has_is_not_shown_as_another(mette: Visitor, page: str) -> None:
    assert chosen(mette, f"{page}?konsulent=hansigne") == [""]
    assert "Ingen borger har en konsulent af det navn" in html.unescape(mette.get(f"{page}?konsulent=hansigne").text)
    assert chosen(mette, f"{page}?konsulent=mette") == ["mette"]
    assert chosen(mette, page) == ["mette"]


def test_a_consultant_nobody_has_has_no_load(mette: Visitor) -> None:
    assert "plads til" not in html.unescape(mette.get("/borgere?konsulent=hansigne").text)
    assert "plads til" in html.unescape(mette.get("/borgere?konsulent=mette").text)


def test_everybodys_citizens_are_nobodys_alone(mette: Visitor) -> None:
    assert chosen(mette, "/borgere?konsulent=alle") == ["alle"]
    assert "ukendt her" not in mette.get("/borgere?konsulent=alle").text


def test_a_consultant_nobody_has_is_said_to_be_unknown(mette: Visitor) -> None:
    assert "Ingen borger har en konsulent af det navn" in told(mette, "?konsulent=hansigne")
    assert "Ingen borger har en konsulent" not in told(mette, "?konsulent=mette")
    assert "Ingen borger har en konsulent" not in told(mette)
