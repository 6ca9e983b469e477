"""One person's data: everything out as a document, or everything gone."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, select

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Kind, columns_of
from jobmatch.errors import NotFound, Text
from jobmatch.store import links, run_blocks
from jobmatch.store.access_log import ERASED, AccessLog, Entry
from jobmatch.store.access_tables import AUDIT_SUBJECTS
from jobmatch.store.metadata import METADATA
from jobmatch.store.revisions import next_revision
from jobmatch.store.run_numbers import numbers_of
from jobmatch.store.runs import Runs
from jobmatch.store.tables import (
    CITIZENS,
    CONFIRMATIONS,
    ERASURES,
    EVENTS,
    KEYS,
    REPLIES,
    REVISIONS,
    RUN_PEOPLE,
)
from jobmatch.store.transaction import writing

_WITHOUT_CONTENT = (RUN_PEOPLE.name, AUDIT_SUBJECTS.name)
"""Tables that only number people for other tables."""

_UNKNOWN = Text(
    "Der er ikke gemt noget om borgeren {citizen}. Se efter, om nummeret er rigtigt.",
    "Nothing is stored about the citizen {citizen}. Check the number.",
)


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was removed."""

    versions: int
    """Versions of the citizen's own row, and of what was decided about her competences."""
    events: int
    """Versions of rows about what happened."""
    lists: int
    """Lists in published runs."""
    other: int = 0
    """Rows of every other table: decisions, agreements, courses, replies, sessions …"""


_WORDS = [c.name for c in columns_of(Citizen) if c.kind in (Kind.TERMS, Kind.COMPETENCES, Kind.TEXT)]


def _texts(rows: Iterable[Any]) -> Iterator[str]:
    """Every text of a person that may have been linked."""
    for row in rows:
        for name in _WORDS:
            cell = getattr(row, name)
            if cell is None:
                continue
            yield cell
            if cell.startswith("["):
                yield from _strings(json.loads(cell))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


_WHAT = "erase"
"""What the list of revisions says; not who."""


def tables_about_citizens() -> list[Table]:
    """Every table of this program that names a citizen, whoever declared it."""
    return [table for table in METADATA.sorted_tables if "citizen_id" in table.c]


def erase(engine: Engine, citizen_id: str, by: str, now: datetime, log: AccessLog) -> Erased:
    """Remove every row about a person and leave only how many there were; the log keeps that it was done, not to whom.

    Raises:
        NotFound: Nothing is stored about that person.
    """
    with writing(engine) as connection:
        versions = connection.execute(select(CITIZENS).where(CITIZENS.c.citizen_id == citizen_id)).all()
        links.forget(connection, _texts(versions))
        lists = _forget_lists(connection, citizen_id)
        counts = {
            table.name: connection.execute(delete(table).where(table.c.citizen_id == citizen_id)).rowcount
            for table in tables_about_citizens()
        }
        own, events = counts.pop(CITIZENS.name), counts.pop(EVENTS.name)
        decided = counts.pop(CONFIRMATIONS.name)
        erased = Erased(own + decided, events, lists, sum(counts.values()))
        if not any(asdict(erased).values()):
            raise NotFound(_UNKNOWN.fill(citizen=citizen_id))
        connection.execute(delete(REPLIES))  # short-lived, and may hold the person's data
        number = int(connection.scalar(select(func.coalesce(func.max(ERASURES.c.number), 0))) or 0) + 1
        gone = {"versions": erased.versions, "events": erased.events, "lists": erased.lists}
        connection.execute(ERASURES.insert().values(number=number, at=now.isoformat(), by=by, **gone))
        log.append(connection, [Entry(by, ERASED, details=asdict(erased))])
        next_revision(connection, by, _WHAT, now)  # whoever holds the data in memory, in any process, reads it anew
    _wipe(engine)
    return erased


def _forget_lists(connection: Connection, citizen_id: str) -> int:
    """Take a person out of every run; whoever is in one has a number."""
    person = numbers_of(connection, RUN_PEOPLE, [citizen_id]).get(citizen_id)
    return 0 if person is None else run_blocks.forget(connection, person)


def _wipe(engine: Engine) -> None:
    """On SQLite, overwrite what the removed rows left in the file and its log."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def export(connection: Connection, citizen_id: str, runs: Runs) -> dict[str, Any]:
    """Everything about a person: every version, event and list, and every row of every other table that names her.

    Raises:
        NotFound: Nothing is stored about that person.
    """
    found = {
        "versions": _versions(connection, CITIZENS, citizen_id),
        "events": _versions(connection, EVENTS, citizen_id),
        "lists": list(_lists(connection, citizen_id, runs)),
        "competences_decided": _versions(connection, CONFIRMATIONS, citizen_id),
    }
    told = (CITIZENS, EVENTS, CONFIRMATIONS)
    for table in tables_about_citizens():
        if table not in told and table.name not in _WITHOUT_CONTENT:
            found[table.name] = _rows(connection, table, citizen_id)
    if not any(found.values()):
        raise NotFound(_UNKNOWN.fill(citizen=citizen_id))
    return {"citizen_id": citizen_id, **found}


def _rows(connection: Connection, table: Table, citizen_id: str) -> list[dict[str, Any]]:
    """The rows of any table about a person, in the order of its key; what is secret about a session is left out."""
    query = select(table).where(table.c.citizen_id == citizen_id).order_by(*table.primary_key.columns)
    return [
        {name: _readable(cell) for name, cell in row.items() if name != "digest"}
        for row in connection.execute(query).mappings()
    ]


def _readable(cell: Any) -> Any:
    """A cell as a document can hold it: packed content unpacked, JSON as what it says."""
    if isinstance(cell, bytes):
        try:
            cell = zlib.decompress(cell).decode()
        except (zlib.error, UnicodeDecodeError):
            return base64.b64encode(cell).decode()
    if isinstance(cell, str) and cell[:1] in ("[", "{"):
        try:
            return json.loads(cell)
        except ValueError:
            return cell  # a sentence that begins with a bracket
    return cell


def _versions(connection: Connection, table: Any, citizen_id: str) -> list[dict[str, Any]]:
    query = (
        select(table, REVISIONS.c.at.label("saved_at"), REVISIONS.c.by.label("saved_by"))
        .join_from(table, REVISIONS, REVISIONS.c.number == table.c.since, isouter=True)
        .where(table.c.citizen_id == citizen_id)
        .order_by(*(table.c[key] for key in KEYS[table.name]), table.c.since)
    )
    rows = []
    for row in connection.execute(query).mappings():
        cells = {name: json.loads(v) if isinstance(v, str) and v.startswith("[") else v for name, v in row.items()}
        rows.append({**cells, "withdrawn": bool(row["withdrawn"])})
    return rows


def _lists(connection: Connection, citizen_id: str, runs: Runs) -> Iterator[dict[str, Any]]:
    for run in reversed(runs.newest_first(connection)):
        found = runs.list_of(connection, run.run_id, citizen_id)
        if found is not None:
            ranked = [{"placement_id": placement, "points": points} for placement, points in found.ranked]
            yield {
                "run_id": run.run_id,
                "feasible_count": found.feasible_count,
                "ranked": ranked,
                "details": found.details,
            }
