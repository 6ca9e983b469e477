"""How one field of a record is kept in a database cell, and read back.

Both databases hold the same plain values: text, numbers and NULL. A list is compact JSON, so ``[]`` (known to be
none) and NULL (unknown) stay apart.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, time
from typing import Any

from jobmatch.domain.citizen import BlockedTime, Competence, Need
from jobmatch.domain.columns import Kind
from jobmatch.domain.placement import Offer
from jobmatch.errors import BadInput, Text

type_of_cell = str | float | int | None
"""What a cell may hold."""


def _dump(value: list[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _time_text(value: time) -> str:
    return value.isoformat("auto" if value.second or value.microsecond else "minutes")


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise BadInput(Text("Tallet skal være et almindeligt tal.", "The number must be an ordinary number."))
    return float(value)


_WRITE: dict[Kind, Callable[[Any], type_of_cell]] = {
    Kind.CODES: lambda value: _dump(list(value)),
    Kind.TERMS: lambda value: _dump(list(value)),
    Kind.COMPETENCES: lambda value: _dump([[one.term, one.level] for one in value]),
    Kind.NEEDS: lambda value: _dump([[one.code, one.strength] for one in value]),
    Kind.OFFERS: lambda value: _dump([[one.code, one.answer] for one in value]),
    Kind.DAYS: lambda value: _dump(list(value)),
    Kind.BLOCKED: lambda value: _dump([[one.day, _time_text(one.start), _time_text(one.end)] for one in value]),
    Kind.DECIMAL: _number,
    Kind.PERCENT: _number,
    Kind.INTEGER: int,
    Kind.TIME: _time_text,
    Kind.DATE: date.isoformat,
    Kind.YES_NO: int,
}
_FORGET_AFTER = 100_000


class _Memo(dict[Any, Any]):
    """Remembers what a function made of each distinct value; a column of a country repeats itself a lot."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__({None: None})
        self._make = make

    def __missing__(self, value: Any) -> Any:
        if len(self) > _FORGET_AFTER:
            self.clear()
            self[None] = None
        made = self._make(value)
        self[value] = made
        return made


def _items(make: Callable[..., Any]) -> Callable[[Any], Any]:
    """Reads a list of pairs; lists differ more than what is in them, so each distinct pair is made once."""
    memo = _Memo(lambda pair: make(*pair))
    return lambda cell: tuple([memo[one[0], one[1]] for one in json.loads(cell)])


_READ: dict[Kind, Callable[[Any], Any]] = {
    Kind.CODES: lambda cell: tuple(json.loads(cell)),
    Kind.TERMS: lambda cell: tuple(json.loads(cell)),
    Kind.COMPETENCES: _items(Competence),
    Kind.NEEDS: _items(Need),
    Kind.OFFERS: _items(Offer),
    Kind.DAYS: lambda cell: tuple(json.loads(cell)),
    Kind.BLOCKED: lambda cell: tuple(
        BlockedTime(day, time.fromisoformat(start), time.fromisoformat(end)) for day, start, end in json.loads(cell)
    ),
    Kind.TIME: time.fromisoformat,
    Kind.DATE: date.fromisoformat,
    Kind.YES_NO: bool,
}


def writer(kind: Kind) -> Callable[[Any], type_of_cell]:
    """A function from a field's value to its cell; it remembers what it has seen, so keep it for one job only."""
    make = _WRITE.get(kind)
    if make is None:
        return lambda value: value
    if kind in (Kind.DECIMAL, Kind.PERCENT, Kind.INTEGER, Kind.YES_NO):
        return lambda value: None if value is None else make(value)
    return _Memo(make).__getitem__


def reader(kind: Kind) -> Callable[[Any], Any] | None:
    """A function from a cell to the field's value, or None when the cell is the value."""
    make = _READ.get(kind)
    return None if make is None else _Memo(make).__getitem__
