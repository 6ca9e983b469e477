"""Dates of an invented municipality, as whole days before or after the day that it is seen from."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from jobmatch.sample.draw import Integers

AS_OF = date(2026, 11, 21)
"""The day that invented municipalities are seen from: a Saturday, the last Friday is the day before."""
NEVER = np.iinfo(np.int64).max
"""An unknown day."""
_REACH = 1200


def _cell(offset: int) -> str:
    return (AS_OF + timedelta(days=offset)).strftime("%d-%m-%Y")


_CELLS = [_cell(offset) for offset in range(-_REACH, _REACH + 1)]


def day_cell(offset: int) -> str:
    """The day as it stands in a file; empty when unknown."""
    return "" if offset == NEVER else _CELLS[offset + _REACH]


def day_cells(offsets: Integers) -> list[str]:
    """The days of a column."""
    return [day_cell(offset) for offset in offsets.tolist()]


def weekday(offset: int) -> int:
    """Monday is 0."""
    return (AS_OF.weekday() + offset) % 7


def working_day(offset: int) -> int:
    """The day itself, or the Monday after it."""
    return offset + (0, 0, 0, 0, 0, 2, 1)[weekday(offset)]


def friday(offset: int) -> int:
    """The Friday of that week, or the next when the week is over."""
    return offset + (4 - weekday(offset)) % 7
