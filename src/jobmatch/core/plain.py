"""A few pairs scored by calling the formulas as they stand, for which loading compiled code would take longer."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Factor, Gate
from jobmatch.core.records import CitizenRecord, PlacementRecord, Surroundings
from jobmatch.core.views import record_view, world_view


def score_plainly(
    gates: Sequence[Gate],
    valued: Sequence[Factor],
    around: Surroundings,
    tables: NDArray[np.int32],
    pair_citizen: NDArray[np.int64],
    pair_placement: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int32]]:
    """Failed gates, values and parts of given pairs, as the compiled loop gives them."""
    count = len(pair_citizen)
    failed = np.zeros(count, np.int64)
    values = np.zeros((count, len(valued)), np.float64)
    parts = np.zeros((count, len(valued)), np.int32)
    people = {i: record_view(CitizenRecord, around.citizens.records[i]) for i in dict.fromkeys(pair_citizen.tolist())}
    openings = {
        j: record_view(PlacementRecord, around.placements.records[j]) for j in dict.fromkeys(pair_placement.tolist())
    }
    worlds = {i: world_view(around, i, citizen.travel_row) for i, citizen in people.items()}
    for n, (i, j) in enumerate(zip(pair_citizen.tolist(), pair_placement.tolist(), strict=True)):
        pair = people[i], openings[j], worlds[i]
        failed[n] = sum(1 << bit for bit, gate in enumerate(gates) if gate.excludes(*pair))
        for column, factor in enumerate(valued):
            assert factor.value is not None
            value = float(factor.value(*pair))
            values[n, column] = value
            parts[n, column] = tables[column, round(factor.neutral * 1000) if isnan(value) else int(value * 1000 + 0.5)]
    return failed, values, parts
