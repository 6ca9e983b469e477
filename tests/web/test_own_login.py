"""A citizen's own login: a letter, her own password, her own page and nothing else, until it is closed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role
from jobmatch.services.access.throttle import PER_USER_AND_PLACE
from jobmatch.web.app import create_pages
from tests.clients import ON_THIS_MACHINE, Visitor, visitor

BIRGIT, OTHERS = "B-001", "B-045"
PASSWORD, HERS = "fire ord uden sammenhæng", "kanel regnvejr stol bakke"
METTE = User("mette", "Mette Holm", frozenset({Role.CONSULTANT}), frozenset({"voksen"}))


@pytest.fixture
def town(own_sample: Application) -> Application:
    own_sample.access.accounts.add(METTE, "test", PASSWORD)
    return own_sample


def browser_of(town: Application) -> Visitor:
    client = visitor(create_pages(town), raise_server_exceptions=False, follow_redirects=False)
    client.headers["origin"] = ON_THIS_MACHINE
    return client


@pytest.fixture
def mette(town: Application) -> Iterator[Visitor]:
    with browser_of(town) as client:
        assert client.post("/log-ind", data={"navn": "mette", "adgangskode": PASSWORD}).status_code == 303
        yield client


@pytest.fixture
def hers(town: Application) -> Iterator[Visitor]:
    with browser_of(town) as client:
        yield client


def letter_of(mette: Visitor) -> tuple[str, str]:
    page = mette.post(f"/borgere/{BIRGIT}/login", data={}).text
    assert "http://127.0.0.1/mit-login/foerste-gang" in page
    number, code = re.findall(r'class="one-time-code">([A-Z0-9]{4}-[A-Z0-9]{4})<', page)
    return number, code


def begin(hers: Visitor, number: str, code: str, password: str = HERS) -> int:
    said = {"nummer": number, "kode": code, "ny": password}
    return int(hers.post("/mit-login/foerste-gang", data=said).status_code)


def log_in(hers: Visitor, number: str, password: str = HERS) -> int:
    return int(hers.post("/mit-login", data={"nummer": number, "adgangskode": password}).status_code)


def test_from_the_letter_to_her_own_page_and_nobody_elses(town: Application, mette: Visitor, hers: Visitor) -> None:
    number, code = letter_of(mette)
    assert "Borgeren har ikke brugt det endnu" in mette.get(f"/borgere/{BIRGIT}").text
    assert log_in(hers, number, code) == 403
    assert begin(hers, number.lower().replace("-", " "), code.lower()) == 303
    assert "Birgit" in hers.get("/min-side").text
    for address in ("/borgere", f"/borgere/{BIRGIT}", "/pladser", "/log", "/konto"):
        assert hers.get(address).status_code == 403
    hers.post("/log-ud", data={})
    assert hers.get("/min-side").status_code == 303
    assert log_in(hers, number) == 303
    assert hers.get("/min-side").status_code == 200
    assert "Borgeren har sit eget login" in mette.get(f"/borgere/{BIRGIT}").text
    deeds = [one.action for one in town.access.audit.entries(None, 20, BIRGIT)]
    assert {"own_login_made", "own_login_used", "password_changed"} <= set(deeds)


def test_the_code_works_once_and_a_plain_password_is_refused(mette: Visitor, hers: Visitor) -> None:
    number, code = letter_of(mette)
    assert begin(hers, number, code, "kort") == 422
    assert begin(hers, number, code) == 303
    assert begin(hers, number, code, "en anden adgangskode her") == 403
    assert log_in(hers, number) == 303


def test_a_letter_runs_out_and_a_new_one_ends_the_old(town: Application, mette: Visitor, hers: Visitor) -> None:
    old, new = letter_of(mette), letter_of(mette)
    assert begin(hers, *old) == 403
    logins = town.access.own_logins
    now = logins._clock()
    logins._clock = lambda: now + timedelta(days=15)
    assert begin(hers, *new) == 403
    logins._clock = lambda: now
    assert begin(hers, *new) == 303
    letter_of(mette)
    assert hers.get("/min-side").status_code == 303, "a new letter ends what the old one opened"


def test_closed_by_the_consultant_it_opens_nothing_at_once(mette: Visitor, hers: Visitor) -> None:
    number, code = letter_of(mette)
    begin(hers, number, code)
    closed = mette.post(f"/borgere/{BIRGIT}/login", data={"hvad": "luk"})
    assert closed.headers["location"] == f"/borgere/{BIRGIT}?klaret=own_login_closed"
    assert hers.get("/min-side").status_code == 303
    assert log_in(hers, number) == 403


def test_it_cannot_be_guessed_at_will(mette: Visitor, hers: Visitor) -> None:
    number, code = letter_of(mette)
    for _ in range(PER_USER_AND_PLACE.most):
        assert begin(hers, number, "AAAA-AAAA") == 403
    assert begin(hers, number, code) == 429
    wrong = hers.post("/mit-login", data={"nummer": "HJKM-NPRT", "adgangskode": HERS})
    assert "Nummer og adgangskode passer ikke sammen" in html.unescape(wrong.text)


def test_who_is_withdrawn_or_erased_is_not_let_in(town: Application, mette: Visitor, hers: Visitor) -> None:
    number, code = letter_of(mette)
    begin(hers, number, code)
    out = town.access.export(BIRGIT, "test")
    assert out["own_logins"][0]["name"] == number
    assert "argon2" not in str(out)
    town.store.erase(BIRGIT, "test")
    assert hers.get("/min-side").status_code == 303
    assert log_in(hers, number) == 403
    assert town.store.own_logins.of(BIRGIT) is None


def test_another_teams_citizen_gets_no_letter(town: Application, mette: Visitor) -> None:
    assert mette.post(f"/borgere/{OTHERS}/login", data={}).status_code == 404
    assert town.store.own_logins.of(OTHERS) is None
