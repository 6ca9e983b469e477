"""Openings: which placements can take somebody now, and how reliable a workplace has been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from jobmatch.domain.placement import Placement
from jobmatch.world.courses import Course, Outcome

OPENS_WITHIN_WEEKS = 8
CHOICE_HOLDS_DAYS = 14
"""An unanswered choice holds a slot for so long."""
SLOTS_WHEN_NOT_STATED = 1


@dataclass(frozen=True, slots=True)
class Reliability:
    """What earlier courses at a workplace say about it."""

    share: float
    """(held + 1) / (known + 2): drawn towards a half while there are few (Laplace's rule of succession)."""
    courses: int


def period_is_open(placement: Placement, as_of: date) -> bool:
    """True when the opening's period has a day between today and eight weeks from now."""
    begins, ends = placement.available_from, placement.available_to
    return (begins is None or begins <= _horizon(as_of)) and (ends is None or ends >= as_of)


@lru_cache(64)
def _horizon(as_of: date) -> date:
    return as_of + timedelta(weeks=OPENS_WITHIN_WEEKS)


def held_slots(courses: Iterable[Course], as_of: date, choice_holds_days: int = CHOICE_HOLDS_DAYS) -> dict[str, int]:
    """How many slots of each placement are held by people, each person counted once."""
    holders: dict[str, set[str]] = defaultdict(set)
    for course in courses:
        if course.holds_slot(as_of, choice_holds_days):
            holders[course.placement_id].add(course.citizen_id)
    return {placement_id: len(people) for placement_id, people in holders.items()}


def held_by(courses: Iterable[Course], as_of: date, choice_holds_days: int = CHOICE_HOLDS_DAYS) -> dict[str, str]:
    """By citizen: the placement whose slot she holds; the latest when there are several."""
    holding = [course for course in courses if course.holds_slot(as_of, choice_holds_days)]
    holding.sort(key=lambda course: course.started_on or course.chosen_on or date.min)
    return {course.citizen_id: course.placement_id for course in holding}


def free_slots(placement: Placement, held: Mapping[str, int]) -> int:
    """Slots that nobody holds; never below 0."""
    slots = SLOTS_WHEN_NOT_STATED if placement.slots is None else placement.slots
    return max(0, slots - held.get(placement.placement_id, 0))


def reliabilities(placements: Iterable[Placement], courses: Iterable[Course]) -> dict[str, Reliability]:
    """By placement: how courses at the same workplace went, where at least one started and its end says something."""
    workplace_of = {p.placement_id: p.p_number or p.placement_id for p in placements}
    known: dict[str, list[bool]] = defaultdict(list)
    for course in courses:
        if course.started_on is not None and course.outcome in (Outcome.SUCCEEDED, Outcome.FAILED):
            workplace = workplace_of.get(course.placement_id, course.placement_id)
            known[workplace].append(course.outcome is Outcome.SUCCEEDED)
    return {
        placement_id: Reliability((sum(known[w]) + 1) / (len(known[w]) + 2), len(known[w]))
        for placement_id, w in workplace_of.items()
        if w in known
    }
