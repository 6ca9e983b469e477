"""Which citizens are alike in what a formula reads: they share its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Gate
from jobmatch.core.kinds import Numbers, alike_in, numbered, occurring
from jobmatch.core.plan import ScanPlan
from jobmatch.core.records import UNKNOWN, CitizenTable, Rows
from jobmatch.core.spread import ROW_NAMES

SHORT_ROW = 16
"""Codes of a row that is looked at to find others like it."""
WORTH_SHARING = 100
"""Points of fewer kinds of placement are worked out sooner than it is found who is alike."""
MOST_KEPT = 1 << 20
"""Numbers that are kept at once for those who are alike in one group of kinds, or for one gate."""
NOT_KEPT = -1
ORDERED_BY = 2
"""Groups of kinds by which all citizens of a night are put in order."""
EVERY_NEED = -1
WHOLE = "whole"
"""The citizens of a whole table."""
NEED_COLUMNS = ("must", "important", "wished")
"""Fields that say with which strength a citizen needs something, by bit."""
MOST_OF = 5
"""When one in so many of a table's citizens is asked about, all of them are numbered."""
_NUMBERING = Lock()
WORTH_CLOSING = 8
"""A gate is worked out beforehand when it is asked at least so many times less than once for each pair."""


class Sharing(NamedTuple):
    """Who shares answers with whom among the chosen citizens."""

    visits: NDArray[np.int64]
    """The order in which they are scored: those who share the dearest answers one after the other."""
    gates: NDArray[np.int64]
    """[shared gate, citizen] which kind of citizen."""
    gate_rows: NDArray[np.int64]
    """[shared gate, citizen] the row in which the bits are kept until another kind of citizen needs it.

    NOT_KEPT where bits are not worked out beforehand: the gate is asked for each pair that is left.
    """
    gate_kept: int
    """How many such rows there are."""
    measured: NDArray[np.int64]
    """[measured number, citizen] which kind of citizen."""
    parts: NDArray[np.int64]
    """[group of kinds, citizen] which kind of citizen."""
    rows: NDArray[np.int64]
    """[group of kinds, citizen] the row in which the points are kept until another kind of citizen needs it."""
    row_starts: NDArray[np.int64]
    """[row + 1] where each row begins."""


class Sizes(NamedTuple):
    """How much there is to work out for a citizen."""

    records: int
    words: int
    """Words of bits for all placements."""
    gates: NDArray[np.int64]
    """By shared gate, its kinds of placement."""
    groups: NDArray[np.int64]
    """By group of kinds, how many there are."""


def sharing(people: CitizenTable, chosen: NDArray[np.int64], plan: ScanPlan, sizes: Sizes) -> Sharing:
    """Find who is alike."""
    count = len(chosen)
    pairs = count * sizes.records
    among = Likeness(people, chosen)
    gates = answers(among, plan.shared, sizes.words, lambda n, kinds: kinds * sizes.gates[n] * WORTH_CLOSING <= pairs)
    parts = np.tile(np.arange(count), (len(plan.kinds), 1))
    rows = np.zeros_like(parts)
    lengths: list[int] = []
    order = []
    for group in np.argsort(-sizes.groups, kind="stable"):
        kept = 1
        if sizes.groups[group] >= WORTH_SHARING and count > 1:
            parts[group], kinds = among.alike(plan.kinds[group].reads)
            if kinds < count:
                order.append(parts[group])
            if kinds * sizes.groups[group] <= MOST_KEPT:
                kept = kinds
        rows[group] = len(lengths) + (parts[group] if kept > 1 else 0)
        lengths += [int(sizes.groups[group])] * kept
    measured = [among.alike(one.reads).of_row for one in plan.measured]
    visits = np.lexsort(order[::-1]) if order else np.arange(count)
    starts = np.cumsum([0, *lengths])
    numbers = np.array(measured, np.int64).reshape(len(measured), count)
    return Sharing(visits, *gates, numbers, parts, rows, starts)


def turns(people: CitizenTable, chosen: NDArray[np.int64], plan: ScanPlan, sizes: Sequence[int]) -> NDArray[np.int64]:
    """An order of the chosen in which those follow one another who are alike in what the dearest points read.

    Those who are counted at a workplace stand together: placements are less alike to them.

    Args:
        sizes: By group of kinds, how many there are.
    """
    dearest = sorted(range(len(sizes)), key=lambda group: -sizes[group])[:ORDERED_BY]
    among = Likeness(people, chosen)
    order = [among.alike(plan.kinds[group].reads).of_row for group in dearest]
    order.insert(0, people.records["counted_at"][chosen] != UNKNOWN)
    found: NDArray[np.int64] = np.lexsort(order[::-1])
    return found


