"""Changing what is known, part by part: nothing is lost, and nothing is saved that cannot be used."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Competence, Need
from jobmatch.store.changes import Changes
from tests.clients import Visitor

PAGE = "/borgere/B-001"
HOURS = {
    "hours_now": "4", "hours_certainty": "sikker", "hours_goal": "10", "hours_day_max": "2,5", "days": ["man", "ons"],
    "earliest": "10:00", "latest": "14:00", "blocked": "ons 13-14",
}  # fmt: skip


def version_in(page: str) -> str:
    """The hidden version of a form."""
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    return found.group(1)


def test_hours_are_saved_and_talked_through_today(mette: Visitor, own_sample: Application) -> None:
    version = version_in(mette.get(f"{PAGE}/ret/timer").text)
    sent = mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "5,5", "version": version})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{PAGE}?klaret=saved")
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert (citizen.hours_now, citizen.days, citizen.capacity_date) == (5.5, (0, 2), date(2026, 11, 21))
    page = html.unescape(mette.get(PAGE).text)
    assert 'Timer nu</b> <span class="gone">4</span> → 5,5' in page
    assert "Mette" in page


def test_needs_are_tapped_and_may_be_told_only_when_they_are_there(mette: Visitor, own_sample: Application) -> None:
    version = version_in(mette.get(f"{PAGE}/ret/behov").text)
    tapped = {"need-ro": "krav", "need-mentor": "nej", "told": ["ro", "pauser"], "version": version}
    assert mette.post(f"{PAGE}/ret/behov", data=tapped).status_code == 303
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert set(citizen.needs or ()) == {Need("ro", "krav"), Need("mentor", "nej")}
    assert citizen.may_disclose == ("ro",)


def test_a_form_saved_without_a_choice_does_not_turn_unknown_into_none(mette: Visitor, own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    for needs, kept in ((None, None), ((Need("ro", "krav"),), ())):
        own_sample.store.save(Changes(citizens=[replace(citizen, needs=needs, may_disclose=needs and ())]), by="mette")
        version = version_in(mette.get(f"{PAGE}/ret/behov").text)
        assert mette.post(f"{PAGE}/ret/behov", data={"version": version}).status_code == 303
        saved = own_sample.store.citizen("B-001")
        assert saved is not None
        assert (saved.needs, saved.may_disclose) == (kept, kept)


def test_a_diagnosis_has_no_place_in_the_story_but_an_old_one_stops_nobody(
    mette: Visitor, own_sample: Application
) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    said = {"competences": "rengøring", "experience": "Hun har en depression.", "version": ""}
    answer = mette.post(f"{PAGE}/ret/kan", data=said)
    assert answer.status_code == 422
    assert "en diagnose" in html.unescape(answer.text)
    assert own_sample.store.citizen("B-001") == citizen
    old = replace(citizen, experience="Har en depression.")
    own_sample.store.save(Changes(citizens=[old]), by="import")
    mended = {**said, "experience": "Har en depression.", "competences": "rengøring\nbagning"}
    assert mette.post(f"{PAGE}/ret/kan", data=mended).status_code == 303


def test_a_wrong_field_is_said_at_the_field_and_the_rest_is_kept(mette: Visitor, own_sample: Application) -> None:
    before = own_sample.store.citizen("B-001")
    answer = mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "mange", "earliest": "15:00", "version": "1"})
    assert answer.status_code == 422
    assert 'id="hours_now-wrong"' in answer.text
    assert 'value="mange"' in answer.text
    assert own_sample.store.citizen("B-001") == before


def test_the_second_of_two_is_told_and_nothing_is_lost(mette: Visitor, own_sample: Application) -> None:
    version = version_in(mette.get(f"{PAGE}/ret/timer").text)
    mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "6", "version": version})
    second = mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "3", "version": version})
    assert second.status_code == 409
    text = html.unescape(re.sub(r"<[^>]+>", " ", second.text))
    assert "Det samme blev rettet, mens du skrev" in text
    assert "Du selv har gemt imens." in text, "from another window"
    assert re.search(r"Timer nu\s+6\b", text), "what the first wrote is shown"
    assert 'value="3"' in second.text, "what the second wrote is kept"
    kept = own_sample.store.citizen("B-001")
    assert kept is not None
    assert kept.hours_now == 6
    again = mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "3", "version": version_in(second.text)})
    assert again.status_code == 303
    changed = own_sample.store.citizen("B-001")
    assert changed is not None
    assert changed.hours_now == 3


def test_known_to_be_none_is_not_told_as_unknown(mette: Visitor, own_sample: Application) -> None:
    version = version_in(mette.get(f"{PAGE}/ret/kan").text)
    stored = own_sample.store.stored_citizen("B-001")
    assert stored is not None
    known = stored.record
    own_sample.store.save(Changes(citizens=[replace(known, licences=None)]), by="lone")
    own_sample.store.save(Changes(citizens=[replace(known, licences=())]), by="lone")
    assert "Kort og beviser</b> Ingen" in mette.get(PAGE).text, "in what was changed last"
    mine = {
        "competences": "\n".join(one.term for one in known.competences or ()), "experience": known.experience or "",
        "licences": ["koerekort_b"], "version": version,
    }  # fmt: skip
    own_sample.store.save(Changes(citizens=[replace(known, licences=("truckcertifikat",))]), by="lone")
    own_sample.store.save(Changes(citizens=[replace(known, licences=())]), by="lone")
    if known.licences != ():
        refused = mette.post(f"{PAGE}/ret/kan", data=mine)
        assert refused.status_code == 409
        text = html.unescape(re.sub(r"<[^>]+>", " ", refused.text))
        assert "Lone har gemt." in text
        assert re.search(r"Kort og beviser\s+Ingen", text)


def test_another_level_of_the_same_competence_is_told(mette: Visitor, own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    for level in (1, 3):
        able = replace(citizen, competences=(Competence("rengøring", level),))
        own_sample.store.save(Changes(citizens=[able]), by="mette")
    page = html.unescape(mette.get(PAGE).text)
    assert '+ rengøring (kan lære andre op); <span class="gone">– rengøring (lidt)</span>' in page


def test_a_consultant_can_say_that_there_are_no_licences(mette: Visitor, own_sample: Application) -> None:
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    own_sample.store.save(Changes(citizens=[replace(citizen, licences=None)]), by="mette")
    assert 'value="ingen"' in mette.get(f"{PAGE}/ret/kan").text


@pytest.mark.parametrize("digits", ["9" * 30, "9" * 5000])
def test_a_version_that_nobody_has_given_out_is_taken_as_none(
    mette: Visitor, own_sample: Application, digits: str
) -> None:
    assert mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "6", "version": digits}).status_code == 303


def test_two_people_can_change_different_things_at_once(mette: Visitor, own_sample: Application) -> None:
    version = version_in(mette.get(f"{PAGE}/ret/rejse").text)
    mette.post(f"{PAGE}/ret/timer", data={**HOURS, "hours_now": "6", "version": version})
    travel = {"postcode": "3300", "transport": "cykel", "max_travel_min": "30", "version": version}
    assert mette.post(f"{PAGE}/ret/rejse", data=travel).status_code == 303
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert (citizen.hours_now, citizen.transport) == (6, "cykel")


def test_a_pause_has_no_reason_and_ends_when_people_say_so(mette: Visitor, own_sample: Application) -> None:
    assert mette.post(f"{PAGE}/status", data={"status": "pause"}).status_code == 303
    assert "Der er pause" in mette.get(f"{PAGE}/forslag").text
    mette.post(f"{PAGE}/status", data={"status": "klar"})
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert citizen.status == "klar"


@pytest.mark.parametrize("part", ["timer", "behov", "kan", "vil", "rejse"])
def test_a_form_sent_as_it_is_changes_nothing_but_the_day(mette: Visitor, own_sample: Application, part: str) -> None:
    before = own_sample.store.citizen("B-003")
    page = mette.get(f"/borgere/B-003/ret/{part}").text
    assert mette.post(f"/borgere/B-003/ret/{part}", data=fields_of(page)).status_code == 303
    after = own_sample.store.citizen("B-003")
    assert before is not None
    assert after is not None
    changed = {name for name in before.__slots__ if sorted_(before, name) != sorted_(after, name)}
    assert changed <= {"capacity_date"}


def sorted_(citizen: object, name: str) -> object:
    """A field of a citizen; a list without its order."""
    value = getattr(citizen, name)
    return sorted(map(repr, value)) if isinstance(value, tuple) else value


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form on a page, untouched."""
    form = page[page.index('class="form"') : page.index("</form>", page.index('class="form"'))]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts.get("type") not in ("radio", "checkbox") or " checked" in tag:
            found.setdefault(facts["name"], []).append(html.unescape(facts.get("value", "")))
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found.setdefault(name, []).append(html.unescape(text))
    return found


