"""One citizen's matches, and one pair's why, as the objects of the surface contract."""

from __future__ import annotations

from typing import Any

import numpy as np

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import NEVER_PROPOSED
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.planning.unlocks import possible_changes, verified
from jobmatch.services import answers
from jobmatch.services.misses import Misses
from jobmatch.services.worlds import LINE_LENGTH, LoadedWorld
from jobmatch.world.pair import WorldPair

EXCLUDED_SHOWN = 200
"""Excluded placements that are spelled out, the nearest misses first; all of them are counted."""
UNLOCKS_TRIED = 40
UNLOCKS_SHOWN = 5


def matches_of(loaded: LoadedWorld, trial: LoadedWorld, citizen: Citizen, top: int, excluded: int) -> dict[str, Any]:
    """The best placements for one citizen, what was excluded and why, and what would unlock it.

    Args:
        trial: The world with the citizen in it, perhaps as changed; ``loaded`` has everybody else.
    """
    if citizen.status in NEVER_PROPOSED:
        nothing = {"matches": [], "feasible_count": 0, "excluded_count": 0, "excluded": [], "unlocks": []}
        return {"message": _says_why_nothing(citizen).as_dict(), **nothing}
    survey = trial.survey(citizen.citizen_id, max(top, LINE_LENGTH), max(excluded, UNLOCKS_TRIED))
    own = survey.best[:LINE_LENGTH].tolist() if trial is loaded else None
    rows = survey.best[:top]
    scores = trial.scores_of(citizen.citizen_id, rows)
    ids = trial.world.around.placements.ids
    matches = []
    pair: WorldPair | None = None
    for n, row in enumerate(rows.tolist()):
        pair = answers.pair_of(trial.world, trial.kernel, scores, n, citizen.citizen_id, ids[row], pair)
        others = loaded.others_in_line(ids[row], citizen.citizen_id, own)
        steps = answers.ramp_of(pair, citizen.citizen_id in loaded.fallen)
        matches.append(answers.match_row(trial.kernel, scores, n, pair, n + 1, steps, others))
    misses = Misses(trial, citizen.citizen_id, survey.near, pair)
    unlocks = verified(
        trial.world, trial.kernel, citizen.citizen_id, misses.changes(UNLOCKS_TRIED), survey.rank, UNLOCKS_SHOWN
    )
    return {
        "matches": matches,
        "feasible_count": survey.feasible,
        "excluded_count": len(ids) - survey.feasible,
        "excluded": misses.rows(excluded),
        "unlocks": [answers.unlock_row(unlock) for unlock in unlocks],
    }


def why_of(loaded: LoadedWorld, trial: LoadedWorld, citizen: Citizen, placement: Placement) -> dict[str, Any]:
    """One pair: its parts when it is feasible, every failed gate and what would unlock it when it is not.

    Args:
        trial: The world with the pair in it, perhaps as changed; ``loaded`` has everybody and everything as it is.
    """
    row = trial.world.placement_rows[placement.placement_id]
    scores = trial.scores_of(citizen.citizen_id, np.array([row]))
    survey = trial.survey(citizen.citizen_id, 0, 0)
    pair = answers.pair_of(trial.world, trial.kernel, scores, 0, citizen.citizen_id, placement.placement_id)
    mask = int(scores.failed[0])
    if mask == 0:
        steps = answers.ramp_of(pair, citizen.citizen_id in loaded.fallen)
        others = loaded.others_in_line(placement.placement_id, citizen.citizen_id)
        rank = survey.rank(int(scores.points[0]), row)
        found = answers.match_row(trial.kernel, scores, 0, pair, rank, steps, others)
        return {"matches": [found], "excluded_count": 0, "excluded": [], "unlocks": []}
    gates = trial.kernel.failed_gates(mask)
    changes = possible_changes(pair, [gate.name for gate in gates])
    wanted = [(placement.placement_id, changes)] if changes else []
    unlocks = verified(trial.world, trial.kernel, citizen.citizen_id, wanted, survey.rank, UNLOCKS_SHOWN)
    return {
        "matches": [],
        "excluded_count": 1,
        "excluded": [answers.excluded_row(pair, gates)],
        "unlocks": [answers.unlock_row(unlock) for unlock in unlocks],
    }


def _says_why_nothing(citizen: Citizen) -> Text:
    if citizen.status == "pause":
        return Text(
            "Der er pause, så der er ingen forslag lige nu. Datoen for næste kontakt står ved magt.",
            "On pause, so there are no proposals right now. The date of the next contact stands.",
        )
    return Text("Forløbet er afsluttet, så der er ingen forslag.", "The case is closed, so there are no proposals.")
