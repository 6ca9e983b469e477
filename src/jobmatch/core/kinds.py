"""Rows that are alike in some columns, numbered; and groups of such numbers put together while there are few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.plan import Column

BUNDLES = 4
"""Groups of kinds whose points are looked up together."""
BUNDLE_KINDS = 512
"""So many combinations of kinds are few enough to add up for each citizen."""
FEW_PER_ROW = 16
"""So many possible combinations for each row are ticked off faster than the rows are sorted."""


class Numbers(NamedTuple):
    """Which kind each row is."""

    of_row: NDArray[np.int64]
    kinds: int
    """How many kinds there are."""

    def first(self) -> NDArray[np.int64]:
        """The first row of each kind."""
        found = np.zeros(self.kinds, np.int64)
        found[self.of_row[::-1]] = np.arange(len(self.of_row))[::-1]
        return found


def numbered(values: NDArray[np.generic]) -> Numbers:
    """Equal values get equal numbers; compared as bits, so that unknown (NaN) is a value like any other."""
    bits = np.ascontiguousarray(values).view(np.int64)
    least = int(bits.min(initial=0))
    span = int(bits.max(initial=0)) - least + 1
    if span <= FEW_PER_ROW * len(bits):
        return occurring(bits - least, span)
    kinds, numbers = np.unique(bits, return_inverse=True)
    return Numbers(numbers.astype(np.int64), len(kinds))


def combined(one: Numbers, other: Numbers) -> Numbers:
    """Rows that are alike in both."""
    if one.kinds == 1 or other.kinds == 1:
        return other if one.kinds == 1 else one
    both = one.of_row * other.kinds + other.of_row
    if one.kinds * other.kinds <= FEW_PER_ROW * len(both):
        return occurring(both, one.kinds * other.kinds)
    kinds, numbers = np.unique(both, return_inverse=True)
    return Numbers(numbers.astype(np.int64), len(kinds))


def occurring(values: NDArray[np.int64], span: int) -> Numbers:
    """Numbers of those values from 0 to below ``span`` that occur."""
    there = np.zeros(span, np.bool_)
    there[values] = True
    kinds = np.flatnonzero(there)
    number = np.empty(span, np.int64)
    number[kinds] = np.arange(len(kinds))
    return Numbers(number[values], len(kinds))


def alike_in(columns: Iterable[Numbers], rows: int) -> Numbers:
    """Rows that are alike in all columns."""
    found = Numbers(np.zeros(rows, np.int64), min(rows, 1))
    for column in columns:
        found = combined(found, column)
    return found


@dataclass(frozen=True, slots=True)
class Bundles:
    """Groups of kinds in which so few combinations exist that their points are added up once for each citizen."""

    of_group: NDArray[np.int64]
    """By group, the bundle that it stands in; -1 none: it has too many kinds."""
    starts: NDArray[np.int64]
    """[bundle + 1] where the combinations of each bundle begin."""
    kinds: NDArray[np.uint32]
    """[group, combination] the kind of each group; 0 where the group stands in another bundle."""
    number: NDArray[np.uint32]
    """[bundle, record] combination of each record."""


def bundled(groups: Sequence[Numbers], few: Sequence[int], rows: int) -> Bundles:
    """Put groups together, the largest first, as long as the combinations that there are stay few."""
    of_group = np.full(len(groups), -1, np.int64)
    bundles = [alike_in([], rows) for _ in range(BUNDLES)]
    for group in sorted(few, key=lambda one: -groups[one].kinds):
        for bundle in range(BUNDLES):
            tried = combined(bundles[bundle], groups[group])
            if bundle not in of_group or tried.kinds <= BUNDLE_KINDS:
                of_group[group], bundles[bundle] = bundle, tried
                break
    starts = np.cumsum([0, *(one.kinds for one in bundles)])
    kinds = np.zeros((len(groups), int(starts[-1])), np.uint32)
    for group, bundle in enumerate(of_group.tolist()):
        if bundle < 0:
            continue
        kinds[group, starts[bundle] : starts[bundle + 1]] = groups[group].of_row[bundles[bundle].first()]
    number = np.array([one.of_row + start for one, start in zip(bundles, starts[:-1], strict=True)], np.uint32)
    return Bundles(of_group, starts, kinds, number.reshape(BUNDLES, rows))


class Columns:
    """Columns of some records, each numbered once."""

    def __init__(self, records: NDArray[np.void]) -> None:
        self._records = records
        self._known: dict[Column, Numbers] = {}

    def kinds(self, columns: Iterable[Column]) -> Numbers:
        """Which kind each record is in these columns."""
        return alike_in(map(self._numbers, columns), len(self._records))

    def _numbers(self, column: Column) -> Numbers:
        if column not in self._known:
            self._known[column] = numbered(column.of(self._records))
        return self._known[column]
