"""Ledgers: tables of casework to which rows are added and never taken away, read back as the records they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, select

from jobmatch.store.bulk import chunks
from jobmatch.store.casework_tables import kind_of
from jobmatch.store.transaction import reading

R = TypeVar("R")
_CHUNK = 500
Cell = str | int | float | bytes | None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


_WRITE: dict[type, Callable[[Any], Cell]] = {
    bool: int,
    date: date.isoformat,
    datetime: datetime.isoformat,
    dict: _dump,
    tuple: lambda value: _dump(list(value)),
}
_READ: dict[type, Callable[[Any], Any]] = {
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    dict: json.loads,
    tuple: lambda cell: tuple(json.loads(cell)),
    bytes: bytes,
}


class Ledger(Generic[R]):
    """All rows of one kind."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime], table: Table, record: type[R]) -> None:
        self._engine = engine
        self._clock = clock
        self.table = table
        self._record: Any = record
        self._kinds = {name: kind_of(hint)[0] for name, hint in get_type_hints(record).items()}

    # reading

    def rows(
        self,
        *where: ColumnElement[bool],
        limit: int | None = None,
        newest_first: bool = False,
        connection: Connection | None = None,
    ) -> list[R]:
        """The rows for which all of this holds, in the order they were written unless told."""
        number = self.table.c.number if "number" in self.table.c else self.table.c.shown
        order = [number.desc() if newest_first else number]
        if "version" in self.table.c:
            order.append(self.table.c.version)
        query = select(self.table).where(*where).order_by(*order).limit(limit)
        if connection is not None:
            return [self._made(row) for row in connection.execute(query)]
        with reading(self._engine) as own:
            return [self._made(row) for row in own.execute(query)]

    def one(self, number: int, connection: Connection | None = None) -> R | None:
        """The row of this number."""
        return next(iter(self.rows(self.table.c.number == number, connection=connection)), None)

    def of(self, citizen_ids: Collection[str], connection: Connection | None = None) -> list[R]:
        """Every row about these citizens."""
        column = self.table.c.citizen_id
        parts = chunks(sorted(set(citizen_ids)), _CHUNK)
        return [row for part in parts for row in self.rows(column.in_(part), connection=connection)]

    def last_number(self, citizen_id: str, connection: Connection) -> int:
        """The number of the newest row about a citizen; 0 when there is none."""
        query = select(func.coalesce(func.max(self.table.c.number), 0)).where(self.table.c.citizen_id == citizen_id)
        return int(connection.scalar(query) or 0)

    def _made(self, row: Any) -> R:
        cells = row._mapping
        found: R = self._record(
            **{
                name: cell if (cell := cells[name]) is None or kind not in _READ else _READ[kind](cell)
                for name, kind in self._kinds.items()
            }
        )
        return found

    # adding

    def add(self, connection: Connection, row: R) -> R:
        """Keep a row inside a transaction; it gets its time, and a number unless it has one."""
        given: Any = row
        if "number" in self._kinds and not given.number:
            last = connection.scalar(select(func.coalesce(func.max(self.table.c.number), 0)))
            given = replace(given, number=int(last or 0) + 1)
        if "at" in self._kinds and given.at is None:
            given = replace(given, at=self._clock())
        connection.execute(self.table.insert().values(self.cells(given)))
        kept: R = given
        return kept

    def add_all(self, connection: Connection, rows: Iterable[R]) -> list[R]:
        """Keep several rows, in their order."""
        return [self.add(connection, row) for row in rows]

    def cells(self, row: R) -> dict[str, Cell]:
        """A row as the table holds it."""
        return {name: _cell(kind, getattr(row, name)) for name, kind in self._kinds.items()}


def _cell(kind: type, value: Any) -> Cell:
    if value is None or kind not in _WRITE:
        plain: Cell = value
        return plain
    return _WRITE[kind](value)
