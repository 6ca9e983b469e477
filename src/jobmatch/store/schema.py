"""Which version of the tables a database has, and bringing it up to this program's."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, Table, inspect, text

from jobmatch.errors import BadInput, NotReady, Text
from jobmatch.store import (  # noqa: F401 - every file of tables is named here, so that METADATA knows them all
    access_tables,
    casework_tables,
    governance_tables,
    learned_tables,
    tables,
    workplace_tables,
)
from jobmatch.store.failures import shown
from jobmatch.store.metadata import METADATA
from jobmatch.store.transaction import reading, writing

VERSION = "0010"
"""The newest step in ``migrations/versions``; a test holds the two together."""

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"

_OLDER = Text(
    "Databasen {place} er fra en ældre udgave af jobmatch. Tag en sikkerhedskopi, og kør så: jobmatch db upgrade",
    "The database {place} is from an older jobmatch. Make a backup, then run: jobmatch db upgrade",
)
_NEWER = Text(
    "Databasen {place} er lavet af en nyere udgave af jobmatch end denne. Installér den nyeste jobmatch.",
    "The database {place} was made by a newer jobmatch than this one. Install the newest jobmatch.",
)
_FOREIGN = Text(
    "Databasen {place} hører til et andet program. Vælg en anden med --db.",
    "The database {place} belongs to another program. Choose another one with --db.",
)


def version_of(connection: Connection) -> str | None:
    """The version of the tables, or None when there are none."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" in names:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if version is not None:
            return str(version)
    return "" if names - {"alembic_version"} else None


def _known_versions() -> set[str]:
    return {path.name.split("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")}


def upgrade_within(connection: Connection, version: str = "head") -> None:
    """Make or change the tables inside a transaction that is already under way."""
    from alembic import command  # slow to import, and hardly ever needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def check_known(version: str, place: str) -> None:
    """Refuse tables of a version that this program has never heard of."""
    if version not in _known_versions():
        raise NotReady(_NEWER.fill(place=place))


def _refuse(engine: Engine, version: str) -> None:
    if version == "":
        raise BadInput(_FOREIGN.fill(place=shown(engine)))
    check_known(version, shown(engine))


def upgrade(engine: Engine) -> bool:
    """Bring the tables to this program's version; True when there was something to do.

    Raises:
        NotReady: The database is newer than this program.
        BadInput: The database belongs to another program.
    """
    with writing(engine) as connection:
        version = version_of(connection)
        if version == VERSION:
            return False
        if version is not None:
            _refuse(engine, version)
        upgrade_within(connection)
        return True


def ensure_ready(engine: Engine) -> None:
    """Make the tables in an empty database; refuse one that this program cannot use as it is."""
    with reading(engine) as connection:
        version = version_of(connection)
    if version == VERSION:
        return
    if version is None:
        upgrade(engine)
        return
    _refuse(engine, version)
    raise NotReady(_OLDER.fill(place=shown(engine)))


def is_current(engine: Engine) -> bool:
    """Whether the database can be reached and has this program's tables."""
    with reading(engine) as connection:
        return version_of(connection) == VERSION


def _own_tables(connection: Connection) -> list[str]:
    return [name for name in inspect(connection).get_table_names() if name in METADATA.tables]


def rows_within(engine: Engine, connection: Connection) -> int:
    """How many rows there are in all tables of this program.

    Raises:
        BadInput: The database belongs to another program.
    """
    version = version_of(connection)
    if version is not None:
        _refuse(engine, version)
    counts = (connection.scalar(text(f'SELECT count(*) FROM "{name}"')) for name in _own_tables(connection))
    return sum(int(count or 0) for count in counts)


def reflected(connection: Connection, name: str) -> Table | None:
    """A table as the database has it, or None."""
    if not inspect(connection).has_table(name):
        return None
    return Table(name, MetaData(), autoload_with=connection)


def drop_within(connection: Connection) -> None:
    """Remove every table of this program."""
    for name in [*_own_tables(connection), "alembic_version"]:
        connection.execute(text(f'DROP TABLE IF EXISTS "{name}"'))
