"""What a night keeps beside the records, so that the next one can put changed rows in without reading the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.placement import Placement
from jobmatch.services.night.courses import CourseArrays
from jobmatch.world.openings import OPENS_WITHIN_WEEKS
from jobmatch.world.words import about_cells

Ints = NDArray[np.int64]
FIRST_DAY, LAST_DAY, NO_DAY = 0, 10_000_000, -1
DAYS = np.dtype([("begins", "i8"), ("ends", "i8"), ("updated", "i8")])
"""By placement, as ordinals: when the opening begins and ends, and when its facts were confirmed."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Some numbers a row."""

    starts: Ints
    values: Ints

    @classmethod
    def of(cls, lists: Iterable[Sequence[int]]) -> Ragged:
        """From lists."""
        kept = list(lists)
        starts = np.zeros(len(kept) + 1, np.int64)
        np.cumsum([len(one) for one in kept], out=starts[1:])
        return cls(starts, np.array([n for one in kept for n in one], np.int64))

    def lists(self) -> list[list[int]]:
        """The lists again."""
        values, starts = self.values.tolist(), self.starts.tolist()
        return [values[first:last] for first, last in zip(starts[:-1], starts[1:], strict=True)]


@dataclass(frozen=True, slots=True)
class SideTables:
    """By placement: its days and the phrases that say what it is about; and everybody's courses."""

    days: NDArray[np.void]
    cells: Ragged
    """By placement: numbers of phrases."""
    phrases: tuple[str, ...]
    courses: CourseArrays
    next_event: Mapping[str, date]
    """By citizen: the first event that is dated later than the night's day."""

    @classmethod
    def of(cls, placements: Sequence[Placement], courses: CourseArrays, next_event: Mapping[str, date]) -> SideTables:
        """From the placements of a world, in order of row."""
        numbers: dict[str, int] = {}
        cells = Ragged.of(
            [numbers.setdefault(cell, len(numbers)) for cell in about_cells(placement)] for placement in placements
        )
        return cls(days_of(placements), cells, tuple(numbers), courses, next_event)


def days_of(placements: Sequence[Placement]) -> NDArray[np.void]:
    """The days of placements."""
    rows = [
        (
            FIRST_DAY if one.available_from is None else one.available_from.toordinal(),
            LAST_DAY if one.available_to is None else one.available_to.toordinal(),
            NO_DAY if one.updated is None else one.updated.toordinal(),
        )
        for one in placements
    ]
    return np.array(rows, DAYS)


def is_open(days: NDArray[np.void], as_of: date) -> NDArray[np.bool_]:
    """Whether the opening's period has a day between today and eight weeks from now."""
    horizon = (as_of + timedelta(weeks=OPENS_WITHIN_WEEKS)).toordinal()
    found: NDArray[np.bool_] = (days["begins"] <= horizon) & (days["ends"] >= as_of.toordinal())
    return found


def age_days(days: NDArray[np.void], as_of: date) -> NDArray[np.float64]:
    """Days since the facts were confirmed; NaN when that is not known."""
    age = np.maximum(as_of.toordinal() - days["updated"], 0).astype(np.float64)
    return np.where(days["updated"] == NO_DAY, np.nan, age)
