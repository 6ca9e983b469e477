"""Courses: what the events of a pair add up to, and how each ended.

The success rule is that of the surface contract for ``forloeb``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from jobmatch.domain.event import Event

HELD_AFTER_DAYS = 56
NEUTRAL_REASONS = frozenset({"besat", "virksomhed_stoppede", "pause", "anden_plan", "ikke_nu", "fik_uddannelse"})
_REFUSED = frozenset({"fravalgt_borger", "afvist_virksomhed", "fravalgt_konsulent"})
_ENDS = _REFUSED | {"afbrudt", "gennemfoert"}


class Outcome(Enum):
    """How a course ended, seen from the match."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    NEUTRAL = "neutral"
    """Ended for a reason that says nothing about the match."""
    OPEN = "open"
    """Still running and young, or not answered yet."""


@dataclass(frozen=True, slots=True)
class Course:
    """One attempt of a citizen at a placement, from the choice to the end."""

    citizen_id: str
    placement_id: str
    chosen_on: date | None
    started_on: date | None
    ended_on: date | None
    outcome: Outcome

    def holds_slot(self, as_of: date, choice_holds_days: int) -> bool:
        """True while it runs, and while a choice waits for its answer (for so many days)."""
        if self.ended_on is not None:
            return False
        if self.started_on is not None:
            return True
        return self.chosen_on is not None and as_of - self.chosen_on <= timedelta(days=choice_holds_days)


@dataclass(frozen=True, slots=True)
class History:
    """A course with the events that made it, in order."""

    course: Course
    events: tuple[Event, ...]


def courses(events: Iterable[Event], as_of: date) -> list[Course]:
    """The courses that the events up to a day add up to, in order of citizen, placement and start."""
    return [history.course for history in histories(events, as_of)]


def histories(events: Iterable[Event], as_of: date) -> list[History]:
    """The courses with their events, in order of citizen, placement and start."""
    by_pair: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.date is not None and event.date <= as_of and event.event not in (None, "foreslaaet", "forelagt"):
            by_pair[event.citizen_id, event.placement_id].append(event)
    found: list[History] = []
    for pair in sorted(by_pair):
        for attempt in _attempts(sorted(by_pair[pair], key=_in_order)):
            found.append(History(_course(pair, attempt, as_of), tuple(attempt)))
    return found


_ORDER = ("valgt", "startet", "timer", "loennede_timer")


def _in_order(event: Event) -> tuple[date, int]:
    assert event.date is not None
    return event.date, _ORDER.index(event.event) if event.event in _ORDER else len(_ORDER)


def _attempts(events: Sequence[Event]) -> list[list[Event]]:
    """Events of one pair, cut where a new attempt begins: a choice, or a start after an end.

    An event with a course id stays with its course whenever it happened; one without belongs to the latest choice.
    """
    attempts: list[list[Event]] = []
    for event in events:
        own = next((one for one in attempts if event.course_id in _ids(one)), None) if event.course_id else None
        if own is not None:
            own.append(event)
        elif not attempts or _begins_anew(event, attempts[-1]):
            attempts.append([event])
        else:
            attempts[-1].append(event)
    return attempts


def _ids(attempt: Sequence[Event]) -> set[str]:
    return {event.course_id for event in attempt if event.course_id}


def _begins_anew(event: Event, latest: Sequence[Event]) -> bool:
    if event.event == "valgt" or (event.course_id and _ids(latest)):
        return True
    return event.event == "startet" and any(e.event in _ENDS for e in latest)


def _first(events: Sequence[Event], *names: str) -> Event | None:
    return next((e for e in events if e.event in names), None)


def _course(pair: tuple[str, str], events: Sequence[Event], as_of: date) -> Course:
    chosen, started = _first(events, "valgt"), _first(events, "startet", "timer", "loennede_timer")
    ended = _first(events, "afbrudt", "gennemfoert") or _first(events, *_REFUSED)
    return Course(
        citizen_id=pair[0],
        placement_id=pair[1],
        chosen_on=chosen.date if chosen else None,
        started_on=started.date if started else None,
        ended_on=ended.date if ended else None,
        outcome=_outcome(events, started, ended, as_of),
    )


def _is_paid(event: Event) -> bool:
    """A week of paid hours; a row that says 0 is none, a row without a number says that they began."""
    return event.event == "loennede_timer" and event.hours != 0


def _outcome(events: Sequence[Event], started: Event | None, ended: Event | None, as_of: date) -> Outcome:
    if any(_is_paid(e) or e.reason == "fik_job" for e in events):
        return Outcome.SUCCEEDED
    if ended is not None and ended.event == "gennemfoert":
        return Outcome.SUCCEEDED
    if started is not None and started.date is not None:
        until = ended.date if ended is not None and ended.date is not None else as_of
        if (until - started.date).days >= HELD_AFTER_DAYS:
            return Outcome.SUCCEEDED
    if ended is None:
        return Outcome.OPEN
    return Outcome.NEUTRAL if ended.reason in NEUTRAL_REASONS else Outcome.FAILED