def test_another_teams_citizen_is_not_there(mette: Visitor, own_sample: Application) -> None:
    own = {c.team for c in own_sample.store.citizens() if c.consultant == "mette"}
    other = next(c.citizen_id for c in own_sample.store.citizens() if c.team not in own)
    for path in ("", "/forslag", "/proev", "/sammenlign", "/tavle", "/forloeb", "/ret/timer", "/valg/1"):
        assert mette.get(f"/borgere/{other}{path}").status_code == 404, path
    for path in ("/ret/timer", "/beslut", "/egen-ide", "/fortryd", "/status", "/tavle", "/proev", "/laest", "/set"):
        assert mette.post(f"/borgere/{other}{path}", data={"status": "klar"}).status_code == 404, path


def test_who_has_a_licence_ticked_does_not_have_none(mette: Visitor, own_sample: Application) -> None:
    before = own_sample.store.citizen("B-001")
    assert before is not None
    version = version_in(mette.get(f"{PAGE}/ret/kan").text)
    sent = {
        "competences": "\n".join(one.term for one in before.competences or ()),
        "experience": before.experience or "", "licences": ["ingen", "koerekort_b"], "version": version,
    }  # fmt: skip
    assert mette.post(f"{PAGE}/ret/kan", data=sent).status_code == 303
    saved = own_sample.store.citizen("B-001")
    assert saved is not None
    assert saved.licences == ("koerekort_b",)
