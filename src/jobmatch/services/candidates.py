"""One placement's candidates, as a consultant or as an employer liaison may see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from jobmatch.core.kernel import PairScores
from jobmatch.domain.codes import STATUS
from jobmatch.domain.event import Event
from jobmatch.errors import Text
from jobmatch.services import answers
from jobmatch.services.matches import EXCLUDED_SHOWN, others_in_line
from jobmatch.services.worlds import LoadedWorld, proposable


def candidates_of(
    loaded: LoadedWorld, placement_id: str, top: int, viewer: str, events_of: Callable[[str], Sequence[Event]]
) -> dict[str, Any]:
    """The citizens a placement could suit, best first, ties by citizen id.

    Args:
        loaded: The world as the viewer may see it: for a liaison one without names and undisclosed needs.
        events_of: What happened to a citizen.
    """
    world = loaded.world
    people = list(world.citizens)
    row = np.full(len(people), world.placement_rows[placement_id], np.int64)
    scores = loaded.kernel.pairs(world.around, np.arange(len(people)), row)
    asked = np.array([proposable(c) for c in world.citizens.values()], bool)
    fits = np.flatnonzero((scores.failed == 0) & asked)
    order = fits[np.lexsort((fits, -scores.points[fits]))]
    rows = []
    for rank, n in enumerate(order[:top], 1):
        pair = answers.pair_of(world, loaded.kernel, scores, n, people[n], placement_id)
        steps = answers.ramp_of(pair, events_of(people[n]))
        others = others_in_line(loaded, placement_id, people[n])
        row_answer = answers.match_row(loaded.kernel, scores, n, pair, rank, steps, others)
        found = {"citizen_id": people[n], **row_answer}
        rows.append(found if viewer == "consultant" else answers.without_undisclosed(found))
    out = np.flatnonzero((scores.failed != 0) | ~asked)
    return {
        "placement_id": placement_id,
        "viewer": viewer,
        "matches": rows,
        "feasible_count": len(fits),
        "excluded_count": len(out),
        "excluded": [_excluded(loaded, scores, int(n), people[n], placement_id) for n in out[:EXCLUDED_SHOWN]],
        "unlocks": [],
    }


def _excluded(loaded: LoadedWorld, scores: PairScores, n: int, citizen_id: str, placement_id: str) -> dict[str, Any]:
    pair = answers.pair_of(loaded.world, loaded.kernel, scores, n, citizen_id, placement_id)
    found = answers.excluded_row(loaded.kernel, int(scores.failed[n]), pair)
    reasons = found["reasons"]
    if not proposable(pair.citizen) and not any(reason["gate"] == "status" for reason in reasons):
        status = pair.citizen.status or ""
        label = STATUS[status]
        text = Text(f"Er allerede i gang: {label.da.lower()}.", f"Already under way: {label.en.lower()}.")
        reasons = [{"gate": "status", "code": status, "text": text.as_dict()}, *reasons]
    return {"citizen_id": citizen_id, **found, "reasons": reasons}
