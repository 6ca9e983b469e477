"""What a database says when something is wrong, said to a person instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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

_SQLITE: tuple[tuple[str, type[JobmatchError], Text], ...] = (
    ("locked", Conflict, _BUSY),
    ("busy", Conflict, _BUSY),
    ("disk is full", NotReady, _FULL),
    ("readonly", NotReady, _READ_ONLY),
    ("not a database", BadInput, _NOT_A_DATABASE),
    ("malformed", BadInput, _NOT_A_DATABASE),
    ("unable to open", NotReady, _CANNOT_OPEN),
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


def _classify(engine: Engine, error: Exception) -> tuple[type[JobmatchError], Text]:
    cause = getattr(error, "orig", None) or error
    if isinstance(error, OverflowError | UnicodeEncodeError):
        return BadInput, _UNFIT
    if engine.dialect.name == "sqlite":
        said = str(cause).lower()
        for part, kind, text in _SQLITE:
            if part in said:
                return kind, text
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
        raise kind(text.fill(place=shown(engine), why=type(cause).__name__)) from error
