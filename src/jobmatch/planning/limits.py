"""What a plan must keep within in a world: slots, the ratio rule, mentor hours and the municipality's support hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

import numpy as np

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.measures import measures_in
from jobmatch.domain.placement import Placement
from jobmatch.planning.flow import Limits
from jobmatch.rules.rule import Rule
from jobmatch.rules.workplace import Workplace, allowed_by, workplace_of
from jobmatch.world.courses import Course
from jobmatch.world.openings import CHOICE_HOLDS_DAYS, free_slots
from jobmatch.world.world import World

MENTOR_HOURS = 1
"""Hours a week of a mentor at the workplace that one person takes; the least that counts as a mentor (contract)."""
SUPPORT_HOURS = {"mentor": 1, "stoetteperson": 2}
"""Hours a week of the municipality's support by need: a mentor's hour, and one visit of a support person."""
COUNTS_AS_NEED = ("krav", "vigtigt")
"""A wish alone takes no hours."""
NO_LIMIT = -1


def needed(citizen: Citizen) -> set[str]:
    """Codes of the needs that are more than a wish."""
    return {need.code for need in citizen.needs or () if need.strength in COUNTS_AS_NEED}


def support_hours(citizen: Citizen) -> int:
    """Hours a week that the municipality gives while she is at a workplace."""
    return sum(hours for code, hours in SUPPORT_HOURS.items() if code in needed(citizen))


def limits_of(world: World, citizens: Sequence[Citizen], budget_hours: int | None = None) -> Limits:
    """The room that courses under way leave for these citizens; placements by row, closed ones without slots."""
    under_way = _UnderWay.of(world)
    records = world.around.placements.records
    openings = [world.placements[key] for key in world.around.placements.ids]
    slots = [
        free_slots(one, world.held) if is_open else 0 for one, is_open in zip(openings, records["open"], strict=True)
    ]
    numbers: dict[str, int] = {}
    rooms: list[int] = []
    workplace = []
    for opening, record in zip(openings, records, strict=True):
        room = _ratio_room(world, opening, record, under_way)
        key = opening.p_number or opening.placement_id
        if room is None:
            workplace.append(NO_LIMIT)
            continue
        if key not in numbers:
            numbers[key] = len(rooms)
            rooms.append(room)
        rooms[numbers[key]] = min(rooms[numbers[key]], room)
        workplace.append(numbers[key])
    return Limits(
        slots=np.array(slots, np.int64),
        mentor_places=np.array([_mentor_places(one, under_way) for one in openings], np.int64),
        workplace=np.array(workplace, np.int64),
        ratio_room=np.array(rooms, np.int64),
        needs_mentor=np.array(["mentor" in needed(citizen) for citizen in citizens], np.bool_),
        support_hours=np.array([support_hours(citizen) for citizen in citizens], np.int64),
        budget_hours=None if budget_hours is None else max(0, budget_hours - under_way.support_hours),
    )


@dataclass(slots=True)
class _UnderWay:
    """What courses under way and fresh choices already take."""

    mentored: dict[str, int] = field(default_factory=dict)
    """By placement: people with a need of a mentor."""
    supported: dict[str, list[Course]] = field(default_factory=dict)
    """By workplace: courses that may count in the ratio."""
    support_hours: int = 0

    @classmethod
    def of(cls, world: World) -> _UnderWay:
        found = cls()
        holding = {
            (c.citizen_id, c.placement_id): c for c in world.courses if c.holds_slot(world.as_of, CHOICE_HOLDS_DAYS)
        }
        for (citizen_id, placement_id), course in holding.items():
            placement, citizen = world.placements.get(placement_id), world.citizens.get(citizen_id)
            if placement is not None:
                found.supported.setdefault(placement.p_number or placement_id, []).append(course)
            if citizen is not None:
                found.support_hours += support_hours(citizen)
                if "mentor" in needed(citizen):
                    found.mentored[placement_id] = found.mentored.get(placement_id, 0) + 1
        return found


def _mentor_places(placement: Placement, under_way: _UnderWay) -> int:
    if placement.mentor_hours is None:
        return NO_LIMIT
    places = floor(placement.mentor_hours / MENTOR_HOURS)
    return max(0, places - under_way.mentored.get(placement.placement_id, 0))


def _ratio_room(world: World, placement: Placement, record: np.void, under_way: _UnderWay) -> int | None:
    """How many more the rule allows at the placement's workplace; None when it does not count here or is not known.

    A placement counts when any measure that is still open there does, whichever measure is chosen later.
    """
    start = placement.available_from
    table = world.rules if start is None or start <= world.as_of else world.rules.on(start)
    there = world.workplaces.get(placement.p_number or "") or workplace_of(placement)
    if there.ordinary_staff is None:
        return None
    rooms = [
        allowed_by(rule, there.ordinary_staff)
        - (there.supported_now or 0)
        - _started_since(there, placement, under_way)
        for rule in table.with_check("ratio")
        if rule.severity == "block" and _counts(rule, record)
    ]
    return max(0, min(rooms)) if rooms else None


def _counts(rule: Rule, record: np.void) -> bool:
    if record["measures_known"] != 1:
        return True
    return not rule.measures or bool(set(rule.measures) & set(measures_in(int(record["measures_open"]))))


def _started_since(there: Workplace, placement: Placement, under_way: _UnderWay) -> int:
    """People who were chosen or who started after the workplace stated its numbers, and so are not in them."""
    courses = under_way.supported.get(placement.p_number or placement.placement_id, [])
    return len({c.citizen_id for c in courses if c.started_on is None or _is_new(c, there)})


def _is_new(course: Course, there: Workplace) -> bool:
    assert course.started_on is not None
    return there.supported_now is None or there.stated_on is None or course.started_on > there.stated_on


def with_fixed(world: World, citizens: Sequence[Citizen]) -> Mapping[str, str]:
    """By citizen: the placement under way, which the plan leaves alone."""
    return {c.citizen_id: world.held_by[c.citizen_id] for c in citizens if c.citizen_id in world.held_by}
