"""Records and rows as the formulas see them when they are called as plain Python."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.records import CitizenRecord, CitizenTable, PlacementRecord, Rows, Surroundings, World

R = TypeVar("R", CitizenRecord, PlacementRecord)


def record_view(kind: type[R], record: np.void) -> R:
    """A record with plain Python numbers."""
    view = kind()
    view.__dict__.update(zip(record.dtype.names or (), record.item(), strict=True))
    return view


def dense_row(rows: Rows, i: int) -> NDArray[np.uint8]:
    """One citizen's sparse row spread out."""
    dense = np.zeros(rows.width, np.uint8)
    span = slice(rows.starts[i], rows.starts[i + 1])
    dense[rows.codes[span]] = rows.shares[span]
    return dense


def world_view(around: Surroundings, citizen_row: int, travel_row: int) -> World:
    """What surrounds every pair of one citizen."""
    people = around.citizens
    own = people.records[citizen_row]
    free_days, free_start, free_end = _stretches(people, int(own["free_from"]), int(own["free_to"]))
    return World(
        travel_min=around.travel_min[travel_row],
        covers=dense_row(people.covers, citizen_row),
        wanted=dense_row(people.wanted, citizen_row),
        vetoed=dense_row(people.vetoed, citizen_row),
        holds=dense_row(people.holds, citizen_row),
        codes=around.placements.codes,
        free_days=free_days,
        free_start=free_start,
        free_end=free_end,
    )


def _stretches(people: CitizenTable, first: int, last: int) -> tuple[Any, Any, Any]:
    """One citizen's free stretches, found by the same numbers, as plain numbers that Python reads faster one by one."""
    columns = people.free_days, people.free_start, people.free_end
    days, start, end = (dict(enumerate(column[first:last].tolist(), first)) for column in columns)
    return days, start, end
