"""Kept lists and what a change brings, put together list by list; plain Python, compiled by numba for many lists."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from jobmatch.core.loops import suited
from jobmatch.core.ranking import LAST_ROW, ROW_BITS

FEW = 500
"""Lists that plain Python merges before numba has loaded."""
_ROW = (1 << ROW_BITS) - 1


class Kept(NamedTuple):
    """The lists of the night before."""

    rows: Any
    points: Any
    position: Any
    """By list to be merged: its position among the kept ones."""
    bounds: Any
    """By list to be merged: its bound, with the rows that placements have now."""
    new_row: Any
    """By placement as numbered then: its row now; below 0 when it is gone or touched."""
    shift: Any
    """By placement: what it gives to everybody now, less what it gave."""


class Gained(NamedTuple):
    """The touched placements that may stand on the lists."""

    starts: Any
    """By list to be merged: where its first one stands, and behind the last list their number."""
    rows: Any
    points: Any


class Merged(NamedTuple):
    """Where the new lists are written to, by person."""

    people: Any
    """By list to be merged: whose it is."""
    rows: Any
    points: Any
    feasible: Any
    """How many placements are feasible; known before."""
    bounds: Any
    again: Any
    """Whether the list is to be made again in full."""
    alike: Any
    """Whether what is published names the same untouched placements in the same order as before."""


def gather(rows: Any, points: Any, new_row: Any, shift: Any, more_rows: Any, more_points: Any, keys: Any) -> int:
    """The keys of a kept list without what is touched, and of what comes to it, best first; returns how many.

    Hardly anything moves, so each finds its place from the end in a step or two.
    """
    found = 0
    for k in range(len(rows) + len(more_rows)):
        if k < len(rows):
            if rows[k] < 0 or new_row[rows[k]] < 0:
                continue
            row = np.int64(new_row[rows[k]])
            worth = np.int64(points[k]) + shift[row]
        else:
            row, worth = np.int64(more_rows[k - len(rows)]), np.int64(more_points[k - len(rows)])
        key = (worth << ROW_BITS) | (LAST_ROW - row)
        place = found
        while place > 0 and keys[place - 1] < key:
            keys[place] = keys[place - 1]
            place -= 1
        keys[place] = key
        found += 1
    return found


def stays(before: Any, new_row: Any, now: Any, length: int) -> bool:
    """Whether the first rows of a list are the same untouched placements as before."""
    for k in range(min(length, len(before), len(now))):
        if before[k] < 0:
            return bool(now[k] < 0)
        if new_row[before[k]] < 0 or new_row[before[k]] != now[k]:
            return False
    return True


def merge(kept: Kept, gained: Gained, length: int, new: Merged) -> None:
    """Kept lists without the touched placements, with those put in anew that fit them.

    What a list does not name stands below its bound, and what the day takes from a placement only lowers that. As long
    as everything that is published stands at the bound or above, nothing that was never kept can belong there; where
    it does not, the list is to be made again.

    Args:
        length: How much of a list is published.
    """
    whole, most = new.rows.shape[1], 0
    for n in range(len(kept.position)):
        most = max(most, gained.starts[n + 1] - gained.starts[n])
    keys = np.zeros(kept.rows.shape[1] + most, np.int64)
    for n in range(len(kept.position)):
        m, person, more = kept.position[n], new.people[n], slice(gained.starts[n], gained.starts[n + 1])
        found = gather(
            kept.rows[m], kept.points[m], kept.new_row, kept.shift, gained.rows[more], gained.points[more], keys
        )
        listed = min(found, whole)
        for k in range(listed):
            new.rows[person, k] = LAST_ROW - (keys[k] & _ROW)
            new.points[person, k] = keys[k] >> ROW_BITS
        new.alike[person] = stays(kept.rows[m], kept.new_row, new.rows[person], length)
        if listed >= new.feasible[person]:
            new.bounds[person] = 0
            continue
        bound = kept.bounds[n]
        if found > whole:
            bound = max(bound, keys[whole - 1])
        new.bounds[person] = bound
        shown = min(new.feasible[person], length)
        new.again[person] = listed < shown or keys[shown - 1] < bound


def merge_of(people: int) -> Any:
    """The function as suits so many lists."""
    return suited(merge, people > FEW, (gather, stays))
