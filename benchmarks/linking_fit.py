"""Learning for the ranker: what each feature weighs."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = Any


def fit_weights(rows: Array, right: Array, pull: float = 1e-2, steps: int = 250, rate: float = 0.05) -> Array:
    """Feature weights by which the right candidate stands first: listwise softmax, Adam.

    Args:
        rows: Questions × candidates × features, standardised.
        right: For each question the column of its right candidate, -1 when it is not among them.
        pull: How strongly the weights are pulled towards nothing.
        steps: Steps of descent.
        rate: Length of a step.
    """
    answered = right >= 0
    rows, right = rows[answered], right[answered]
    weights = np.zeros(rows.shape[2])
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        scores = rows @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        chances[np.arange(len(right)), right] -= 1
        slope = np.tensordot(chances, rows, ([0, 1], [0, 1])) / len(right) + pull * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights
