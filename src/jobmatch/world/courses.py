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


def courses(events: Iterable[Event], as_of: date) -> list[Course]:
    """The courses that the events up to a day add up to, in order of citizen, placement and start."""
    by_pair: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in events:
        if event.date is not None and event.date <= as_of and event.event not in (None, "foreslaaet", "forelagt"):
            by_pair[event.citizen_id, event.placement_id].append(event)
    found: list[Course] = []
    for pair in sorted(by_pair):
        for attempt in _attempts(sorted(by_pair[pair], key=_in_order)):
            found.append(_course(pair, attempt, as_of))
    return found


_ORDER = ("valgt", "startet", "timer", "loennede_timer")


def _in_order(event: Event) -> tuple[date, int]:
    assert event.date is not None
    return event.date, _ORDER.index(event.event) if event.event in _ORDER else len(_ORDER)


def _attempts(events: Sequence[Event]) -> list[list[Event]]:
    """Events of one pair, cut where a new attempt begins: a choice, or a start after an end."""
    attempts: list[list[Event]] = []
    for event in events:
        ended = attempts and any(e.event in ("afbrudt", "gennemfoert") or e.event in _REFUSED for e in attempts[-1])
        if not attempts or event.event == "valgt" or (event.event == "startet" and ended):
            attempts.append([])
        attempts[-1].append(event)
    return attempts


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


def _outcome(events: Sequence[Event], started: Event | None, ended: Event | None, as_of: date) -> Outcome:
    if _first(events, "loennede_timer") or any(e.reason == "fik_job" for e in events):
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
