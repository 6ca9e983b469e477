"""A refused form comes back with everything that was typed in it, whichever form it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.agreement import Task
from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role, Viewer
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.services.casework.deciding import Choice
from jobmatch.web.app import create_pages
from tests.clients import ON_THIS_MACHINE, Visitor, visitor
from tests.conftest import SAMPLE_DAY
from tests.test_access_matrix import PAGES

BIRGIT, FATMA, FLEX = "B-001", "B-003", "B-002"
ILL = "Hun har skizofreni og glæder sig"
"""What nothing may be saved with; the writer has it back to put it right."""


@dataclass(frozen=True)
class Form:
    """One form with something in it that cannot be kept."""

    route: str
    address: str
    sent: Mapping[str, Any]
    kept: Mapping[str, str] = field(default_factory=dict)
    """Fields that must hold again what was typed; all typed ones unless told."""
    who: str = "consultant:mette"
    wrong: str = ""
    """The field at which it is said what is wrong."""


ONE = "/borgere/{citizen_id:path}"
COURSE = f"{ONE}/forloeb/{{course_id}}/{{what}}"
WORK = "/arbejdspladser/{placement_id:path}"
OWN = "/min-side/ret/{part}"
HERS = f"citizen:{BIRGIT}"


def _course(what: str, sent: Mapping[str, Any], wrong: str = "") -> Form:
    return Form(COURSE, f"/borgere/{FATMA}/forloeb/<course>/{what}", {"version": "<version>", **sent}, wrong=wrong)


def _board(what: str, sent: Mapping[str, Any], who: str = FATMA, wrong: str = "") -> Form:
    return Form(f"{ONE}/tavle", f"/borgere/{who}/tavle", {"hvad": what, **sent}, wrong=wrong)


FORMS: dict[str, Form] = {
    "choose": Form(f"{ONE}/beslut", f"/borgere/{BIRGIT}/beslut",
                   {"plads": "<first>", "svar": "valgt:vejret", "bemaerkning": "Hun kender stedet & glæder sig"}),
    "choose, what has no place here": Form(f"{ONE}/beslut", f"/borgere/{BIRGIT}/beslut",
                                           {"plads": "<first>", "svar": "valgt:oenske", "bemaerkning": ILL}),
    "own idea": Form(f"{ONE}/egen-ide", f"/borgere/{BIRGIT}/egen-ide",
                     {"virksomhed": " ", "titel": "Bager", "kontakt": "Onkel Jens", "bemaerkning": "fra i går"},
                     kept={"titel": "Bager", "kontakt": "Onkel Jens", "bemaerkning": "fra i går"}),
    "agreement": _board("ny", {"hvem": "Fatma", "det": "ringer til <Leif>", "frist": "snart"}, wrong="frist"),
    "agreement changed": _board(
        "ret", {"nummer": "<task>", "version": "1", "hvem": "Mette", "det": "cykler med", "frist": "31-02-2027"},
        wrong="frist",
    ),
    "contact": _board("kontakt", {"hvordan": "sms om morgenen", "naeste": "i morgen"}, wrong="naeste"),
    "talked with her": _board("talt", {"dag": "i går", "maade": "telefon", "note": "Hun vil prøve"}, wrong="dag"),
    "network": _board("netvaerk", {"navn": ILL, "traeffes": "over hegnet"}),
    "flex job": _board("fleksjob", {"timer": "mange", "intensitet": "62,5", "fra": "2026-12-01",
                                    "ses_igen": "2027-12-01", "hensyn": "pauser\nro"}, FLEX, wrong="timer"),
    "start": Form(f"{ONE}/forloeb/start", f"/borgere/{BIRGIT}/forloeb/start",
                  {"plads": "P-208", "dag": "2026-12-01", "timer": "lidt", "dage": "2", "uger": "13"}, wrong="timer"),
    "week": _course("uge", {"uge": "2026-11-16", "timer": "mange", "loen": "1,5"}, "timer"),
    "more hours": _course(
        "trin", {"timer": "seks", "dag": "2026-12-07", "hvad": "flere_dage", "oenske": "ja"}, "timer"
    ),
    "fewer hours": _course("tilbage", {"timer": "to", "dag": "2026-12-07", "grund": "andet"}, "timer"),
    "the end": _course("slut", {"dag": "engang", "grund": "pause"}, "dag"),
    "followed up": _course("holdt", {"opfoelgning": "<follow-up>", "hvordan": "telefon", "note": ILL}),
    "moved": _course("flyt", {"opfoelgning": "<follow-up>", "dag": "engang"}, "dag"),
    "hours": Form(f"{ONE}/ret/{{part}}", f"/borgere/{BIRGIT}/ret/timer", {"hours_now": "mange", "hours_goal": "12"},
                  wrong="hours_now"),
    "what if": Form(f"{ONE}/proev", f"/borgere/{BIRGIT}/proev", {"hours_now": "mange", "max_travel_min": "45"},
                    kept={"max_travel_min": "45"}),
    "her hours": Form(OWN, "/min-side/ret/timer", {"hours_now": "mange", "blocked": "tir 10-12\nons 8-9"}, who=HERS,
                      wrong="hours_now"),
    "her way": Form(OWN, "/min-side/ret/rejse", {"max_travel_min": "længe", "postcode": "3300"}, who=HERS,
                    wrong="max_travel_min"),
    "her story": Form(OWN, "/min-side/ret/kan", {"competences": "have", "experience": ILL}, who=HERS,
                      wrong="experience"),
    "her wishes": Form(OWN, "/min-side/ret/vil", {"wishes": ILL, "vetoes": "larm"}, who=HERS, wrong="wishes"),
    "her answer": Form("/mine-forslag", "/mine-forslag",
                       {"liste": "<list>", "plads": "<first>", "svar": "jo", "ord": "Jeg vil gerne se det først"},
                       who=HERS),
    "her asking": Form("/min-tavle", "/min-tavle", {"hvad": "bed", "om": "ferie", "ord": "efter jul"},
                       kept={"ord": "efter jul"}, who=HERS),
    "her person": Form("/min-tavle", "/min-tavle", {"hvad": "netvaerk", "navn": ILL, "traeffes": "tlf."}, who=HERS),
    "verdict": Form("/leder/aendringer/{number:number}", "/leder/aendringer/<proposal>",
                    {"verdict": "", "note": "Lad os tale om det"}, who="lead"),
    "weights": Form("/leder/vaegte", "/leder/vaegte", {"hours": "mange", "because": "Timer er vigtigst"}, who="lead"),
    "model": Form("/leder/modeller/{name}", "/leder/modeller/<model>", {"because": "Den er bedre"}, who="lead"),
    "model before": Form("/leder/modeller", "/leder/modeller", {"because": "Vi ser tiden an"}, who="lead"),
    "rule": Form("/leder/regler/{rule_id}/{part:number}", "/leder/regler/E1/1",
                 {"valid_from": "snart", "source": "LAB § 61", "because": "Ny lov"}, who="lead",
                 kept={"source": "LAB § 61", "because": "Ny lov"}),
    "talked": Form(WORK, "/arbejdspladser/P-201",
                   {"what": "contact", "day": "2026-11-20", "kind": "opkald", "purpose": "plads", "outcome": "nej",
                    "reason": "", "note": "De har travlt"}, who="liaison", wrong="reason"),
    "next visit": Form(WORK, "/arbejdspladser/P-201", {"what": "visit", "next_visit": "2020-01-01", "version": "0"},
                       who="liaison", wrong="next_visit"),
    "rest": Form(WORK, "/arbejdspladser/P-201", {"what": "pause", "pause_until": "2020-01-01", "version": "0"},
                 who="liaison", wrong="pause_until"),
    "visit": Form("/besoeg/{placement_id:path}", "/besoeg/P-201",
                  {"version": "<known>", "min_hours": "få", "contact": "Leif", "deputy": "Anna", "dislikes": "støv"},
                  who="liaison", wrong="min_hours"),
    "word": Form("/ord", "/ord", {"word": "<unknown>", "code": "noget helt andet"}, wrong="code"),
    "own login": Form("/mit-login", "/mit-login", {"nummer": "ACDE-FHJK", "adgangskode": "helt forkert kode"},
                      kept={"nummer": "ACDE-FHJK"}, who=""),
    "first login": Form("/mit-login/foerste-gang", "/mit-login/foerste-gang",
                        {"nummer": "ACDE-FHJK", "kode": "ACDE-FHJK", "ny": "helt forkert kode"},
                        kept={"nummer": "ACDE-FHJK"}, who=""),
    "login": Form("/log-ind", "/log-ind", {"navn": "mette", "adgangskode": "helt forkert kode"}, kept={"navn": "mette"},
                  who=""),
}  # fmt: skip

NOTHING_TYPED = {
    "/log-ud", "/kode", "/konto/adgangskode", "/konto/log-ud-andre", f"{ONE}/kode", f"{ONE}/login", f"{ONE}/fortryd",
    f"{ONE}/set", f"{ONE}/laest", f"{ONE}/status", "/se-som",
}  # fmt: skip
"""Forms of one button, and of passwords and codes, which are never sent back."""


@pytest.fixture
def client(own_sample: Application) -> Iterator[Visitor]:
    with visitor(create_pages(own_sample), raise_server_exceptions=False, follow_redirects=False) as found:
        found.headers["origin"] = ON_THIS_MACHINE
        yield found


def test_every_form_of_the_pages_is_here() -> None:
    posted = {path for method, path in PAGES if method == "POST"}
    assert posted == {form.route for form in FORMS.values()} | NOTHING_TYPED


@pytest.mark.parametrize("name", FORMS)
def test_what_was_typed_comes_back(client: Visitor, own_sample: Application, name: str) -> None:
    form = FORMS[name]
    facts = _facts(own_sample, form)
    client.cookies.set(PERSONA_COOKIE, form.who)
    sent = {key: facts.get(value, value) if isinstance(value, str) else value for key, value in form.sent.items()}
    address = re.sub(r"<[\w-]+>", lambda one: facts[one[0]], form.address)
    before = own_sample.store.revision()
    answer = client.post(address, data=sent)
    assert answer.status_code in (403, 409, 412, 422), answer.headers
    assert own_sample.store.revision() == before
    hidden = {"hvad", "nummer", "version", "plads", "svar", "opfoelgning", "what", "liste", "word", "verdict"}
    for key, value in (form.kept or {key: text for key, text in sent.items() if key not in hidden}).items():
        assert value in held(answer.text, key), (key, value)
    if form.wrong:
        assert re.search(rf'aria-invalid="true"|id="{form.wrong}-wrong"', answer.text)
        assert re.search(
            rf'<(input|textarea|select)[^>]*name="{form.wrong}"[^>]*aria-describedby="[^"]*-wrong', answer.text
        )
    assert "helt forkert kode" not in answer.text
    assert 'role="alert"' in answer.text or 'class="wrong"' in answer.text


def held(page: str, name: str) -> list[str]:
    """What the fields of a name hold: their text, or what is chosen."""
    found = [one for one in re.findall(r"<input\b[^>]*>", page) if f'name="{name}"' in one]
    values = [re.search(r'value="([^"]*)"', one) for one in found
              if ("radio" not in one and "checkbox" not in one) or " checked" in one]  # fmt: skip
    texts = [html.unescape(one[1]) for one in values if one]
    texts += [
        html.unescape(text) for text in re.findall(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    ]
    for options in re.findall(rf'<select[^>]*name="{name}"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        texts.append(chosen[1] if chosen else "")
    return texts


def _facts(application: Application, form: Form) -> dict[str, str]:
    """What a form stands on: a list, a course, a task, a proposal, somebody to log in."""
    casework = application.casework
    wanted = " ".join([form.address, *(str(value) for value in form.sent.values())])
    found: dict[str, str] = {}
    if "<first>" in wanted:
        listed = casework.showing.show(BIRGIT, "mette", top=3)
        found = {"<first>": listed.placement_ids[0], "<list>": str(listed.number)}
    if "<course>" in wanted:
        course = casework.courses.of(FATMA)[0]
        follow = next(
            one for one in casework.following_up.of(FATMA) if one.done_on is None and one.due_on >= SAMPLE_DAY
        )
        found = {"<course>": course.course_id, "<version>": course.version, "<follow-up>": follow.follow_up_id}
    if "<task>" in wanted:
        casework.board.add(FATMA, Task(who="Mette", what="går med", due=date(2026, 12, 1)), "mette")
        found["<task>"] = str(casework.board.of(FATMA).tasks[-1].number)
    if "<proposal>" in wanted:
        governing = application.governing
        maxima = {key: value for key, value in _maxima(application).items()}
        first, second = list(maxima)[:2]
        maxima[first], maxima[second] = maxima[first] - 100, maxima[second] + 100
        leader = Viewer("en-anden", "En anden", frozenset({Role.LEAD}), None)
        found["<proposal>"] = str(governing.propose_weights(maxima, "Det vil vi", leader).number)
    if "<model>" in wanted:
        found["<model>"] = application.learning.learn("en-anden").model.name
    if "<known>" in wanted:
        found["<known>"] = application.workplaces.visiting.known("P-201").version
    if "<unknown>" in wanted:
        found["<unknown>"] = application.teaching.unknown()[0].word
    if form.route == "/log-ind":
        application.access.accounts.add(User("mette", "Mette", frozenset({Role.CONSULTANT}), None), "test")
    return found


def _maxima(application: Application) -> dict[str, int]:
    from jobmatch.services.governance.weights import maxima_of

    return maxima_of(application.in_force.document())


def test_a_choice_after_somebody_elses_says_what_was_decided_and_keeps_the_remark(
    client: Visitor, own_sample: Application
) -> None:
    listed = own_sample.casework.showing.show(BIRGIT, "mette", top=3)
    place = listed.placement_ids[0]
    theirs = Choice(citizen_id=BIRGIT, placement_id=place, what="valgt", reason="timer", note="Aftalt på mødet")
    own_sample.casework.deciding.decide(theirs, "jonas")
    client.cookies.set(PERSONA_COOKIE, "consultant:mette")
    mine = {"plads": place, "svar": "valgt:oenske", "set": "0", "vist": listed.number, "bemaerkning": "Hun vil gerne"}
    answer = client.post(f"/borgere/{BIRGIT}/beslut", data=mine)
    assert answer.status_code == 412
    for text in ("Det er besluttet i mellemtiden", "Jonas", "Aftalt på mødet", "Hun vil gerne", "Fortryd valget"):
        assert text in answer.text
    assert len(own_sample.casework.deciding.of(BIRGIT)) == 1


def test_a_choice_of_a_place_that_is_gone_says_so_and_keeps_the_remark(
    client: Visitor, own_sample: Application
) -> None:
    client.cookies.set(PERSONA_COOKIE, "consultant:mette")
    answer = client.post(
        f"/borgere/{BIRGIT}/beslut", data={"plads": "P-999", "svar": "valgt:oenske", "bemaerkning": "Hun vil gerne"}
    )
    assert answer.status_code == 409
    assert "Pladsen er ikke ledig mere" in answer.text
    assert "Hun vil gerne" in answer.text
    assert "Vi vælger det, fordi" in answer.text


def test_a_remark_is_kept_with_the_choice_and_shown(client: Visitor, own_sample: Application) -> None:
    listed = own_sample.casework.showing.show(BIRGIT, "mette", top=3)
    client.cookies.set(PERSONA_COOKIE, "consultant:mette")
    place = listed.placement_ids[0]
    sent = {"plads": place, "svar": "fravalgt_borger:ikke_nu", "bemaerkning": "Vi taler om det i januar"}
    assert client.post(f"/borgere/{BIRGIT}/beslut", data=sent).status_code == 303
    assert own_sample.casework.deciding.of(BIRGIT)[0].note == "Vi taler om det i januar"
    assert "Vi taler om det i januar" in client.get(f"/borgere/{BIRGIT}/forslag").text
    client.cookies.set(PERSONA_COOKIE, HERS)
    assert "Vi taler om det i januar" in client.get("/mine-data").text


def test_who_was_logged_out_meanwhile_has_the_text_back(client: Visitor, own_sample: Application) -> None:
    own_sample.access.accounts.add(User("mette", "Mette", frozenset({Role.CONSULTANT}), None), "test")
    answer = client.post(f"/borgere/{BIRGIT}/tavle", data={"hvad": "ny", "hvem": "Birgit", "det": "ringer til Leif"})
    assert answer.status_code == 401
    assert "Du er blevet logget ud" in answer.text
    assert "ringer til Leif" in answer.text
    assert client.post("/log-ud", data={}).headers["location"].startswith("/log-ind")
    from_elsewhere = client.post(
        f"/borgere/{BIRGIT}/tavle", data={"det": "ringer til Leif"}, headers={"origin": "https://et-andet-sted.dk"}
    )
    assert "ringer til Leif" not in from_elsewhere.text


def test_a_cpr_number_is_never_sent_back_but_the_rest_is(client: Visitor) -> None:
    client.cookies.set(PERSONA_COOKIE, "consultant:mette")
    sent = {"hvad": "ny", "hvem": "Fatma 010190-1234", "det": "ringer til Leif"}
    answer = client.post(f"/borgere/{FATMA}/tavle", data=sent)
    assert answer.status_code == 422
    assert "010190" not in answer.text
    assert "ringer til Leif" in answer.text
