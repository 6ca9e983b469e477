"""A choice takes one click and a reason; what was shown is kept, and a choice can be taken back."""

from __future__ import annotations

import re

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.casework.shown_content import answer_of
from tests.clients import Visitor

HOME = "/borgere/B-001"


def kept_in(page: str) -> dict[str, str]:
    """The hidden fields that say which list was on the screen."""
    return dict(re.findall(r'name="(vist|set)" value="(\d+)"', page))


def test_one_click_keeps_the_choice_the_reason_and_what_was_shown(mette: Visitor, own_sample: Application) -> None:
    page = mette.get(f"{HOME}/forslag").text
    first = re.findall(r'name="plads" value="([^"]+)"', page)[0]
    sent = mette.post(f"{HOME}/beslut", data={**kept_in(page), "plads": first, "svar": "valgt:taet_paa"})
    assert sent.status_code == 303
    (made,) = own_sample.casework.deciding.of("B-001")
    assert (made.placement_id, made.what, made.reason, made.by) == (first, "valgt", "taet_paa", "mette")
    assert made.shown_rank == 1
    assert made.shown is not None
    shown = answer_of(own_sample.casework.showing.shown(made.shown))
    assert [row["placement_id"] for row in shown["matches"]][0] == first
    after = mette.get(sent.headers["location"]).text
    assert "Note til fagsystemet" in after
    assert "Bemærkning til VITAS" in after
    assert "Spørgsmål til arbejdspladsen" in after


@pytest.mark.parametrize(
    ("answer", "what", "reason"),
    [
        ("fravalgt_borger:ikke_nu", "fravalgt_borger", "ikke_nu"),
        ("fravalgt_borger:transport", "fravalgt_borger", "transport"),
        ("fravalgt_konsulent:for_langt", "fravalgt_konsulent", "for_langt"),
    ],
)
def test_not_now_and_not_this_have_reasons_too(
    mette: Visitor, own_sample: Application, answer: str, what: str, reason: str
) -> None:
    page = mette.get(f"{HOME}/forslag").text
    second = re.findall(r'name="plads" value="([^"]+)"', page)[1]
    mette.post(f"{HOME}/beslut", data={**kept_in(page), "plads": second, "svar": answer})
    (made,) = own_sample.casework.deciding.of("B-001")
    assert (made.what, made.reason, made.shown_rank) == (what, reason, 2)


def test_the_citizens_own_idea_needs_no_placement(mette: Visitor, own_sample: Application) -> None:
    page = mette.get(f"{HOME}/forslag").text
    idea = {"virksomhed": "Den grønne cykelsmed", "titel": "medhjælper", "kontakt": "kender ejeren"}
    sent = mette.post(f"{HOME}/egen-ide", data={**kept_in(page), **idea})
    (made,) = own_sample.casework.deciding.of("B-001")
    assert made.idea == {"employer": "Den grønne cykelsmed", "title": "medhjælper", "contact": "kender ejeren"}
    assert "Den grønne cykelsmed" in mette.get(sent.headers["location"]).text


def test_a_choice_is_taken_back_but_never_deleted(mette: Visitor, own_sample: Application) -> None:
    page = mette.get(f"{HOME}/forslag").text
    first = re.findall(r'name="plads" value="([^"]+)"', page)[0]
    mette.post(f"{HOME}/beslut", data={**kept_in(page), "plads": first, "svar": "valgt:oenske"})
    (made,) = own_sample.casework.deciding.of("B-001")
    assert mette.post(f"{HOME}/fortryd", data={"nummer": str(made.number)}).status_code == 303
    assert own_sample.casework.deciding.in_force("B-001") == []
    assert len(own_sample.casework.deciding.of("B-001")) == 2


def test_a_choice_without_a_reason_is_refused(mette: Visitor, own_sample: Application) -> None:
    page = mette.get(f"{HOME}/forslag").text
    first = re.findall(r'name="plads" value="([^"]+)"', page)[0]
    for answer in ("valgt:", "valgt:vejret", "solgt:oenske", ""):
        assert mette.post(f"{HOME}/beslut", data={**kept_in(page), "plads": first, "svar": answer}).status_code == 422
    assert own_sample.casework.deciding.of("B-001") == []


def test_somebody_who_decided_meanwhile_is_told(mette: Visitor, own_sample: Application) -> None:
    page = mette.get(f"{HOME}/forslag").text
    first, second = re.findall(r'name="plads" value="([^"]+)"', page)[:2]
    mette.post(f"{HOME}/beslut", data={**kept_in(page), "plads": first, "svar": "valgt:oenske"})
    late = mette.post(f"{HOME}/beslut", data={**kept_in(page), "plads": second, "svar": "valgt:oenske"})
    assert late.status_code == 412
    assert "Der er besluttet noget andet" in late.text
    assert len(own_sample.casework.deciding.of("B-001")) == 1


def test_another_citizens_decision_cannot_be_taken_back_from_here(mette: Visitor, own_sample: Application) -> None:
    page = mette.get("/borgere/B-004/forslag").text
    first = re.findall(r'name="plads" value="([^"]+)"', page)[0]
    mette.post("/borgere/B-004/beslut", data={**kept_in(page), "plads": first, "svar": "valgt:oenske"})
    (made,) = own_sample.casework.deciding.of("B-004")
    assert mette.post(f"{HOME}/fortryd", data={"nummer": str(made.number)}).status_code == 404
    assert mette.get(f"{HOME}/valg/{made.number}").status_code == 404
