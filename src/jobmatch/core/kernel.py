"""The one kernel: it scores every pair, in whichever direction the question is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.answers import BestLists, FewPairs, PairScores, put_together
from jobmatch.core.compiled import load_kernel
from jobmatch.core.factor import Factor, Gate
from jobmatch.core.kinds import Columns
from jobmatch.core.lineup import Earlier, LineUp, put_in_order
from jobmatch.core.model import ScoringModel
from jobmatch.core.plain import score_plainly
from jobmatch.core.plan import scan_plan
from jobmatch.core.ranking import points_of_keys, rows_of_keys
from jobmatch.core.records import UNKNOWN, Rows, Surroundings
from jobmatch.core.scan import Scan, ScanOrder, make_scan
from jobmatch.core.sharing import sharing, turns
from jobmatch.core.sheet import Sheet, make_sheet, survey_plan
from jobmatch.core.source import gates_in_order
from jobmatch.core.stretches import Spread, one_by_one
from jobmatch.core.survey import Survey, surveyed, surveyed_plainly

__all__ = ["BestLists", "FewPairs", "Kernel", "PairScores"]

FEW_PAIRS = 4_000
"""So many pairs take less time plainly than the compiled loop takes to load."""


class Kernel:
    """The compiled loop over a set of factors, with a model's points."""

    def __init__(self, factors: Sequence[Factor], model: ScoringModel, few_pairs: int = FEW_PAIRS) -> None:
        """``few_pairs`` are scored by calling the formulas plainly, until the compiled loop has been loaded."""
        self._few_pairs = few_pairs
        self.factors = tuple(factors)
        self.valued: tuple[Factor, ...] = tuple(f for f in factors if f.value is not None)
        self.gates: tuple[Gate, ...] = tuple(gates_in_order(factors))
        self.model = model
        self._tables = model.as_array(factors)
        self._plan = scan_plan(factors, self.gates)

    def pairs(self, around: Surroundings, citizens: NDArray[np.int64], placements: NDArray[np.int64]) -> PairScores:
        """Score given pairs: ``citizens[n]`` with ``placements[n]``, both as table rows."""
        count = len(citizens)
        if self.plainly(count):
            return PairScores(*score_plainly(self.gates, self.valued, around, self._tables, citizens, placements))
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

    def survey(self, around: Surroundings, citizen: int, top: int, near: int, never: Sequence[str] = ()) -> Survey:
        """One citizen with every placement: the ``top`` that fit best, and the ``near`` nearest misses.

        Args:
            never: Names of gates; a placement that fails one of them is no near miss.
        """
        apart = self.mask_of(never)
        count = len(around.placements.records)
        if self.plainly(count):
            scores = self.pairs(around, np.full(count, citizen), np.arange(count))
            return surveyed_plainly(scores.failed, scores.points, top, near, apart)
        given = *_tables(around), self._tables
        return surveyed(self._module, self._sheet(around), around.citizens.records, citizen, top, near, apart, given)

    def failed_together(self, around: Surroundings, citizen: int, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """By set of failed gates as bits: how many of the chosen placements just these keep from one citizen."""
        counts = np.zeros(1 << len(self.gates), np.int64)
        if self.plainly(len(chosen)):
            np.add.at(counts, self.pairs(around, np.full(len(chosen), citizen), chosen).failed, 1)
            return counts
        sheet = self._sheet(around)
        laid_out = sheet.samples, sheet.starts, sheet.kinds, sheet.pairs
        given = *_tables(around), self._tables
        self._module.failed_together(around.citizens.records, citizen, *laid_out, *given, chosen, counts)
        return counts

    def _sheet(self, around: Surroundings) -> Sheet:
        """The placements laid out for a survey; done once for each table and model."""
        table = around.placements
        sheet = table.sheets.get(self.model.version)
        if sheet is None:
            fixed = self.fixed_points(table.records)
            sheet = table.sheets[self.model.version] = make_sheet(table.records, survey_plan(self._plan), fixed)
        return sheet

    def best(self, around: Surroundings, order: ScanOrder, first: int, last: int, top: int) -> BestLists:
        """The best ``top`` placements of the citizens in rows first..last (last not included)."""
        return self.best_of(around, order, np.arange(first, last), top)

    def best_of(self, around: Surroundings, order: ScanOrder, chosen: NDArray[np.int64], top: int) -> BestLists:
        """The best ``top`` placements of the citizens in these rows."""
        if self.plainly(len(chosen) * len(order.records)):
            return self._best_plainly(around, order, chosen, top)
        own = around.citizens.records["counted_at"][chosen] != UNKNOWN
        if order.own is None or not own.any():
            return self._walked(around, order, chosen, top)
        parts = ((who, self._walked(around, one, chosen[who], top)) for who, one in ((~own, order), (own, order.own)))
        return put_together(len(chosen), parts)

    def _walked(self, around: Surroundings, order: ScanOrder, chosen: NDArray[np.int64], top: int) -> BestLists:
        count = len(chosen)
        keys = np.zeros((count, top), np.int64)
        counts = np.zeros(count, np.int64)
        feasible = np.zeros(count, np.int64)
        scan = self.ready(order)
        self._module.best_placements(
            around.citizens.records,
            chosen.astype(np.int64),
            *scan.arguments(),
            *sharing(around.citizens, chosen, self._plan, scan.load()),
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

    def turns(self, around: Surroundings, order: ScanOrder, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """An order of the chosen in which blocks of them share most: the same, however they are scored."""
        scan = order.ready.get(self.model.version)
        if scan is not None:
            return turns(around.citizens, chosen, self._plan, scan.sizes.tolist())
        columns = Columns(order.records)
        sizes = [columns.kinds(one.columns).kinds for one in self._plan.kinds]
        return turns(around.citizens, chosen, self._plan, sizes)

    def few(
        self,
        around: Surroundings,
        order: ScanOrder,
        chosen: NDArray[np.int64],
        floors: NDArray[np.int64],
        counted: NDArray[np.bool_],
        earlier: Earlier | None = None,
        spread: Spread = one_by_one,
    ) -> FewPairs:
        """The feasible pairs of many citizens with few placements that have more points than a citizen's floor.

        Args:
            floors: By chosen citizen.
            counted: By placement of the table, whether it is counted when it is feasible, whatever its points.
            earlier: How they were; pairs that have not risen since onto a citizen's list may then be left out.
        """
        records = order.whole.records
        rows = records["row"].astype(np.int64)
        if self.plainly(len(chosen) * len(rows)):
            found = self._few_plainly(around, around.placements.positions(rows), chosen, floors, counted[rows])
        else:
            found = self._few_walked(around, records, chosen, floors, counted[rows], earlier, spread)
        return replace(found, rows=rows[found.rows])

    def tried(
        self,
        around: Surroundings,
        chosen: NDArray[np.int64],
        floors: NDArray[np.int64],
        counted: NDArray[np.bool_] | None = None,
        spread: Spread = one_by_one,
    ) -> FewPairs:
        """The same of all placements of a small table, by position: one may stand there several times, as changed.

        Args:
            counted: By position; None to count nothing.
        """
        records = around.placements.records
        count = np.zeros(len(records), np.bool_) if counted is None else counted
        if self.plainly(len(chosen) * len(records)):
            return self._few_plainly(around, np.arange(len(records)), chosen, floors, count)
        return self._few_walked(around, records, chosen, floors, count, None, spread)

    def _few_plainly(
        self,
        around: Surroundings,
        placements: NDArray[np.int64],
        chosen: NDArray[np.int64],
        floors: NDArray[np.int64],
        counted: NDArray[np.bool_],
    ) -> FewPairs:
        """By position among the placements, from every pair's score."""
        feasible = np.zeros(len(chosen), np.int64)
        people, at = np.divmod(np.arange(len(chosen) * len(placements)), max(len(placements), 1))
        scores = self.pairs(around, chosen[people], placements[at])
        fits = scores.failed == 0
        above = fits & (scores.points > floors[people])
        np.add.at(feasible, people[fits & counted[at]], 1)
        return FewPairs(people[above], at[above], scores.points[above], feasible)

    def _few_walked(
        self,
        around: Surroundings,
        records: NDArray[np.void],
        chosen: NDArray[np.int64],
        floors: NDArray[np.int64],
        counted: NDArray[np.bool_],
        earlier: Earlier | None = None,
        spread: Spread = one_by_one,
    ) -> FewPairs:
        """By position among the records, with the compiled loop."""
        line_up = LineUp(self._module, self._plan, self.valued, around, chosen, (*_tables(around), self._tables))
        fixed = self.fixed_points(records)
        feasible, parts = np.zeros(len(chosen), np.int64), [np.zeros((3, 0), np.int64)]
        for some in line_up.portions(len(records)):
            found, fits = line_up.few(records[some], fixed[some], floors, counted[some], earlier, spread)
            found[1] += some.start
            feasible += fits
            parts.append(found)
        people, at, points = put_in_order(parts)
        return FewPairs(people, at, points, feasible)

    def load(self, around: Surroundings, order: ScanOrder) -> None:
        """Score with the compiled loop from now on; where nobody has compiled it yet that takes half a minute.

        Whoever scores meanwhile calls the formulas plainly and does not wait.
        """
        if "_module" in self.__dict__ or not len(around.citizens.records) or not len(around.placements.records):
            return
        apart = Kernel(self.factors, self.model, few_pairs=0)
        first = np.zeros(1, np.int64)
        apart.pairs(around, first, first)
        apart.survey(around, 0, 1, 1)
        apart.best_of(around, order, first, 1)
        self._module = apart._module

    @cached_property
    def _module(self) -> ModuleType:
        return load_kernel(self.factors)

    def plainly(self, pairs: int) -> bool:
        """Whether so many pairs are scored without the compiled loop."""
        return pairs <= self._few_pairs and "_module" not in self.__dict__

    def _best_plainly(self, around: Surroundings, order: ScanOrder, chosen: NDArray[np.int64], top: int) -> BestLists:
        """The same lists from every pair's score, in order of points, then of placement id."""
        rows = np.full((len(chosen), top), -1, np.int64)
        points = np.full((len(chosen), top), -1, np.int64)
        counts = np.zeros(len(chosen), np.int64)
        feasible = np.zeros(len(chosen), np.int64)
        opened = np.sort(order.records["row"])
        for n, citizen in enumerate(chosen):
            scores = self.pairs(around, np.full(len(opened), citizen), opened)
            fits = np.flatnonzero(scores.failed == 0)
            best = fits[np.lexsort((opened[fits], -scores.points[fits]))][:top]
            feasible[n], counts[n] = len(fits), len(best)
            rows[n, : len(best)], points[n, : len(best)] = opened[best], scores.points[best]
        return BestLists(rows, points, counts, feasible)

    def ready(self, order: ScanOrder) -> Scan:
        """The placements made ready for this kernel's walk; done once for each order."""
        scan = order.ready.get(self.model.version)
        if scan is None:
            scan = order.ready[self.model.version] = make_scan(order, self._plan, self.fixed_points(order.records))
        return scan

    def fixed_points(self, records: NDArray[np.void]) -> NDArray[np.int64]:
        """By record of some placements, the points that are the same for every citizen."""
        fixed = np.zeros(len(records), np.int64)
        self._module.fixed_points(records, self._tables, fixed)
        return fixed

    def mask_of(self, names: Sequence[str]) -> int:
        """Gates as the bits of a mask."""
        return sum(1 << bit for bit, gate in enumerate(self.gates) if gate.name in names)

    def failed_gates(self, mask: int) -> list[Gate]:
        """The gates that a mask of failed bits names."""
        return [gate for bit, gate in enumerate(self.gates) if mask >> bit & 1]


def _row_arguments(rows: Rows) -> tuple[Any, ...]:
    """As the compiled loops take a row: codes are never negative, so nothing is looked up from an end."""
    return rows.starts, rows.codes.view(np.uint32), rows.shares, rows.width


def _tables(around: Surroundings) -> tuple[Any, ...]:
    citizens = around.citizens
    return (
        *_row_arguments(citizens.covers),
        *_row_arguments(citizens.wanted),
        *_row_arguments(citizens.vetoed),
        *_row_arguments(citizens.holds),
        citizens.free_days,
        citizens.free_start,
        citizens.free_end,
        around.travel_min,
        around.placements.codes.view(np.uint32),
    )
