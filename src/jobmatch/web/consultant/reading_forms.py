"""Days and numbers as people write them in a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jobmatch.domain.columns import Column, Kind
from jobmatch.errors import BadInput
from jobmatch.exchange.cells import parse_cell
from jobmatch.exchange.problems import CellError

SAID_ON_THE_PAGE = (409, 412, 422)
"""What a form was refused for that the writer can put right: said above the form, with what was written kept."""

_DAY = Column("day", "dag", Kind.DATE, "A day.")
_HOURS = Column("hours", "timer", Kind.DECIMAL, "Hours, or a share in percent.", minimum=0, maximum=100)
_COUNT = Column("count", "antal", Kind.INTEGER, "A whole number.", minimum=0, maximum=1000)


def day_in(fields: Mapping[str, str], name: str) -> date | None:
    """A day: as a browser sends it, or as it is written in Danish.

    Raises:
        BadInput: It is no day.
    """
    day: date | None = _read(_DAY, fields.get(name, ""))
    return day


def hours_in(fields: Mapping[str, str], name: str) -> float | None:
    """Hours, ``7,5`` or ``7.5``.

    Raises:
        BadInput: It is no number.
    """
    hours: float | None = _read(_HOURS, fields.get(name, ""))
    return hours


def count_in(fields: Mapping[str, str], name: str) -> int | None:
    """A whole number.

    Raises:
        BadInput: It is none.
    """
    count: int | None = _read(_COUNT, fields.get(name, ""))
    return count


def lines_in(fields: Mapping[str, str], name: str) -> list[str]:
    """What was written one a line."""
    return [line.strip() for line in fields.get(name, "").splitlines() if line.strip()]


def _read(column: Column, text: str) -> Any:
    try:
        return parse_cell(column, text)
    except CellError as fault:
        raise BadInput(fault.text) from fault
