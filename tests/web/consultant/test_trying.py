"""What if: the list with other hours, a longer way or another need, and nothing saved."""

from __future__ import annotations

import re

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Need
from jobmatch.web.consultant.trying import needs_from
from tests.clients import Visitor

PAGE = "/borgere/B-001/proev"


def placements(page: str) -> list[str]:
    """The placements in the order of the list."""
    return re.findall(r'data-key="([^"]+)"', page)


def test_the_list_is_the_one_that_the_service_gives(mette: Visitor, own_sample: Application) -> None:
    page = mette.post(PAGE, data={"hours_now": "12", "max_travel_min": "60"}).text
    expected = own_sample.suggest.what_if(citizen_id="B-001", changes={"hours_now": 12.0}, top=8)
    assert placements(page) == [row["placement_id"] for row in expected["matches"]]
    assert "fra nr." in page


def test_the_script_gets_the_list_alone(mette: Visitor) -> None:
    answer = mette.post(PAGE, data={"hours_now": "12"}, headers={"X-Live": "1"})
    assert placements(answer.text)
    assert "<html" not in answer.text


def test_nothing_is_saved(mette: Visitor, own_sample: Application) -> None:
    before, revision = own_sample.store.citizen("B-001"), own_sample.store.revision()
    mette.post(PAGE, data={"hours_now": "30", "max_travel_min": "15", "need-ro": "krav", "need-more": "mentor"})
    assert own_sample.store.citizen("B-001") == before
    assert own_sample.store.revision() == revision


def test_a_number_that_is_none_is_said(mette: Visitor) -> None:
    answer = mette.post(PAGE, data={"hours_now": "mange"}).text
    assert "Et tal kan ikke bruges" in answer
    assert 'id="hours_now-wrong"' in answer


def test_the_script_is_let_in_on_this_page_alone(mette: Visitor) -> None:
    assert "script-src 'self'" in mette.get(PAGE).headers["content-security-policy"]
    assert "script-src" not in mette.get("/borgere/B-001").headers["content-security-policy"]


def test_needs_get_the_strength_of_the_form(own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    codes = {need.code for need in citizen.needs or ()}
    first, second = sorted(codes)[:2]
    tried = needs_from(citizen, {f"need-{first}": "krav", f"need-{second}": "", "need-more": "rusfri"})
    assert Need(first, "krav") in (tried or ())
    assert {need.code for need in tried or ()} == (codes - {second}) | {"rusfri"}
