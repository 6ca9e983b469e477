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
    with_few,
)
from jobmatch.services.night.patch import Patched
from jobmatch.services.night.plan import Looked, Yesterday
from jobmatch.services.night.settled import positions_before
from jobmatch.services.night.stitch import at_rows

MOST_CHANGED = 0.2
"""When more than this share of citizens or placements is touched, scoring everybody is quicker."""
MOST_POINTS = 1 << 40
"""A floor that no pair reaches."""
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
    before = positions_before(old, patched, people)
    kept = np.flatnonzero((before >= 0) & ~patched.citizens_touched[people])
    position = before[kept]
    gone = _feasible_before(old, patched, old.lists.people[position], kernel)
    fresh = scan_order(around.placements.records[patched.touched_after])
    floors = old.lists.bound[position].astype(np.int64)
    gained = with_few(kernel, around, fresh, people[kept], floors, patched.gated_after)
    rows, points = (np.full((len(people), whole), -1, np.int32) for _ in range(2))
    feasible, bound = np.zeros(len(people), np.int64), np.full(len(people), NOTHING_ELSE, np.int32)
    feasible[kept] = old.lists.feasible[position] - gone + gained.feasible
    starts = np.searchsorted(gained.people, np.arange(len(kept) + 1))
    again = np.ones(len(people), np.bool_)
    again[kept] = False
    _merge_of(len(kept))(
        old.lists.rows, old.lists.points, old.lists.bound, position, kept,
        np.where(patched.touched_before, -1, patched.placements.new_of_old), patched.shift,
        starts, gained.rows, gained.points, length, rows, points, feasible, bound, again,
    )  # fmt: skip
    new = scored(Scoring(around, order, people[again], kernel.model, whole), kernel, progress=progress)
    rows[again], points[again], feasible[again], bound[again] = new.rows, new.points, new.feasible, new.bound
    return NightLists(people, rows, points, feasible, bound)


def _feasible_before(old: KeptNight, patched: Patched, people: Ints, kernel: Kernel) -> Ints:
    """How many of the placements that others may have now, as they were, each of these could have had."""
    around = Surroundings(old.citizens, old.placements, patched.night.loaded.world.around.travel_min)
    order = scan_order(old.placements.records[patched.gated_before])
    return with_few(kernel, around, order, people, np.full(len(people), MOST_POINTS)).feasible


def yesterday_of(old: KeptNight, patched: Patched, lists: NightLists, note: bytes | None) -> Yesterday:
    """What the kept night leaves to the plan."""
    night, world = patched.night, patched.night.loaded.world
    before = positions_before(old, patched, lists.people)
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
    kept: Any,
    new_row: Any,
    shift: Any,
    starts: Any,
    gained_rows: Any,
    gained_points: Any,
    length: int,
    out_rows: Any,
    out_points: Any,
    feasible: Any,
    out_bounds: Any,
    again: Any,
) -> None:
    """Kept lists without the touched placements, with those put in anew that rise above the list's bound.

    What a list does not name has at most the points of its bound; what the day takes from a placement only lowers that.
    As long as everything that is published lies above the bound, nothing that was never kept can belong there; where
    it does not, the list is to be made again.
    """
    whole = out_rows.shape[1]
    most = 0
    for n in range(len(position)):
        most = max(most, starts[n + 1] - starts[n])
    keys = np.zeros(rows.shape[1] + most, np.int64)
    for n in range(len(position)):
        m, person = position[n], kept[n]
        found = 0
        for k in range(rows.shape[1] + starts[n + 1] - starts[n]):
            if k < rows.shape[1]:
                row, worth = rows[m, k], points[m, k]
                if row < 0 or new_row[row] < 0:
                    continue
                row = new_row[row]
                worth += shift[row]
            else:
                g = starts[n] + k - rows.shape[1]
                row, worth = gained_rows[g], gained_points[g]
            key = -(np.int64(worth) << 32) | row
            place = found  # hardly anything moves: each finds its place from the end in a step or two
            while place > 0 and keys[place - 1] > key:
                keys[place] = keys[place - 1]
                place -= 1
            keys[place] = key
            found += 1
        listed = min(found, whole)
        for k in range(listed):
            row = keys[k] & 0xFFFFFFFF
            out_rows[person, k] = row
            out_points[person, k] = -((keys[k] - row) >> 32)
        if listed >= feasible[person]:
            out_bounds[person] = -1
            continue
        bound = bounds[m]
        if found > whole:
            bound = max(bound, out_points[person, whole - 1])
        out_bounds[person] = bound
        shown = min(feasible[person], length)
        again[person] = listed < shown or out_points[person, shown - 1] <= bound
