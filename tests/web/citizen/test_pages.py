"""The citizen's own pages: what she reads, what she says, and that nobody else's stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from jobmatch.bootstrap import Application
from jobmatch.domain.agreement import NetworkPerson, Task
from jobmatch.domain.course import LONGER_DAY
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.services.casework.courses import Start
from jobmatch.services.casework.deciding import Choice
from jobmatch.web.app import create_pages
from tests.clients import ON_THIS_MACHINE, visitor
from tests.conftest import SAMPLE_DAY

MARIA = "B-001"


@pytest.fixture
def hers(own_sample: Application) -> Iterator[TestClient]:
    """The pages as citizen B-001 sees them."""
    with visitor(create_pages(own_sample), raise_server_exceptions=False, follow_redirects=False) as client:
        client.cookies.set(PERSONA_COOKIE, f"citizen:{MARIA}")
        client.headers["origin"] = ON_THIS_MACHINE
        yield client


def read(client: TestClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[-500:]
    return re.sub(r"\s+", " ", answer.text)


def test_the_day_begins_on_her_own_page_with_what_she_can(hers: TestClient, own_sample: Application) -> None:
    assert hers.get("/").headers["location"] == "/min-side"
    page = read(hers, "/min-side")
    citizen = own_sample.store.citizen(MARIA)
    assert citizen is not None
    assert page.index("Det kan jeg") < page.index("Det vil jeg") < page.index("Det har jeg brug for")
    for word in [one.term for one in citizen.competences or ()] + list(citizen.wishes or ()):
        assert word in page
    assert page.count("må siges til arbejdspladsen</span>") == len(citizen.may_disclose or ())
    assert "Du har én fast kontaktperson: Mette." in page
    assert MARIA not in re.sub(r'<div class="trial">.*?</header>', "", page)  # her number is nobody's name


def test_she_corrects_what_is_known_and_her_consultant_sees_who_did(hers: TestClient, own_sample: Application) -> None:
    assert "Ret: det kan jeg" in read(hers, "/min-side/ret/kan")
    said = {"competences": "rengøring\r\nsy gardiner", "experience": "Jeg har passet haven.", "version": ""}
    answer = hers.post("/min-side/ret/kan", data=said)
    assert answer.headers["location"] == "/min-side?klaret=own_saved"
    assert "Det er gemt. Din konsulent kan se det." in read(hers, "/min-side?klaret=own_saved")
    citizen = own_sample.store.citizen(MARIA)
    assert citizen is not None
    assert [one.term for one in citizen.competences or ()] == ["rengøring", "sy gardiner"]
    assert own_sample.editing.changes(MARIA)[0].version.by == "borger"


def test_she_says_what_she_needs_and_what_may_be_told(hers: TestClient, own_sample: Application) -> None:
    page = read(hers, "/min-side/ret/behov")
    assert "Du skal ikke skrive hvorfor." in page
    needs = {"need-ro": "krav", "need-pauser": "oenske", "need-mentor": "nej", "told": "ro", "version": ""}
    assert hers.post("/min-side/ret/behov", data=needs).status_code == 303
    citizen = own_sample.store.citizen(MARIA)
    assert citizen is not None
    assert {(one.code, one.strength) for one in citizen.needs or ()} == {
        ("ro", "krav"), ("pauser", "oenske"), ("mentor", "nej"),
    }  # fmt: skip
    assert citizen.may_disclose == ("ro",)
    assert "Du vil helst ikke have en mentor." in read(hers, "/min-side")


def test_she_corrects_her_hours_and_her_way_and_her_consultant_sees_whose_word_it_is(
    hers: TestClient, own_sample: Application
) -> None:
    assert "Tallet stiger kun, når du selv skriver det." in read(hers, "/min-side/ret/timer")
    hours = {"hours_now": "7,5", "hours_certainty": "usikker", "hours_goal": "", "hours_day_max": "3",
             "days": ["man", "tir"], "earliest": "09:00", "latest": "14:00", "blocked": "tir 10-12"}  # fmt: skip
    assert hers.post("/min-side/ret/timer", data=hours).headers["location"] == "/min-side?klaret=own_saved"
    way = {"postcode": "3300", "transport": "bil", "max_travel_min": "40", "licences": ["ingen", "koerekort_b"]}
    assert hers.post("/min-side/ret/rejse", data=way).status_code == 303
    citizen = own_sample.store.citizen(MARIA)
    assert citizen is not None
    assert (citizen.hours_now, citizen.hours_goal, citizen.days) == (7.5, None, (0, 1))
    assert (citizen.transport, citizen.max_travel_min, citizen.licences) == ("bil", 40, ("koerekort_b",))
    page = read(hers, "/min-side")
    for text in ("I dag går det godt med 7,5 timer om ugen.", "Du kan mandag og tirsdag.", "Du kommer frem i bil."):
        assert text in page
    hers.cookies.set(PERSONA_COOKIE, "consultant:mette")
    page = read(hers, f"/borgere/{MARIA}")
    assert page.count("Borgerens eget ord") == 3  # her licences stand with what she can
    stored = own_sample.store.stored_citizen(MARIA)
    assert stored is not None
    own_sample.editing.save(stored.record, stored.version, {"max_travel_min": 45}, "mette", SAMPLE_DAY)
    assert read(hers, f"/borgere/{MARIA}").count("Borgerens eget ord") == 2


def test_who_holds_no_licence_can_say_so(hers: TestClient, own_sample: Application) -> None:
    way = {"postcode": "3300", "transport": "cykel", "max_travel_min": "", "licences": "ingen"}
    assert hers.post("/min-side/ret/rejse", data=way).status_code == 303
    citizen = own_sample.store.citizen(MARIA)
    assert citizen is not None
    assert (citizen.licences, citizen.max_travel_min) == ((), None)


@pytest.mark.parametrize(
    ("text", "said"), [("Jeg har skizofreni", "en diagnose"), ("Mit nummer er 010190-1234", "CPR-nummer")]
)
def test_a_diagnosis_and_a_cpr_number_have_no_place(
    hers: TestClient, own_sample: Application, text: str, said: str
) -> None:
    before = own_sample.store.citizen(MARIA)
    answer = hers.post("/min-side/ret/kan", data={"competences": "have", "experience": text, "version": ""})
    assert answer.status_code == 422
    assert said in answer.text
    assert "010190" not in answer.text
    assert own_sample.store.citizen(MARIA) == before


def test_nothing_is_lost_when_her_consultant_corrects_the_same(hers: TestClient, own_sample: Application) -> None:
    version = re.search(r'name="version" value="(\d+)"', read(hers, "/min-side/ret/vil"))
    assert version is not None
    stored = own_sample.store.stored_citizen(MARIA)
    assert stored is not None
    own_sample.editing.save(stored.record, stored.version, {"wishes": ("bager",)}, "mette", SAMPLE_DAY)
    answer = hers.post("/min-side/ret/vil", data={"wishes": "gartner", "vetoes": "", "version": version[1]})
    assert answer.status_code == 409
    assert "Mette har gemt imens. Det, du skrev, er ikke gemt endnu, men intet er tabt." in answer.text
    assert "<dt>Ønsker</dt><dd>bager</dd>" in answer.text
    assert ">gartner</textarea>" in answer.text


def test_the_proposals_are_those_her_consultant_has_looked_at(hers: TestClient, own_sample: Application) -> None:
    listed = own_sample.casework.showing.show(MARIA, "mette", top=3)
    page = read(hers, "/mine-forslag")
    assert page.count('class="card" id="p') == 3
    for title in ("Det taler for", "Det ved vi ikke endnu", "Hvad siger du?"):
        assert title in page
    assert "point" not in page.lower()
    assert len(own_sample.casework.showing.lists_of(MARIA)) == 1
    first = listed.placement_ids[0]
    answer = hers.post("/mine-forslag", data={"liste": listed.number, "plads": first, "svar": "maaske", "ord": ""})
    assert answer.headers["location"] == "/mine-forslag?klaret=own_answered"
    assert "Du har sagt måske den 21. november 2026." in read(hers, "/mine-forslag")
    assert own_sample.casework.replying.unseen([MARIA])[0].what == "maaske"
    asked = [e for e in own_sample.store.events(citizen_id=MARIA) if e.date == SAMPLE_DAY]
    assert [(e.event, e.placement_id, e.decided_by) for e in asked] == [("forelagt", first, "borger")]


def test_without_a_list_from_the_consultant_there_is_a_fresh_one(hers: TestClient, own_sample: Application) -> None:
    assert "Hvorfor dette sted?" in read(hers, "/mine-forslag")
    (listed,) = own_sample.casework.showing.lists_of(MARIA)
    assert listed.by == "borger"


def test_why_tells_what_was_told_then(hers: TestClient, own_sample: Application) -> None:
    listed = own_sample.casework.showing.show(MARIA, "mette", top=3)
    place = listed.placement_ids[0]
    page = read(hers, f"/mine-forslag/{listed.number}/{place}")
    for text in ("Sådan er forslaget lavet", "Det ser ikke på alder", "Du og din konsulent bestemmer", "expert-1"):
        assert text in page
    assert "points" not in page
    read(hers, f"/mine-forslag/{listed.number}/P-999", 404)
    other = own_sample.casework.showing.show("B-002", "mette", top=3)
    read(hers, f"/mine-forslag/{other.number}/{other.placement_ids[0]}", 404)
    read(hers, f"/mine-forslag/999/{place}", 404)


def test_an_answer_that_cannot_be_is_said(hers: TestClient, own_sample: Application) -> None:
    assert hers.post("/mine-forslag", data={"plads": "P-203", "svar": "jo"}).status_code == 422
    assert hers.post("/mine-forslag", data={"plads": "P-999", "svar": "ja"}).status_code == 404
    other = own_sample.casework.showing.show("B-002", "mette", top=3)
    foreign = {"plads": other.placement_ids[0], "liste": other.number, "svar": "ja"}
    assert hers.post("/mine-forslag", data=foreign).status_code == 404
    assert own_sample.casework.replying.of(MARIA) == []


def test_the_board_shows_what_is_agreed_and_takes_a_wish(hers: TestClient, own_sample: Application) -> None:
    desk = own_sample.casework
    task = desk.board.add(MARIA, Task(who="Dig", what="Ringer til Leif", due=date(2026, 11, 25)), "mette")
    start = Start(citizen_id=MARIA, placement_id="P-208", day=date(2026, 10, 5), measure="virksomhedspraktik", hours=4)
    course_id = desk.courses.start(start, "mette")
    desk.courses.report(course_id, date(2026, 10, 5), 4, "mette")
    desk.courses.step(course_id, date(2026, 11, 2), 5, "mette", citizens_wish=True, dimension=LONGER_DAY)
    page = read(hers, "/min-tavle")
    for text in ("Ringer til Leif", "senest 25. november 2026", "<b>5 timer</b>", "Du har ikke valgt endnu."):
        assert text in page
    assert '<svg class="curve"' in page
    assert hers.post("/min-tavle", data={"hvad": "bed", "om": "faerre_timer", "ord": ""}).status_code == 303
    page = read(hers, "/min-tavle")
    assert "Du bad om færre timer den 21. november 2026. Din konsulent har ikke set det endnu." in page
    desk.replying.seen(desk.replying.unseen([MARIA])[0].number, "mette")
    assert "Din konsulent har set det." in read(hers, "/min-tavle")
    assert desk.courses.one(course_id).agreed_now is not None
    hers.post("/min-tavle", data={"hvad": "gjort", "nummer": task.number, "version": task.version})
    kept = desk.board.one(task.number)
    assert isinstance(kept.agreement, Task)
    assert (kept.agreement.done_on, kept.by) == (SAMPLE_DAY, "borger")
    assert hers.post("/min-tavle", data={"hvad": "noget"}).status_code == 422
    assert hers.post("/min-tavle", data={"hvad": "gjort", "nummer": 99}).status_code == 404


def test_she_chooses_whom_she_likes_or_nobody(hers: TestClient, own_sample: Application) -> None:
    board = own_sample.casework.board
    hers.post("/min-tavle", data={"hvad": "netvaerk", "version": 0, "navn": "Bodil", "traeffes": "nabo"})
    kept = board.of(MARIA).network
    assert kept is not None
    assert kept.agreement == NetworkPerson(name="Bodil", reach="nabo")
    assert "Bodil, nabo" in read(hers, "/min-tavle")
    late = hers.post("/min-tavle", data={"hvad": "netvaerk", "version": 0, "navn": "", "ingen": "ja"})
    assert late.status_code == 412
    hers.post("/min-tavle", data={"hvad": "netvaerk", "version": kept.version, "ingen": "ja"})
    assert "Jeg vil ikke vælge nogen" in read(hers, "/min-tavle")


def test_she_sees_who_has_seen_her_data_and_what_was_decided(hers: TestClient, own_sample: Application) -> None:
    assert "Ingen har set dem endnu." in read(hers, "/mine-data")
    with visitor(create_pages(own_sample), raise_server_exceptions=False) as staff:
        staff.cookies.set(PERSONA_COOKIE, "consultant:mette")
        assert staff.get(f"/borgere/{MARIA}").status_code == 200
    listed = own_sample.casework.showing.show(MARIA, "mette", top=3)
    choice = Choice(
        citizen_id=MARIA, placement_id=listed.placement_ids[1], what="valgt", reason="oenske", shown=listed.number
    )
    own_sample.casework.deciding.decide(choice, "mette")
    page = read(hers, "/mine-data")
    assert "Mette så profilen" in page
    assert "valgt: borgerens ønske" in page
    assert f"/mine-forslag/{listed.number}/{listed.placement_ids[1]}" in page
    assert "Datatilsynet" in page


def test_she_takes_everything_about_her_home_and_that_is_in_the_log(hers: TestClient, own_sample: Application) -> None:
    own_sample.casework.board.write(MARIA, NetworkPerson(nobody=False, name="Søster Åse"), "mette", 0)
    hers.cookies.set(PERSONA_COOKIE, "consultant:mette")
    hers.get(f"/borgere/{MARIA}")
    hers.cookies.set(PERSONA_COOKIE, f"citizen:{MARIA}")
    assert 'href="/mine-data/hent"' in read(hers, "/mine-data")
    answer = hers.get("/mine-data/hent")
    assert answer.headers["content-disposition"] == 'attachment; filename="mine-data.json"'
    found = answer.json()
    assert found["citizen_id"] == MARIA
    assert found["versions"]
    assert "Søster Åse" in answer.text
    assert "mette" in {one["actor"] for one in found["seen_by"]}
    assert "digest" not in answer.text
    taken = own_sample.access.audit.entries(None, 5, MARIA)
    assert ("borger", "exported") in {(one.actor, one.action) for one in taken}


def test_on_pause_nothing_is_proposed_and_the_page_says_so(own_sample: Application) -> None:
    paused = next(one.citizen_id for one in own_sample.store.citizens() if one.status == "pause")
    with visitor(create_pages(own_sample), raise_server_exceptions=False) as client:
        client.cookies.set(PERSONA_COOKIE, f"citizen:{paused}")
        assert "Der er ingen forslag lige nu" in client.get("/mine-forslag").text
        assert "Du holder pause." in client.get("/min-side").text
    assert own_sample.casework.showing.lists_of(paused) == []


def test_in_a_course_nothing_fresh_is_proposed(hers: TestClient, own_sample: Application) -> None:
    start = Start(citizen_id=MARIA, placement_id="P-208", day=SAMPLE_DAY, measure="virksomhedspraktik", hours=4)
    own_sample.casework.courses.start(start, "mette")
    assert "Du er i gang hos gravermedhjælper" in read(hers, "/mine-forslag")
    assert own_sample.casework.showing.lists_of(MARIA) == []


def test_only_a_citizen_has_an_own_page(own_sample: Application) -> None:
    with visitor(create_pages(own_sample), raise_server_exceptions=False, follow_redirects=False) as client:
        for persona in ("consultant:mette", "liaison", "lead", "auditor", "alle"):
            client.cookies.set(PERSONA_COOKIE, persona)
            for address in ("/min-side", "/min-side/ret/kan", "/mine-forslag", "/min-tavle", "/mine-data"):
                assert client.get(address).status_code in (403, 404), (persona, address)


def test_every_page_reads_in_english_too(hers: TestClient) -> None:
    hers.cookies.set("sprog", "en")
    for address, text in (
        ("/min-side", "I can"),
        ("/min-side/ret/behov", "Correct: I need"),
        ("/mine-forslag", "What speaks for it"),
        ("/min-tavle", "My board"),
        ("/mine-data", "Who has seen my data?"),
    ):
        assert text in read(hers, address)
    read(hers, "/min-side/ret/status", 404)


@pytest.mark.parametrize("number", ["1000000000000", "9" * 30, "9" * 5000])
def test_a_number_that_nobody_has_given_out_is_no_fault_of_ours(hers: TestClient, number: str) -> None:
    assert hers.get(f"/mine-forslag/{number}/P-201").status_code in (404, 422)
    sent = hers.post("/mine-forslag", data={"liste": number, "plads": "P-201", "svar": "ja"})
    assert sent.status_code in (303, 404), "answered without a list, or told that there is none"
