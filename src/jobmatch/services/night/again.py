"""The lists after a change, from the kept ones: only changed citizens × all and all × changed placements.

Whatever is encoded otherwise is scored as it was and as it is; nothing else can have moved, but for what a placement
gives to everybody, which is added to what is known.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from jobmatch.core.kernel import Kernel
from jobmatch.core.records import Surroundings
from jobmatch.core.scan import scan_order
from jobmatch.planning.mending import NOBODY
from jobmatch.services.night.kept import KeptNight
from jobmatch.services.night.lists import (
    LIST_LENGTH,
    NOTHING_ELSE,
    SPARE,
    Ints,
    NightLists,
    Progress,
    Scoring,
    proposed_at_night,
    scored,
)
from jobmatch.services.night.patch import Patched
from jobmatch.services.night.plan import Looked, Yesterday
from jobmatch.services.night.stitch import at_rows

MOST_CHANGED = 0.2
"""When more than this share of citizens or placements is touched, scoring everybody is quicker."""
FEW = 500
"""Lists that plain Python merges before numba has loaded."""


def lists_again(
    old: KeptNight, patched: Patched, progress: Progress, length: int = LIST_LENGTH, spare: int = SPARE
) -> NightLists | None:
    """The lists of everyone, as a full night would publish them; None when a full night is quicker."""
    world, kernel = patched.night.loaded.world, patched.night.loaded.kernel
    around, order, whole = world.around, world.order, length + spare
    people = proposed_at_night(around.citizens.records)
    touched = int(patched.touched_after.sum()), int(patched.citizens_touched[people].sum())
    if touched[0] > MOST_CHANGED * len(around.placements.ids) or touched[1] > MOST_CHANGED * len(people):
        return None
    listed = np.full(len(around.citizens.ids), -1, np.int64)
    now = patched.citizens.new_of_old[old.lists.people]
    listed[now[now >= 0]] = np.flatnonzero(now >= 0)
    kept = np.flatnonzero((listed[people] >= 0) & ~patched.citizens_touched[people])
    position = listed[people[kept]]
    gone = _feasible_before(old, patched, old.lists.people[position], kernel)
    fresh_order = scan_order(around.placements.records[patched.touched_after])
    gained = scored(Scoring(around, fresh_order, people[kept], kernel.model, whole), kernel)
    rows, points = (np.full((len(people), whole), -1, np.int32) for _ in range(2))
    feasible, bound = np.zeros(len(people), np.int64), np.full(len(people), NOTHING_ELSE, np.int32)
    merged = np.zeros((2, len(kept), whole), np.int32)
    bounds = np.zeros(len(kept), np.int32)
    feasible[kept] = old.lists.feasible[position] - gone + gained.feasible
    sure = _merge_of(len(kept))(
        old.lists.rows, old.lists.points, old.lists.bound, position,
        np.where(patched.touched_before, -1, patched.placements.new_of_old), patched.shift,
        gained.rows, gained.points, gained.bound, feasible[kept], length, merged[0], merged[1], bounds,
    )  # fmt: skip
    rows[kept], points[kept], bound[kept] = merged[0], merged[1], bounds
    again = np.ones(len(people), np.bool_)
    again[kept[sure]] = False
    new = scored(Scoring(around, order, people[again], kernel.model, whole), kernel, progress=progress)
    rows[again], points[again], feasible[again], bound[again] = new.rows, new.points, new.feasible, new.bound
    return NightLists(people, rows, points, feasible, bound)


def _feasible_before(old: KeptNight, patched: Patched, people: Ints, kernel: Kernel) -> Ints:
    """How many of the touched placements, as they were, each of these could have had."""
    around = Surroundings(old.citizens, old.placements, patched.night.loaded.world.around.travel_min)
    order = scan_order(old.placements.records[patched.touched_before])
    return scored(Scoring(around, order, people, kernel.model, 1), kernel).feasible


def yesterday_of(old: KeptNight, patched: Patched, lists: NightLists, note: bytes | None) -> Yesterday:
    """What the kept night leaves to the plan."""
    night, world = patched.night, patched.night.loaded.world
    listed = np.full(len(world.around.citizens.ids), -1, np.int64)
    now = patched.citizens.new_of_old[old.lists.people]
    listed[now[now >= 0]] = np.flatnonzero(now >= 0)
    before = listed[lists.people]
    was = at_rows(old.planned, before, NOBODY)
    places = at_rows(patched.placements.new_of_old, was, NOBODY)
    for n, row in enumerate(lists.people.tolist()) if old.elsewhere else ():
        key = old.elsewhere.get(world.around.citizens.ids[row])
        if key is not None:
            places[n] = world.placement_rows.get(key, NOBODY)
    prices = None if note is None else night.prices(note)
    return Yesterday(places, prices, looked=_looked(old, patched, lists, before))


def _looked(old: KeptNight, patched: Patched, lists: NightLists, before: Ints) -> Looked | None:
    """Those who were left without a place, and the placements with room left, that are encoded as they were."""
    if old.looked is None:
        return None
    waiting = at_rows(old.looked.waiting, before, False) & ~patched.citizens_touched[lists.people]
    still = np.flatnonzero((patched.placements.new_of_old >= 0) & ~patched.touched_before)
    now = patched.placements.new_of_old[still]
    roomy, mentored = (np.zeros(len(patched.touched_after), np.bool_) for _ in range(2))
    roomy[now], mentored[now] = old.looked.roomy[still], old.looked.mentored[still]
    return Looked(waiting, roomy, mentored)


@cache
def _compiled() -> Any:
    from numba import njit

    return njit(cache=True, nogil=True)(merge)


def _merge_of(people: int) -> Any:
    return merge if people <= FEW else _compiled()


def merge(
    rows: Any,
    points: Any,
    bounds: Any,
    position: Any,
    new_row: Any,
    shift: Any,
    gained_rows: Any,
    gained_points: Any,
    gained_bounds: Any,
    feasible: Any,
    length: int,
    out_rows: Any,
    out_points: Any,
    out_bounds: Any,
) -> Any:
    """Kept lists without the touched placements, with them put in anew; False where more must be known.

    What a list does not name has at most the points of its bound; what the day takes from a placement only lowers that.
    As long as everything that is published lies above the bound, nothing that was never kept can belong there.
    """
    whole = out_rows.shape[1]
    sure = np.ones(len(position), np.bool_)
    merged_rows = np.zeros(rows.shape[1] + gained_rows.shape[1], np.int64)
    keys = np.zeros(len(merged_rows), np.int64)
    for n in range(len(position)):
        m = position[n]
        found = 0
        for k in range(rows.shape[1]):
            row = rows[m, k]
            if row < 0:
                break
            if new_row[row] >= 0:
                merged_rows[found] = new_row[row]
                keys[found] = -((points[m, k] + shift[new_row[row]]) << 32) | new_row[row]
                found += 1
        for k in range(gained_rows.shape[1]):
            if gained_rows[n, k] < 0:
                break
            merged_rows[found] = gained_rows[n, k]
            keys[found] = -(np.int64(gained_points[n, k]) << 32) | gained_rows[n, k]
            found += 1
        bound = max(bounds[m], gained_bounds[n])
        order = np.argsort(keys[:found])
        for k in range(whole):
            out_rows[n, k] = -1
            out_points[n, k] = -1
        for k in range(min(found, whole)):
            row = merged_rows[order[k]]
            out_rows[n, k] = row
            out_points[n, k] = -((keys[order[k]] - row) >> 32)
        if found > whole:
            bound = max(bound, out_points[n, whole - 1])
        shown = min(feasible[n], length)
        if min(found, whole) >= feasible[n]:
            out_bounds[n] = -1
        else:
            out_bounds[n] = bound
            if min(found, whole) < shown or out_points[n, shown - 1] <= bound:
                sure[n] = False
    return sure
