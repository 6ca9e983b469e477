"""``jobmatch db``: the database itself: newest schema, a copy, the copy back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import add_group
from jobmatch.cli.options import Db, Lang

if TYPE_CHECKING:
    from sqlalchemy import Engine


@contextmanager
def _database(door: Door, *, create: bool = True) -> Iterator[Engine]:
    """The database of the settings, for as long as it takes."""
    from jobmatch.store.database import open_database

    engine = open_database(door.settings.database_url, create=create)
    try:
        yield engine
    finally:
        engine.dispose()


def upgrade(db: Db = None, lang: Lang = None) -> None:
    """Bring the tables to this program's version."""
    from jobmatch.store.schema import upgrade as bring_up

    door = open_door(db, lang)
    with _database(door) as engine:
        has_changed = bring_up(engine)
    if has_changed:
        door.say("Databasen passer nu til denne udgave.", "The database now fits this version.")
    else:
        door.say("Databasen er allerede på nyeste udgave.", "The database is already the newest version.")


def backup(backup_file: Path, db: Db = None, lang: Lang = None) -> None:
    """Copy everything to one file while others work."""
    from jobmatch.store.backup import backup as copy

    door = open_door(db, lang)
    with _database(door, create=False) as engine:
        rows = copy(engine, backup_file)
    door.say(f"{rows} rækker er kopieret til {backup_file}.", f"{rows} rows were copied to {backup_file}.")


def restore(backup_file: Path, overwrite: bool = False, db: Db = None, lang: Lang = None) -> None:
    """Bring a copy back."""
    from jobmatch.store.backup import restore as bring_back

    door = open_door(db, lang)
    with _database(door) as engine:
        rows = bring_back(engine, backup_file, overwrite=overwrite)
    door.say(f"{rows} rækker er hentet tilbage fra {backup_file}.", f"{rows} rows were restored from {backup_file}.")


_EXPLAINED = (
    (
        "upgrade",
        "Bringer tabellerne op på denne udgave.",
        "Brings the tables to this version.",
        "jobmatch db upgrade",
        upgrade,
    ),
    (
        "backup",
        "Kopierer alt til én fil, også mens andre arbejder.",
        "Copies everything to one file, also while others work.",
        "jobmatch db backup kopi.zip",
        backup,
    ),
    (
        "restore",
        "Henter en kopi tilbage i en tom database.",
        "Brings a copy back into an empty database.",
        "jobmatch db restore kopi.zip --db sqlite:///ny.sqlite",
        restore,
    ),
)


def add(app: typer.Typer) -> None:
    """Add the group of commands to the program."""
    add_group(
        app,
        "db",
        "Passer databasen: opgradér, tag kopi, hent kopi.",
        "Looks after the database: upgrade, backup, restore.",
        _EXPLAINED,
    )
