"""What stands on the pages: the services' own words, in the reader's language, and no score about a person."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role
from jobmatch.settings import Settings
from jobmatch.web.app import create_pages
from jobmatch.web.assets import address_of
from tests.clients import ON_THIS_MACHINE, visitor

METTE = User("mette", "Mette Holm", frozenset({Role.CONSULTANT}), frozenset({"voksen"}))
PASSWORD = "fire ord uden sammenhæng"
ADDRESSES = ["/borgere", "/borgere?konsulent=alle", "/borgere/B-001", "/borgere/B-001/forslag",
             "/borgere/B-001/sammenlign", "/borgere/B-001/proev", "/borgere/B-003/tavle",
             "/borgere/B-003/forloeb", "/borgere/B-001/ret/behov", "/borgere/B-001/ret/timer",
             "/borgere/B-005/forslag", "/borgere/B-008/forslag", "/borgere/B-013/forslag", "/pladser",
             "/pladser/P-201", "/pladser/P-255", "/regler", "/ord", "/borgere/B-999", "/pladser?q=zzz"]  # fmt: skip


def words(page: str) -> str:
    """The text of a page as a person reads it."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_citizens_page_says_what_the_services_say(pages: TestClient, sample: Application, language: str) -> None:
    pages.cookies.set("sprog", language)
    text = words(pages.get("/borgere/B-001/forslag").text)
    answer = sample.suggest.match("B-001", top=5)
    for row in answer["matches"]:
        for part in row["contributions"]:
            if part["max"]:
                assert part["text"][language] in text
        for check in row["checks"]:
            assert check["text"][language] in text
        for rule in row["rules"]:
            assert rule["text"][language] in text
            assert rule["source"] in text
    for unlock in answer["unlocks"]:
        assert unlock["text"][language] in text
    for excluded in answer["excluded"][:8]:
        for reason in excluded["reasons"]:
            assert reason["text"][language] in text


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_points_are_shown_anywhere(pages: TestClient, sample: Application, path: str) -> None:
    page = pages.get(path).text
    points = {
        str(row["points"])
        for one in ("B-001", "B-008", "B-013")
        for row in sample.suggest.match(one, top=1000)["matches"]
    }
    assert points
    assert not points & set(re.findall(r"(?<![\w.,-])\d{3,6}(?![\w.,-])", words(page)))


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_is_small_and_asks_for_nothing_from_outside(pages: TestClient, path: str) -> None:
    answer = pages.get(path)
    assert len(answer.content) < 100_000
    assert not re.findall(r"(?:src|href|action|url)\s*[=(]\s*[\"']?(?:https?:)?//", answer.text)
    assert set(re.findall(r"<script[^>]*", answer.text)) <= {f'<script type="module" src="{address_of("whatif.js")}"'}
    assert " style=" not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"


def test_a_trial_says_so_on_every_page_and_operation_does_not(sample: Application, pages: TestClient) -> None:
    for path in ADDRESSES:
        assert "Prøvedrift: kun opdigtede borgere." in pages.get(path).text
    written = {"operation": True, "purpose": "Forslag til praktik", "legal_basis": "LAB kapitel 11"}
    settings = sample.settings.model_copy(update=written)
    with visitor(create_pages(Application(settings))) as client:
        assert "Prøvedrift" not in client.get("/borgere").text


def test_operation_without_purpose_scores_nobody(own_sample: Application) -> None:
    own_sample.access.accounts.add(METTE, "test", PASSWORD)
    settings = own_sample.settings.model_copy(update={"operation": True})
    with visitor(create_pages(Application(settings))) as client:
        client.post("/log-ind", data={"navn": "mette", "adgangskode": PASSWORD}, headers={"origin": ON_THIS_MACHINE})
        for path in ("/borgere/B-001/forslag", "/borgere/B-001/proev"):
            answer = client.get(path)
            assert answer.status_code == 403
            assert "JOBMATCH_PURPOSE" in answer.text
        assert client.get("/borgere/B-001").status_code == 200
        assert client.get("/regler").status_code == 200


def test_one_consultants_citizens(pages: TestClient, sample: Application) -> None:
    consultant = sample.store.consultants()[0]
    page = pages.get("/borgere", params={"konsulent": consultant}).text
    text = page[page.index("<main") :]
    shown = set(re.findall(r"B-\d{3}", words(text)))
    assert shown == {c.citizen_id for c in sample.store.citizens() if c.consultant == consultant}


def test_a_date_that_has_passed_is_said_to_have(pages: TestClient, sample: Application) -> None:
    going_on = [citizen for citizen in sample.store.citizens() if citizen.status != "afsluttet"]
    dates = sample.casework.following_up.next_dates(going_on)
    late = {key for key, one in dates.items() if one.day < sample.today()}
    page = pages.get("/borgere", params={"konsulent": "alle"}).text
    rows = {found: row for row in page.split("<tr") if (found := "".join(re.findall(r'href="/borgere/(B-\d+)"', row)))}
    marked = {key for key, row in rows.items() if "Over tiden" in row}
    assert marked
    assert marked == late & rows.keys()
    for key in (min(marked), min(rows.keys() - late)):
        assert ("Over tiden" in pages.get(f"/borgere/{key}").text) == (key in marked)


