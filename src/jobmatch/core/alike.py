"""Which citizens are alike in what a formula reads: what it says of one of them holds for all."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kinds import Numbers, alike_in, numbered, occurring
from jobmatch.core.records import CitizenTable, Rows
from jobmatch.core.spread import ROW_NAMES

SHORT_ROW = 16
"""Codes of a row that is looked at to find others like it."""
NEED_COLUMNS = ("must", "important", "wished")
"""Fields that say with which strength a citizen needs something, by bit."""
EVERY_NEED = -1
MOST_OF = 5
"""When one in so many of a table's citizens is asked about, all of them are numbered."""
WHOLE = "whole"
"""The citizens of a whole table."""
_NUMBERING = Lock()


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
