"""Reading and writing: each block is one transaction, and a write is alone while it lasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import ClauseElement, Connection, Engine, Select, text

from jobmatch.store.failures import plainly

_WRITERS = 0x6A6F626D
"""The advisory lock of PostgreSQL that one writer holds at a time, so that revisions are committed in order."""

_WAIT_SECONDS = 30


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database: every question inside sees the same moment."""
    with plainly(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All or nothing, one writer at a time."""
    with plainly(engine), engine.connect() as connection:
        connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS})
            yield connection


class Glance:
    """One small question without parameters that nearly every request asks: written out once, and sent as it is."""

    def __init__(self, query: Select[Any]) -> None:
        self._query = query
        self._written: dict[str, str] = {}

    def row(self, engine: Engine) -> tuple[Any, ...] | None:
        """The first row of the answer."""
        name = engine.dialect.name
        if name not in self._written:
            self._written[name] = str(
                self._query.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})
            )
        with plainly(engine), closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._written[name])
            found: tuple[Any, ...] | None = cursor.fetchone()
            return found


class Written:
    """A statement that nearly every request makes in a transaction: written out once, and sent as it is."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._written: dict[str, tuple[str, Mapping[str, Any], Sequence[str] | None]] = {}

    def first(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row of the answer."""
        with closing(self._sent(connection, values)) as cursor:
            found: tuple[Any, ...] | None = cursor.fetchone()
            return found

    def all(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Every row of the answer."""
        with closing(self._sent(connection, values)) as cursor:
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def run(self, connection: Connection, **values: Any) -> None:
        """Carry it out."""
        self._sent(connection, values).close()

    def _sent(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        name = connection.dialect.name
        if name not in self._written:
            made: Any = self._statement.compile(dialect=connection.dialect)
            self._written[name] = str(made), made.params, made.positiontup
        text, usual, order = self._written[name]
        given = {**usual, **values}
        cursor = connection.connection.cursor()
        cursor.execute(text, given if order is None else [given[one] for one in order])
        return cursor