def test_every_step_of_the_growth_is_written_with_its_week(pages: TestClient, sample: Application) -> None:
    ramp = sample.suggest.match("B-003", top=1)["matches"][0]["ramp"]
    text = words(pages.get("/borgere/B-003/forslag").text)
    assert len(ramp) > 2
    assert all(f"Fra uge {step['week']}: {step['hours']:g} timer." in text for step in ramp)


def test_every_citizen_is_on_some_page(pages: TestClient, sample: Application) -> None:
    def below(path: str) -> Iterator[str]:
        page = pages.get(path).text
        yield from re.findall(r'href="/borgere/([^"?]+)"', page)
        if following := re.search(r'class="button quiet" href="(/borgere\?[^"]+)"', page):
            yield from below(html.unescape(following.group(1)))

    assert sorted(below("/borgere?konsulent=alle")) == [citizen.citizen_id for citizen in sample.store.citizens()]


def test_a_liaison_sees_no_name_on_a_placements_page(pages: TestClient, sample: Application) -> None:
    text = words(pages.get("/pladser/P-201").text)
    assert re.search(r"Borger B-\d{3}", text)
    names = {citizen.display_name for citizen in sample.store.citizens() if citizen.display_name}
    assert not {name for name in names if re.search(rf"\b{re.escape(name)}\b", text)}


def test_searching_for_a_place(pages: TestClient) -> None:
    assert "Kantinen Pileengen" in pages.get("/pladser", params={"q": "kantine"}).text
    nothing = pages.get("/pladser", params={"q": "rumskib"}).text
    assert "Vi fandt ingen pladser" in nothing
    assert 'value="&lt;script&gt;"' in pages.get("/pladser", params={"q": "<script>"}).text


def test_the_language_is_kept_in_a_cookie(pages: TestClient) -> None:
    assert '<html lang="da">' in pages.get("/borgere").text
    switched = pages.get("/borgere", params={"sprog": "en", "konsulent": "mette"})
    assert (switched.status_code, switched.headers["location"]) == (303, "/borgere?konsulent=mette")
    assert '<html lang="en">' in pages.get("/borgere").text


def test_the_switch_never_leads_away(pages: TestClient) -> None:
    assert pages.get("http://127.0.0.1//evil.example/?sprog=en").headers["location"].startswith("/evil.example")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/borgere/B-999", 404, "ingen borger med det nummer"),
        ("/pladser/P-999", 404, "ingen plads med det nummer"),
        ("/findes/ikke", 404, "Siden findes ikke"),
        ("/static/../../settings.py", 404, "Siden findes ikke"),
        ("/static/page.py", 404, "Siden findes ikke"),
        ("/borgere/010190-1234", 422, "CPR"),
        ("/pladser?q=010190-1234", 422, "CPR"),
    ],
)
def test_what_is_not_there_is_said_plainly(pages: TestClient, path: str, status: int, said: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == status
    assert said in answer.text
    assert "010190" not in answer.text
    assert 'href="/borgere"' in answer.text


def test_an_unforeseen_fault_is_said_without_details(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setattr(own_sample, "rules", breaks)
    with visitor(create_pages(own_sample), raise_server_exceptions=False) as client:
        answer = client.get("/regler")
    assert answer.status_code == 500
    assert "Fejlen ligger hos os" in answer.text
    assert "secret" not in answer.text


def test_an_empty_installation_says_what_to_do(tmp_path: object) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/tom.sqlite", as_of=date(2026, 11, 21))
    with visitor(create_pages(Application(settings))) as client:
        assert "Her er ingen borgere endnu" in client.get("/borgere").text
        assert "Her er ingen pladser endnu" in client.get("/pladser").text


def test_a_database_that_is_missing_is_said(tmp_path: object) -> None:
    application = Application(Settings(database_url=f"sqlite:///{tmp_path}/x.sqlite"), create=False)
    with visitor(create_pages(application)) as client:
        answer = client.get("/borgere")
    assert answer.status_code == 503
    assert "jobmatch import" in answer.text


def test_assets_are_kept_and_known(pages: TestClient) -> None:
    page = pages.get("/borgere").text
    style = re.search(r'href="(/static/style\.css\?[^"]+)"', page)
    assert style
    answer = pages.get(style.group(1))
    assert "immutable" in answer.headers["cache-control"]
    assert "http" not in answer.text
    assert pages.get("/static/fonts/figtree.woff2").headers["content-type"] == "font/woff2"
    assert pages.get("/favicon.ico").headers["content-type"] == "image/svg+xml"


def test_head_is_answered_without_a_body(pages: TestClient) -> None:
    answer = pages.head("/borgere")
    assert (answer.status_code, answer.content) == (200, b"")
