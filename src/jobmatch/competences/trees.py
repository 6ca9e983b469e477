"""Small decision trees as plain arrays: what several resemblances together say beyond their sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
"""A NumPy array."""

FIELDS = ("feature", "threshold", "below", "above", "value")
"""The arrays of which trees consist; a leaf leads to itself."""


@dataclass(frozen=True)
class Trees:
    """Trees × nodes; a row takes the branch below when its feature is at most the threshold."""

    feature: Array
    """Which feature a node asks about."""
    threshold: Array
    """Up to which value."""
    below: Array
    """The node for rows up to it."""
    above: Array
    """The node for the others."""
    value: Array
    """What a leaf adds; 0 for other nodes."""

    @classmethod
    def of(cls, stored: Mapping[str, Any], name: str) -> Trees | None:
        """The trees stored under a name, if any."""
        if f"{name}.{FIELDS[0]}" not in stored:
            return None
        return cls(*(stored[f"{name}.{field}"] for field in FIELDS))

    def stored(self, name: str) -> dict[str, Array]:
        """The arrays to store under a name."""
        return {f"{name}.{field}": getattr(self, field) for field in FIELDS}

    def scores(self, rows: Array) -> Array:
        """What all trees together give each row; ``rows`` ends in features."""
        flat = seen_by_trees(rows).reshape(-1, rows.shape[-1])
        total = np.zeros(len(flat))
        every = np.arange(len(flat))
        for feature, threshold, below, above, value in zip(
            self.feature, self.threshold, self.below, self.above, self.value, strict=True
        ):
            node = np.zeros(len(flat), np.int64)
            while True:
                following = np.where(flat[every, feature[node]] <= threshold[node], below[node], above[node])
                if np.array_equal(following, node):
                    break
                node = following
            total += value[node]
        return total.reshape(rows.shape[:-1])


def seen_by_trees(rows: Array) -> Array:
    """Features rounded, so that their last bits, which differ with how many are asked at once, turn no branch."""
    return np.round(rows.astype(np.float64), 4)
