"""Where everybody stands today, and where they would stand if one placement were otherwise: always by scoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
        people = [self.world.citizens[one] for one in self.ids]
        for batch in self._batches(changed):
            names = {
                f"{changed[n].placement_id}~{n:06}" if len(batch) > 1 else changed[n].placement_id: n for n in batch
            }
            variants = [replace(changed[n], placement_id=name) for name, n in names.items()]
            trial = self._as_if_held(variants, names, changed).with_placements(variants, people)
            rows = np.array([trial.citizen_rows[one] for one in self.ids], np.int64)
            for name, n in names.items():
                row = np.full(len(rows), trial.placement_rows[name], np.int64)
                yield n, self.kernel.pairs(trial.around, rows, row)

    def _batches(self, changed: Sequence[Placement]) -> Iterator[list[int]]:
        """All at once, but for places that one of the citizens holds: her slot is known by the place's own id."""
        if not self.ids:
            return
        held = {self.world.held_by.get(one) for one in self.ids}
        alone = [n for n, one in enumerate(changed) if one.placement_id in held]
        together = [n for n, one in enumerate(changed) if one.placement_id not in held]
        yield from ([n] for n in alone)
        if together:
            yield together

    def _as_if_held(
        self, variants: Sequence[Placement], names: Mapping[str, int], changed: Sequence[Placement]
    ) -> World:
        """The world in which each variant has the courses of the placement that it is a variant of."""
        held, reliability = dict(self.world.held), dict(self.world.reliability)
        for one in variants:
            origin = changed[names[one.placement_id]].placement_id
            if origin in self.world.held:
                held[one.placement_id] = self.world.held[origin]
            if origin in self.world.reliability:
                reliability[one.placement_id] = self.world.reliability[origin]
        return replace(self.world, held=held, reliability=reliability)

    def in_top(self, placement_id: str, scores: PairScores) -> NDArray[np.bool_]:
        """Who would have the placement among the first five with these scores."""
        row = self.world.placement_rows[placement_id]
        points = scores.points[:, None]
        others = (self.best != row) & (self.best >= 0)
        ahead = (self.best_points > points) | ((self.best_points == points) & (self.best < row))
        seen: NDArray[np.bool_] = (scores.failed == 0) & (np.count_nonzero(others & ahead, axis=1) < TOP)
        return seen
