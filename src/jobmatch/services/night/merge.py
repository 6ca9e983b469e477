"""Kept lists and what a change brings, put together list by list; plain Python, compiled by numba for many lists."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from jobmatch.core.ranking import LAST_ROW, ROW_BITS

FEW = 500
"""Lists that plain Python merges before numba has loaded."""
_ROW = (1 << ROW_BITS) - 1


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


def merge(
    rows: Any,
    points: Any,
    bounds: Any,
    position: Any,
    people: Any,
    new_row: Any,
    shift: Any,
    starts: Any,
    more_rows: Any,
    more_points: Any,
    length: int,
    out_rows: Any,
    out_points: Any,
    feasible: Any,
    out_bounds: Any,
    again: Any,
    alike: Any,
) -> None:
    """Kept lists without the touched placements, with those put in anew that fit them.

    What a list does not name stands below its bound, and what the day takes from a placement only lowers that. As long
    as everything that is published stands at the bound or above, nothing that was never kept can belong there; where
    it does not, the list is to be made again. What is published is alike where the same untouched placements follow
    each other as before.
    """
    whole = out_rows.shape[1]
    most = 0
    for n in range(len(position)):
        most = max(most, starts[n + 1] - starts[n])
    keys = np.zeros(rows.shape[1] + most, np.int64)
    for n in range(len(position)):
        m, person = position[n], people[n]
        more = slice(starts[n], starts[n + 1])
        found = gather(rows[m], points[m], new_row, shift, more_rows[more], more_points[more], keys)
        listed = min(found, whole)
        same = True
        for k in range(listed):
            out_rows[person, k] = LAST_ROW - (keys[k] & _ROW)
            out_points[person, k] = keys[k] >> ROW_BITS
        for k in range(min(length, rows.shape[1])):
            was = -1 if rows[m, k] < 0 else new_row[rows[m, k]]
            same &= was == (out_rows[person, k] if k < listed else -1) and (was >= 0 or rows[m, k] < 0)
        alike[person] = same
        if listed >= feasible[person]:
            out_bounds[person] = 0
            continue
        bound = bounds[n]
        if found > whole:
            bound = max(bound, keys[whole - 1])
        out_bounds[person] = bound
        shown = min(feasible[person], length)
        again[person] = listed < shown or keys[shown - 1] < bound


@cache
def _compiled() -> Any:
    from numba import njit
    from numba.extending import register_jitable

    register_jitable(gather)
    return njit(cache=True, nogil=True)(merge)


def merge_of(people: int) -> Any:
    """The function as suits so many lists."""
    return merge if people <= FEW else _compiled()
