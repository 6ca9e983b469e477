"""What a database says when something is wrong, said to a person instead."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, exc

from jobmatch.errors import BadInput, Conflict, JobmatchError, NotReady, Text


def shown(engine: Engine) -> str:
    """Where the database is, without a password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or ""
    return engine.url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


_BUSY = Text(
    "Databasen {place} er optaget af et andet program. Vent lidt, og prøv igen.",
    "The database {place} is in use by another program. Wait a little and try again.",
)
_FULL = Text(
    "Der er ikke mere plads på disken med databasen {place}. Intet er gemt. Skaf plads, og prøv igen.",
    "The disk that holds the database {place} is full. Nothing was saved. Make room and try again.",
)
_DISK = Text(
    "Disken med databasen {place} kan ikke bruges lige nu. Intet er gemt. Se efter, at disken virker, og prøv igen.",
    "The disk that holds the database {place} cannot be used now. Nothing was saved. Check the disk and try again.",
)
_READ_ONLY = Text(
    "jobmatch må ikke skrive i databasen {place}. Giv adgang til filen og mappen, eller vælg en anden med --db.",
    "jobmatch may not write to the database {place}. Allow it for the file and folder, or choose another with --db.",
)
_NOT_A_DATABASE = Text(
    "{place} er ikke en database, som jobmatch kan læse. Filen kan være skadet. Hent den fra en sikkerhedskopi.",
    "{place} is not a database that jobmatch can read. The file may be damaged. Restore it from a backup.",
)
_CANNOT_OPEN = Text(
    "Databasen {place} kan ikke åbnes. Se efter, at mappen findes, og at du må bruge den.",
    "The database {place} cannot be opened. Check that the folder exists and that you may use it.",
)
_UNREACHABLE = Text(
    "Databasen {place} svarer ikke. Se efter, at den kører, og at adresse, bruger og adgangskode er rigtige.",
    "The database {place} does not answer. Check that it runs, and that address, user and password are right.",
)
_LOST = Text(
    "Forbindelsen til databasen {place} blev afbrudt. Intet er gemt halvt. Prøv igen.",
    "The connection to the database {place} was lost. Nothing was saved halfway. Try again.",
)
_UNFIT = Text(
    "En værdi kan ikke gemmes i databasen {place}: den er for stor eller indeholder tegn, der ikke kan bruges.",
    "A value cannot be saved in the database {place}: it is too big or holds characters that cannot be used.",
)
_OTHER = Text(
    "Databasen {place} kunne ikke gøre det, den blev bedt om ({why}). Intet er gemt.",
    "The database {place} could not do what it was asked ({why}). Nothing was saved.",
)

_OUTSIDE = {
    Conflict: Text(
        "Databasen er optaget lige nu. Vent lidt, og prøv igen.",
        "The database is in use just now. Wait a little and try again.",
    ),
    NotReady: Text(
        "Databasen kan ikke bruges lige nu. Intet er gemt. Prøv igen om lidt. Bliver det ved, så sig det til dem, der "
        "passer systemet.",
        "The database cannot be used just now. Nothing was saved. Try again in a little while. If it goes on, tell "
        "those who look after the system.",
    ),
    BadInput: Text(
        "En værdi kan ikke gemmes: den er for stor eller indeholder tegn, der ikke kan bruges.",
        "A value cannot be saved: it is too big or holds characters that cannot be used.",
    ),
}
"""What pages and programs are told, who have no business with where the database is."""
_ROOM = 256 * 1024
"""Bytes: with less than this left, a disk is full for SQLite, which takes room for its memory file before it begins."""

_SQLITE: tuple[tuple[str, type[JobmatchError], Text], ...] = (
    ("locked", Conflict, _BUSY),
    ("busy", Conflict, _BUSY),
    ("disk is full", NotReady, _FULL),
    ("readonly", NotReady, _READ_ONLY),
    ("not a database", BadInput, _NOT_A_DATABASE),
    ("malformed", BadInput, _NOT_A_DATABASE),
    ("unable to open", NotReady, _CANNOT_OPEN),
    ("disk i/o", NotReady, _DISK),
)
_POSTGRES_STATES: tuple[tuple[str, type[JobmatchError], Text], ...] = (
    ("55P03", Conflict, _BUSY),
    ("40", Conflict, _BUSY),
    ("53100", NotReady, _FULL),
    ("25006", NotReady, _READ_ONLY),
    ("42501", NotReady, _READ_ONLY),
    ("57", NotReady, _LOST),
    ("22", BadInput, _UNFIT),
)


def _is_full(engine: Engine) -> bool:
    folder = Path(engine.url.database or "").resolve().parent
    return folder.is_dir() and shutil.disk_usage(folder).free < _ROOM


def _classify(engine: Engine, error: Exception) -> tuple[type[JobmatchError], Text]:
    cause = getattr(error, "orig", None) or error
    if isinstance(error, OverflowError | UnicodeEncodeError):
        return BadInput, _UNFIT
    if engine.dialect.name == "sqlite":
        said = str(cause).lower()
        for part, kind, text in _SQLITE:
            if part in said:
                # without room for its files beside the database SQLite says many things, but not that
                return (NotReady, _FULL) if text in (_DISK, _CANNOT_OPEN) and _is_full(engine) else (kind, text)
        return (BadInput, _UNFIT) if isinstance(error, exc.DataError) else (NotReady, _OTHER)
    state = getattr(cause, "sqlstate", None) or ""
    for start, kind, text in _POSTGRES_STATES:
        if state.startswith(start):
            return kind, text
    if getattr(error, "connection_invalidated", False):
        return NotReady, _LOST
    if type(cause).__name__ == "OperationalError" and not state:
        return NotReady, _UNREACHABLE
    if isinstance(error, exc.DataError):
        return BadInput, _UNFIT
    return NotReady, _OTHER


@contextmanager
def plainly(engine: Engine) -> Iterator[None]:
    """Turn what the database complains about into a sentence for a person; the technical cause stays chained."""
    try:
        yield
    except (exc.DBAPIError, engine.dialect.loaded_dbapi.Error, OverflowError, UnicodeEncodeError) as error:
        kind, text = _classify(engine, error)
        cause = getattr(error, "orig", None) or error
        raise kind(_OUTSIDE[kind], text.fill(place=shown(engine), why=type(cause).__name__)) from error
