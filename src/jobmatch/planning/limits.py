"""What a plan must keep within in a world: slots, the ratio rule, mentor hours and the municipality's support hours.

What a placement says about its limits is worked out once for each row (``place_facts``); what people under way take of
it is worked out every night.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kinds import occurring
from jobmatch.core.records import CitizenTable, PlacementTable
from jobmatch.domain.measures import measures_in
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.planning.flow import Ints, Limits
from jobmatch.rules.rule import Rule
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, allowed_by, is_counted, workplace_of
from jobmatch.world.counted import unit_of
from jobmatch.world.courses import Course
from jobmatch.world.openings import CHOICE_HOLDS_DAYS, SLOTS_WHEN_NOT_STATED
from jobmatch.world.world import World

MENTOR_HOURS = 1
"""Hours a week of a mentor at the workplace that one person takes; the least that counts as a mentor (contract)."""
SUPPORT_HOURS = {"mentor": 1, "stoetteperson": 2}
"""Hours a week of the municipality's support by need: a mentor's hour, and one visit of a support person."""
NO_LIMIT = -1
NO_RATIO = np.iinfo(np.int64).min
NEVER = -1
"""A day that is not known."""

PlaceFacts = NDArray[np.void]
FACTS = np.dtype(
    [
        ("slots", "i8"),  # people at once in all, as stated
        ("workplace", "i8"),  # number of the workplace
        ("ratio_base", "i8"),  # what the ratio rule allows less the stated number with support; NO_RATIO: no limit
        ("stated_day", "i8"),  # when that number was stated; NEVER: everybody under way comes on top
        ("supports", "i8"),  # 1 when somebody with a course there may be one of that number
    ]
)


Holdings = NDArray[np.void]
HOLDING = np.dtype(
    [
        ("person", "i8"),  # tells one from another, also who is not in the world
        ("citizen", "i8"),  # row of the citizen; -1 when she is not in the world
        ("placement", "i8"),  # row of the placement; -1 when it is not in the world
        ("started_day", "i8"),  # as an ordinal; NEVER before the start
    ]
)
"""Somebody with a course under way or a fresh choice."""


def place_facts(
    placements: Iterable[Placement],
    records: NDArray[np.void],
    workplaces: dict[str, Workplace],
    rules: RuleTable,
    numbers: dict[str, int],
) -> PlaceFacts:
    """What each placement says about its limits.

    Args:
        numbers: The workplaces' numbers by their key; new ones are added.
    """
    rows = []
    for placement, record in zip(placements, records, strict=True):
        there = workplaces.get(placement.p_number or "") or workplace_of(placement)
        stated = there.counted_on
        rows.append(
            (
                SLOTS_WHEN_NOT_STATED if placement.slots is None else placement.slots,
                numbers.setdefault(unit_of(placement), len(numbers)),
                _ratio_base(placement, record, there, rules),
                NEVER if stated is None else stated.toordinal(),
                is_counted(placement, rules),
            )
        )
    return np.array(rows, FACTS)


def _ratio_base(placement: Placement, record: np.void, there: Workplace, rules: RuleTable) -> int:
    """How many more the rule allows beside those that are stated; NO_RATIO when it does not count here or is not known.

    A placement counts when any measure that is still open there does, whichever measure is chosen later.
    """
    if there.ordinary_staff is None:
        return NO_RATIO
    start = placement.available_from
    table = rules if start is None or start <= rules.as_of else rules.on(start)
    blocking = [rule for rule in table.with_check("ratio") if rule.severity == "block" and _counts(rule, record)]
    rooms = [allowed_by(rule, there.ordinary_staff) - (there.supported_now or 0) for rule in blocking]
    return min(rooms) if rooms else int(NO_RATIO)


def _counts(rule: Rule, record: np.void) -> bool:
    if record["measures_known"] != 1:
        return True
    return not rule.measures or bool(set(rule.measures) & set(measures_in(int(record["measures_open"]))))


def needs_mentor(records: NDArray[np.void]) -> NDArray[np.bool_]:
    """By citizen: whether a mentor is more than a wish."""
    return _needs(records, "mentor")


def support_hours(records: NDArray[np.void]) -> Ints:
    """By citizen: hours a week that the municipality gives while she is at a workplace."""
    hours = np.zeros(len(records), np.int64)
    for code, each in SUPPORT_HOURS.items():
        hours += np.where(_needs(records, code), each, 0)
    return hours


def _needs(records: NDArray[np.void], code: str) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (records["must"] | records["important"]) >> NEEDS[code].position & 1 == 1
    return found


def limits_within(
    citizens: CitizenTable,
    placements: PlacementTable,
    facts: PlaceFacts,
    holdings: Holdings,
    chosen: Ints,
    budget_hours: int | None = None,
) -> Limits:
    """The room that people under way leave for the chosen citizens; placements by row, closed ones without slots."""
    records, count = placements.records, len(placements.ids)
    under_way = each_once(holdings, count)
    held = under_way[under_way["placement"] >= 0]
    taken = np.bincount(held["placement"], minlength=count)
    mentor, support = needs_mentor(citizens.records), support_hours(citizens.records)
    here = held[held["citizen"] >= 0]
    mentored = np.bincount(here["placement"][mentor[here["citizen"]]], minlength=count)
    hours = np.nan_to_num(records["mentor_hours"], nan=0.0)
    places = np.maximum(np.floor(hours / MENTOR_HOURS).astype(np.int64) - mentored, 0)
    workplace, room = _ratio_rooms(facts, held)
    used = int(support[under_way["citizen"][under_way["citizen"] >= 0]].sum())
    return Limits(
        slots=np.where(records["open"] == 1, np.maximum(facts["slots"] - taken, 0), 0),
        mentor_places=np.where(np.isnan(records["mentor_hours"]), NO_LIMIT, places),
        workplace=workplace,
        ratio_room=room,
        needs_mentor=mentor[chosen],
        support_hours=support[chosen],
        budget_hours=None if budget_hours is None else max(0, budget_hours - used),
    )


def each_once(holdings: Holdings, places: int) -> Holdings:
    """Each person once at a placement, with the latest that is known."""
    pairs = (holdings["person"] * (places + 1) + holdings["placement"] + 1)[::-1]
    return holdings[::-1][np.unique(pairs, return_index=True)[1]]


def _ratio_rooms(facts: PlaceFacts, held: Holdings) -> tuple[Ints, Ints]:
    """By placement its workplace, where the rule counts; by workplace the room, the least that a placement states."""
    counted = facts["ratio_base"] != NO_RATIO
    since = _started_since(facts, held)
    number, count = occurring(facts["workplace"][counted], int(facts["workplace"].max(initial=-1)) + 1)
    room = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(room, number, np.maximum(facts["ratio_base"][counted] - since[counted], 0))
    workplace = np.full(len(facts), NO_LIMIT, np.int64)
    workplace[counted] = number
    return workplace, room


def _started_since(facts: PlaceFacts, held: Holdings) -> Ints:
    """By placement: people at its workplace who were chosen or started after the number was stated."""
    held = held[np.argsort(facts["workplace"][held["placement"]], kind="stable")]
    there = np.bincount(facts["workplace"][held["placement"]], minlength=int(facts["workplace"].max(initial=-1)) + 1)
    first, count = (np.cumsum(there) - there)[facts["workplace"]], there[facts["workplace"]]
    row = np.repeat(np.arange(len(facts)), count)
    one = held[np.arange(len(row)) + (first - np.cumsum(count) + count)[row]]
    stated, started = facts["stated_day"][row], one["started_day"]
    new = (started == NEVER) | (stated == NEVER) | (started > stated)
    people = int(held["person"].max(initial=0)) + 1
    found: Ints = np.bincount(np.unique(row[new] * people + one["person"][new]) // people, minlength=len(facts))
    return found


def holdings_of(courses: Iterable[Course], world: World, as_of: date) -> Holdings:
    """The people under way, in the order of their courses."""
    people: dict[str, int] = {}
    rows = [
        (
            people.setdefault(one.citizen_id, len(people)),
            world.citizen_rows.get(one.citizen_id, NEVER),
            world.placement_rows.get(one.placement_id, NEVER),
            NEVER if one.started_on is None else one.started_on.toordinal(),
        )
        for one in courses
        if one.holds_slot(as_of, CHOICE_HOLDS_DAYS)
    ]
    return np.array(rows, HOLDING)


def facts_of(world: World) -> PlaceFacts:
    """The facts of every placement of a world, by row."""
    placements = [world.placements[key] for key in world.around.placements.ids]
    return place_facts(placements, world.around.placements.records, dict(world.workplaces), world.rules, {})


def limits_of(world: World, chosen: Ints, budget_hours: int | None = None) -> Limits:
    """The limits for some of the citizens of a world, by row."""
    around, held = world.around, holdings_of(world.courses, world, world.as_of)
    return limits_within(around.citizens, around.placements, facts_of(world), held, chosen, budget_hours)
