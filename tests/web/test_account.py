"""Logging in and out, one's own account, a citizen's one-time code, and the auditor's log."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role
from jobmatch.services.access import passwords
from jobmatch.services.access.throttle import PER_USER_AND_PLACE
from jobmatch.web.app import create_pages
from tests.clients import Visitor, visitor

PASSWORD = "fire ord uden sammenhæng"
HOME = {"origin": "http://127.0.0.1"}
METTE = User("mette", "Mette Holm", frozenset({Role.CONSULTANT}), frozenset({"voksen"}))
OWN, OTHERS = "B-001", "B-045"


@pytest.fixture
def town(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> Application:
    """The invented municipality with one consultant who must log in."""
    quick = passwords._HASHER.__class__(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    passwords._nobodys.cache_clear()
    own_sample.access.accounts.add(METTE, "test", PASSWORD)
    own = [one.record for one in own_sample.store.citizen_page(limit=500)]
    assert {one.team for one in own if one.citizen_id == OWN} == {"voksen"}
    assert {one.team for one in own if one.citizen_id == OTHERS} != {"voksen"}
    return own_sample


@pytest.fixture
def browser(town: Application) -> Iterator[Visitor]:
    """Somebody who has not logged in."""
    with visitor(create_pages(town), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def log_in(client: Visitor, name: str = "mette", password: str = PASSWORD, **fields: str) -> Any:
    data = {"navn": name, "adgangskode": password, **fields}
    return client.post("/log-ind", data=data, headers=HOME)


def clock_at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def bring(client: Visitor, key: str) -> None:
    """Come along with a key from elsewhere."""
    client.cookies.clear()
    client.cookies.set("jobmatch", key, domain="127.0.0.1")


def test_a_page_asks_for_the_login_first_and_comes_back(browser: Visitor) -> None:
    asked = browser.get(f"/borgere/{OWN}?vis=alle")
    assert asked.status_code == 303
    assert asked.headers["location"] == f"/log-ind?til=%2Fborgere%2F{OWN}%3Fvis%3Dalle"
    form = browser.get(asked.headers["location"])
    assert 'type="password"' in form.text
    assert "Se som" not in form.text
    sent = log_in(browser, til=f"/borgere/{OWN}?vis=alle")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/borgere/{OWN}?vis=alle")
    assert "httponly" in sent.headers["set-cookie"].lower()
    assert "samesite=lax" in sent.headers["set-cookie"].lower()
    assert browser.get(f"/borgere/{OWN}").status_code == 200
    assert browser.get(f"/borgere/{OTHERS}").status_code == 404


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\/evil", "javascript:alert(1)", "/ok\r\nX: y"],
)
def test_a_login_never_leads_to_another_place(browser: Visitor, elsewhere: str) -> None:
    sent = log_in(browser, til=elsewhere)
    assert (sent.status_code, sent.headers["location"]) == (303, "/")
    assert "evil" not in str(sent.headers)


def test_wrong_name_and_wrong_password_are_told_alike(browser: Visitor, town: Application) -> None:
    known, unknown = log_in(browser, password="forkert adgangskode"), log_in(browser, name="ingen-her")
    assert known.status_code == unknown.status_code == 403
    plain = [re.sub(r'value="[^"]*"', "", one.text) for one in (known, unknown)]
    assert plain[0] == plain[1]
    assert "passer ikke sammen" in plain[0]
    assert "set-cookie" not in known.headers
    actors = [one.actor for one in town.access.audit.entries() if one.action == "login_failed"]
    assert actors == ["?", "mette"]


def test_after_five_wrong_passwords_even_the_right_one_waits(browser: Visitor) -> None:
    for _ in range(PER_USER_AND_PLACE.most):
        assert log_in(browser, password="forkert adgangskode").status_code == 403
    shut = log_in(browser)
    assert shut.status_code == 429
    assert "Vent et kvarter" in shut.text


def test_a_login_makes_a_new_key_and_the_one_brought_along_is_worth_nothing(browser: Visitor) -> None:
    bring(browser, "fixed-by-somebody-else")
    assert browser.get("/konto").status_code == 303
    log_in(browser)
    first = browser.cookies["jobmatch"]
    assert first != "fixed-by-somebody-else"
    log_in(browser)
    assert browser.cookies["jobmatch"] != first
    bring(browser, first)
    assert browser.get("/konto").status_code == 303


def test_logging_out_ends_the_session_for_whoever_has_the_key(browser: Visitor) -> None:
    log_in(browser)
    key = browser.cookies["jobmatch"]
    assert browser.post("/log-ud", headers=HOME).headers["location"] == "/log-ind"
    bring(browser, key)
    assert browser.get("/konto").status_code == 303


def test_a_session_ends_when_nothing_happens_and_after_a_day(town: Application, browser: Visitor) -> None:
    log_in(browser)
    sessions = town.access.sessions
    (session,) = sessions.of_user("mette")
    now = session.made_at
    for minutes, alive in ((59, True), (59 + 59, True), (59 + 59 + 61, False)):
        sessions._clock = clock_at(now + timedelta(minutes=minutes))
        assert (browser.get("/konto").status_code == 200) is alive, minutes
    log_in(browser)
    (session,) = sessions.of_user("mette")
    start = session.made_at
    for hour in range(1, 11):
        town.store.sessions.touch(session.digest, start + timedelta(hours=hour) - timedelta(minutes=1))
        sessions._clock = clock_at(start + timedelta(hours=hour))
        assert (browser.get("/konto").status_code == 200) is (hour < 10), hour


def test_a_new_password_ends_every_other_session(town: Application, browser: Visitor) -> None:
    log_in(browser)
    with visitor(create_pages(town), follow_redirects=False) as other:
        log_in(other)
        assert len(town.access.sessions.of_user("mette")) == 2
        fields = {"gammel": "noget helt andet", "ny": "en ny og god adgangskode"}
        assert browser.post("/konto/adgangskode", data=fields, headers=HOME).status_code == 422
        fields["gammel"] = PASSWORD
        assert browser.post("/konto/adgangskode", data={**fields, "ny": "kort"}, headers=HOME).status_code == 422
        assert browser.post("/konto/adgangskode", data=fields, headers=HOME).status_code == 303
        assert other.get("/konto").status_code == 303
        assert browser.get("/konto").status_code == 200
        assert log_in(other).status_code == 403
        assert log_in(other, password=fields["ny"]).status_code == 303
        browser.post("/konto/log-ud-andre", headers=HOME)
        assert other.get("/konto").status_code == 303


def test_somebody_shut_out_is_out_at_once(town: Application, browser: Visitor) -> None:
    log_in(browser)
    town.access.accounts.shut_out("mette", "test")
    assert browser.get("/konto").status_code == 303
    assert log_in(browser).status_code == 403


@pytest.mark.parametrize("key", [None, "", "0" * 64, "æ"])
def test_a_form_without_the_key_of_ones_own_page_changes_nothing(
    town: Application, browser: Visitor, key: str | None
) -> None:
    log_in(browser)
    data = {"form_key": key} if key is not None else {"form_key": ""}
    assert browser.post("/konto/log-ud-andre", data=data, headers=HOME).status_code == 403
    somebody_else = visitor(create_pages(town))
    assert browser.post("/log-ud", data={"form_key": somebody_else.form_key()}, headers=HOME).status_code == 403
    assert browser.get("/konto").status_code == 200


def test_a_code_opens_one_citizens_page_once(town: Application, browser: Visitor) -> None:
    log_in(browser)
    assert browser.post(f"/borgere/{OTHERS}/kode", headers=HOME).status_code == 404
    shown = browser.post(f"/borgere/{OWN}/kode", headers=HOME).text
    (code,) = re.findall(r'one-time-code">([A-Z0-9-]+)<', shown)
    with visitor(create_pages(town), follow_redirects=False) as citizen:
        typed = {"kode": code.lower().replace("-", " ")}
        opened = citizen.post("/kode", data=typed, headers=HOME)
        assert (opened.status_code, opened.headers["location"]) == (303, "/")
        for closed in ("/borgere", f"/borgere/{OWN}", "/pladser", "/log", "/konto"):
            assert citizen.get(closed).status_code == 403, closed
    with visitor(create_pages(town), follow_redirects=False) as late:
        assert late.post("/kode", data=typed, headers=HOME).status_code == 403
        assert "kun bruges én gang" in late.post("/kode", data=typed, headers=HOME).text
    who = town.access.audit.who_saw(OWN)
    assert [(one.actor, one.action) for one in who][0] == ("mette", "code_made")


def test_an_older_code_and_one_that_ran_out_open_nothing(town: Application, browser: Visitor) -> None:
    viewer = replace(METTE).viewer
    old, new = (town.access.codes.make(OWN, viewer).code for _ in range(2))
    assert browser.post("/kode", data={"kode": old}, headers=HOME).status_code == 403
    late = town.store.sessions._clock() + timedelta(minutes=16)
    town.store.sessions._clock = lambda: late
    assert browser.post("/kode", data={"kode": new}, headers=HOME).status_code == 403


def test_codes_cannot_be_guessed_at_will(browser: Visitor) -> None:
    statuses = [browser.post("/kode", data={"kode": f"AAAA-{n:04}"}, headers=HOME).status_code for n in range(12)]
    assert statuses == [403] * 10 + [429] * 2


def test_nobody_can_pretend_once_there_is_a_login(browser: Visitor) -> None:
    browser.cookies.set("som", "lead")
    assert browser.get("/borgere").status_code == 303
    assert browser.post("/se-som", data={"som": "lead"}, headers=HOME).status_code == 403
    log_in(browser)
    assert browser.get(f"/borgere/{OTHERS}").status_code == 404


def test_over_https_the_cookie_stays_on_https_and_on_this_host(town: Application) -> None:
    with visitor(create_pages(town), follow_redirects=False) as client:
        client.base_url = "https://127.0.0.1"
        sent = client.post(
            "/log-ind", data={"navn": "mette", "adgangskode": PASSWORD}, headers={"origin": "https://127.0.0.1"}
        )
        cookie = sent.headers["set-cookie"]
        assert cookie.startswith("__Host-jobmatch=")
        assert "Secure" in cookie
        assert "strict-transport-security" in sent.headers


def test_the_auditor_reads_the_log_and_no_profile(town: Application, browser: Visitor) -> None:
    town.access.accounts.add(User("revisor", "Rikke", frozenset({Role.AUDITOR}), None), "test", PASSWORD)
    log_in(browser)
    browser.get(f"/borgere/{OWN}")
    browser.post("/log-ud", headers=HOME)
    log_in(browser, "revisor")
    assert browser.get("/").headers["location"] == "/log"
    page = browser.get(f"/log?borger={OWN}").text
    assert "mette" in page
    assert OWN in page
    assert "Loggen er hel" in browser.get("/log?tjek=ja").text
    for closed in ("/borgere", f"/borgere/{OWN}", "/pladser", "/ord"):
        assert browser.get(closed).status_code == 403, closed
