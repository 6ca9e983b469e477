"""The liaison's pages say what the services say, and keep what is written."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.errors import NotReady, Text
from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.store.changes import Changes
from jobmatch.web.app import create_pages
from jobmatch.web.liaison import demand
from tests.clients import Visitor, visitor

ADDRESSES = [
    "/pladser",
    "/pladser?vis=gamle",
    "/pladser?q=zzz",
    "/pladser/P-201",
    "/arbejdspladser/P-201",
    "/spoergeark/P-201",
    "/besoeg/P-201",
    "/besoeg/P-255",
    "/efterspoergsel",
    "/efterspoergsel?behov=pauser",
]


def words(page: str) -> str:
    """The text of a page as a person reads it."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def answers(application: Application, placement_id: str) -> dict[str, str]:
    placement = application.store.placement(placement_id)
    assert placement is not None
    return {offer.code: offer.answer for offer in placement.offers or ()}


def form_of(pages: Visitor, address: str) -> dict[str, str]:
    """A form as a browser would send it back untouched."""
    page = pages.get(address).text
    part = page[page.index('class="form visit"') :]
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="(?!radio|checkbox)[^"]*"[^>]*value="([^"]*)"', part))
    fields |= dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', part))
    fields |= dict(re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)" checked', part))
    fields |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', part))
    return {name: html.unescape(value) for name, value in fields.items() if name != "form_key"}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_small_calm_and_whole(liaison_pages: Visitor, address: str, language: str) -> None:
    liaison_pages.cookies.set("sprog", language)
    answer = liaison_pages.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert " style=" not in answer.text
    assert "{" not in words(answer.text)
    assert f'<html lang="{language}">' in answer.text


def test_the_list_says_who_waits_for_what(liaison_pages: Visitor, sample: Application) -> None:
    page = words(liaison_pages.get("/pladser").text)
    first = sample.workplaces.rows()[0]
    question = first.questions[0]
    assert f"{question.count} borgere vil vide {question.need.ask.da}" in page
    assert page.index(first.site.name) < page.index(sample.workplaces.rows()[1].site.name)


def test_every_workplace_is_on_some_page(liaison_pages: Visitor, sample: Application) -> None:
    found: list[str] = []
    address = "/pladser"
    while address:
        page = liaison_pages.get(address).text
        found += re.findall(r'<h2><a href="/arbejdspladser/([^"?]+)"', page)
        following = re.search(r'<a class="button" href="(/pladser\?[^"]+)">Vis flere', page)
        address = html.unescape(following.group(1)) if following else ""
    assert sorted(found) == sorted(site.head.placement_id for site in sample.workplaces.sites())


def test_calls_after_a_start_are_on_the_first_page(liaison_pages: Visitor, sample: Application) -> None:
    page = words(liaison_pages.get("/pladser").text)
    due = sample.casework.following_up.workplace_calls(ahead_days=7)
    assert due
    assert "Ring til arbejdspladsen efter start" in page
    first = sample.store.placement(due[0].follow_up.placement_id)
    assert first is not None
    assert first.employer
    assert first.employer in page


def test_the_sheet_has_questions_counts_and_the_ratio_with_its_numbers(
    liaison_pages: Visitor, sample: Application
) -> None:
    page = words(liaison_pages.get("/spoergeark/P-201").text)
    placement = sample.store.placement("P-201")
    assert placement is not None
    sheet = sample.workplaces.sheet(placement)
    for question in sheet.asked.questions:
        assert question.need.ask.da in page
    for opener in sheet.openers[:4]:
        assert opener.text.da in page
    assert "12 på almindelige vilkår" in page
    assert "2 må være her med støtte" in page
    assert placement.p_number
    assert placement.p_number in page
    assert "BEK 2636/2021 § 65" in page
    assert "L3: " in page
    assert NEEDS["besoeg_foer"].label.da in page


def test_an_untouched_form_changes_no_answer(own_liaison_pages: Visitor, own_sample: Application) -> None:
    before = own_sample.store.placement("P-201")
    assert before is not None
    sent = own_liaison_pages.post("/besoeg/P-201", data=form_of(own_liaison_pages, "/besoeg/P-201"))
    assert sent.status_code == 303, words(sent.text)
    after = own_sample.store.placement("P-201")
    assert after is not None
    assert after.updated == own_sample.today()
    for name in ("offers", "days", "earliest", "tasks", "min_hours", "contact", "slots"):
        assert getattr(after, name) == getattr(before, name)


def test_answers_are_saved_and_said(own_liaison_pages: Visitor, own_sample: Application) -> None:
    form = {**form_of(own_liaison_pages, "/besoeg/P-201"), "svar_ro": "ja", "min_hours": "4", "deputy": "Ole Holm"}
    sent = own_liaison_pages.post("/besoeg/P-201", data=form)
    page = words(own_liaison_pages.get(sent.headers["location"]).text)
    assert answers(own_sample, "P-201")["ro"] == "ja"
    assert "Svarene er gemt." in page
    assert "Ole Holm" in page
    assert re.search(r"kunne før passe til 14 borgere og kan nu passe til \d+", page)
    assert "Rolige omgivelser: ved ikke" in page


def test_a_consultant_reads_what_changed_for_her_citizens(own_liaison_pages: Visitor, own_sample: Application) -> None:
    own_liaison_pages.post("/besoeg/P-201", data={**form_of(own_liaison_pages, "/besoeg/P-201"), "min_hours": "4"})
    consultant = visitor(create_pages(own_sample), follow_redirects=False)
    consultant.cookies.set(PERSONA_COOKIE, "consultant:mette")
    page = words(consultant.get("/nyt-fra-pladserne").text)
    assert "Færrest timer om ugen: 6" in page
    assert "Passer nu" in page
    others = {one.display_name for one in own_sample.store.citizens() if one.display_name and one.team != "voksen"}
    assert not {name for name in others if re.search(rf"\b{re.escape(name)}\b", page)}


def test_two_people_at_once_are_told_and_both_answers_stand_there(
    own_liaison_pages: Visitor, own_sample: Application
) -> None:
    form = form_of(own_liaison_pages, "/besoeg/P-201")
    own_liaison_pages.post("/besoeg/P-201", data={**form, "svar_ro": "ja"})
    answer = own_liaison_pages.post("/besoeg/P-201", data={**form, "svar_ro": "nej", "dislikes": "Uanmeldte besøg"})
    page = words(answer.text)
    assert answer.status_code == 409
    assert "To har skrevet på samme tid" in page
    assert re.search(r"skrev: ja\. Du skrev: nej\.", page)
    assert "Uanmeldte besøg" in page
    assert answers(own_sample, "P-201")["ro"] == "ja"
    again = {**form, "version": form_of_text(answer.text), "svar_ro": "nej", "dislikes": "Uanmeldte besøg"}
    assert own_liaison_pages.post("/besoeg/P-201", data=again).status_code == 303
    assert answers(own_sample, "P-201")["ro"] == "nej"


def form_of_text(page: str) -> str:
    """The version that a form carries."""
    found = re.search(r'name="version" value="([^"]+)"', page)
    assert found
    return found.group(1)


def test_what_cannot_be_used_is_said_at_the_field_and_nothing_is_lost(
    own_liaison_pages: Visitor, own_sample: Application
) -> None:
    form = {**form_of(own_liaison_pages, "/besoeg/P-201"), "min_hours": "mange", "deputy": "Ole Holm"}
    answer = own_liaison_pages.post("/besoeg/P-201", data=form)
    assert answer.status_code == 422
    assert 'value="mange"' in answer.text
    assert 'value="Ole Holm"' in answer.text
    assert 'id="min_hours-wrong"' in answer.text
    assert own_sample.store.workplaces.visits(["P-201"]) == []


@pytest.mark.parametrize("path", ["/besoeg/P-201", "/arbejdspladser/P-201"])
def test_a_cpr_number_is_refused_and_never_echoed(own_liaison_pages: Visitor, path: str) -> None:
    answer = own_liaison_pages.post(path, data={"what": "contact", "note": "han hedder 010190-1234", "version": "1"})
    assert answer.status_code == 422
    assert "010190" not in answer.text


def test_a_contact_a_pause_and_a_visit_from_the_page(own_liaison_pages: Visitor, own_sample: Application) -> None:
    address = "/arbejdspladser/P-201"
    day = own_sample.today()
    contact = {"what": "contact", "day": day.isoformat(), "kind": "opkald", "purpose": "plads"}
    no = own_liaison_pages.post(address, data={**contact, "outcome": "nej"})
    assert (no.status_code, "Vælg, hvorfor de sagde nej." in no.text) == (422, True)
    own_liaison_pages.post(address, data={**contact, "outcome": "nej", "reason": "opgaver", "note": "Ferie i uge 50"})
    own_liaison_pages.post(address, data={**contact, "outcome": "vender_tilbage"})
    page = words(own_liaison_pages.get(address).text)
    assert "nej ( opgaverne )" in page or "nej (opgaverne)" in page
    assert "Ferie i uge 50" in page
    assert "Spurgt 2 gange på 30 dage" in page
    until = (day + timedelta(days=10)).isoformat()
    assert (
        own_liaison_pages.post(address, data={"what": "pause", "version": "0", "pause_until": until}).status_code == 303
    )
    far = own_liaison_pages.post(address, data={"what": "visit", "version": "1", "next_visit": "9999-12-31"})
    assert (far.status_code, "findes ikke eller ligger for langt væk" in far.text) == (422, True)
    late = own_liaison_pages.post(address, data={"what": "visit", "version": "0", "next_visit": until})
    assert (late.status_code, "ændret oplysningerne om stedet" in late.text) == (409, True)
    own_liaison_pages.post(address, data={"what": "visit", "version": "1", "next_visit": f"{day:%d-%m-%Y}"})
    listed = words(own_liaison_pages.get("/pladser").text)
    assert "Besøg i den kommende uge" in listed
    resting = words(own_liaison_pages.get("/pladser?vis=pause").text)
    assert "Pause til og med 1. december 2026" in resting
    for page_with_warning in ("/spoergeark/P-201", "/pladser/P-201", "/besoeg/P-201"):
        assert "Arbejdspladsen har pause" in words(own_liaison_pages.get(page_with_warning).text)
    own_liaison_pages.post(address, data={"what": "pause", "version": "2", "end": "1"})
    assert "Pause til og med" not in words(own_liaison_pages.get("/pladser?vis=pause").text)


def test_a_call_after_a_start_is_written_down_once(own_liaison_pages: Visitor, own_sample: Application) -> None:
    due = own_sample.casework.following_up.workplace_calls(ahead_days=7)[0].follow_up
    address = f"/arbejdspladser/{due.placement_id}"
    assert "Ring til arbejdspladsen efter start" in own_liaison_pages.get(address).text
    form = {"what": "call", "call": due.follow_up_id, "version": "0", "how": "telefon", "note": "Det går godt"}
    assert own_liaison_pages.post(address, data=form).status_code == 303
    assert own_liaison_pages.post(address, data=form).status_code == 422
    page = words(own_liaison_pages.get(address).text)
    assert "Opkald fulgte op på et forløb" in page
    left = {one.follow_up.follow_up_id for one in own_sample.casework.following_up.workplace_calls()}
    assert due.follow_up_id not in left


def test_a_call_and_its_contact_are_written_together_or_not_at_all(
    own_liaison_pages: Visitor, own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = own_sample.casework.following_up.workplace_calls(ahead_days=7)[0].follow_up
    form = {"what": "call", "call": due.follow_up_id, "version": "0", "how": "telefon", "note": "Det går godt"}

    def full(connection: object, contact: object) -> None:
        raise NotReady(Text("Disken er fuld.", "The disk is full."))

    monkeypatch.setattr(own_sample.store.workplaces, "write_contact", full)
    assert own_liaison_pages.post(f"/arbejdspladser/{due.placement_id}", data=form).status_code == 503
    left = {one.follow_up.follow_up_id for one in own_sample.casework.following_up.workplace_calls()}
    assert due.follow_up_id in left


def test_demand_shows_no_small_group(liaison_pages: Visitor) -> None:
    page = liaison_pages.get("/efterspoergsel").text
    table = re.findall(r'data-label="Har brug for det">(\d+)<', page)
    assert table
    assert min(map(int, table)) >= FEWEST_TOLD
    assert all(int(count) >= FEWEST_TOLD for count in re.findall(r'class="number" data-label="Borgere">(\d+)<', page))


def test_older_figures_say_when_they_were_made_and_how_to_get_new_ones(
    own_liaison_pages: Visitor, own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demand, "small_enough", lambda loaded: False)
    assert "Regnet ud" not in own_liaison_pages.get("/efterspoergsel").text, "what holds now needs no time"
    citizen = next(one for one in own_sample.store.citizens() if one.status == "klar")
    own_sample.store.save(Changes(citizens=[replace(citizen, status="pause")]), "test")
    page = own_liaison_pages.get("/efterspoergsel").text
    assert "Regnet ud" in page
    (address,) = re.findall(r'href="([^"]+)">Vent på de nye tal', page)
    assert "Regnet ud" not in own_liaison_pages.get(address).text
    assert "Regnet ud" not in own_liaison_pages.get("/efterspoergsel").text


@pytest.mark.parametrize("address", ["/arbejdspladser/P-999", "/spoergeark/P-999", "/besoeg/P-999", "/pladser/P-999"])
def test_a_placement_that_is_not_there_is_said_plainly(liaison_pages: Visitor, address: str) -> None:
    answer = liaison_pages.get(address)
    assert answer.status_code == 404
    assert "ingen plads med det nummer" in answer.text
