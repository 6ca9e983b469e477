"""Sparse rows of many people put together at once: for a country, one by one would take most of the night."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import chain
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.loops import suited
from jobmatch.core.records import Rows

FEW = 20_000
"""Entries that plain Python merges faster than numba takes to load."""
K = TypeVar("K", bound=Hashable)


class RowsBuilder(Generic[K]):
    """Collects for each person the sources of a row; the row of each distinct source is worked out once.

    Where several sources of a person reach the same code, the largest share counts.
    """

    def __init__(self, shares_of: Callable[[K], Mapping[int, int]]) -> None:
        self._shares_of = shares_of
        self._known: dict[K, int] = {}
        self._starts = [0]
        self._codes: list[int] = []
        self._shares: list[int] = []
        self._counts: list[int] = []
        self._sources: list[Iterable[int]] = []

    def source(self, key: K) -> int:
        """The number of a source."""
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self._known)
            shares = self._shares_of(key)
            self._codes.extend(shares.keys())
            self._shares.extend(shares.values())
            self._starts.append(len(self._codes))
        return number

    def add(self, keys: Iterable[K]) -> None:
        """The next person's sources."""
        known = self._known
        found = [known[key] if key in known else self.source(key) for key in keys]
        self._counts.append(len(found))
        self._sources.append(found)

    def rows(self, width: int) -> Rows:
        """One row a person, over ``width`` codes."""
        people = np.zeros(len(self._counts) + 1, np.int64)
        np.cumsum(np.array(self._counts, np.int64), out=people[1:])
        sources = np.fromiter(chain.from_iterable(self._sources), np.int64, int(people[-1]))
        starts, codes = np.array(self._starts, np.int64), np.array(self._codes, np.int32)
        return merged(people, sources, starts, codes, np.array(self._shares, np.uint8), width)


def merged(
    people: NDArray[np.int64],
    sources: NDArray[np.int64],
    starts: NDArray[np.int64],
    codes: NDArray[np.int32],
    shares: NDArray[np.uint8],
    width: int,
) -> Rows:
    """The rows of people from the rows of their sources, with the largest share for each code."""
    lengths = np.diff(starts)[sources]
    most = int(lengths.sum())
    row_starts = np.zeros(len(people), np.int64)
    row_codes, row_shares = np.zeros(most, np.int32), np.zeros(most, np.uint8)
    merge = suited(_merge, most > FEW)
    merge(people, sources, starts, codes, shares, np.zeros(width, np.uint8), row_starts, row_codes, row_shares)
    used = int(row_starts[-1])
    return Rows(row_starts, row_codes[:used].copy(), row_shares[:used].copy(), width)


def _merge(
    people: Any,
    sources: Any,
    starts: Any,
    codes: Any,
    shares: Any,
    row: Any,
    row_starts: Any,
    row_codes: Any,
    row_shares: Any,
) -> None:
    used = 0
    for person in range(len(people) - 1):
        begun = used
        for s in range(people[person], people[person + 1]):
            for e in range(starts[sources[s]], starts[sources[s] + 1]):
                code = codes[e]
                if shares[e] > row[code]:
                    if row[code] == 0:
                        row_codes[used] = code
                        used += 1
                    row[code] = shares[e]
        for e in range(begun, used):
            row_shares[e] = row[row_codes[e]]
            row[row_codes[e]] = 0
        row_starts[person + 1] = used
