"""What the events of a pair add up to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.world.courses import Course, Outcome, courses, histories
from jobmatch.world.openings import free_slots, held_by, held_slots, period_is_open, reliabilities

TODAY = date(2026, 11, 21)


def event(
    name: str,
    days_ago: int,
    reason: str | None = None,
    citizen: str = "B-1",
    placement: str = "P-1",
    course: str | None = None,
    hours: float | None = None,
) -> Event:
    """Something that happened so many days ago."""
    return Event(
        citizen_id=citizen,
        placement_id=placement,
        date=TODAY - timedelta(days=days_ago),
        event=name,
        reason=reason,
        course_id=course,
        hours=hours,
    )


def only_course(*events: Event) -> Course:
    """The one course that the events add up to."""
    found = courses(events, TODAY)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ([event("startet", 100), event("afbrudt", 43, "opgaver")], Outcome.SUCCEEDED),
        ([event("startet", 100), event("afbrudt", 45, "opgaver")], Outcome.FAILED),
        ([event("startet", 56)], Outcome.SUCCEEDED),
        ([event("startet", 55)], Outcome.OPEN),
        ([event("startet", 30), event("gennemfoert", 2)], Outcome.SUCCEEDED),
        ([event("startet", 30), event("loennede_timer", 3), event("afbrudt", 1, "opgaver")], Outcome.SUCCEEDED),
        ([event("startet", 30), event("afbrudt", 1, "fik_job")], Outcome.SUCCEEDED),
        ([event("startet", 30), event("afbrudt", 1, "pause")], Outcome.NEUTRAL),
        ([event("startet", 30), event("afbrudt", 1, "virksomhed_stoppede")], Outcome.NEUTRAL),
        ([event("valgt", 30), event("afvist_virksomhed", 20, "opgaver")], Outcome.FAILED),
        ([event("valgt", 30), event("afvist_virksomhed", 20, "besat")], Outcome.NEUTRAL),
        ([event("valgt", 30), event("fravalgt_borger", 20, "ikke_nu")], Outcome.NEUTRAL),
        ([event("startet", 30), event("loennede_timer", 3, hours=0)], Outcome.OPEN),
        ([event("startet", 30), event("loennede_timer", 3, hours=2)], Outcome.SUCCEEDED),
        ([event("valgt", 3)], Outcome.OPEN),
    ],
)
def test_how_it_ended(events: list[Event], outcome: Outcome) -> None:
    assert only_course(*events).outcome is outcome


def test_what_was_only_shown_is_no_course() -> None:
    assert courses([event("foreslaaet", 9), event("forelagt", 8)], TODAY) == []


def test_what_happens_after_today_is_not_known_yet() -> None:
    assert only_course(event("startet", 10), event("afbrudt", -5, "opgaver")).ended_on is None


def test_a_new_choice_at_the_same_place_is_a_new_course() -> None:
    found = courses(
        [event("startet", 200), event("afbrudt", 190, "pause"), event("valgt", 20), event("startet", 10)], TODAY
    )
    assert [course.outcome for course in found] == [Outcome.NEUTRAL, Outcome.OPEN]


def test_an_event_with_a_number_stays_with_its_course() -> None:
    late = event("gennemfoert", 5, course="F-1")
    found = histories(
        [event("startet", 200, course="F-1"), event("valgt", 20), event("startet", 10, course="F-2"), late], TODAY
    )
    assert [[e.event for e in one.events] for one in found] == [["startet", "gennemfoert"], ["valgt", "startet"]]


def test_two_numbers_are_two_courses_also_without_a_choice_between() -> None:
    found = courses([event("startet", 30, course="F-1"), event("timer", 20, course="F-2", hours=3)], TODAY)
    assert [course.started_on for course in found] == [TODAY - timedelta(days=30), TODAY - timedelta(days=20)]


def test_an_event_without_a_number_belongs_to_the_latest_choice() -> None:
    found = histories([event("valgt", 30), event("startet", 20, course="F-1"), event("timer", 10, hours=3)], TODAY)
    assert len(found) == 1
    assert len(found[0].events) == 3


def test_a_running_course_and_a_fresh_choice_hold_a_slot_an_old_choice_does_not() -> None:
    history = courses(
        [event("startet", 300), event("valgt", 14, citizen="B-2"), event("valgt", 15, citizen="B-3")], TODAY
    )
    held = held_slots(history, TODAY)
    assert held == {"P-1": 2}
    assert free_slots(Placement(placement_id="P-1", slots=3), held) == 1
    assert free_slots(Placement(placement_id="P-1"), held) == 0


def test_the_latest_hold_is_the_one_that_a_person_has() -> None:
    history = courses([event("startet", 30), event("valgt", 2, placement="P-2")], TODAY)
    assert held_by(history, TODAY) == {"B-1": "P-2"}


def test_a_person_holds_one_slot_however_many_events() -> None:
    history = courses([event("valgt", 9), event("startet", 8), event("valgt", 1)], TODAY)
    assert held_slots(history, TODAY) == {"P-1": 1}


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [(None, None, True), (56, None, True), (57, None, False), (None, 0, True), (None, -1, False), (-9, 9, True)],
)
def test_open_when_a_day_lies_within_eight_weeks(opens: int | None, closes: int | None, is_open: bool) -> None:
    def day(offset: int | None) -> date | None:
        return None if offset is None else TODAY + timedelta(days=offset)

    placement = Placement(placement_id="P-1", available_from=day(opens), available_to=day(closes))
    assert period_is_open(placement, TODAY) is is_open


def test_a_workplace_is_known_by_its_courses_not_by_one_opening() -> None:
    history = courses(
        [event("startet", 200), event("gennemfoert", 100), event("startet", 90, citizen="B-2"),
         event("afbrudt", 80, "opgaver", citizen="B-2"), event("startet", 5, citizen="B-3")],
        TODAY,
    )  # fmt: skip
    same_house = [
        Placement(placement_id="P-1", p_number="1000000001"),
        Placement(placement_id="P-2", p_number="1000000001"),
    ]
    known = reliabilities([*same_house, Placement(placement_id="P-3")], history)
    assert known["P-1"].courses == 2
    assert known["P-1"].share == 0.5
    assert known["P-2"] == known["P-1"]
    assert "P-3" not in known
