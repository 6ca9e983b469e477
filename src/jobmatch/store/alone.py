"""One long job at a time on a database: the lock goes with the process that holds it, also when that is killed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Connection, Engine, exc, text

from jobmatch.errors import Conflict, Text
from jobmatch.store.failures import plainly, shown

_NIGHT = 0x6A6F626E
"""The advisory lock of PostgreSQL that a nightly run holds."""
_BESIDE = "-night"
"""Ending of the empty file beside a SQLite database that a nightly run holds locked."""

_TAKEN = Text(
    "En anden kørsel er i gang i databasen {place}. Vent, til den er færdig. Den seneste kørsel vises imens.",
    "Another run is under way in the database {place}. Wait until it is done. The latest run is shown meanwhile.",
)


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Hold the database's lock for nightly runs.

    Raises:
        Conflict: when another process, or another thread of this one, holds it.
    """
    if engine.dialect.name == "postgresql":
        with plainly(engine), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _NIGHT}):
                raise Conflict(_TAKEN.fill(place=shown(engine)))
            try:
                yield
            finally:
                _unlock(connection)
        return
    with plainly(engine), closing(_beside(engine)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise Conflict(_TAKEN.fill(place=shown(engine))) from error
        yield


def _unlock(connection: Connection) -> None:
    """The connection goes back to the pool, so the lock must be given back by name; a lost one has given it back."""
    try:
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _NIGHT})
    except exc.DBAPIError as error:
        if not error.connection_invalidated:
            raise


def _beside(engine: Engine) -> sqlite3.Connection:
    name = f"{engine.url.database}{_BESIDE}"
    return sqlite3.connect(name, timeout=0, isolation_level=None, check_same_thread=False)
