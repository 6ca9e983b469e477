"""Growing the trees of the ranker, beside its weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from jobmatch.competences.trees import Trees, seen_by_trees

Array = Any
NEAREST = 25
"""Candidates of each question that the trees are grown on, besides the right one."""


def grow(rows: Array, right: Array, scores: Array, count: float = 1.0) -> Trees:
    """Trees that tell right candidates from the wrong ones that the weights put first.

    Args:
        rows: Questions × candidates × features.
        right: For each question the column of its right candidate, -1 when it is not among them.
        scores: Questions × candidates, by the weights.
        count: What the trees shall count beside the weights.
    """
    answered = np.flatnonzero(right >= 0)
    is_right = np.zeros(scores.shape, bool)
    is_right[answered, right[answered]] = True
    looked_at = is_right.copy()
    first = np.argsort(-scores, axis=1, kind="stable")[:, :NEAREST]
    looked_at[answered[:, None], first[answered]] = True
    model = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.06, max_features=0.3, max_leaf_nodes=12, min_samples_leaf=20,
        l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    model.fit(seen_by_trees(rows[looked_at]), is_right[looked_at])
    return _as_arrays([trees[0].nodes for trees in model._predictors], count)


def _as_arrays(grown: list[Array], count: float) -> Trees:
    size = max(len(nodes) for nodes in grown)
    shape = (len(grown), size)
    feature, below, above = (np.zeros(shape, np.uint8) for _ in range(3))
    threshold, value = np.zeros(shape, np.float64), np.zeros(shape, np.float32)
    for tree, nodes in enumerate(grown):
        for number, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            feature[tree, number] = 0 if leaf else node["feature_idx"]
            threshold[tree, number] = 0 if leaf else node["num_threshold"]
            below[tree, number] = number if leaf else node["left"]
            above[tree, number] = number if leaf else node["right"]
            value[tree, number] = count * node["value"] if leaf else 0
    return Trees(feature, threshold, below, above, value)
