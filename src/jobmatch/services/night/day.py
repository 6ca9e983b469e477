"""What the day decides about every citizen and placement, put into their records at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from jobmatch.core.records import UNKNOWN, CitizenTable, PlacementTable
from jobmatch.core.stitch import RowsById
from jobmatch.planning.limits import Holdings, PlaceFacts, each_once
from jobmatch.services.night.courses import CourseRows, by_age
from jobmatch.services.night.lazy import LazyValues
from jobmatch.services.night.side import SideTables, age_days, is_open
from jobmatch.world.counted import Counted
from jobmatch.world.openings import Reliability


@dataclass(frozen=True, slots=True)
class Day:
    """What explanations may ask of a day."""

    held: Mapping[str, int]
    """By placement: slots that are held."""
    held_by: Mapping[str, str]
    """By citizen: the placement whose slot she holds."""
    counted: Counted
    reliability: Mapping[str, Reliability]


def put_day(
    people: CitizenTable,
    places: PlacementTable,
    facts: PlaceFacts,
    side: SideTables,
    there: CourseRows,
    holdings: Holdings,
    numbers: Mapping[str, int],
    as_of: date,
) -> Day:
    """Write into the records what only the day decides.

    Args:
        there: Where those whom courses name stand.
        holdings: Everybody under way that day.
        numbers: The workplaces' numbers by their key.
    """
    courses, records = side.courses, places.records
    once = each_once(holdings, len(records))
    taken = np.bincount(once["placement"][once["placement"] >= 0], minlength=len(records))
    records["free"] = facts["slots"] - taken > 0
    records["open"] = is_open(side.days, as_of)
    records["age_days"] = age_days(side.days, as_of)
    share, known = courses.reliability(facts["workplace"], numbers, there)
    records["reliability"] = share
    people_counted, units = courses.counted_at(facts, there)
    at = dict(zip((courses.citizens[n] for n in people_counted.tolist()), units.tolist(), strict=True))
    counted = Counted(at, numbers)
    in_use = (records["measures_freed"] != 0) & np.isin(facts["workplace"], list(counted.in_use))
    records["workplace"] = np.where(in_use, facts["workplace"], UNKNOWN)
    latest_first = holdings[by_age(courses.holding(as_of))][::-1]
    latest = latest_first[np.unique(latest_first["citizen"], return_index=True)[1]]
    latest = latest[latest["citizen"] >= 0]
    people.records["held_row"] = UNKNOWN
    people.records["held_row"][latest["citizen"]] = latest["placement"]
    people.records["counted_at"] = UNKNOWN
    rows = there.citizens[people_counted]
    people.records["counted_at"][rows[rows >= 0]] = units[rows >= 0]
    rows_of = RowsById(places.ids)
    reliability = LazyValues(
        lambda: dict.fromkeys(places.ids[row] for row in np.flatnonzero(known).tolist()),
        lambda key: Reliability(float(share[rows_of[key]]), int(known[rows_of[key]])),
    )
    held, held_by = partial(courses.held_slots, as_of), partial(courses.held_by, as_of)
    return Day(LazyValues.of(held), LazyValues.of(held_by), counted, reliability)
