"""Few placements lined up for many citizens: what is known of them before anybody is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.alike import Likeness
from jobmatch.core.factor import Factor
from jobmatch.core.few_plan import by_kind, few_factors, few_gates, few_words_of, list_of, row_of
from jobmatch.core.kinds import Numbers
from jobmatch.core.plan import ScanPlan
from jobmatch.core.records import PlacementTable, Surroundings
from jobmatch.core.scan import WORD, bits_at, few_words
from jobmatch.core.stretches import Spread

Ints = NDArray[np.int64]
FEW_KINDS = 64
"""What a factor gives is known beforehand when so many citizens are of one kind to it on average."""
MOST_KEPT = 1 << 22
"""Words of bits that are kept at once for the kinds of citizens; where there are more, the placements come in parts."""
MOST_AT_ONCE = 1 << 12
"""Placements that are lined up at once at most."""
AT_ONCE, KINDS_AT_ONCE = 20_000, 2_000
"""Citizens, and kinds of them, that are looked at in one go."""
LONG_LIST = 12
"""Codes of a placement's list that are looked through for the citizen's words before it is scored."""
ANEW = -1
"""Stands for all factors: nothing is known of what the placement gave."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Few placements as they were when everybody's list was made, and those lists.

    What was possible and did not stand on a list came after all that stood on it; so what gives no more than it gave
    still does.
    """

    placements: PlacementTable
    row_then: Ints
    """By placement: its row among them; below 0 when it was not there."""
    moved: Ints
    """By placement: the factors, as bits in the order of the model's points, that may give other points than they gave;
    ANEW where a gate may leave it to others than it did."""
    shift: Ints
    """By placement: what it gives to everybody now, less what it gave."""
    lists: NDArray[np.int32]
    """[position, place] row among the placements as they were; -1 past the end."""
    position: Ints
    """By chosen citizen: where her list stands."""

    def before(self, records: NDArray[np.void]) -> NDArray[np.void]:
        """Some of the placements as they were; anything for one that was not there."""
        found: NDArray[np.void] = self.placements.records[np.maximum(self.row_then[records["row"]], 0)]
        return found


class Then(NamedTuple):
    """The same as the compiled walk takes it."""

    anew: NDArray[np.uint64]
    """Bits of the placements of which nothing is known."""
    moved: NDArray[np.bool_]
    """By factor: whether it gives otherwise than before, by kind of citizen."""
    shift: NDArray[np.int32]
    lists: NDArray[np.int32]
    position: Ints
    at_row: NDArray[np.int32]
    """By row as it was: which of the few it is, -1 none of them."""


class LineUp:
    """What the compiled walk past few placements takes."""

    def __init__(
        self,
        module: Any,
        plan: ScanPlan,
        factors: Sequence[Factor],
        around: Surroundings,
        chosen: Ints,
        tables: tuple[Any, ...],
    ) -> None:
        """Args:
        factors: Those that have points, in the order of the table of points.
        tables: What surrounds the pairs, then the model's points.
        """
        self._module, self._plan, self._around = module, plan, around
        self._chosen, self._tables, points = chosen.astype(np.int64), tables, tables[-1]
        self._order = {one.name: row for row, one in enumerate(factors)}
        self._factors, self._gates = few_factors(plan), few_gates(plan)
        self._most = np.array([points[self._order[one.name]].max() for one in self._factors], np.int64)
        self._highest = int(points.max(axis=1, initial=0).sum())
        among = Likeness(around.citizens, self._chosen)
        gates = [among.alike_in_table(one.reads) for one in self._gates]
        self._gate_rows, self._gate_kinds = _rows_of(gates, chosen)
        given = [self._kinds(one, among) if by_kind(one) else None for one in self._factors]
        rows, self._known_kinds = _rows_of([one for one in given if one is not None], chosen)
        self._is_known = np.array([one is not None for one in given], np.bool_)
        self._known_rows = np.full((len(given), len(chosen)), -1, np.int32)
        self._known_rows[self._is_known] = rows

    def _kinds(self, factor: Factor, among: Likeness) -> Numbers | None:
        """Which kind of citizen each is to a factor, but for her own words; None where they are not few."""
        reads = [name for name in factor.reads if name != f"world.{row_of(factor)}"]
        found = among.alike_in_table(reads, factor.offers)
        return found if found.kinds * FEW_KINDS <= len(self._chosen) else None

    def portions(self, placements: int) -> list[slice]:
        """So many placements in parts that are not too large."""
        kinds = max(1, sum(map(len, self._gate_kinds)))
        each = max(1, min(MOST_AT_ONCE // WORD, MOST_KEPT // kinds)) * WORD
        return [slice(first, first + each) for first in range(0, placements, each)]

    def few(
        self,
        records: NDArray[np.void],
        fixed: Ints,
        floors: Ints,
        counted: NDArray[np.bool_],
        earlier: Earlier | None,
        spread: Spread,
    ) -> tuple[NDArray[np.int64], Ints]:
        """The pairs above the floors as [who, which, points], and how many of the counted placements fit each.

        Args:
            records: The placements.
            fixed: By placement, the points that are the same for every citizen.
            counted: By placement.
        """
        placed, seen, excluded = few_words(records, counted, self._plan)
        bits = np.empty((sum(map(len, self._gate_kinds)), len(placed)), np.uint64)
        known, before = (np.empty((sum(map(len, self._known_kinds)), len(records)), np.int32) for _ in range(2))
        then = self._then(records, earlier, placed)
        tasks = [*self._of_gates(records, bits, known), *self._of_factors(records, bits, known, self._is_known)]
        if earlier:
            tasks += self._of_factors(earlier.before(records), bits, before, then.moved)

        def work_out(first: int, last: int) -> None:
            for task in tasks[first:last]:
                self._do(*task)

        for _ in spread(work_out, len(tasks), 1):
            pass
        lists, long = self._said(records)
        words = np.array([one in few_words_of(self._plan) for one in self._factors], np.bool_)
        most_said = self._most[words]
        most = int(self._most[~self._is_known & ~words].sum())
        feasible = np.zeros(len(self._chosen), np.int64)

        def walk(first: int, last: int) -> Any:
            some = slice(first, last)
            # Side by side in memory as they are in one stretch alone: for another layout all would be compiled again.
            gates, given = (np.ascontiguousarray(one[:, some]) for one in (self._gate_rows, self._known_rows))
            found = self._module.few_placements(
                self._around.citizens.records, self._chosen[some], records, placed, seen, excluded,
                bits, gates, fixed.astype(np.int32), known, given,
                most, self._most, most_said, *lists, long,
                then.anew, before, then.moved, then.shift, then.lists, then.position[some], then.at_row,
                floors[some].astype(np.int64), self._highest, *self._tables, feasible[some],
            )  # fmt: skip
            found[0] += first
            return found

        parts = list(spread(walk, len(self._chosen), AT_ONCE))
        return np.concatenate([np.zeros((3, 0), np.int64), *parts], axis=1), feasible

    def _of_gates(self, records: Any, bits: Any, known: Any) -> Iterator[tuple[Any, ...]]:
        at = 0
        for number, kinds in enumerate(self._gate_kinds):
            for first in range(0, len(kinds), KINDS_AT_ONCE):
                yield number, kinds[first : first + KINDS_AT_ONCE], at + first, records, bits, known
            at += len(kinds)

    def _of_factors(
        self, records: NDArray[np.void], bits: Any, known: Any, wanted: NDArray[np.bool_]
    ) -> Iterator[tuple[Any, ...]]:
        at = 0
        for number, kinds in zip(np.flatnonzero(self._is_known).tolist(), self._known_kinds, strict=True):
            if wanted[number]:
                yield len(self._gates) + number, kinds, at, records, bits, known
            at += len(kinds)

    def _do(self, task: int, kinds: Ints, at: int, records: Any, bits: Any, known: Any) -> None:
        self._module.few_ahead(task, self._around.citizens.records, kinds, at, records, bits, known, *self._tables)

    def _said(self, records: NDArray[np.void]) -> tuple[list[NDArray[np.uint32]], NDArray[np.uint8]]:
        """By factor that looks for the citizen's words: each placement's list of codes, filled up with one that nobody
        has; and [factor, placement] 1 where the list is longer than that."""
        table, lists = self._around, []
        long = np.zeros((len(few_words_of(self._plan)), len(records)), np.uint8)
        for number, factor in enumerate(few_words_of(self._plan)):
            first, last = (records[end] for end in list_of(factor))
            length = np.minimum(np.maximum(last - first, 0), LONG_LIST)
            long[number] = last - first > LONG_LIST
            width = getattr(table.citizens, str(row_of(factor))).width
            listed = np.full((len(records), int(length.max(initial=0))), width, np.uint32)
            place = np.arange(listed.shape[1])
            there = place < length[:, None]
            listed[there] = table.placements.codes[(first[:, None] + place)[there]]
            lists.append(listed)
        return lists, long

    def _then(self, records: NDArray[np.void], earlier: Earlier | None, placed: NDArray[np.uint64]) -> Then:
        rows, count = records["row"], len(records)
        if earlier is None:
            nowhere, moved = np.zeros(len(self._chosen), np.int64), np.zeros(len(self._factors), np.bool_)
            none, at_row = np.zeros((0, 0), np.int32), np.zeros(0, np.int32)
            return Then(placed, moved, np.zeros(count, np.int32), none, nowhere, at_row)
        weighed = self._is_known & [row_of(one) is None for one in self._factors]
        bits = np.array([1 << self._order[one.name] for one in self._factors], np.int64)
        row_then, changed = earlier.row_then[rows], earlier.moved[rows]
        anew = (row_then < 0) | (changed & ~int(bits[weighed].sum()) != 0)
        at_row = np.full(len(earlier.placements.ids), -1, np.int32)
        at_row[row_then[row_then >= 0]] = np.flatnonzero(row_then >= 0)
        return Then(
            anew=bits_at(np.flatnonzero(anew), len(placed) * WORD),
            moved=weighed & [bool((changed[~anew] & bit).any()) for bit in bits.tolist()],
            shift=earlier.shift[rows].astype(np.int32),
            lists=earlier.lists,
            position=earlier.position,
            at_row=at_row,
        )


def _rows_of(numbers: Sequence[Numbers], chosen: Ints) -> tuple[NDArray[np.int32], list[Ints]]:
    """[formula, chosen] the row in which its kind of citizen is kept; and by formula one citizen of each kind."""
    rows, kinds, at = np.zeros((len(numbers), len(chosen)), np.int32), [], 0
    for n, one in enumerate(numbers):
        rows[n] = one.of_row + at
        kinds.append(np.zeros(one.kinds, np.int64))
        kinds[n][one.of_row] = chosen
        at += one.kinds
    return rows, kinds


def put_in_order(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Pairs of several portions as one, person by person."""
    pairs = np.concatenate(parts, axis=1)
    return pairs if len(parts) <= 2 else pairs[:, np.argsort(pairs[0], kind="stable")]
