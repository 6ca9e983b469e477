"""When to follow up: weeks 1, 2, 4, 8, 13 and 26 after the start, and again after the first paid hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.follow_up import CITIZEN, PAID, SERIES, SIDE, STARTED, WEEKS

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Planned:
    """One time to ask one side how it goes."""

    side: str
    series: str
    week: int
    day: date


def follow_up_day(begun: date, week: int) -> date:
    """The day a number of weeks later; the next Monday when that is in a weekend."""
    day = begun + timedelta(weeks=week)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def follow_ups(started_on: date, first_paid_on: date | None = None, ended_on: date | None = None) -> list[Planned]:
    """Every time to ask, by day; both sides.

    The first paid hours begin a new series, which takes over from the first one and does not stop when the course
    ends: people fall after they are hired too. Of a course that ended without pay the citizen's next date stays.
    """
    found = list(_series(STARTED, started_on, until=first_paid_on))
    if first_paid_on is not None:
        found += _series(PAID, first_paid_on)
    elif ended_on is not None:
        before = [one for one in found if one.day <= ended_on]
        after = [one for one in found if one.day > ended_on and one.side == CITIZEN]
        found = before + sorted(after, key=lambda one: one.day)[:1]
    order = list(SIDE)
    return sorted(found, key=lambda one: (one.day, list(SERIES).index(one.series), order.index(one.side)))


def _series(series: str, begun: date, until: date | None = None) -> Iterator[Planned]:
    for week in WEEKS:
        day = follow_up_day(begun, week)
        if until is None or day < until:
            for side in SIDE:
                yield Planned(side, series, week, day)
