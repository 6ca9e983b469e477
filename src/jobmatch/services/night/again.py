"""The lists after a change, from the kept ones: only changed citizens × all and all × changed placements.

Whatever is encoded otherwise is scored as it was and as it is; nothing else can have moved, but for what a placement
gives to everybody, which is added to what is known.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.lineup import ANEW, Earlier
from jobmatch.core.ranking import keys_of, points_of_keys, rows_of_keys
from jobmatch.core.records import PlacementTable
from jobmatch.core.scan import scan_order
from jobmatch.core.stitch import GONE, at_rows
from jobmatch.executor import in_blocks
from jobmatch.planning.mending import NOBODY
from jobmatch.services.night.alike import moved_factors
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
from jobmatch.services.night.merge import Gained, Kept, Merged, merge_of
from jobmatch.services.night.patch import Patched
from jobmatch.services.night.plan import Looked, Yesterday
from jobmatch.services.night.settled import positions_before

MOST_CHANGED = 0.2
"""When more than this share of citizens or placements is touched, scoring everybody is quicker."""
AT_ONCE = 10_000
"""Lists that are put together at once."""
NONE, NOWHERE = -1, -2
"""Rows past the end of a list, and of a placement that is gone."""
MOST_POINTS = 1 << 40
"""A floor that no pair reaches."""


def lists_again(old: KeptNight, patched: Patched, progress: Progress) -> NightLists | None:
    """The lists of everyone, as a full night would publish them; None when a full night is quicker."""
    world, kernel = patched.night.loaded.world, patched.night.loaded.kernel
    around = world.around
    people = proposed_at_night(around.citizens.records)
    touched = int(patched.touched_after.sum()), int(patched.citizens_touched[people].sum())
    if touched[0] > MOST_CHANGED * len(around.placements.ids) or touched[1] > MOST_CHANGED * len(people):
        return None
    before = positions_before(old, patched, people)
    anew = (before < 0) | patched.citizens_touched[people]
    new = _unwritten(len(people), np.flatnonzero(~anew), patched.night.fixed)

    def make(which: NDArray[np.bool_]) -> None:
        whose = np.flatnonzero(which)
        scoring = Scoring(around, world.order, people[whose], kernel.model, LIST_LENGTH + SPARE)
        made = scored(scoring, kernel, progress=progress)
        new.rows[whose], new.points[whose] = made.rows, made.points
        new.feasible[whose], new.bounds[whose] = made.feasible, made.bound

    # Those who are scored anew need nothing of the others; half of either is work that one processor does alone.
    with ThreadPoolExecutor(1) as beside:
        others = beside.submit(make, anew)
        _merge(old, patched, people, before, new)
        others.result()
    make(new.again)
    whose = np.flatnonzero((anew | new.again) & (before >= 0))
    new.alike[whose] = _as_before(old, patched, before[whose], new.rows[whose], new.points[whose])
    return NightLists(people, new.rows, new.points, new.feasible, new.bounds, new.alike)


def _merge(old: KeptNight, patched: Patched, people: Ints, before: Ints, new: Merged) -> None:
    """The lists of those who are as they were, with what changed about placements."""
    world, kernel = patched.night.loaded.world, patched.night.loaded.kernel
    around, position = world.around, before[new.people]
    gone = _feasible_before(old, patched, people[new.people])
    bounds = _bounds_now(old.lists.bound[position], patched.placements.new_of_old)
    fresh = scan_order(around.placements.records[patched.touched_after])
    floors, earlier = points_of_keys(bounds) - 1, _earlier(old, patched, position)
    gained = with_few(kernel, around, fresh, people[new.people], floors, patched.gated_after, earlier)
    new.feasible[new.people] = old.lists.feasible[position] - gone + gained.feasible
    still = np.where(patched.touched_before, GONE, patched.placements.new_of_old)
    lists = Kept(
        *(old.lists.rows, old.lists.points, position, bounds, still, patched.shift),
        *(patched.placements.new_of_old, old.fixed),
    )
    count = len(new.people)
    more = Gained(np.searchsorted(gained.people, np.arange(count + 1)), gained.rows, gained.points)
    merge = merge_of(count)
    for _ in in_blocks(lambda first, last: merge(lists, more, LIST_LENGTH, new, first, last), count, AT_ONCE):
        pass


def _earlier(old: KeptNight, patched: Patched, position: Ints) -> Earlier:
    """The touched placements as they were when the kept lists at these positions were made."""
    new, kernel = patched.night.loaded.world.around.placements, patched.night.loaded.kernel
    row_then = np.full(len(new.ids), GONE)
    still = np.flatnonzero(patched.placements.new_of_old >= 0)
    row_then[patched.placements.new_of_old[still]] = still
    moved = moved_factors(kernel, old.placements, new, row_then, np.flatnonzero(patched.touched_after))
    moved[patched.gated_after] = ANEW
    return Earlier(old.placements, row_then, moved, patched.shift, old.lists.rows, position)


def _unwritten(people: int, kept: Ints, fixed: Ints) -> Merged:
    """Room for everybody's list.

    Args:
        kept: Those whose lists are merged.
    """
    rows, points = (np.empty((people, LIST_LENGTH + SPARE), np.int32) for _ in range(2))
    feasible, bounds = np.zeros(people, np.int64), np.full(people, NOTHING_ELSE)
    again, alike = np.zeros((2, people), np.bool_)
    return Merged(kept, rows, points, feasible, bounds, again, fixed, alike)


def _as_before(old: KeptNight, patched: Patched, before: Ints, rows: Any, points: Any) -> NDArray[np.bool_]:
    """Whether what is published of each list names the placements that it named, with the points of their own."""

    def own(rows: Any, points: Any, fixed: Ints, row_now: Ints) -> Any:
        rows, points = rows[:, :LIST_LENGTH], points[:, :LIST_LENGTH] - at_rows(fixed, rows[:, :LIST_LENGTH], 0)
        return np.sort((at_rows(row_now, rows, NONE) << 32) + points, axis=1)

    row_now = np.where(patched.placements.new_of_old < 0, NOWHERE, patched.placements.new_of_old)
    was = own(old.lists.rows[before], old.lists.points[before], old.fixed, row_now)
    same: NDArray[np.bool_] = (was == own(rows, points, patched.night.fixed, np.arange(len(patched.shift)))).all(axis=1)
    return same


def _bounds_now(bounds: Ints, new_of_old: Ints) -> Ints:
    """The bounds of kept lists with the rows that placements have now.

    Where the one that a bound names is gone, the nearest before it stands for it: what comes after the one comes after
    the other too.
    """
    last = np.maximum.accumulate(new_of_old)
    some = bounds != NOTHING_ELSE
    found = bounds.copy()
    found[some] = keys_of(points_of_keys(bounds[some]), last[rows_of_keys(bounds[some])])
    return found


def _feasible_before(old: KeptNight, patched: Patched, people: Ints) -> Ints:
    """How many of the placements that others may have now, as they were, each of these could have had.

    None of these people is encoded otherwise than then, so they meet those placements as they are; only the rows are
    today's, and nobody holds a slot at the row of one that is gone.
    """
    new, before = patched.night.loaded.world.around, patched.gated_before & (old.placements.records["open"] == 1)
    records, rows = old.placements.records[before], patched.placements.new_of_old[before]
    if not len(records):
        return np.zeros(len(people), np.int64)
    records["row"] = np.where(rows < 0, len(new.placements.ids), rows)
    ids = tuple(old.placements.ids[row] for row in np.flatnonzero(before).tolist())
    there = replace(new, placements=PlacementTable(ids, records, old.placements.codes))
    floors, every = np.full(len(people), MOST_POINTS), np.ones(len(records), np.bool_)
    return patched.night.loaded.kernel.tried(there, people, floors, every, in_blocks).feasible


def yesterday_of(old: KeptNight, patched: Patched, lists: NightLists) -> Yesterday:
    """What the kept night leaves to the plan."""
    night, world = patched.night, patched.night.loaded.world
    before = positions_before(old, patched, lists.people)
    was = at_rows(old.planned, before, NOBODY)
    places = at_rows(patched.placements.new_of_old, was, NOBODY)
    for n, row in enumerate(lists.people.tolist()) if old.elsewhere else ():
        key = old.elsewhere.get(world.around.citizens.ids[row])
        if key is not None:
            places[n] = world.placement_rows.get(key, NOBODY)
    prices = None
    if old.prices is not None:
        prices = night.prices_of(old.prices, patched.placements.new_of_old, old.fixed)
    return Yesterday(places, prices, looked=_looked(old, patched, lists, before))


def _looked(old: KeptNight, patched: Patched, lists: NightLists, before: Ints) -> Looked | None:
    """Those who were left without a place, as they are encoded as they were, and the placements that had room left and
    may be had by nobody who could not have had them."""
    if old.looked is None:
        return None
    waiting = at_rows(old.looked.waiting, before, False) & ~patched.citizens_touched[lists.people]
    still = np.flatnonzero((patched.placements.new_of_old >= 0) & ~patched.gated_before)
    now = patched.placements.new_of_old[still]
    roomy, mentored = (np.zeros(len(patched.touched_after), np.bool_) for _ in range(2))
    roomy[now], mentored[now] = old.looked.roomy[still], old.looked.mentored[still]
    return Looked(waiting, roomy, mentored)
