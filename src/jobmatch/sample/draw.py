"""Random draws that give the same answer for the same seed, whole arrays at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


class Draw:
    """One stream of random numbers; every kind of draw is made from plain uniform numbers."""

    def __init__(self, *seed: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))

    def uniform(self, *shape: int) -> Floats:
        """Numbers from 0 up to 1."""
        return self._generator.random(shape)

    def chance(self, share: float | Floats, *shape: int) -> Truths:
        """True with the given share."""
        return self.uniform(*shape) < share

    def among(self, count: int | Integers, *shape: int) -> Integers:
        """Whole numbers from 0 up to ``count``, all equally likely."""
        return (self.uniform(*shape) * count).astype(np.int64)

    def between(self, low: float | Floats, high: float | Floats, *shape: int) -> Floats:
        """Numbers from ``low`` to ``high``."""
        return low + (np.asarray(high) - low) * self.uniform(*shape)

    def peaked(self, low: Floats, usual: Floats, high: Floats) -> Floats:
        """Numbers from ``low`` to ``high`` that lie mostly near ``usual`` (a triangle)."""
        u = self.uniform(len(low))
        turn = (usual - low) / (high - low)
        rising = low + np.sqrt(u * (high - low) * (usual - low))
        falling = high - np.sqrt((1 - u) * (high - low) * (high - usual))
        return np.where(u < turn, rising, falling)

    def pick(self, weights: Sequence[float] | npt.NDArray[Any], *shape: int) -> Integers:
        """Positions, each as likely as its weight."""
        steps = np.cumsum(np.asarray(weights, dtype=np.float64))
        found = np.searchsorted(steps, self.uniform(*shape) * steps[-1], side="right")
        return np.asarray(np.minimum(found, len(steps) - 1), dtype=np.int64)

    def pick_by_row(self, weights: Floats, kind: Integers) -> Integers:
        """Positions, with the row of ``weights`` that each entry of ``kind`` names."""
        steps = np.cumsum(weights, axis=1)
        level = self.uniform(*kind.shape) * steps[kind, -1]
        found = (steps[kind] <= level[..., None]).sum(axis=-1)
        return np.asarray(np.minimum(found, weights.shape[1] - 1), dtype=np.int64)
