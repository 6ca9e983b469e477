"""A ramp: from today's hours towards the goal in small dated steps, each with a way back.

A design heuristic, not law: start at or below the last stable level, one to three hours a step, hold at least four
weeks, slower after a fall, and only when the citizen says so. The tool suggests when to ask; it never raises hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement

HOLD_WEEKS = 4
STEP_HOURS = 2.0
"""About two hours a month; the citizen of the article rose three and a half a month, by her own choice."""
STEP_HOURS_AFTER_A_FALL = 1.0
FIRST_HOURS_WHEN_UNKNOWN = 2.0
"""One to four hours a week is a normal start when nobody knows yet."""
LONGEST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class Step:
    """From this week on, so many hours a week."""

    week: int
    hours: float

    def as_dict(self) -> dict[str, float]:
        """The contract's object."""
        return {"week": self.week, "hours": self.hours}


TOO_FAST = "timer_steg_for_hurtigt"
"""The reason of a course that ended because hours rose too fast."""


def fell_when_hours_rose(events: Iterable[Event]) -> bool:
    """True when an earlier course ended because hours rose too fast."""
    return any(event.reason == TOO_FAST for event in events)


def ramp(citizen: Citizen, placement: Placement, room_hours: float, after_a_fall: bool = False) -> list[Step]:
    """The suggested weeks and hours, first the start; one step alone when there is nowhere to grow.

    Args:
        room_hours: Hours a week that both can, which no step may exceed.
        after_a_fall: Whether hours rose too fast before; steps are then smaller.
    """
    least = placement.min_hours or 0.0
    stable = max(least, FIRST_HOURS_WHEN_UNKNOWN) if citizen.hours_now is None else citizen.hours_now
    most = placement.max_hours if placement.max_hours is not None else stable
    ceiling = min(most, room_hours)
    hours = max(least, min(stable, ceiling))
    goal = min(citizen.hours_goal if citizen.hours_goal is not None else hours, ceiling)
    size = STEP_HOURS_AFTER_A_FALL if after_a_fall else STEP_HOURS
    steps = [Step(1, round(hours, 2))]
    while steps[-1].hours < round(goal, 2) and steps[-1].week + HOLD_WEEKS <= LONGEST_WEEKS:
        hours = min(hours + size, goal)
        steps.append(Step(steps[-1].week + HOLD_WEEKS, round(hours, 2)))
    return steps
