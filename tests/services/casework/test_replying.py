"""What a citizen answers: no reason is demanded, and the consultant sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobmatch.domain.decision import DECLINED
from jobmatch.errors import BadInput, Conflict, NotFound
from tests.services.casework.case import MONDAY, Case


@pytest.mark.parametrize(
    ("what", "events"), [("ja", ["forelagt"]), ("maaske", ["forelagt"]), ("nej", ["forelagt", DECLINED])]
)
def test_an_answer_writes_its_events_without_a_reason(case: Case, what: str, events: list[str]) -> None:
    reply = case.desk.replying.answer("B-1", "P-1", what, "borger", words="Det lyder rart.")
    assert (reply.what, reply.words, reply.day, reply.by) == (what, "Det lyder rart.", MONDAY, "borger")
    assert sorted(event.event or "" for event in case.events()) == sorted(events)
    assert {(event.reason, event.decided_by) for event in case.events()} == {(None, "borger")}
    assert case.desk.replying.in_force("B-1") == {"P-1": reply}


def test_the_last_answer_of_a_day_counts_and_every_answer_stays(case: Case) -> None:
    replying = case.desk.replying
    for what in ("nej", "maaske"):
        replying.answer("B-1", "P-1", what, "borger")
    assert [event.event for event in case.events()] == ["forelagt"]
    replying.answer("B-1", "P-1", "nej", "borger")
    assert len(case.events(DECLINED)) == 1
    assert [one.what for one in replying.of("B-1")] == ["nej", "maaske", "nej"]
    case.today = MONDAY + timedelta(days=1)
    replying.answer("B-1", "P-1", "ja", "borger")
    assert replying.in_force("B-1")["P-1"].what == "ja"
    assert [event.date for event in case.events(DECLINED)] == [MONDAY]  # yesterday's no was said


def test_the_consultant_sees_what_is_new(case: Case) -> None:
    replying = case.desk.replying
    asked = replying.ask("B-1", "faerre_timer", "borger", words="Torsdage er hårde.")
    assert [one.number for one in replying.unseen(["B-1"])] == [asked.number]
    replying.seen(asked.number, "mette")
    replying.seen(asked.number, "samira")
    kept = replying.one(asked.number)
    assert (kept.seen_by, kept.placement_id) == ("mette", None)
    assert replying.unseen(["B-1"]) == []
    assert case.events() == []
    assert case.desk.contacts.latest([case.maria()]) == {"B-1": MONDAY}


def test_what_cannot_be_answered_is_said(case: Case) -> None:
    replying = case.desk.replying
    with pytest.raises(BadInput, match="ja, måske eller nej"):
        replying.answer("B-1", "P-1", "jo", "borger")
    with pytest.raises(BadInput, match="flere timer"):
        replying.ask("B-1", "ferie", "borger")
    with pytest.raises(BadInput, match="CPR"):
        replying.ask("B-1", "pause", "borger", words="010190-1234")
    with pytest.raises(NotFound):
        replying.answer("B-1", "P-9", "ja", "borger")
    with pytest.raises(NotFound):
        replying.answer("B-1", "P-1", "ja", "borger", shown=7)
    with pytest.raises(NotFound):
        replying.seen(9, "mette")
    assert replying.of("B-1") == []


def test_a_no_does_not_end_a_course_that_has_begun(case: Case) -> None:
    case.begins()
    with pytest.raises(Conflict, match="i gang på pladsen"):
        case.desk.replying.answer("B-1", "P-1", "nej", "borger")
    assert case.events(DECLINED) == []
