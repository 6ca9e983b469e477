"""Follow-up: both sides, weeks 1 to 26, and on after the first paid hours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobmatch.domain.follow_up import CITIZEN, PAID, STARTED, WORKPLACE, FollowUp
from jobmatch.errors import BadInput, Conflict, NotFound
from jobmatch.services.casework.following_up import said
from jobmatch.services.casework.stale import Stale
from tests.services.casework.case import MONDAY, Case, weeks


def due(case: Case, side: str | None = None, ahead_days: int = 14) -> list[tuple[str, int, str]]:
    found = case.desk.following_up.due([case.maria()], side, ahead_days)
    return [(one.follow_up.series, one.follow_up.week, one.follow_up.side) for one in found]


def first(case: Case, side: str = CITIZEN) -> FollowUp:
    return case.desk.following_up.due([case.maria()], side)[0].follow_up


def test_both_sides_are_asked_in_weeks_1_2_4_8_13_and_26(case: Case) -> None:
    case.begins()
    found = case.desk.following_up.of("B-1")
    for side in (CITIZEN, WORKPLACE):
        own = [(one.week, one.due_on) for one in found if one.side == side]
        assert own == [(week, MONDAY + weeks(week)) for week in (1, 2, 4, 8, 13, 26)]
    assert said(found[0]).da == "uge 1 efter start"
    assert due(case) == [(STARTED, n, side) for n in (1, 2) for side in (CITIZEN, WORKPLACE)]


def test_a_day_in_the_weekend_becomes_the_next_monday(case: Case) -> None:
    saturday = MONDAY + timedelta(days=5)
    case.begins(day=saturday)
    assert first(case).due_on == saturday + timedelta(days=9)


def test_a_follow_up_is_held_with_a_short_note_and_is_a_contact(case: Case) -> None:
    case.begins()
    case.today = MONDAY + weeks(1)
    asked = first(case)
    case.desk.following_up.done(asked.follow_up_id, "mette", how="telefon", note="Det går godt.", expected=0)
    held = case.desk.following_up.one(asked.follow_up_id).follow_up
    assert (held.done_on, held.note, held.by) == (case.today, "Det går godt.", "mette")
    assert (STARTED, 1, CITIZEN) not in due(case)
    assert case.desk.contacts.latest([case.maria()]) == {"B-1": case.today}
    with pytest.raises(Conflict, match="allerede"):
        case.desk.following_up.done(asked.follow_up_id, "mette")
    call = first(case, WORKPLACE)
    case.today += timedelta(days=1)
    case.desk.following_up.done(call.follow_up_id, "ida")
    assert case.desk.contacts.latest([case.maria()])["B-1"] < case.today  # the workplace's word is not hers


def test_a_follow_up_is_moved_and_the_second_writer_is_told(case: Case) -> None:
    case.begins()
    asked = first(case)
    following_up = case.desk.following_up
    following_up.move(asked.follow_up_id, MONDAY + timedelta(days=10), "mette", note="Maria er på ferie.", expected=0)
    assert following_up.one(asked.follow_up_id).follow_up.due_on == MONDAY + timedelta(days=10)
    with pytest.raises(Stale, match="i mellemtiden"):
        following_up.move(asked.follow_up_id, MONDAY + timedelta(days=11), "samira", expected=0)
    for day in (MONDAY - timedelta(days=1), MONDAY + weeks(30)):
        with pytest.raises(BadInput, match="et halvt år"):
            following_up.move(asked.follow_up_id, day, "mette")
    with pytest.raises(BadInput, match="fremtiden"):
        following_up.done(asked.follow_up_id, "mette", day=MONDAY + weeks(1))
    with pytest.raises(NotFound):
        following_up.one(asked.follow_up_id + "9")


def test_the_first_paid_hours_begin_a_new_series_that_goes_on_after_hire(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 4, 4)
    case.attends(course_id, 4, paid=2)
    paid_on = MONDAY + weeks(3)
    case.courses.end(course_id, case.today, "mette", completed=False, reason="fik_job")
    own = [one for one in case.desk.following_up.of("B-1") if one.side == CITIZEN]
    assert [(one.series, one.week) for one in own] == [(STARTED, 1), (STARTED, 2)] + [
        (PAID, week) for week in (1, 2, 4, 8, 13, 26)
    ]
    assert own[-1].due_on == paid_on + weeks(26)
    case.today = paid_on + weeks(26)
    assert (PAID, 26, WORKPLACE) in due(case)


def test_after_an_early_end_the_citizens_next_date_is_kept(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 2)
    case.courses.end(course_id, case.today, "mette", completed=False, reason="timer_steg_for_hurtigt")
    ahead = [(one.side, one.week) for one in case.desk.following_up.of("B-1") if one.due_on > case.today]
    assert ahead == [(CITIZEN, 2)]


def test_a_pause_keeps_every_date(case: Case) -> None:
    course_id = case.begins()
    before = case.desk.following_up.of("B-1")
    case.courses.pause(course_id, MONDAY + timedelta(days=3), "mette")
    assert case.desk.following_up.of("B-1") == before
    assert case.desk.following_up.next_dates([case.maria()])["B-1"].day == MONDAY + weeks(1)


def test_what_a_later_one_has_overtaken_is_not_asked_any_more(case: Case) -> None:
    case.begins()
    case.today = MONDAY + weeks(5)
    assert due(case, CITIZEN, ahead_days=0) == [(STARTED, 4, CITIZEN)]
    assert case.desk.following_up.next_dates([case.maria()])["B-1"].day == MONDAY + weeks(4)
    case.today = MONDAY + weeks(26 + 7)
    assert due(case) == []


def test_a_liaison_sees_whom_to_call_of_everybody_under_way(case: Case) -> None:
    case.begins()
    calls = case.desk.following_up.workplace_calls()
    assert {(one.follow_up.side, one.placement_called, one.contact) for one in calls} == {
        (WORKPLACE, "gartnermedhjælper, Planteskolen", "Leif")
    }
    assert case.desk.following_up.workplace_calls({"P-2"}) == []


def test_a_contact_beside_any_follow_up(case: Case) -> None:
    contacts = case.desk.contacts
    contacts.note("B-1", MONDAY, "sms", "mette", note="Vi tales ved torsdag.")
    assert contacts.latest([case.maria()]) == {"B-1": MONDAY}
    assert contacts.latest([case.maria()], until=MONDAY - timedelta(days=1)) == {}
    assert [(one.how, one.note) for one in contacts.of("B-1")] == [("sms", "Vi tales ved torsdag.")]
    with pytest.raises(BadInput, match="hvordan I talte sammen"):
        contacts.note("B-1", MONDAY, "", "mette")
    with pytest.raises(BadInput, match="en af: møde"):
        contacts.note("B-1", MONDAY, "brevdue", "mette")
    with pytest.raises(BadInput, match="fremtiden"):
        contacts.note("B-1", MONDAY + timedelta(days=1), "sms", "mette")
