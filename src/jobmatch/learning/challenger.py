"""What a black box would reach: trees that may combine everything, as a measure of what the readable table gives up.

It is never kept and can never be used: nobody could be told why.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from jobmatch.learning.evidence import FOLDS, Evidence
from jobmatch.learning.fit import LAST_RANK, clipped
from jobmatch.learning.measuring import Measured, ndcg
from jobmatch.learning.scoring import places_of

_TREES = 150
_LEAF = 20
_BINS = 128
"""More than the hundred steps that values are rounded to: weighted quantiles would take longer than the trees."""


def black_box(taught: Evidence, tested: Evidence, reading: tuple[float, ...], found: Measured) -> float | None:
    """Its ndcg@10 on the same lists, divided by citizen in the same way; None when there is too little to fit."""
    points = black_box_points(taught, tested, reading)
    if points is None or not found.weights.sum():
        return None
    value = ndcg(places_of(tested, points))
    return round(float((found.weights * value).sum() / found.weights.sum()), 4)


def black_box_points(taught: Evidence, tested: Evidence, reading: tuple[float, ...]) -> NDArray[np.float64] | None:
    """[row of the tested] what trees make of it that have not seen its citizen."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    if len(taught) < FOLDS * _LEAF:
        return None
    out = np.zeros(len(tested.values))
    for fold in range(FOLDS):
        own = (tested.folds == fold)[tested.of_row]
        seen = taught.pick(taught.folds != fold)
        if not own.any():
            continue
        taken = np.zeros(len(seen.values), int)
        taken[seen.chosen] = 1
        trees = HistGradientBoostingClassifier(
            max_iter=_TREES,
            learning_rate=0.05,
            min_samples_leaf=_LEAF,
            max_bins=_BINS,
            early_stopping=False,
            random_state=0,
        )
        told = _differing(seen.values)
        if not told.any():
            return None
        with threadpool_limits(1):  # on a busy machine its threads would wait for each other
            trees.fit(seen.values[:, told].round(2), taken, sample_weight=_weights(seen, reading))
            out[own] = trees.predict_proba(tested.values[own][:, told].round(2))[:, 1]
    return out


def _differing(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """[factor] whether it is known, and not the same, in some rows: trees take no other column."""
    known = (
        np.where(np.isnan(values), np.inf, values).min(axis=0),
        np.where(np.isnan(values), -np.inf, values).max(axis=0),
    )
    return np.asarray(known[0].round(2) < known[1].round(2))


def _weights(seen: Evidence, reading: tuple[float, ...]) -> NDArray[np.float64]:
    """[row] one over the chance that it was read, within a limit, so that standing high is no merit."""
    read = np.asarray(reading)[np.clip(seen.ranks, 1, LAST_RANK) - 1]
    rare = clipped(1 / np.maximum(read * seen.chances, 1e-9))
    taken = np.zeros(len(rare), bool)
    taken[seen.chosen] = True
    return np.where(taken, rare, 1.0)
