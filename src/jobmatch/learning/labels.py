"""What can be learned from: lists that were shown, what was taken from each, and whether it held."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from jobmatch.domain.event import Event
from jobmatch.world.courses import HELD_AFTER_DAYS, History, Outcome, histories

REACH_DAYS = 90
"""So long after a list was shown a choice still belongs to it."""
SHORTEST = 2
"""A list of one row was no choice."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a list as it stood on the screen."""

    placement_id: str
    rank: int
    """Where it stood; 0 when that is not known."""
    model_rank: int | None
    """Its rank by points, where something moved it."""
    propensity: float | None
    """The probability with which it was shown, where that was drawn."""


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A list from which something was chosen."""

    citizen_id: str
    day: date
    rows: tuple[ShownRow, ...]
    chosen: int
    """Which of the rows was taken."""
    chosen_on: date
    succeeded: bool | None
    """Whether the course held; None when that is not known, or ended for a reason that says nothing about the fit."""
    settled_on: date | None
    """The day from which that is known."""


@dataclass(slots=True)
class Labels:
    """The lists with a choice, in order of citizen and day, and how many of everything there were."""

    lists: list[ChoiceList] = field(default_factory=list)
    shown: int = 0
    """Lists that were shown, with a choice or without."""
    own_ideas: int = 0
    """Choices that did not come from a list."""
    unlisted: int = 0
    """Choices of which no list is known."""
    short: int = 0
    """Choices from a list of one row."""


def labels_of(events: Iterable[Event], as_of: date) -> Labels:
    """The lists with a choice that the events up to a day add up to."""
    known = [event for event in events if event.date is not None and event.date <= as_of]
    shown = _shown_lists(known)
    found = Labels(shown=sum(len(days) for days in shown.values()))
    taken: set[tuple[str, date]] = set()
    for attempts in sorted(_by_choice(histories(known, as_of)), key=_when_chosen):
        history = attempts[0]
        course = history.course
        assert course.chosen_on is not None
        if _rank_told(history) == 0:
            found.own_ideas += 1
            continue
        day = _list_day(shown.get(course.citizen_id, {}), course.placement_id, course.chosen_on)
        if day is None or (course.citizen_id, day) in taken:
            found.unlisted += 1
            continue
        taken.add((course.citizen_id, day))
        rows = shown[course.citizen_id][day]
        if len(rows) < SHORTEST:
            found.short += 1
            continue
        found.lists.append(_choice(attempts, day, rows))
    found.lists.sort(key=lambda one: (one.citizen_id, one.day))
    return found


def _by_choice(found: Iterable[History]) -> list[list[History]]:
    """The attempts that each choice led to: what begins again without a new choice belongs to the one before."""
    choices: list[list[History]] = []
    for history in found:
        course = history.course
        pair = course.citizen_id, course.placement_id
        before = choices[-1][0].course if choices else None
        if course.chosen_on is not None:
            choices.append([history])
        elif before is not None and (before.citizen_id, before.placement_id) == pair:
            choices[-1].append(history)
    return choices


def _when_chosen(attempts: Sequence[History]) -> tuple[str, date, str]:
    course = attempts[0].course
    return course.citizen_id, course.chosen_on or date.min, course.placement_id


def _shown_lists(events: Sequence[Event]) -> dict[str, dict[date, list[ShownRow]]]:
    """By citizen and day: the rows that were shown, from the top."""
    found: dict[str, dict[date, list[ShownRow]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event.event == "foreslaaet" and event.date is not None:
            row = ShownRow(event.placement_id, event.shown_rank or 0, event.model_rank, event.propensity)
            found[event.citizen_id][event.date].append(row)
    for days in found.values():
        for rows in days.values():
            rows.sort(key=lambda row: (row.rank, row.placement_id))
    return found


def _rank_told(history: History) -> int | None:
    return next((event.shown_rank for event in history.events if event.event == "valgt"), None)


def _list_day(days: dict[date, list[ShownRow]], placement_id: str, chosen_on: date) -> date | None:
    """The latest list up to the choice on which the placement stood."""
    earlier = sorted(days)
    for day in reversed(earlier[: bisect_right(earlier, chosen_on)]):
        if chosen_on - day > timedelta(days=REACH_DAYS):
            return None
        if any(row.placement_id == placement_id for row in days[day]):
            return day
    return None


def _choice(attempts: Sequence[History], day: date, rows: list[ShownRow]) -> ChoiceList:
    course = attempts[0].course
    assert course.chosen_on is not None
    held = [one for one in attempts if one.course.outcome is Outcome.SUCCEEDED]
    history = held[0] if held else attempts[-1]
    told = True if held else False if _did_not_hold(history) else None
    return ChoiceList(
        citizen_id=course.citizen_id,
        day=day,
        rows=tuple(rows),
        chosen=next(n for n, row in enumerate(rows) if row.placement_id == course.placement_id),
        chosen_on=course.chosen_on,
        succeeded=told,
        settled_on=None if told is None else _settled_on(history, told),
    )


def _did_not_hold(history: History) -> bool:
    """Whether it says something against the fit; a choice that the consultant took back says nothing yet."""
    course = history.course
    taken_back = course.started_on is None and not any(
        event.event in ("fravalgt_borger", "afvist_virksomhed") for event in history.events
    )
    return course.outcome is Outcome.FAILED and not taken_back


def _settled_on(history: History, succeeded: bool) -> date | None:
    """The first day on which the outcome was known."""
    course = history.course
    if not succeeded:
        return course.ended_on
    days = [
        event.date
        for event in history.events
        if event.date is not None
        and (
            event.event == "gennemfoert"
            or event.reason == "fik_job"
            or (event.event == "loennede_timer" and event.hours != 0)
        )
    ]
    if course.started_on is not None:
        held = course.started_on + timedelta(days=HELD_AFTER_DAYS)
        if course.ended_on is None or held <= course.ended_on:
            days.append(held)
    return min(days) if days else course.ended_on
