"""What the kernel answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PairScores:
    """Scores of given pairs, kept apart by factor."""

    failed: NDArray[np.int64]
    """Bit mask of failed gates a pair; 0 = feasible."""
    values: NDArray[np.float64]
    """[pair, factor] in [0, 1]; NaN unknown."""
    parts: NDArray[np.int32]
    """[pair, factor] whole points."""

    @property
    def points(self) -> NDArray[np.int64]:
        """The sum of the parts, exactly."""
        summed: NDArray[np.int64] = self.parts.sum(axis=1, dtype=np.int64)
        return summed


@dataclass(frozen=True, slots=True)
class BestLists:
    """The best placements of a block of citizens."""

    rows: NDArray[np.int64]
    """[citizen, position] row of the placement; -1 past the end of the list."""
    points: NDArray[np.int64]
    """[citizen, position] points; -1 past the end."""
    counts: NDArray[np.int64]
    """How long each list is."""
    feasible: NDArray[np.int64]
    """How many placements no gate keeps from the citizen."""


@dataclass(frozen=True, slots=True)
class FewPairs:
    """What many citizens have to do with few placements."""

    people: NDArray[np.int64]
    """[pair] position among the chosen citizens, ascending; only pairs above the citizen's floor are here."""
    rows: NDArray[np.int64]
    """[pair] row of the placement."""
    points: NDArray[np.int64]
    """[pair] points."""
    feasible: NDArray[np.int64]
    """[citizen] how many of the counted placements no gate keeps from her."""


def put_together(count: int, parts: Iterable[tuple[NDArray[np.bool_], BestLists]]) -> BestLists:
    """The lists of a block from those of some of its citizens each."""
    whole: dict[str, NDArray[np.int64]] = {}
    for who, lists in parts:
        for name in ("rows", "points", "counts", "feasible"):
            some = getattr(lists, name)
            whole.setdefault(name, np.zeros((count, *some.shape[1:]), np.int64))[who] = some
    return BestLists(**whole)
