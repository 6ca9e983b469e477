"""Which lists stand in the latest run just as a new night would write them: those need neither reading nor writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.stitch import at_rows
from jobmatch.services.night.kept import KeptNight
from jobmatch.services.night.lists import LIST_LENGTH, Ints, NightLists
from jobmatch.services.night.patch import Patched
from jobmatch.store.run_lists import Settled

AT_ONCE = 20_000
"""Lists that are compared at once, so that memory stays bounded."""
_NONE, _GONE = -1, -2


def positions_before(old: KeptNight, patched: Patched, people: Ints) -> Ints:
    """By person of new lists: her position among the kept ones, -1 when she had none."""
    listed = np.full(len(patched.citizens.ids), _NONE, np.int64)
    now = patched.citizens.new_of_old[old.lists.people]
    listed[now[now >= 0]] = np.flatnonzero(now >= 0)
    return listed[people]


def settled_of(old: KeptNight, patched: Patched, lists: NightLists, details: Sequence[str]) -> Settled:
    """What is known of the latest run's lists: the kept night is that run's."""
    before = positions_before(old, patched, lists.people)
    told = (m >= 0 and old.details[m] == now for m, now in zip(before.tolist(), details, strict=True))
    alike = np.fromiter(told, np.bool_, len(before))
    some = np.flatnonzero(alike if lists.alike is None else alike & ~lists.alike)
    for first in range(0, len(some), AT_ONCE):
        part = some[first : first + AT_ONCE]
        alike[part] = _same_lists(old, patched, lists, part, before[part])
    stay = np.zeros(len(old.lists.people), np.bool_)
    stay[before[before >= 0]] = True
    return Settled(alike, before >= 0, [old.citizens.ids[row] for row in old.lists.people[~stay].tolist()])


def _same_lists(old: KeptNight, patched: Patched, lists: NightLists, new: Ints, before: Ints) -> NDArray[np.bool_]:
    """Whether what is published holds the same placements with the same own points."""
    new_of_old = np.where(patched.placements.new_of_old < 0, _GONE, patched.placements.new_of_old)
    rows, points = (part[before, :LIST_LENGTH] for part in (old.lists.rows, old.lists.points))
    was = at_rows(new_of_old, rows, _NONE), points - at_rows(old.fixed, rows, 0)
    rows, points = (part[new, :LIST_LENGTH] for part in (lists.rows, lists.points))
    now = rows, points - at_rows(patched.night.fixed, rows, 0)
    same: NDArray[np.bool_] = ((was[0] == now[0]) & (was[1] == now[1])).all(axis=1)
    rest = np.flatnonzero(~same)
    if len(rest):  # the day may have put the same placements in another order
        same[rest] = (_sorted(was[0][rest], was[1][rest]) == _sorted(now[0][rest], now[1][rest])).all(axis=1)
    return same


def _sorted(rows: Any, points: Any) -> Any:
    return np.sort((rows.astype(np.int64) << 32) + points, axis=1)
