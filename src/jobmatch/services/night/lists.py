"""The lists of one night: everyone scored in blocks, kept as arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import BestLists, FewPairs, Kernel
from jobmatch.core.lineup import Earlier
from jobmatch.core.model import ScoringModel
from jobmatch.core.ranking import keys_of
from jobmatch.core.records import UNKNOWN, Surroundings
from jobmatch.core.scan import ScanOrder
from jobmatch.domain.codes import PROPOSED_AT_NIGHT, STATUS
from jobmatch.executor import Block, blocks_of, in_blocks, map_blocks
from jobmatch.factors import all_factors

LIST_LENGTH = 50
"""Placements published for each citizen and run."""
SPARE = 14
"""Placements kept beyond the list, so that one that goes can be followed by the next without scoring everything."""
BLOCK_CITIZENS = 1000
ORDER = 2
"""Version of the order in which blocks are made: those of another order cannot be gone on with."""
BLOCK_OF_FEW = 50_000
"""Citizens that are looked at at once with a few placements."""
NOTHING_ELSE = 0
"""The bound of a list on which every feasible placement stands."""

Progress = Callable[[int, int], None]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class NightLists:
    """The best placements of everybody who is proposed for, by row of the world."""

    people: Ints
    """Rows of the citizens, in order."""
    rows: NDArray[np.int32]
    """[person, position] placement, best first; -1 past the end."""
    points: NDArray[np.int32]
    feasible: Ints
    """How many placements no gate keeps from each."""
    bound: Ints
    """The key (points, then row) of a place on the list; whatever is not listed has a lower one."""
    alike: NDArray[np.bool_] | None = None
    """Where it is known at once that what is published is what the run before published."""

    @property
    def counts(self) -> Ints:
        """How long each list is."""
        found: Ints = (self.rows >= 0).sum(axis=1)
        return found

    def first(self, length: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Rows and points of what is published."""
        return self.rows[:, :length], self.points[:, :length]


@dataclass
class Scoring:
    """The work on one block, as it can be sent to another machine: tables and model, the kernel is made there."""

    around: Surroundings
    order: ScanOrder
    chosen: NDArray[np.int64]
    model: ScoringModel
    length: int = LIST_LENGTH + SPARE
    """How long a list is kept."""

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


def proposed_at_night(records: NDArray[np.void]) -> Ints:
    """Rows of the citizens whom the night proposes for; an unknown status is no hindrance."""
    places = [place for place, status in enumerate(STATUS) if status in PROPOSED_AT_NIGHT]
    found: Ints = np.flatnonzero(np.isin(records["status"], [UNKNOWN, *places]))
    return found


def scored(
    scoring: Scoring,
    kernel: Kernel,
    executor: str = "inprocess",
    scheduler: str | None = None,
    progress: Progress = lambda done, of: None,
    done: Mapping[Block, BestLists] | None = None,
    keep: Callable[[Block, BestLists], None] = lambda block, best: None,
) -> NightLists:
    """The lists of the chosen citizens, in their order; they are scored in one in which blocks share most.

    Args:
        done: Blocks that need not be done again.
        keep: Told of every block that is done now.
    """
    chosen = scoring.chosen
    if executor != "dask" and not kernel.plainly(len(chosen) * len(scoring.order.records)):
        kernel.ready(scoring.order)
    turns = kernel.turns(scoring.around, scoring.order, chosen)
    scoring = replace(scoring, chosen=chosen[turns])
    if executor != "dask":
        scoring.__dict__["kernel"] = kernel
    rows, points = (np.full((len(chosen), scoring.length), -1, np.int32) for _ in range(2))
    feasible = np.zeros(len(chosen), np.int64)
    finished = dict(done or {})

    def take(block: Block, best: BestLists) -> None:
        people = turns[slice(*block)]
        rows[people], points[people], feasible[people] = best.rows, best.points, best.feasible

    every = blocks_of(len(chosen), BLOCK_CITIZENS)
    for block in every:
        if block in finished:
            take(block, finished[block])
    count = sum(last - first for first, last in finished)
    todo = [block for block in every if block not in finished]
    for block, best in map_blocks(scoring, todo, executor, scheduler):
        take(block, best)
        keep(block, best)
        count += block[1] - block[0]
        progress(count, len(chosen))
    listed = (rows >= 0).sum(axis=1)
    last = np.arange(len(chosen)), np.maximum(listed - 1, 0)
    bound = np.where(feasible > listed, keys_of(points[last], rows[last]), NOTHING_ELSE)
    return NightLists(chosen, rows, points, feasible, bound)


def with_few(
    kernel: Kernel,
    around: Surroundings,
    order: ScanOrder,
    chosen: Ints,
    floors: Ints,
    counted: NDArray[np.bool_] | None = None,
    earlier: Earlier | None = None,
) -> FewPairs:
    """What these citizens have to do with few placements, side by side; see ``Kernel.few``."""
    count = np.ones(len(around.placements.ids), np.bool_) if counted is None else counted
    return kernel.few(around, order, chosen, floors, count, earlier, in_blocks)


def fixed_points(kernel: Kernel, around: Surroundings) -> Ints:
    """By placement: the points that it gives to everybody, whoever she is."""
    count = len(around.placements.ids)
    if not len(around.citizens.ids):
        return np.zeros(count, np.int64)
    if not kernel.plainly(count):
        return kernel.fixed_points(around.placements.records)
    scores = kernel.pairs(around, np.zeros(count, np.int64), np.arange(count))
    alike = [n for n, one in enumerate(kernel.valued) if all(name.startswith("placement.") for name in one.reads)]
    found: Ints = scores.parts[:, alike].sum(axis=1, dtype=np.int64)
    return found