class Answers(NamedTuple):
    """Which citizens share the bits of gates, and where these are kept."""

    kinds: NDArray[np.int64]
    """[gate, citizen] which kind of citizen."""
    rows: NDArray[np.int64]
    """[gate, citizen] the row in which the bits are kept until another kind of citizen needs it."""
    kept: int
    """How many such rows there are."""


def answers(among: Likeness, gates: Sequence[Gate], words: int, worth: Callable[[int, int], bool]) -> Answers:
    """Find who shares the answers of gates.

    Args:
        words: Words of bits for all placements.
        worth: Whether rows are kept for a gate, by its place among them, with so many kinds of citizens.
    """
    numbers = np.zeros((len(gates), len(among.chosen)), np.int64)
    rows, kept = np.full_like(numbers, NOT_KEPT), 0
    for n, gate in enumerate(gates):
        numbers[n], kinds = among.alike(gate.reads)
        if not worth(n, kinds):
            continue
        many = kinds * words <= MOST_KEPT
        rows[n] = kept + (numbers[n] if many else 0)
        kept += kinds if many else 1
    return Answers(numbers, rows, kept)


class Likeness:
    """Which of some citizens are alike in what formulas read; a column that several of these read is numbered once."""

    def __init__(self, people: CitizenTable, chosen: NDArray[np.int64]) -> None:
        self._people = people
        self.chosen = chosen
        self._columns: dict[tuple[str, int], Numbers] = {}
        self._kinds: dict[tuple[frozenset[str], int], Numbers] = {}

    def alike(self, reads: Iterable[str], needs: int = EVERY_NEED) -> Numbers:
        """Which kind of citizen each of the chosen is to a formula that reads this.

        Args:
            needs: The needs, as bits, that it looks at.
        """
        named = _of_citizens(reads)
        if len(self.chosen) == 1:
            return Numbers(np.zeros(1, np.int64), 1)
        if (named, needs) not in self._kinds:
            columns = sorted(
                {(one, needs if one in NEED_COLUMNS else EVERY_NEED) for one in map(_column_of, named) if one}
            )
            self._kinds[named, needs] = alike_in((self._numbers(*one) for one in columns), len(self.chosen))
        return self._kinds[named, needs]

    def alike_in_table(self, reads: Iterable[str], needs: int = EVERY_NEED) -> Numbers:
        """The same by numbers for the whole table; a night asks of most of it several times, so they are kept."""
        people = self._people
        with _NUMBERING:
            whole: Likeness | None = people.kinds.get(WHOLE)
            known = whole is not None and (_of_citizens(reads), needs) in whole._kinds
            if not known and len(self.chosen) * MOST_OF < len(people.records):
                return self.alike(reads, needs)
            if whole is None:
                whole = people.kinds[WHOLE] = Likeness(people, np.arange(len(people.records)))
            numbers = whole.alike(reads, needs)
        return occurring(numbers.of_row[self.chosen], numbers.kinds)

    def _numbers(self, column: str, needs: int) -> Numbers:
        if (column, needs) not in self._columns:
            people = self._people
            if column in ROW_NAMES:
                found = _number_rows(getattr(people, column), self.chosen)
            elif needs != EVERY_NEED:
                found = numbered(people.records[column][self.chosen] & needs)
            else:
                found = numbered(people.records[column][self.chosen])
            self._columns[column, needs] = found
        return self._columns[column, needs]


def _of_citizens(reads: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in reads if not name.startswith("placement."))


def _column_of(name: str) -> str:
    """The citizen's column or row that this stands for; empty where it is the same for everybody."""
    if name == "world.travel_min":
        return "travel_row"
    kind, column = name.split(".")
    return column if kind == "citizen" or column in ROW_NAMES else ""


def _number_rows(rows: Rows, chosen: NDArray[np.int64]) -> Numbers:
    """Equal rows get equal numbers; where one is long, all are taken to be different."""
    starts = rows.starts[chosen]
    lengths = rows.starts[chosen + 1] - starts
    longest = int(lengths.max(initial=0))
    if longest > SHORT_ROW:
        return Numbers(np.arange(len(chosen)), len(chosen))
    columns = []
    for place in range(longest):
        longer = np.flatnonzero(lengths > place)
        at = starts[longer] + place
        entries = np.full(len(chosen), -1, np.int64)
        entries[longer] = rows.codes[at].astype(np.int64) << 8 | rows.shares[at]
        columns.append(numbered(entries))
    return alike_in(columns, len(chosen))
