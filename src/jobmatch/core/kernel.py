"""The one kernel: it scores every pair, in whichever direction the question is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.compiled import load_kernel
from jobmatch.core.factor import Factor, Gate
from jobmatch.core.model import ScoringModel
from jobmatch.core.ranking import points_of_keys, rows_of_keys
from jobmatch.core.records import Rows, Surroundings
from jobmatch.core.source import gates_in_order


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
class ScanOrder:
    """Open placements as the kernel walks them: grouped by place, by smallest workable hours inside a group."""

    records: NDArray[np.void]
    group_starts: NDArray[np.int64]


def scan_order(records: NDArray[np.void]) -> ScanOrder:
    """Order the open placements for scanning; closed ones fail a gate for everybody and are left out.

    A placement without stated hours passes the hours gate for everybody and so stands first in its group.
    """
    kept = records[records["open"] == 1]
    hours = np.nan_to_num(kept["min_hours"], nan=-1.0)
    kept = kept[np.lexsort((kept["row"], hours, kept["place"]))]
    changes = np.flatnonzero(np.diff(kept["place"])) + 1
    starts = np.concatenate([[0], changes, [len(kept)]]) if len(kept) else np.zeros(1)
    return ScanOrder(np.ascontiguousarray(kept), starts.astype(np.int64))


class Kernel:
    """The compiled loop over a set of factors, with a model's points."""

    def __init__(self, factors: Sequence[Factor], model: ScoringModel) -> None:
        self.factors = tuple(factors)
        self.valued: tuple[Factor, ...] = tuple(f for f in factors if f.value is not None)
        self.gates: tuple[Gate, ...] = tuple(gates_in_order(factors))
        self.model = model
        self._module = load_kernel(factors)
        self._tables = model.as_array(factors)

    def pairs(self, around: Surroundings, citizens: NDArray[np.int64], placements: NDArray[np.int64]) -> PairScores:
        """Score given pairs: ``citizens[n]`` with ``placements[n]``, both as table rows."""
        count = len(citizens)
        failed = np.zeros(count, np.int64)
        values = np.zeros((count, len(self.valued)), np.float64)
        parts = np.zeros((count, len(self.valued)), np.int32)
        self._module.score_pairs(
            around.citizens.records,
            around.placements.records,
            citizens.astype(np.int64),
            placements.astype(np.int64),
            *_tables(around),
            self._tables,
            failed,
            values,
            parts,
        )
        return PairScores(failed, values, parts)

    def best(self, around: Surroundings, order: ScanOrder, first: int, last: int, top: int) -> BestLists:
        """The best ``top`` placements of the citizens in rows first..last (last not included)."""
        count = last - first
        keys = np.zeros((count, top), np.int64)
        counts = np.zeros(count, np.int64)
        feasible = np.zeros(count, np.int64)
        self._module.best_placements(
            around.citizens.records,
            first,
            last,
            order.records,
            order.group_starts,
            *_tables(around),
            self._tables,
            keys,
            counts,
            feasible,
        )
        past = np.arange(top)[None, :] >= counts[:, None]
        rows, points = rows_of_keys(keys), points_of_keys(keys)
        rows[past], points[past] = -1, -1
        return BestLists(rows, points, counts, feasible)

    def failed_gates(self, mask: int) -> list[Gate]:
        """The gates that a mask of failed bits names."""
        return [gate for bit, gate in enumerate(self.gates) if mask >> bit & 1]


def _row_arguments(rows: Rows) -> tuple[Any, ...]:
    return rows.starts, rows.codes, rows.shares, rows.width


def _tables(around: Surroundings) -> tuple[Any, ...]:
    citizens = around.citizens
    return (
        *_row_arguments(citizens.covers),
        *_row_arguments(citizens.wanted),
        *_row_arguments(citizens.vetoed),
        *_row_arguments(citizens.holds),
        citizens.free_day,
        citizens.free_start,
        citizens.free_end,
        around.travel_min,
        around.placements.codes,
    )
