"""What a night reads besides whole tables: a few rows as they were at a revision, and what the coming days hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, func, or_, select

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.store.bulk import chunks
from jobmatch.store.records import Records
from jobmatch.store.tables import ERASURES
from jobmatch.store.transaction import reading

R = TypeVar("R")
_CHUNK = 2_000
SHOWN_ONLY = ("foreslaaet", "forelagt")
"""Events that say what somebody saw, not what came of it."""


class NightReading:
    """Reads of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._citizens: Records[Citizen] = Records("citizens")
        self._placements: Records[Placement] = Records("placements")
        self._events: Records[Event] = Records("events")

    def citizens(self, ids: Iterable[str], revision: int) -> list[Citizen]:
        """Those of these citizens that were there at a revision, by id."""
        return self._by_id(self._citizens, ids, revision)

    def placements(self, ids: Iterable[str], revision: int) -> list[Placement]:
        """Those of these placements that were there at a revision, by id."""
        return self._by_id(self._placements, ids, revision)

    def course_events(self, citizens: Iterable[str], revision: int) -> list[Event]:
        """What happened in the courses of some citizens, as known at a revision."""
        happened = self._events.table.c.event.not_in(SHOWN_ONLY)
        return self._by_id(self._events, citizens, revision, happened)

    def events_at(self, placements: Iterable[str], revision: int) -> list[Event]:
        """What happened in the courses at some placements, as known at a revision."""
        columns = self._events.table.c
        happened = columns.event.not_in(SHOWN_ONLY)
        with reading(self._engine) as connection:
            parts = chunks(sorted(set(placements)), _CHUNK)
            rows = (
                self._events.stored(connection, columns.placement_id.in_(p), happened, revision=revision) for p in parts
            )
            return [one.record for part in rows for one in part]

    def next_events(self, after: date, revision: int) -> dict[str, date]:
        """By citizen: the first event in courses that is dated later than a day."""
        columns = self._events.table.c
        held = (columns.since <= revision, or_(columns.until.is_(None), columns.until > revision))
        later = (columns.date > after.isoformat(), columns.event.not_in(SHOWN_ONLY), columns.withdrawn == 0)
        query = select(columns.citizen_id, func.min(columns.date).label("day")).where(*held, *later)
        with reading(self._engine) as connection:
            rows = connection.execute(query.group_by(columns.citizen_id))
            return {row.citizen_id: date.fromisoformat(row.day) for row in rows}

    def erasures(self) -> int:
        """How many people have been erased."""
        with reading(self._engine) as connection:
            return int(connection.scalar(select(func.count()).select_from(ERASURES)) or 0)

    def _by_id(self, records: Records[R], ids: Iterable[str], revision: int, *where: Any) -> list[R]:
        with reading(self._engine) as connection:
            return [
                one
                for part in chunks(sorted(set(ids)), _CHUNK)
                for one in _read(records, connection, part, revision, where)
            ]


def _read(
    records: Records[R], connection: Connection, ids: list[str], revision: int, where: tuple[Any, ...]
) -> list[R]:
    some = records.table.c[records.key].in_(ids)
    return [one.record for one in records.stored(connection, some, *where, revision=revision)]
