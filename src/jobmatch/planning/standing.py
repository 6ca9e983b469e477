"""Where everybody stands today, and where they would stand if one placement were otherwise: always by scoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import Kernel, PairScores
from jobmatch.domain.placement import Placement
from jobmatch.planning.blockers import ENOUGH
from jobmatch.world.world import World

TOP = 5
"""Who has a placement among the first five on the own list looks at it."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Standing:
    """The citizens that a gap is counted over, and what each has today."""

    world: World
    kernel: Kernel
    ids: tuple[str, ...]
    rows: Ints
    """Their rows in the world."""
    feasible: Ints
    """How many placements fit each."""
    best: Ints
    """[citizen, position] row of the placements at the top of each list; -1 past the end."""
    best_points: Ints

    @classmethod
    def of(cls, world: World, kernel: Kernel, ids: Iterable[str]) -> Standing:
        """Score everybody once. One more than the top is kept, for when one of them goes."""
        kept = tuple(ids)
        rows = np.array([world.citizen_rows[one] for one in kept], np.int64)
        lists = kernel.best(world.around, world.order, 0, len(world.citizens), TOP + 1)
        return cls(world, kernel, kept, rows, lists.feasible[rows], lists.rows[rows], lists.points[rows])

    @property
    def few(self) -> NDArray[np.bool_]:
        """Who has fewer than three feasible placements."""
        return self.feasible < ENOUGH

    def at(self, placement_id: str) -> PairScores:
        """Everybody with one placement as it is."""
        row = np.full(len(self.rows), self.world.placement_rows[placement_id], np.int64)
        return self.kernel.pairs(self.world.around, self.rows, row)

    def if_changed(self, changed: Sequence[Placement]) -> Iterator[tuple[int, PairScores]]:
        """Everybody with each placement as changed (or new), as if it alone were so; the number tells which it is.

        The same placement may be changed in several ways: each way is scored as an opening of its own.
        """
        if not self.ids or not changed:
            return
        around = self.world.if_changed(changed)
        for n in range(len(changed)):
            yield n, self.kernel.pairs(around, self.rows, np.full(len(self.rows), n, np.int64))

    def in_top(self, placement_id: str, scores: PairScores) -> NDArray[np.bool_]:
        """Who would have the placement among the first five with these scores."""
        row = self.world.placement_rows[placement_id]
        points = scores.points[:, None]
        others = (self.best != row) & (self.best >= 0)
        ahead = (self.best_points > points) | ((self.best_points == points) & (self.best < row))
        seen: NDArray[np.bool_] = (scores.failed == 0) & (np.count_nonzero(others & ahead, axis=1) < TOP)
        return seen
