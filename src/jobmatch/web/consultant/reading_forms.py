"""Days and numbers as people write them in a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from jobmatch.domain.columns import Column, Kind
from jobmatch.errors import Text
from jobmatch.exchange.cells import parse_cell
from jobmatch.exchange.problems import CellError
from jobmatch.web.refused import WrongField

N = TypeVar("N", int, float)

_DAY = Column("day", "dag", Kind.DATE, "A day.")
_HOURS = Column("hours", "timer", Kind.DECIMAL, "Hours, or a share in percent.", minimum=0, maximum=100)
_MISSING = Text("Skriv et tal, også når det er 0.", "Write a number, also when it is 0.")
_COUNT = Column("count", "antal", Kind.INTEGER, "A whole number.", minimum=0, maximum=1000)


def day_in(fields: Mapping[str, str], name: str) -> date | None:
    """A day: as a browser sends it, or as it is written in Danish.

    Raises:
        WrongField: It is no day.
    """
    day: date | None = _read(_DAY, fields, name)
    return day


def hours_in(fields: Mapping[str, str], name: str) -> float | None:
    """Hours, ``7,5`` or ``7.5``.

    Raises:
        WrongField: It is no number.
    """
    hours: float | None = _read(_HOURS, fields, name)
    return hours


def hours_told(fields: Mapping[str, str], name: str) -> float:
    """Hours that must be said: an empty field is not zero.

    Raises:
        WrongField: It is no number, or empty.
    """
    return _told(name, hours_in(fields, name))


def count_in(fields: Mapping[str, str], name: str) -> int | None:
    """A whole number.

    Raises:
        WrongField: It is none.
    """
    count: int | None = _read(_COUNT, fields, name)
    return count


def count_told(fields: Mapping[str, str], name: str) -> int:
    """A whole number that must be said.

    Raises:
        WrongField: It is none, or empty.
    """
    return _told(name, count_in(fields, name))


def _told(name: str, value: N | None) -> N:
    if value is None:
        raise WrongField(name, _MISSING)
    return value


def lines_in(fields: Mapping[str, str], name: str) -> list[str]:
    """What was written one a line."""
    return [line.strip() for line in fields.get(name, "").splitlines() if line.strip()]


def _read(column: Column, fields: Mapping[str, str], name: str) -> Any:
    try:
        return parse_cell(column, fields.get(name, ""))
    except CellError as fault:
        raise WrongField(name, fault.text) from fault
