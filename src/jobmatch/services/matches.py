"""One citizen's matches, and one pair's why, as the objects of the surface contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import PairScores
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import NEVER_PROPOSED
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.planning.unlocks import Change, possible_changes, verified
from jobmatch.services import answers
from jobmatch.services.worlds import LoadedWorld
from jobmatch.world.pair import WorldPair

EXCLUDED_SHOWN = 200
"""Excluded placements that are spelled out, the nearest misses first; all of them are counted."""
UNLOCKS_TRIED = 40
UNLOCKS_SHOWN = 5
NEAR_MISS_GATES = 2


def matches_of(
    loaded: LoadedWorld, trial: LoadedWorld, citizen: Citizen, events: Sequence[Event], top: int, excluded: int
) -> dict[str, Any]:
    """The best placements for one citizen, what was excluded and why, and what would unlock it.

    Args:
        trial: The world with the citizen in it, perhaps as changed; ``loaded`` has everybody else.
    """
    if citizen.status in NEVER_PROPOSED:
        nothing = {"matches": [], "feasible_count": 0, "excluded_count": 0, "excluded": [], "unlocks": []}
        return {"message": _says_why_nothing(citizen).as_dict(), **nothing}
    best = trial.best(citizen.citizen_id, max(top, 1))
    rows = best.rows[0, : min(int(best.counts[0]), top)]
    scores = scores_of(trial, citizen.citizen_id, rows)
    ids = trial.world.around.placements.ids
    matches = []
    pair: WorldPair | None = None
    for n, row in enumerate(rows):
        pair = answers.pair_of(trial.world, trial.kernel, scores, n, citizen.citizen_id, ids[row], pair)
        others = loaded.others_in_line(ids[row], citizen.citizen_id)
        steps = answers.ramp_of(pair, events)
        matches.append(answers.match_row(trial.kernel, scores, n, pair, n + 1, steps, others))
    return {"matches": matches, "feasible_count": int(best.feasible[0]), **_excluded(trial, citizen, excluded)}


def _excluded(trial: LoadedWorld, citizen: Citizen, shown: int) -> dict[str, Any]:
    ids = trial.world.around.placements.ids
    looked_at = max(shown, UNLOCKS_TRIED)
    failed, points, near = _nearest_misses(trial, citizen.citizen_id, looked_at)
    scores = scores_of(trial, citizen.citizen_id, near)
    rows: list[dict[str, Any]] = []
    wanted: list[tuple[str, list[Change]]] = []
    pair: WorldPair | None = None
    for n, row in enumerate(near):
        pair = answers.pair_of(trial.world, trial.kernel, scores, n, citizen.citizen_id, ids[row], pair)
        mask = int(scores.failed[n])
        if len(rows) < shown:
            rows.append(answers.excluded_row(trial.kernel, mask, pair))
        gates = [gate.name for gate in trial.kernel.failed_gates(mask)]
        changes = possible_changes(pair, gates) if len(gates) <= NEAR_MISS_GATES else None
        if changes and len(wanted) < UNLOCKS_TRIED:
            wanted.append((ids[row], changes))
    feasible = np.where(failed == 0, points, -1)
    unlocks = verified(trial.world, trial.kernel, citizen, wanted, feasible)[:UNLOCKS_SHOWN]
    return {
        "excluded_count": int(np.count_nonzero(failed)),
        "excluded": rows,
        "unlocks": [answers.unlock_row(unlock) for unlock in unlocks],
    }


def _nearest_misses(
    trial: LoadedWorld, citizen_id: str, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Failed gates and points by placement row, and the rows that the fewest gates exclude, best first.

    Points are worked out only for those near enough to be among them.
    """
    row = trial.world.citizen_rows[citizen_id]
    for gates in (NEAR_MISS_GATES, len(trial.kernel.gates)):
        failed, points = trial.kernel.screen(trial.world.around, row, gates)
        out = np.flatnonzero((failed != 0) & (points >= 0))
        if len(out) >= most:
            break
    near = out[np.lexsort((out, -points[out], np.bitwise_count(failed[out])))][:most]
    return failed, points, near


def why_of(
    loaded: LoadedWorld, everyone: LoadedWorld, citizen: Citizen, placement: Placement, events: Sequence[Event]
) -> dict[str, Any]:
    """One pair: its parts when it is feasible, every failed gate and what would unlock it when it is not."""
    row = loaded.world.placement_rows[placement.placement_id]
    ids = loaded.world.around.placements.ids
    scores = scores_of(loaded, citizen.citizen_id, np.arange(len(ids)))
    pair = answers.pair_of(loaded.world, loaded.kernel, scores, row, citizen.citizen_id, placement.placement_id)
    mask = int(scores.failed[row])
    if mask == 0:
        steps = answers.ramp_of(pair, events)
        others = everyone.others_in_line(placement.placement_id, citizen.citizen_id)
        found = answers.match_row(loaded.kernel, scores, row, pair, _rank(scores, row), steps, others)
        return {"matches": [found], "excluded_count": 0, "excluded": [], "unlocks": []}
    changes = possible_changes(pair, [gate.name for gate in loaded.kernel.failed_gates(mask)])
    wanted = [(placement.placement_id, changes)] if changes else []
    unlocks = verified(loaded.world, loaded.kernel, citizen, wanted, _feasible_points(scores))
    return {
        "matches": [],
        "excluded_count": 1,
        "excluded": [answers.excluded_row(loaded.kernel, mask, pair)],
        "unlocks": [answers.unlock_row(unlock) for unlock in unlocks],
    }


def scores_of(loaded: LoadedWorld, citizen_id: str, placement_rows: NDArray[np.int64]) -> PairScores:
    """One citizen with some placements, by row."""
    citizen_row = np.full(len(placement_rows), loaded.world.citizen_rows[citizen_id], np.int64)
    return loaded.kernel.pairs(loaded.world.around, citizen_row, placement_rows)


def _feasible_points(scores: PairScores) -> NDArray[np.int64]:
    """Points by row; -1 where a gate excludes."""
    return np.where(scores.failed == 0, scores.points, -1)


def _rank(scores: PairScores, row: int) -> int:
    """Position among the feasible ones: by points, ties by placement id (the row)."""
    points = scores.points
    better = (points > points[row]) | ((points == points[row]) & (np.arange(len(points)) < row))
    return 1 + int(np.count_nonzero(better & (scores.failed == 0)))


def _says_why_nothing(citizen: Citizen) -> Text:
    if citizen.status == "pause":
        return Text(
            "Der er pause, så der er ingen forslag lige nu. Datoen for næste kontakt står ved magt.",
            "On pause, so there are no proposals right now. The date of the next contact stands.",
        )
    return Text("Forløbet er afsluttet, så der er ingen forslag.", "The case is closed, so there are no proposals.")
