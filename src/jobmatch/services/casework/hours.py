"""Hours week by week: what was agreed from when, what was attended and paid, pauses, and the last stable level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.course import PAUSE, RESUME, SCHEDULED, SETS_HOURS, START, STEP, STEP_BACK, CourseEntry
from jobmatch.domain.event import Event

STABLE_WEEKS = 3
"""A level is stable when it was met in so many reported weeks."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Agreed:
    """So many hours a week from a day on."""

    day: date
    hours: float
    what: str
    """START, STEP, STEP_BACK or RESUME."""
    days_week: int | None = None
    reason: str | None = None
    citizens_wish: bool | None = None
    """None where nobody noted whose wish it was."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time without hours that everybody agreed on."""

    first: date
    last: date | None
    """The last day; None while it lasts."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a course."""

    number: int
    """Counts from 1 in the week of the start."""
    monday: date
    agreed: float | None
    attended: float | None
    """None: nobody has reported the week."""
    paid: float | None
    """The paid ordinary part of it; None when there is none."""
    paused: bool

    @property
    def met(self) -> bool:
        """Whether attendance reached what was agreed."""
        return self.attended is not None and self.agreed is not None and self.attended >= self.agreed


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def in_force(entries: Iterable[CourseEntry]) -> list[CourseEntry]:
    """Entries in the order of their days; a later word takes the place of what was planned for its day or after."""
    kept: list[CourseEntry] = []
    scheduled = (one for one in entries if one.what in SCHEDULED)
    for entry in sorted(scheduled, key=lambda one: one.number):
        kept = [one for one in kept if one.day < entry.day]
        kept.append(entry)
    return kept


def timeline(events: Iterable[Event], entries: Iterable[CourseEntry], started_on: date) -> list[Agreed]:
    """What was agreed from when, the days rising: as reported from elsewhere, then as agreed here."""
    own = [one for one in in_force(entries) if one.what in SETS_HOURS and one.hours is not None]
    until = own[0].day if own else date.max
    found = [one for one in _reported(events, started_on) if one.day < until]
    for entry in own:
        assert entry.hours is not None
        wish, reason = entry.citizens_wish, entry.reason
        found.append(Agreed(entry.day, entry.hours, entry.what, entry.days_week, reason, wish))
    return found


def _reported(events: Iterable[Event], started_on: date) -> list[Agreed]:
    """Agreed hours as the weekly rows tell them: a new level counts from the Monday of its week."""
    found: list[Agreed] = []
    for event in sorted(events, key=lambda one: one.date or date.min):
        if event.agreed_hours is None or event.date is None or event.event not in ("startet", "timer"):
            continue
        day = started_on if not found else max(monday_of(event.date), started_on)
        if not found:
            found.append(Agreed(day, event.agreed_hours, START))
        elif event.agreed_hours != found[-1].hours and day > found[-1].day:
            what = STEP if event.agreed_hours > found[-1].hours else STEP_BACK
            found.append(Agreed(day, event.agreed_hours, what))
    return found


def agreed_on(steps: Sequence[Agreed], day: date) -> Agreed | None:
    """What is agreed on a day; None before the first agreement."""
    return next((one for one in reversed(steps) if one.day <= day), None)


def pauses(entries: Iterable[CourseEntry], ended_on: date | None = None) -> list[Pause]:
    """The times without hours, in order; one that has not ended lasts to the end of the course."""
    found: list[Pause] = []
    for entry in in_force(entries):
        running = found and found[-1].last is None
        if entry.what == PAUSE and not running:
            found.append(Pause(entry.day, None))
        elif entry.what == RESUME and running:
            found[-1] = Pause(found[-1].first, entry.day - timedelta(days=1))
    return [Pause(one.first, one.last if one.last is not None else ended_on) for one in found]


def weeks_of(
    events: Sequence[Event],
    steps: Sequence[Agreed],
    breaks: Sequence[Pause],
    started_on: date,
    until: date,
) -> list[Week]:
    """Every week from the start to a day, reported or not."""
    attended = {monday_of(e.date): e for e in events if e.event == "timer" and e.date is not None}
    paid = {monday_of(e.date): e.hours for e in events if e.event == "loennede_timer" and e.date is not None}
    found: list[Week] = []
    monday = monday_of(started_on)
    while monday <= until:
        told = attended.get(monday)
        level = agreed_on(steps, max(monday, started_on))
        agreed = level.hours if level is not None else None
        if told is not None and told.agreed_hours is not None:
            agreed = told.agreed_hours
        found.append(
            Week(
                number=len(found) + 1,
                monday=monday,
                agreed=agreed,
                attended=told.hours if told is not None else None,
                paid=paid.get(monday),
                paused=any(one.first <= monday and (one.last is None or monday <= one.last) for one in breaks),
            )
        )
        monday += WEEK
    return found


def last_stable(steps: Sequence[Agreed], weeks: Sequence[Week], below: float | None = None) -> Agreed | None:
    """The latest level that held: met in at least three reported weeks; else the lowest that was agreed.

    Args:
        below: Look for a level under so many hours only.
    """
    lower = [one for one in steps if below is None or one.hours < below]
    for step in reversed(lower):
        held = [week for week in weeks if week.met and agreed_on(steps, max(week.monday, steps[0].day)) == step]
        if len(held) >= STABLE_WEEKS:
            return step
    return min(lower, key=lambda one: (one.hours, one.day), default=None)
