"""Opening a database by its address: SQLite by default, PostgreSQL for a server."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from jobmatch.errors import BadInput, NotReady, Text

_WAIT_SECONDS = 30.0

_NOT_UNDERSTOOD = Text(
    "Adressen på databasen kan ikke bruges. Skriv den som sqlite:///jobmatch.db eller "
    "postgresql://bruger:kode@server/navn.",
    "The database address cannot be used. Write it as sqlite:///jobmatch.db or postgresql://user:password@server/name.",
)
_NO_MEMORY = Text(
    "jobmatch gemmer i en fil. Skriv adressen som sqlite:///jobmatch.db.",
    "jobmatch saves to a file. Write the address as sqlite:///jobmatch.db.",
)
_NO_FOLDER = Text(
    "Mappen {folder} findes ikke, så databasen kan ikke ligge der. Opret mappen, eller vælg en anden med --db.",
    "The folder {folder} does not exist, so the database cannot be there. Make it, or choose another with --db.",
)
_IS_FOLDER = Text(
    "{path} er en mappe. Skriv navnet på en fil, for eksempel {path}/jobmatch.db.",
    "{path} is a folder. Write the name of a file, for example {path}/jobmatch.db.",
)
_NOTHING_THERE = Text(
    "Der er ingen database i {path} endnu. Hent først data ind med jobmatch import.",
    "There is no database at {path} yet. Bring data in first with jobmatch import.",
)


def _url(address: str) -> URL:
    if "://" not in address:
        address = f"sqlite:///{address}"
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise BadInput(_NOT_UNDERSTOOD) from error
    backend = url.get_backend_name()
    if backend == "sqlite":
        return url.set(drivername="sqlite")
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    raise BadInput(_NOT_UNDERSTOOD)


def _check_file(name: str | None, create: bool) -> None:
    if not name or name == ":memory:":
        raise BadInput(_NO_MEMORY)
    path = Path(name)
    if path.is_dir():
        raise BadInput(_IS_FOLDER.fill(path=path))
    if not path.parent.is_dir():
        raise BadInput(_NO_FOLDER.fill(folder=path.parent))
    if not create and not path.exists():
        raise NotReady(_NOTHING_THERE.fill(path=path))


def is_there(address: str) -> bool:
    """Whether there can be a database at an address: False only for a SQLite file that does not exist."""
    url = _url(address)
    return url.drivername != "sqlite" or Path(url.database or "").is_file()


def night_folder(address: str) -> Path:
    """Where a night is kept for the next: beside a SQLite file, else in the cache of the user who runs it."""
    url = _url(address)
    if url.drivername == "sqlite":
        return Path(f"{url.database}-kept")
    cache = os.environ.get("CACHE_DIRECTORY") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    place = url.set(password=None).render_as_string()
    return Path(cache) / "jobmatch" / sha256(place.encode()).hexdigest()[:16]


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, never by the driver
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # a write takes its lock at once: waiting for it halfway could fail for ever
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_database(address: str, create: bool = True, wait_seconds: float = _WAIT_SECONDS) -> Engine:
    """A pool of connections to the database at an address.

    Args:
        address: ``sqlite:///file``, a file name, or ``postgresql://user:password@server/name``.
        create: Whether a SQLite file may be made when there is none.
        wait_seconds: How long a write waits for another one to finish.

    Raises:
        BadInput: The address cannot be used.
        NotReady: There is no database there, and none may be made.
    """
    url = _url(address)
    if url.drivername == "sqlite":
        _check_file(url.database, create)
        engine = create_engine(url, connect_args={"timeout": wait_seconds})
        _prepare_sqlite(engine)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
