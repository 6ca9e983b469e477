"""Points of shown rows under a table, as the kernel gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.model import STEPS, FactorTable
from jobmatch.errors import Text
from jobmatch.learning.evidence import Evidence

Knots = Mapping[str, Sequence[tuple[float, int]]]


def points_of(evidence: Evidence, tables: Knots, neutral: Mapping[str, float]) -> NDArray[np.int64]:
    """[row] whole points; what is not known counts as its neutral value."""
    total = np.zeros(len(evidence.values), np.int64)
    for column, name in enumerate(evidence.factors):
        values = evidence.values[:, column]
        values = np.where(np.isnan(values), neutral[name], values)
        steps = np.floor(values * STEPS + 0.5).astype(np.int64)
        total += np.array(FactorTable(tuple(tables[name]), _NOTHING).points(), np.int64)[steps]
    return total


_NOTHING = Text("", "")


def places_of(evidence: Evidence, points: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.int64]:
    """[list] where the row that was taken stands by points, 1 the first; ties break on the placement's id."""
    chosen = evidence.chosen[evidence.of_row]
    ahead = (points > points[chosen]) | (
        (points == points[chosen]) & (evidence.placements < evidence.placements[chosen])
    )
    if not len(evidence):
        return np.zeros(0, np.int64)
    return 1 + np.asarray(np.add.reduceat(ahead.astype(np.int64), evidence.starts[:-1]))


def first_of(evidence: Evidence, points: NDArray[np.int64]) -> NDArray[np.int64]:
    """[list] the placement that would stand first."""
    order = np.lexsort((evidence.placements, -points, evidence.of_row))
    return evidence.placements[order[evidence.starts[:-1]]]
