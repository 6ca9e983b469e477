"""The lists of one night: everyone scored in blocks, kept as arrays until they are written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import BestLists, Kernel
from jobmatch.core.model import ScoringModel
from jobmatch.core.records import Surroundings
from jobmatch.core.scan import ScanOrder
from jobmatch.executor import Block, blocks_of, map_blocks
from jobmatch.factors import all_factors
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.store.runs import RankedList

LIST_LENGTH = 50
"""Placements kept for each citizen and run."""
BLOCK_CITIZENS = 500

Progress = Callable[[int, int], None]


class RankedRows(Sequence[tuple[str, int]]):
    """Placement ids with points, best first; the pairs are made when somebody looks."""

    __slots__ = ("_ids", "_points", "_rows")

    def __init__(self, ids: Sequence[str], rows: NDArray[np.int32], points: NDArray[np.int32]) -> None:
        self._ids = ids
        self._rows = rows
        self._points = points

    @property
    def rows(self) -> NDArray[np.int32]:
        """The placements as rows of the world that was scored."""
        return self._rows

    @property
    def points(self) -> NDArray[np.int32]:
        """The points, in the same order."""
        return self._points

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        ids = self._ids
        return zip([ids[row] for row in self._rows.tolist()], self._points.tolist(), strict=True)

    @overload
    def __getitem__(self, position: int) -> tuple[str, int]: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[tuple[str, int]]: ...

    def __getitem__(self, position: int | slice) -> tuple[str, int] | Sequence[tuple[str, int]]:
        if isinstance(position, slice):
            return RankedRows(self._ids, self._rows[position], self._points[position])
        return self._ids[self._rows[position]], int(self._points[position])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass
class Scoring:
    """The work on one block, as it can be sent to another machine: tables and model, the kernel is made there."""

    around: Surroundings
    order: ScanOrder
    chosen: NDArray[np.int64]
    model: ScoringModel
    length: int = LIST_LENGTH

    @cached_property
    def kernel(self) -> Kernel:
        """The compiled loop; made once in each process."""
        return Kernel(all_factors(), self.model)

    def __call__(self, block: Block) -> BestLists:
        """The best lists of a block of the chosen citizens."""
        return self.kernel.best_of(self.around, self.order, self.chosen[slice(*block)], self.length)

    def __getstate__(self) -> dict[str, object]:
        kept = ("around", "order", "chosen", "model", "length")
        return {name: getattr(self, name) for name in kept}


def night_lists(
    loaded: LoadedWorld, executor: str, scheduler: str | None, progress: Progress, length: int = LIST_LENGTH
) -> list[RankedList]:
    """The lists of everyone who is proposed for at night, by citizen id."""
    world = loaded.world
    chosen = np.array([row for row, citizen in enumerate(world.citizens.values()) if proposable(citizen)], np.int64)
    scoring = Scoring(world.around, world.order, chosen, loaded.kernel.model, length)
    return scored_lists(loaded, scoring, executor, scheduler, progress)


def scored_lists(
    loaded: LoadedWorld,
    scoring: Scoring,
    executor: str = "inprocess",
    scheduler: str | None = None,
    progress: Progress = lambda done, of: None,
    block: int = BLOCK_CITIZENS,
) -> list[RankedList]:
    """The lists of the chosen citizens, in their order."""
    citizens, ids = scoring.around.citizens.ids, scoring.around.placements.ids
    chosen = [citizens[row] for row in scoring.chosen.tolist()]
    if executor != "dask":
        if not loaded.kernel.plainly(len(chosen) * len(scoring.order.records)):
            loaded.kernel.ready(scoring.order)
        scoring.__dict__["kernel"] = loaded.kernel
    found: list[RankedList] = []
    for (first, last), best in map_blocks(scoring, blocks_of(len(chosen), block), executor, scheduler):
        rows, points = best.rows.astype(np.int32), best.points.astype(np.int32)
        counts, feasible = best.counts.tolist(), best.feasible.tolist()
        for n, citizen_id in enumerate(chosen[first:last]):
            ranked = RankedRows(ids, rows[n, : counts[n]], points[n, : counts[n]])
            found.append(RankedList(citizen_id, ranked, feasible[n]))
        progress(last, len(chosen))
    return found
