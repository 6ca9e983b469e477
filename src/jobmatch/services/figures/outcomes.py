"""What courses came to in a period, counted in citizens: begun, more hours, paid hours, still there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from jobmatch.domain.event import Event
from jobmatch.services.figures.period import Period
from jobmatch.world.courses import History

MARKS_WEEKS = (13, 26)
"""Weeks after the first paid hours when it is asked who is still there."""
_AROUND_MARK_DAYS = 14
"""A report so near to the mark speaks for it."""
_ON_TO_BETTER = ("fik_job", "fik_uddannelse")


@dataclass(frozen=True, slots=True)
class Held:
    """Who was still in paid hours so many weeks after they began."""

    weeks: int
    still: int
    gone: int
    unreported: int
    """Nothing was reported around the day, so nobody knows; counted as neither."""

    @property
    def known(self) -> int:
        """Those that something is known about."""
        return self.still + self.gone


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One period's counts of citizens; nothing here is about one of them."""

    put_forward: int
    """Had a placement put to them."""
    chose: int
    began: int
    measured: int
    """Had attendance reported in two weeks or more."""
    more_hours: int
    """Came for more hours in the last reported week than in the first."""
    fewer_hours: int
    hours_gained: float | None
    """The middle one of the changes, in hours a week; None when nobody was measured."""
    first_paid: int
    """Had their first paid ordinary hours."""
    held: tuple[Held, ...]


def outcomes(events: Iterable[Event], histories: Iterable[History], period: Period) -> Outcomes:
    """What happened in a period; only paid ordinary hours count as work."""
    told = [event for event in events if period.holds(event.date)]
    kept = list(histories)
    changes = _changes(kept, period)
    paid = _paid(kept)
    return Outcomes(
        put_forward=_people(event for event in told if event.event == "forelagt"),
        chose=_people(event for event in told if event.event == "valgt"),
        began=len({one.course.citizen_id for one in kept if period.holds(one.course.started_on)}),
        measured=len(changes),
        more_hours=sum(change > 0 for change in changes.values()),
        fewer_hours=sum(change < 0 for change in changes.values()),
        hours_gained=median(changes.values()) if changes else None,
        first_paid=sum(period.holds(min(weeks)) for weeks in paid.values()),
        held=tuple(_held(kept, paid, weeks, period) for weeks in MARKS_WEEKS),
    )


def _people(events: Iterable[Event]) -> int:
    return len({event.citizen_id for event in events})


def _changes(histories: Iterable[History], period: Period) -> dict[str, float]:
    """By citizen: attendance in the last reported week of the period less that in the first, over all courses."""
    weeks: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for history in histories:
        for event in history.events:
            if event.event == "timer" and event.date and event.hours is not None and period.holds(event.date):
                weeks[event.citizen_id].append((event.date, event.hours))
    measured = {citizen: sorted(told) for citizen, told in weeks.items() if len({day for day, _ in told}) > 1}
    return {citizen: told[-1][1] - told[0][1] for citizen, told in measured.items()}


def _paid(histories: Iterable[History]) -> dict[str, dict[date, float]]:
    """By citizen with any: every week's paid hours, from the first that had some."""
    reported: dict[str, dict[date, float]] = defaultdict(dict)
    for history in histories:
        for event in history.events:
            if event.event == "loennede_timer" and event.date is not None:
                hours = 1.0 if event.hours is None else event.hours  # the event alone says that they began
                reported[event.citizen_id][event.date] = max(hours, reported[event.citizen_id].get(event.date, 0.0))
    found = {}
    for citizen, weeks in reported.items():
        begun = [day for day, hours in weeks.items() if hours > 0]
        if begun:
            found[citizen] = {day: hours for day, hours in weeks.items() if day >= min(begun)}
    return found


def _held(histories: Iterable[History], paid: Mapping[str, Mapping[date, float]], weeks: int, period: Period) -> Held:
    left = _left(histories)
    answers: dict[bool | None, int] = {True: 0, False: 0, None: 0}
    for citizen, reported in paid.items():
        mark = min(reported) + timedelta(weeks=weeks)
        if period.holds(mark):
            answers[_is_there(reported, left.get(citizen, ()), mark)] += 1
    return Held(weeks, answers[True], answers[False], answers[None])


def _left(histories: Iterable[History]) -> dict[str, list[date]]:
    """By citizen: the days on which a course was broken off for something else than a job or an education."""
    found: dict[str, list[date]] = defaultdict(list)
    for history in histories:
        for event in history.events:
            if event.event == "afbrudt" and event.date is not None and event.reason not in _ON_TO_BETTER:
                found[event.citizen_id].append(event.date)
    return found


def _is_there(reported: Mapping[date, float], left: Iterable[date], mark: date) -> bool | None:
    near = [hours for day, hours in reported.items() if abs((day - mark).days) <= _AROUND_MARK_DAYS]
    if near:
        return max(near) > 0
    if any(min(reported) < day <= mark for day in left):
        return False
    return None
