"""Putting changed rows into tables: everything else is copied in long stretches."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.records import Rows

Ints = NDArray[np.int64]
V = TypeVar("V", bound=np.generic)
GONE = -1


def at_rows(values: NDArray[V], rows: NDArray[np.integer[Any]], otherwise: int) -> NDArray[V]:
    """The values at these rows, and something else at a row below 0: it stands for what was not there.

    A look-up with -1 would read the last value, and there may be none at all.
    """
    found = np.full(rows.shape, otherwise, values.dtype)
    there = rows >= 0
    found[there] = values[rows[there]]
    return found


def _copied(records: NDArray[np.void]) -> NDArray[np.void]:
    """Records as they are, as one piece of memory: numpy copies field by field what it knows to have fields."""
    found = np.empty(records.shape, records.dtype)
    found.view(np.uint8)[:] = np.ascontiguousarray(records).view(np.uint8)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class RowsById(Mapping[str, int]):
    """The rows of ids that stand in order: looking one up is slower than in a dictionary, but there is none to make."""

    ids: Sequence[str]

    def __getitem__(self, key: str) -> int:
        row = bisect_left(self.ids, key)
        if row == len(self.ids) or self.ids[row] != key:
            raise KeyError(key)
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Stitch:
    """How a new table is made of an old one and of fresh rows; both are in order of id."""

    ids: tuple[str, ...]
    source: Ints
    """By new row: the old row, or the fresh row as ~row."""
    new_of_old: Ints
    """By old row: the new row, GONE when it is no longer there; fresh rows of the same id count too."""

    @classmethod
    def of(
        cls,
        old: Sequence[str],
        replaced: Collection[str],
        fresh: Sequence[str],
        row_of: Mapping[str, int] | None = None,
    ) -> Stitch:
        """The old rows but for the replaced ones, and the fresh rows.

        Args:
            row_of: The old rows by id, where they are at hand.
        """
        taken = set(replaced) | set(fresh)
        known = RowsById(old) if row_of is None else row_of
        rows = {key: known[key] for key in taken if key in known}
        new_of_old = np.arange(len(old))
        if len(rows) == len(fresh) and rows.keys() == set(fresh):  # nobody came or went
            source = np.arange(len(old))
            source[[rows[key] for key in fresh]] = ~np.arange(len(fresh))
            return cls(tuple(old), source, new_of_old)
        pairs = [(key, row) for row, key in enumerate(old) if key not in taken]
        pairs += [(key, ~row) for row, key in enumerate(fresh)]
        pairs.sort()
        ids = tuple(key for key, _ in pairs)
        source = np.array([row for _, row in pairs], np.int64)
        kept = source >= 0
        new_of_old[:] = GONE
        new_of_old[source[kept]] = np.flatnonzero(kept)
        for new in np.flatnonzero(~kept).tolist():
            if ids[new] in rows:
                new_of_old[rows[ids[new]]] = new
        return cls(ids, source, new_of_old)

    @property
    def fresh(self) -> NDArray[np.bool_]:
        """By new row: whether it is a fresh one."""
        found: NDArray[np.bool_] = self.source < 0
        return found

    @property
    def unmoved(self) -> bool:
        """Whether every row stands where it stood."""
        return len(self.source) == len(self.new_of_old) and GONE not in self.new_of_old

    def rows_again(self, ids: Sequence[str], before: Ints) -> Ints:
        """The rows of some ids, GONE where there is none.

        Args:
            before: Of the first of them, the rows in the old table; the others were not asked about then.
        """
        found = np.full(len(ids), GONE, np.int64)
        found[: len(before)] = at_rows(self.new_of_old, before, GONE)
        rows, fresh = RowsById(self.ids), {self.ids[row] for row in np.flatnonzero(self.fresh).tolist()}
        for n in np.flatnonzero(found == GONE).tolist():
            if n >= len(before) or ids[n] in fresh:
                found[n] = rows.get(ids[n], GONE)
        return found

    def records(self, old: NDArray[np.void], fresh: NDArray[np.void]) -> NDArray[np.void]:
        """The new table's records."""
        kept = self.source >= 0
        if self.unmoved:
            found = _copied(old)
            found[~kept] = fresh[~self.source[~kept]]
            return found
        found = np.empty(len(self.source), old.dtype)
        whole = found.view(f"V{old.dtype.itemsize}")
        whole[kept] = old.view(whole.dtype)[self.source[kept]]
        whole[~kept] = fresh.view(whole.dtype)[~self.source[~kept]]
        return found

    def ragged(
        self, old: Ints, values: Sequence[NDArray[np.generic]], fresh: Ints, others: Sequence[NDArray[np.generic]]
    ) -> tuple[Ints, list[NDArray[np.generic]]]:
        """New starts, and each array of values put together."""
        lengths = np.empty(len(self.source), np.int64)
        kept = self.source >= 0
        lengths[kept] = np.diff(old)[self.source[kept]]
        lengths[~kept] = np.diff(fresh)[~self.source[~kept]]
        starts = np.zeros(len(lengths) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        pieces = [
            (fresh, 1, ~first, ~last + 1) if first < 0 else (old, 0, first, last + 1) for first, last in self._runs()
        ]
        found = []
        for pair in zip(values, others, strict=True):
            parts = [pair[which][begin[first] : begin[last]] for begin, which, first, last in pieces]
            found.append(np.concatenate([values[0][:0] if not parts else parts[0][:0], *parts]))
        return starts, found

    def _runs(self) -> list[tuple[int, int]]:
        """Stretches of rows that follow each other in one source, as (first, last)."""
        if not len(self.source):
            return []
        breaks = np.flatnonzero((np.diff(self.source) != 1) | (self.source[1:] < 0) | (self.source[:-1] < 0)) + 1
        firsts = np.concatenate([[0], breaks])
        lasts = np.concatenate([breaks - 1, [len(self.source) - 1]])
        return list(zip(self.source[firsts].tolist(), self.source[lasts].tolist(), strict=True))

    def rows(self, old: Rows, fresh: Rows, width: int) -> Rows:
        """Sparse rows put together; the old ones themselves where nothing is otherwise."""
        if self._alike(old, fresh):
            return Rows(old.starts, old.codes, old.shares, width)
        values: Sequence[NDArray[np.generic]] = (old.codes, old.shares)
        starts, (codes, shares) = self.ragged(old.starts, values, fresh.starts, (fresh.codes, fresh.shares))
        return Rows(starts, codes, shares, width)  # type: ignore[arg-type]

    def _alike(self, old: Rows, fresh: Rows) -> bool:
        """Whether everybody is there as before, and every fresh row says what the old one said."""
        if not self.unmoved:
            return False
        at = np.flatnonzero(self.source < 0)
        one, other = _entries(old.starts, at), _entries(fresh.starts, ~self.source[at])
        return (
            bool((np.diff(old.starts)[at] == np.diff(fresh.starts)[~self.source[at]]).all())
            and np.array_equal(old.codes[one], fresh.codes[other])
            and np.array_equal(old.shares[one], fresh.shares[other])
        )


def _entries(starts: Ints, rows: Ints) -> Ints:
    """The places of everything that stands in some sparse rows, row by row."""
    lengths = starts[rows + 1] - starts[rows]
    first = np.cumsum(lengths) - lengths
    found: Ints = np.arange(int(lengths.sum())) + np.repeat(starts[rows] - first, lengths)
    return found
