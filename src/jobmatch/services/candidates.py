"""One placement's candidates, as a consultant or as an employer liaison may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from jobmatch.core.kernel import PairScores
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import STATUS
from jobmatch.errors import Text
from jobmatch.services import answers
from jobmatch.services.matches import EXCLUDED_SHOWN
from jobmatch.services.worlds import LoadedWorld, proposable


def candidates_of(
    loaded: LoadedWorld,
    placement_id: str,
    top: int,
    viewer: str,
    fallen: Collection[str],
    among: Callable[[Citizen], bool] | None = None,
) -> dict[str, Any]:
    """The citizens a placement could suit, best first, ties by citizen id.

    Args:
        loaded: The world as the viewer may see it: for a liaison one without names and undisclosed needs.
        fallen: For whom hours rose too fast before.
        among: Which citizens the viewer may see at all; everybody when not given.
    """
    world = loaded.world
    people = list(world.citizens)
    row = np.full(len(people), world.placement_rows[placement_id], np.int64)
    scores = loaded.kernel.pairs(world.around, np.arange(len(people)), row)
    asked = np.array([proposable(c) for c in world.citizens.values()], bool)
    own = np.array([among is None or among(c) for c in world.citizens.values()], bool)
    fits = np.flatnonzero((scores.failed == 0) & asked & own)
    order = fits[np.lexsort((fits, -scores.points[fits]))]
    rows = []
    for rank, n in enumerate(order[:top], 1):
        pair = answers.pair_of(world, loaded.kernel, scores, n, people[n], placement_id)
        steps = answers.ramp_of(pair, people[n] in fallen)
        others = loaded.others_in_line(placement_id, people[n])
        told = None if viewer == "consultant" else pair.citizen.may_disclose or ()
        row_answer = answers.match_row(loaded.kernel, scores, n, pair, rank, steps, others, told)
        found = {"citizen_id": people[n], **row_answer}
        rows.append(found if viewer == "consultant" else answers.without_undisclosed(found))
    out = np.flatnonzero(((scores.failed != 0) | ~asked) & own)
    return {
        "placement_id": placement_id,
        "viewer": viewer,
        "matches": rows,
        "feasible_count": len(fits),
        "excluded_count": len(out),
        "excluded": [_excluded(loaded, scores, int(n), people[n], placement_id, viewer) for n in out[:EXCLUDED_SHOWN]],
        "unlocks": [],
    }


def _excluded(
    loaded: LoadedWorld, scores: PairScores, n: int, citizen_id: str, placement_id: str, viewer: str
) -> dict[str, Any]:
    pair = answers.pair_of(loaded.world, loaded.kernel, scores, n, citizen_id, placement_id)
    found = answers.excluded_row(pair, loaded.kernel.failed_gates(int(scores.failed[n])))
    reasons = found["reasons"]
    if not proposable(pair.citizen):
        others = [reason for reason in reasons if reason["gate"] != "status"]
        reasons = [_not_proposed(pair.citizen.status or "", viewer), *others]
    return {"citizen_id": citizen_id, **found, "reasons": reasons}


def _not_proposed(status: str, viewer: str) -> dict[str, Any]:
    """Why somebody is not proposed for; a liaison is told that it is so, not which status it is."""
    if viewer != "consultant":
        text = Text("Foreslås ikke lige nu. Spørg konsulenten.", "Not proposed right now. Ask the consultant.")
        return {"gate": "status", "code": "status", "text": text.as_dict()}
    label = STATUS[status]
    text = Text(f"Foreslås ikke lige nu: {label.da.lower()}.", f"Not proposed right now: {label.en.lower()}.")
    return {"gate": "status", "code": status, "text": text.as_dict()}
