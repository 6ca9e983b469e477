"""Ramps: small steps, from what is stable, no further than the place and the week allow."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.planning.ramp import HOLD_WEEKS, Step, fell_when_hours_rose, ramp
from tests.worlds import citizens, placements


def test_from_four_to_ten_in_steps_of_two_every_four_weeks() -> None:
    citizen = Citizen(citizen_id="B-1", hours_now=4.0, hours_goal=10.0)
    placement = Placement(placement_id="P-1", min_hours=2.0, max_hours=20.0)
    assert ramp(citizen, placement, 40.0) == [Step(1, 4.0), Step(5, 6.0), Step(9, 8.0), Step(13, 10.0)]


def test_the_last_step_is_as_small_as_what_is_left() -> None:
    citizen = Citizen(citizen_id="B-1", hours_now=4.0, hours_goal=7.0)
    assert ramp(citizen, Placement(placement_id="P-1", max_hours=20.0), 40.0)[-1] == Step(9, 7.0)
    assert ramp(citizen, Placement(placement_id="P-1", max_hours=6.5), 40.0)[-1] == Step(9, 6.5)
    assert ramp(citizen, Placement(placement_id="P-1", max_hours=20.0), 5.0)[-1] == Step(5, 5.0)


def test_after_a_fall_the_steps_are_smaller() -> None:
    citizen = Citizen(citizen_id="B-1", hours_now=4.0, hours_goal=6.0)
    placement = Placement(placement_id="P-1", max_hours=20.0)
    fall = Event(
        citizen_id="B-1", placement_id="P-9", date=date(2026, 2, 1), event="afbrudt", reason="timer_steg_for_hurtigt"
    )
    assert fell_when_hours_rose([fall])
    assert ramp(citizen, placement, 40.0, after_a_fall=True) == [Step(1, 4.0), Step(5, 5.0), Step(9, 6.0)]


def test_unknown_hours_start_at_the_smallest_pattern_and_stay_there() -> None:
    citizen = Citizen(citizen_id="B-1")
    assert ramp(citizen, Placement(placement_id="P-1", min_hours=3.0, max_hours=20.0), 40.0) == [Step(1, 3.0)]


def test_a_hair_of_room_makes_no_step() -> None:
    citizen = Citizen(citizen_id="B-1", hours_now=1.0, hours_goal=10.0)
    assert ramp(citizen, Placement(placement_id="P-1", max_hours=20.0), 1.001) == [Step(1, 1.0)]


@given(citizens(), placements(), st.floats(0.5, 60))
def test_steps_hold_for_weeks_rise_a_little_and_stay_within_goal_place_and_week(
    citizen: Citizen, placement: Placement, room: float
) -> None:
    steps = ramp(citizen, placement, room)
    assert steps[0].week == 1
    for before, after in pairwise(steps):
        assert after.week - before.week == HOLD_WEEKS
        assert 0 < after.hours - before.hours <= 3
    if len(steps) > 1:
        assert steps[-1].hours <= (citizen.hours_goal or 0)
        assert steps[-1].hours <= (placement.max_hours or 0)
        assert steps[-1].hours <= room + 0.01
