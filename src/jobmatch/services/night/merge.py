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
    row_now: Any
    """By placement as numbered then: its row now, also when it is touched; below 0 when it is gone."""
    fixed: Any
    """By placement as numbered then: what it gave to everybody."""


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
    fixed: Any
    """By placement: what it gives to everybody now."""
    alike: Any
    """Whether what is published names the same placements with the same own points as before, in whatever order."""


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


def place_of(row: int, rows: Any, near: int, length: int) -> int:
    """Where a row stands among the first of a list; -1 when it does not. The day moves hardly any, and not far."""
    for far in range(length):
        if near - far >= 0 and rows[near - far] == row:
            return near - far
        if near + far < length and rows[near + far] == row:
            return near + far
    return -1


def stays(kept: Kept, m: int, new: Merged, person: int, length: int) -> bool:
    """Whether what is published of a list names the placements that it named, with the points of their own."""
    was, now = kept.rows[m, :length], new.rows[person, :length]
    for k in range(len(was)):
        if was[k] < 0 or now[k] < 0:
            return bool(was[k] < 0 and now[k] < 0)
        row = kept.row_now[was[k]]
        at = place_of(row, now, k, len(now)) if row >= 0 else -1
        if at < 0 or new.points[person, at] - new.fixed[row] != kept.points[m, k] - kept.fixed[was[k]]:
            return False
    return True


def as_it_was(kept: Kept, m: int, rows: Any, points: Any) -> Any:
    """Copies a kept list of which nothing is touched or moved; gives how long it is, -1 where something is."""
    for k in range(rows.shape[0]):
        row = kept.rows[m, k]
        rows[k], points[k] = row, kept.points[m, k]
        if row < 0:
            rows[k:], points[k:] = -1, -1
            return k
        if kept.new_row[row] != row or kept.shift[row] != 0:
            return -1
    return rows.shape[0]


def merge(kept: Kept, gained: Gained, length: int, new: Merged, first: int, last: int) -> None:
    """Kept lists without the touched placements, with those put in anew that fit them.

    What a list does not name stands below its bound, and what the day takes from a placement only lowers that. As long
    as everything that is published stands at the bound or above, nothing that was never kept can belong there; where
    it does not, the list is to be made again.

    Args:
        length: How much of a list is published.
        first: The first list to be merged now, and one past the last.
    """
    whole, most = new.rows.shape[1], 0
    for n in range(first, last):
        most = max(most, gained.starts[n + 1] - gained.starts[n])
    keys = np.zeros(kept.rows.shape[1] + most, np.int64)
    for n in range(first, last):
        m, person, more = kept.position[n], new.people[n], slice(gained.starts[n], gained.starts[n + 1])
        rows, points = new.rows[person], new.points[person]
        found = -1
        if gained.starts[n] == gained.starts[n + 1] and whole == kept.rows.shape[1]:
            found = as_it_was(kept, m, rows, points)
        new.alike[person] = found >= 0
        if found < 0:
            found = gather(
                kept.rows[m], kept.points[m], kept.new_row, kept.shift, gained.rows[more], gained.points[more], keys
            )
            for k in range(whole):
                rows[k] = LAST_ROW - (keys[k] & _ROW) if k < found else -1
                points[k] = keys[k] >> ROW_BITS if k < found else -1
            new.alike[person] = stays(kept, m, new, person, length)
        listed = min(found, whole)
        if listed >= new.feasible[person]:
            new.bounds[person] = 0
            continue
        bound = kept.bounds[n]
        if found > whole:
            bound = max(bound, key_at(rows, points, whole - 1))
        new.bounds[person] = bound
        shown = min(new.feasible[person], length)
        new.again[person] = listed < shown or key_at(rows, points, shown - 1) < bound


def key_at(rows: Any, points: Any, k: int) -> Any:
    """The key of a place on a list."""
    worth, row = int(points[k]), int(rows[k])
    return worth << ROW_BITS | (LAST_ROW - row)


def merge_of(people: int) -> Any:
    """The function as suits so many lists."""
    return suited(merge, people > FEW, (gather, place_of, stays, as_it_was, key_at))
