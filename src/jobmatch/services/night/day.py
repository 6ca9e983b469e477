"""What the day decides about every citizen and placement, put into their records at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from jobmatch.core.records import UNKNOWN, CitizenTable, PlacementTable
from jobmatch.planning.limits import PlaceFacts
from jobmatch.services.night.lazy import LazyValues
from jobmatch.services.night.side import SideTables, age_days, is_open
from jobmatch.world.counted import Counted
from jobmatch.world.openings import Reliability


@dataclass(frozen=True, slots=True)
class Day:
    """What explanations may ask of a day."""

    held: dict[str, int]
    """By placement: slots that are held."""
    held_by: Mapping[str, str]
    """By citizen: the placement whose slot she holds."""
    counted: Counted
    reliability: Mapping[str, Reliability]


def put_day(
    people: CitizenTable,
    places: PlacementTable,
    citizen_rows: Mapping[str, int],
    placement_rows: Mapping[str, int],
    facts: PlaceFacts,
    side: SideTables,
    numbers: Mapping[str, int],
    as_of: date,
) -> Day:
    """Write into the records what only the day decides.

    Args:
        numbers: The workplaces' numbers by their key.
    """
    courses, records = side.courses, places.records
    held, held_by = courses.held_slots(as_of), courses.held_by(as_of)
    taken = np.zeros(len(records), np.int64)
    some = [(placement_rows[key], count) for key, count in held.items() if key in placement_rows]
    at, counts = np.array(some, np.int64).reshape(-1, 2).T
    taken[at] = counts
    records["free"] = facts["slots"] - taken > 0
    records["open"] = is_open(side.days, as_of)
    records["age_days"] = age_days(side.days, as_of)
    share, known = courses.reliability(facts["workplace"], numbers, placement_rows)
    records["reliability"] = share
    counted = Counted(courses.counted_at(facts, placement_rows), numbers)
    in_use = (records["measures_freed"] != 0) & np.isin(facts["workplace"], list(counted.in_use))
    records["workplace"] = np.where(in_use, facts["workplace"], UNKNOWN)
    held_rows = {key: placement_rows.get(place, UNKNOWN) for key, place in held_by.items()}
    _put(people, "held_row", held_rows, citizen_rows)
    _put(people, "counted_at", counted.at, citizen_rows)
    reliability = LazyValues(
        {places.ids[row]: row for row in np.flatnonzero(known).tolist()},
        lambda key: Reliability(float(share[placement_rows[key]]), int(known[placement_rows[key]])),
    )
    return Day(held, held_by, counted, reliability)


def _put(people: CitizenTable, name: str, values: Mapping[str, int], rows: Mapping[str, int]) -> None:
    """A field of all citizens: some have a value, the others none."""
    some = [(rows[key], value) for key, value in values.items() if key in rows]
    at, found = np.array(some, np.int64).reshape(-1, 2).T
    people.records[name] = UNKNOWN
    people.records[name][at] = found
