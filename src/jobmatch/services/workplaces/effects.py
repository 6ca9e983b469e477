"""What a changed placement changes for each citizen, by scoring her with it before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.domain.workplace import Effect
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.world.placements import offer_masks

FIRST = 5
"""A placement among the first five of a list is looked at."""
MOST_RANKED = 500
"""For more people than this the rank is not told, only whether the placement fits."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a placement could suit before and after, counted as a liaison may know it."""

    before: int
    after: int


def reach(loaded: LoadedWorld, changed: Placement) -> Reach:
    """How many a placement could suit as it was and as it is now, in the liaison's world."""
    seen = loaded.for_liaison
    before, after, _ = _scored(seen, changed)
    return Reach(int((before >= 0).sum()), int((after >= 0).sum()))


def effects_of(loaded: LoadedWorld, changed: Placement) -> list[Effect]:
    """Everybody for whom the change matters: the placement fits now or no more, rises or falls, or answers a need."""
    before, after, rows = _scored(loaded, changed)
    old = loaded.world.placements[changed.placement_id]
    answered = _answered(old, changed)
    records = loaded.world.around.citizens.records[rows]
    needing = records["must"] | records["important"] | records["wished"]
    touched = np.flatnonzero((before != after) | ((needing & answered != 0) & (after >= 0)))
    ids = list(loaded.world.citizens)
    found = []
    for n in touched.tolist():
        ranks = _ranks(loaded, int(rows[n]), changed.placement_id, int(before[n]), int(after[n]), len(touched))
        codes = tuple(code for code, need in NEEDS.items() if int(needing[n]) & answered & 1 << need.position)
        effect = Effect(ids[int(rows[n])], _kind(int(before[n]), int(after[n]), *ranks), *ranks, codes)
        if effect.kind != "moved" or codes:
            found.append(effect)
    return found


def _scored(loaded: LoadedWorld, changed: Placement) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Everybody's points at the placement before and after, -1 where a gate excludes; and their rows."""
    people = [one for one in loaded.world.citizens.values() if proposable(one)]
    rows = np.array([loaded.world.citizen_rows[one.citizen_id] for one in people], np.int64)
    place = np.full(len(rows), loaded.world.placement_rows[changed.placement_id], np.int64)
    now = loaded.kernel.pairs(loaded.world.around, rows, place)
    trial = loaded.world.with_workplace_of(changed).with_placements([changed], people)
    again = np.array([trial.citizen_rows[one.citizen_id] for one in people], np.int64)
    then = loaded.kernel.pairs(trial.around, again, np.zeros(len(again), np.int64))
    before = np.where(now.failed == 0, now.points, -1).astype(np.int64)
    after = np.where(then.failed == 0, then.points, -1).astype(np.int64)
    return before, after, rows


def _ranks(
    loaded: LoadedWorld, row: int, placement_id: str, before: int, after: int, people: int
) -> tuple[int | None, int | None]:
    """Where the placement stands on one citizen's list before and after; None where it does not fit."""
    if people > MOST_RANKED:
        return None, None
    own = loaded.world.placement_rows[placement_id]
    places = np.arange(len(loaded.world.placements))
    scores = loaded.kernel.pairs(loaded.world.around, np.full(len(places), row, np.int64), places)
    points = np.where(scores.failed == 0, scores.points, -1)
    points[own] = -1
    return _rank(points, own, before), _rank(points, own, after)


def _rank(points: NDArray[np.int64], own: int, mine: int) -> int | None:
    if mine < 0:
        return None
    ahead = (points > mine) | ((points == mine) & (np.arange(len(points)) < own))
    return 1 + int(ahead.sum())


def _kind(before: int, after: int, rank_before: int | None, rank_after: int | None) -> str:
    if before < 0 or after < 0:
        return "opens" if before < 0 <= after else "closes" if after < 0 <= before else "moved"
    was, now = (rank is not None and rank <= FIRST for rank in (rank_before, rank_after))
    return "rises" if now and not was else "falls" if was and not now else "answered" if now else "moved"


def _answered(old: Placement, changed: Placement) -> int:
    """The needs that were open and have an answer now."""
    before, after = offer_masks(old), offer_masks(changed)
    known_before = before["ja"] | before["nej"] | before["delvist"]
    known_after = after["ja"] | after["nej"] | after["delvist"]
    return known_after & ~known_before
