"""A backup file as something to read tables from, whichever of the two forms it has."""

from __future__ import annotations

import base64
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

MANIFEST = "manifest.json"


class Archive(Protocol):
    """The tables of a backup."""

    version: str
    """The version of the tables when the backup was made."""
    tables: Sequence[str]

    def columns(self, table: str) -> list[str]:
        """The columns that every row has."""

    def rows(self, table: str) -> Iterator[Sequence[Any]]:
        """Every row, cells in the order of ``columns``."""

    def expected_rows(self, table: str) -> int:
        """How many rows there must be."""


def is_sqlite(path: Path) -> bool:
    """Whether a file is a SQLite database."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def is_archive(path: Path) -> bool:
    """Whether a file is a zip made by ``backup``."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except zipfile.BadZipFile:
        return False


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The tables of a backup file.

    Raises:
        ValueError, KeyError, zipfile.BadZipFile, sqlite3.Error: The file is not a whole backup.
    """
    if is_sqlite(path):
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            yield _SqliteArchive(connection)
    else:
        with zipfile.ZipFile(path) as archive:
            yield _ZipArchive(archive)


class _ZipArchive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        manifest = json.loads(archive.read(MANIFEST))
        self.version: str = manifest["schema"]
        self._tables: dict[str, Any] = manifest["tables"]
        self.tables: Sequence[str] = list(self._tables)

    def columns(self, table: str) -> list[str]:
        return list(self._tables[table]["columns"])

    def expected_rows(self, table: str) -> int:
        return int(self._tables[table]["rows"])

    def rows(self, table: str) -> Iterator[Sequence[Any]]:
        columns, binary = self.columns(table), self._tables[table]["binary"]
        places = [columns.index(name) for name in binary]
        with self._archive.open(f"{table}.ndjson") as lines:
            for line in lines:
                cells = json.loads(line)
                for place in places:
                    cells[place] = base64.b64decode(cells[place])
                yield cells


class _SqliteArchive:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise ValueError("the SQLite file is damaged")
        self.version = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        )
        self.tables: Sequence[str] = [name for (name,) in names if name != "alembic_version"]

    def columns(self, table: str) -> list[str]:
        return [row[1] for row in self._connection.execute(f'PRAGMA table_info("{table}")')]

    def expected_rows(self, table: str) -> int:
        return int(self._connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    def rows(self, table: str) -> Iterator[Sequence[Any]]:
        yield from self._connection.execute(f'SELECT * FROM "{table}"')
