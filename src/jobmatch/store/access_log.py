"""The log of who did and saw what: rows are only added, and each carries the hash of the one before."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, select, text

from jobmatch.store.access_tables import AUDIT_LOG, AUDIT_SUBJECTS
from jobmatch.store.failures import plainly
from jobmatch.store.transaction import Written, reading

_WRITING_LOG = 0x6A6F626C
"""The advisory lock of PostgreSQL that whoever adds to the log holds; a long night does not hold it."""
FIRST = "0" * 64
"""What stands as the hash before the first row."""
ERASED = "erased"
"""The deed of removing a person, about nobody."""
_FEW = 500
_BY_TURNS = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody did or saw."""

    actor: str
    """User name; ``borger`` for a citizen herself."""
    action: str
    citizen_id: str | None = None
    """Whose data it is about; kept apart from the log, so that she can be erased."""
    object: str | None = None
    """What else it is about, such as a placement's id; never anything about a person."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """Facts about the deed, such as roles or counts; never anything about a person."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    citizen_id: str | None
    """Whom the subject is; None also for somebody who has been erased."""
    object: str | None
    details: Mapping[str, Any]
    previous: str
    hash: str


def digest_of(cells: Mapping[str, Any]) -> str:
    """The hash of a row: of every cell but itself, written in one way only."""
    signed = {name: cells[name] for name in _SIGNED}
    return hashlib.sha256(json.dumps(signed, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


_NEWEST = Written(select(AUDIT_LOG.c.number, AUDIT_LOG.c.hash).order_by(AUDIT_LOG.c.number.desc()).limit(1))
_SUBJECTS = select(AUDIT_SUBJECTS).where(AUDIT_SUBJECTS.c.citizen_id.in_(bindparam("ids", expanding=True)))
_SUBJECT = Written(select(AUDIT_SUBJECTS.c.subject).where(AUDIT_SUBJECTS.c.citizen_id == bindparam("citizen_id")))
_NAME = Written(AUDIT_SUBJECTS.insert())
_INSERT = AUDIT_LOG.insert()
_ADD = Written(_INSERT)
_AT_ONCE = 8
"""So few rows are sent one by one as they are written out; more of them as one."""
_SIGNED = ("number", "at", "actor", "action", "subject", "object", "details", "previous")


class AccessLog:
    """Adds to the log and reads it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, entries: Sequence[Entry]) -> tuple[int, str]:
        """Add entries in one transaction of their own, and return number and hash of the last; on disk by then."""
        with plainly(self._engine), self._engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                return self.append(connection, entries)

    def append(self, connection: Connection, entries: Sequence[Entry]) -> tuple[int, str]:
        """Add entries at the end of a transaction that is under way, so that they stand or fall with it."""
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITING_LOG})
        subjects = _subjects(connection, {one.citizen_id for one in entries if one.citizen_id is not None})
        number, previous = self._head(connection)
        at = self._clock().isoformat()
        rows = []
        for entry in entries:
            number += 1
            row = {
                "number": number,
                "at": at,
                "actor": entry.actor,
                "action": entry.action,
                "subject": subjects[entry.citizen_id] if entry.citizen_id is not None else None,
                "object": entry.object,
                "details": json.dumps(dict(entry.details), sort_keys=True, ensure_ascii=False),
                "previous": previous,
            }
            previous = digest_of(row)
            rows.append({**row, "hash": previous})
        if len(rows) > _AT_ONCE:
            connection.execute(_INSERT, rows)
        else:
            for cells in rows:
                _ADD.run(connection, **cells)
        return number, previous

    def _head(self, connection: Connection) -> tuple[int, str]:
        number, digest = _NEWEST.first(connection) or (0, FIRST)
        return int(number), str(digest)

    def head(self) -> tuple[int, str]:
        """The number and the hash of the newest row."""
        with reading(self._engine) as connection:
            return self._head(connection)

    def rows(self, after: int = 0) -> Iterator[Mapping[str, Any]]:
        """Every row as it is stored, the oldest first, for whoever checks them."""
        query = select(AUDIT_LOG).where(AUDIT_LOG.c.number > after).order_by(AUDIT_LOG.c.number)
        with reading(self._engine) as connection:
            found = connection.execution_options(stream_results=True).execute(query)
            for row in found.yield_per(_BY_TURNS):
                yield dict(row._mapping)

    def entries(
        self,
        before: int | None = None,
        limit: int = 100,
        citizen_id: str | None = None,
        actor: str | None = None,
        actions: Sequence[str] | None = None,
    ) -> list[Logged]:
        """The newest entries, about one citizen or by one user or of some kinds, or all."""
        log, subjects = AUDIT_LOG.c, AUDIT_SUBJECTS.c
        query = select(AUDIT_LOG, subjects.citizen_id).join_from(
            AUDIT_LOG, AUDIT_SUBJECTS, log.subject == subjects.subject, isouter=True
        )
        wanted = [
            log.number < before if before is not None else None,
            subjects.citizen_id == citizen_id if citizen_id is not None else None,
            log.actor == actor if actor is not None else None,
            log.action.in_(list(actions)) if actions is not None else None,
        ]
        query = query.where(*(one for one in wanted if one is not None)).order_by(log.number.desc()).limit(limit)
        with reading(self._engine) as connection:
            return [_logged(row) for row in connection.execute(query)]

    def count(self) -> int:
        """How many rows there are."""
        with reading(self._engine) as connection:
            return int(connection.scalar(select(func.count()).select_from(AUDIT_LOG)) or 0)


def _subjects(connection: Connection, citizen_ids: set[str]) -> dict[str, str]:
    """What each citizen is called in the log; whoever is new there gets a random name."""
    if len(citizen_ids) <= _AT_ONCE:
        return {one: _subject(connection, one) for one in sorted(citizen_ids)}
    known: dict[str, str] = {}
    ids = sorted(citizen_ids)
    for start in range(0, len(ids), _FEW):
        rows = connection.execute(_SUBJECTS, {"ids": ids[start : start + _FEW]})
        known.update({row.citizen_id: row.subject for row in rows})
    fresh = {one: secrets.token_hex(16) for one in ids if one not in known}
    if fresh:
        cells = [{"citizen_id": one, "subject": subject} for one, subject in fresh.items()]
        connection.execute(AUDIT_SUBJECTS.insert(), cells)
    return {**known, **fresh}


def _subject(connection: Connection, citizen_id: str) -> str:
    known = _SUBJECT.first(connection, citizen_id=citizen_id)
    if known is not None:
        return str(known[0])
    fresh = secrets.token_hex(16)
    _NAME.run(connection, citizen_id=citizen_id, subject=fresh)
    return fresh


def _logged(row: Row[Any]) -> Logged:
    return Logged(
        number=row.number,
        at=datetime.fromisoformat(row.at),
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        citizen_id=row.citizen_id,
        object=row.object,
        details=json.loads(row.details),
        previous=row.previous,
        hash=row.hash,
    )
