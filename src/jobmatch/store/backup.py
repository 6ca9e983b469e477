"""A copy of everything in one file, taken while others work, and bringing it back.

SQLite is copied with its own online backup into a SQLite file. PostgreSQL (and SQLite, when the name ends in
``.zip``) is written as a zip of one JSON line a row, which either database can take in.
"""

from __future__ import annotations

import base64
import errno
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, Table, select

from jobmatch.errors import BadInput, Conflict, JobmatchError, NotFound, NotReady, Text, reason_of
from jobmatch.store import schema
from jobmatch.store.archive import MANIFEST, Archive, is_archive, is_sqlite, open_archive
from jobmatch.store.bulk import insert_rows
from jobmatch.store.failures import plainly, shown
from jobmatch.store.metadata import METADATA
from jobmatch.store.transaction import reading, writing

_NO_FOLDER = Text(
    "Mappen {folder} findes ikke. Opret den, eller vælg et andet sted til sikkerhedskopien.",
    "The folder {folder} does not exist. Make it, or choose another place for the backup.",
)
_IN_THE_WAY = Text(
    "{path} findes allerede og er ikke en sikkerhedskopi. Vælg et andet navn.",
    "{path} exists already and is not a backup. Choose another name.",
)
_ITSELF = Text(
    "{path} er selve databasen. Vælg et andet navn til sikkerhedskopien.",
    "{path} is the database itself. Choose another name for the backup.",
)
_CANNOT_WRITE = Text(
    "Sikkerhedskopien {path} kunne ikke skrives ({why}). Se efter plads og adgang.",
    "The backup {path} could not be written ({why}). Check for space and access.",
)
_NO_FILE = Text("Filen {path} findes ikke.", "The file {path} does not exist.")
_DAMAGED = Text(
    "{path} er ikke en hel sikkerhedskopi fra jobmatch. Intet er ændret. Brug en anden kopi.",
    "{path} is not a whole backup from jobmatch. Nothing was changed. Use another copy.",
)
_NOT_EMPTY = Text(
    "Databasen {place} er ikke tom ({rows} rækker). Intet er ændret. "
    "Gendan i en tom database, eller brug --overwrite, hvis det hele må erstattes.",
    "The database {place} is not empty ({rows} rows). Nothing was changed. "
    "Restore into an empty database, or use --overwrite if everything may be replaced.",
)


def backup(engine: Engine, path: Path) -> int:
    """Copy everything to a file and return how many rows it holds; an older backup of that name is replaced.

    Raises:
        BadInput: The file cannot be there.
        NotReady: It could not be written.
    """
    _check_target(engine, path)
    schema.ensure_ready(engine)
    part = path.with_name(path.name + ".part")
    native = engine.dialect.name == "sqlite" and path.suffix.lower() != ".zip"
    try:
        part.unlink(missing_ok=True)
        with plainly(engine):
            rows = _copy_sqlite(engine, part) if native else _write_archive(engine, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        raise NotReady(_CANNOT_WRITE.fill(path=path, why=reason_of(error))) from error
    finally:
        part.unlink(missing_ok=True)
    return rows


def _check_target(engine: Engine, path: Path) -> None:
    if not path.parent.is_dir():
        raise BadInput(_NO_FOLDER.fill(folder=path.parent))
    if engine.dialect.name == "sqlite" and path.exists() and path.samefile(engine.url.database or ""):
        raise BadInput(_ITSELF.fill(path=path))
    if path.exists() and not (path.is_file() and (is_archive(path) or is_sqlite(path))):
        raise BadInput(_IN_THE_WAY.fill(path=path))


def _copy_sqlite(engine: Engine, part: Path) -> int:
    with closing(sqlite3.connect(part)) as copy:
        source = engine.raw_connection()
        try:
            driver: Any = source.driver_connection
            driver.backup(copy, pages=2_000)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error  # the copy's disk, not the database's
        finally:
            source.close()
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        return sum(copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in METADATA.tables)


def _write_archive(engine: Engine, part: Path) -> int:
    counts: dict[str, Any] = {}
    with reading(engine) as connection, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for table in METADATA.sorted_tables:
            rows = _write_table(connection, archive, table)
            binary = [column.name for column in table.c if isinstance(column.type, LargeBinary)]
            counts[table.name] = {"columns": [column.name for column in table.c], "binary": binary, "rows": rows}
        made_at = datetime.now(UTC).isoformat()
        manifest = {"program": "jobmatch", "schema": schema.VERSION, "made_at": made_at, "tables": counts}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return sum(table["rows"] for table in counts.values())


def _write_table(connection: Connection, archive: zipfile.ZipFile, table: Table) -> int:
    rows = 0
    query = select(table).execution_options(stream_results=True)
    with connection.execute(query) as found, archive.open(f"{table.name}.ndjson", "w", force_zip64=True) as member:
        for row in found.yield_per(5_000):
            cells = [base64.b64encode(cell).decode() if isinstance(cell, bytes) else cell for cell in row]
            member.write(json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            rows += 1
    return rows


def restore(engine: Engine, path: Path, overwrite: bool = False) -> int:
    """Bring back everything from a backup, in one transaction, and return how many rows there are.

    Args:
        overwrite: Whether what is in the database now may be thrown away.

    Raises:
        NotFound: There is no such file.
        BadInput: The file is not a whole backup.
        Conflict: The database is not empty.
        NotReady: The backup is from a newer jobmatch.
    """
    if not path.is_file():
        raise NotFound(_NO_FILE.fill(path=path))
    try:
        with open_archive(path) as archive, writing(engine) as connection:
            schema.check_known(archive.version, str(path))
            _make_room(engine, connection, overwrite)
            schema.upgrade_within(connection, archive.version)
            rows = sum(_fill(connection, archive, name) for name in archive.tables)
            schema.upgrade_within(connection)
            return rows
    except JobmatchError:
        raise
    except (zipfile.BadZipFile, sqlite3.Error, ValueError, KeyError, TypeError, EOFError, OSError) as error:
        raise BadInput(_DAMAGED.fill(path=path)) from error


def _make_room(engine: Engine, connection: Connection, overwrite: bool) -> None:
    rows = schema.rows_within(engine, connection)
    if rows and not overwrite:
        raise Conflict(_NOT_EMPTY.fill(place=shown(engine), rows=rows))
    schema.drop_within(connection)


def _fill(connection: Connection, archive: Archive, name: str) -> int:
    table = schema.reflected(connection, name)
    columns, rows = archive.columns(name), 0
    if table is None or not set(columns) <= set(table.c.keys()):
        raise ValueError(f"the backup names the table {name}, which version {archive.version} does not have")

    def counted() -> Any:
        nonlocal rows
        for row in archive.rows(name):
            rows += 1
            yield row

    insert_rows(connection, table, columns, counted())
    if rows != archive.expected_rows(name):
        raise ValueError(f"the backup holds {rows} rows of {name}, not as many as it says")
    return rows
