"""Reading citizens, placements and events as they are, or exactly as they were at an earlier revision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, and_, exists, func, not_, select

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.domain.viewer import Scope
from jobmatch.store import meanwhile
from jobmatch.store.access_scope import within
from jobmatch.store.bulk import chunks
from jobmatch.store.changes import Noun, Stored
from jobmatch.store.records import Records, at_revision
from jobmatch.store.revisions import revision_now
from jobmatch.store.tables import ERASURES, EVENTS
from jobmatch.store.transaction import reading

R = TypeVar("R")
SHOWN_ONLY = ("foreslaaet", "forelagt")
"""Events that say what somebody saw, not what came of it."""
_MANY = 500
"""Ids that go into one question."""


class RecordReading:
    """The questions to the store about records, each in one transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._citizens: Records[Citizen] = Records("citizens")
        self._placements: Records[Placement] = Records("placements")
        self._events: Records[Event] = Records("events")
        self._by_noun: dict[Noun, Records[Any]] = {
            "citizens": self._citizens,
            "placements": self._placements,
            "events": self._events,
            "confirmations": Records("confirmations"),
            "local_words": Records("local_words"),
        }

    def revision(self) -> int:
        """The newest revision; 0 before anything was saved."""
        return revision_now(self.engine)

    def citizens(self, revision: int | None = None, include_withdrawn: bool = False) -> list[Citizen]:
        """Every citizen, by id; at an earlier revision exactly as they were then."""
        with reading(self.engine) as connection:
            found = self._citizens.stored(connection, revision=revision, include_withdrawn=include_withdrawn)
            return [one.record for one in found]

    def placements(self, revision: int | None = None, include_withdrawn: bool = False) -> list[Placement]:
        """Every placement, by id; at an earlier revision exactly as they were then."""
        with reading(self.engine) as connection:
            found = self._placements.stored(connection, revision=revision, include_withdrawn=include_withdrawn)
            return [one.record for one in found]

    def events(
        self, revision: int | None = None, citizen_id: str | None = None, placement_id: str | None = None
    ) -> list[Event]:
        """What happened, by citizen, placement, date and event."""
        columns = self._events.table.c
        wanted = {columns.citizen_id: citizen_id, columns.placement_id: placement_id}
        where = [column == value for column, value in wanted.items() if value is not None]
        with reading(self.engine) as connection:
            return [one.record for one in self._events.stored(connection, *where, revision=revision)]

    def events_of(self, citizen_ids: Iterable[str]) -> list[Event]:
        """What happened to some citizens, by citizen, placement, date and event."""
        column = self._events.table.c.citizen_id
        with reading(self.engine) as connection:
            parts = chunks(sorted(set(citizen_ids)), _MANY)
            return [one.record for part in parts for one in self._events.stored(connection, column.in_(part))]

    def course_events(self, revision: int | None = None) -> list[Event]:
        """Everything that courses are made of: not that a placement was shown or talked about, by far the most rows."""
        table = self._events.table
        told = and_(table.c.event.not_in(SHOWN_ONLY), not_(self._tells_nothing_new(revision)))
        with reading(self.engine) as connection:
            return [one.record for one in self._events.stored(connection, told, revision=revision, many=True)]

    def _tells_nothing_new(self, revision: int | None) -> ColumnElement[bool]:
        """A week's hours in a course that has begun by then: most of what happens, and no course needs it."""
        week = self._events.table
        start = week.alias()
        same = [start.c[name] == week.c[name] for name in ("citizen_id", "placement_id", "course_id")]
        begun = (start.c.event == "startet", start.c.date <= week.c.date, start.c.withdrawn == 0)
        there = select(start.c.event).where(*same, *begun, at_revision(start, revision)).exists()
        return and_(week.c.event == "timer", week.c.reason.is_(None), week.c.course_id.is_not(None), there)

    def people_with_reason(self, reason: str) -> frozenset[str]:
        """Ids of the citizens to whom something happened for this reason, whenever it was."""
        columns = self._events.table.c
        where = [columns.until.is_(None), columns.withdrawn == 0, columns.reason == reason]
        with reading(self.engine) as connection:
            return frozenset(connection.scalars(select(columns.citizen_id).where(*where).distinct()))

    def people_with(
        self, events: Collection[str], since: date, placement_ids: Collection[str] | None = None
    ) -> set[str]:
        """Ids of the citizens to whom one of these events happened since a day, at some placements or anywhere."""
        columns = self._events.table.c
        where = [*self._live_events(events), columns.date >= since.isoformat()]
        if placement_ids is not None:
            where.append(columns.placement_id.in_(list(placement_ids)))
        with reading(self.engine) as connection:
            return set(connection.scalars(select(columns.citizen_id).where(*where).distinct()))

    def stored_citizen(self, citizen_id: str, revision: int | None = None) -> Stored[Citizen] | None:
        """One citizen with version and withdrawn mark."""
        with reading(self.engine) as connection:
            if revision is None:
                return meanwhile.citizen_of(connection, citizen_id)
            return self._one(self._citizens, connection, citizen_id, revision)

    def stored_placement(self, placement_id: str, revision: int | None = None) -> Stored[Placement] | None:
        """One placement with version and withdrawn mark."""
        with reading(self.engine) as connection:
            return self._one(self._placements, connection, placement_id, revision)

    def citizen(self, citizen_id: str, revision: int | None = None) -> Citizen | None:
        """One citizen; None when unknown or withdrawn."""
        found = self.stored_citizen(citizen_id, revision)
        return None if found is None or found.withdrawn else found.record

    def placement(self, placement_id: str, revision: int | None = None) -> Placement | None:
        """One placement; None when unknown or withdrawn."""
        found = self.stored_placement(placement_id, revision)
        return None if found is None or found.withdrawn else found.record

    def _one(self, records: Records[R], connection: Connection, key: str, revision: int | None) -> Stored[R] | None:
        where = records.table.c[records.key] == key
        return next(records.stored(connection, where, revision=revision, include_withdrawn=True), None)

    def citizen_page(
        self,
        after: str = "",
        limit: int = 50,
        teams: Collection[str] | None = None,
        revision: int | None = None,
        consultant: str | None = None,
        scope: Scope | None = None,
        events: Collection[str] | None = None,
    ) -> list[Stored[Citizen]]:
        """The next citizens by id after ``after``, of some teams or of all, of one consultant or of all.

        Args:
            scope: Whose citizens somebody sees; everybody's when not given.
            events: Only those to whom one of these happened at some time.
        """
        columns = self._citizens.table.c
        where = [columns.citizen_id > after]
        if teams is not None:
            where.append(columns.team.in_(list(teams)))
        if consultant is not None:
            where.append(columns.consultant == consultant)
        if scope is not None:
            where.append(within(scope))
        if events is not None:
            where.append(exists().where(*self._live_events(events), EVENTS.c.citizen_id == columns.citizen_id))
        with reading(self.engine) as connection:
            return list(self._citizens.stored(connection, *where, revision=revision, limit=limit))

    @staticmethod
    def _live_events(names: Collection[str]) -> list[ColumnElement[bool]]:
        return [EVENTS.c.until.is_(None), EVENTS.c.withdrawn == 0, EVENTS.c.event.in_(list(names))]

    def consultants(self) -> list[str]:
        """User names of the consultants who have a citizen today."""
        columns = self._citizens.table.c
        live = (columns.until.is_(None), columns.withdrawn == 0, columns.consultant.is_not(None))
        with reading(self.engine) as connection:
            return sorted(connection.scalars(select(columns.consultant).where(*live).distinct()))

    def placement_page(self, after: str = "", limit: int = 50, revision: int | None = None) -> list[Stored[Placement]]:
        """The next placements by id after ``after``."""
        where = self._placements.table.c.placement_id > after
        with reading(self.engine) as connection:
            return list(self._placements.stored(connection, where, revision=revision, limit=limit))

    def citizens_by_id(self, ids: Iterable[str]) -> dict[str, Stored[Citizen]]:
        """Those of these citizens that are stored, withdrawn or not."""
        with reading(self.engine) as connection:
            return self._citizens.by_id(connection, ids)

    def placements_by_id(self, ids: Iterable[str]) -> dict[str, Stored[Placement]]:
        """Those of these placements that are stored, withdrawn or not."""
        with reading(self.engine) as connection:
            return self._placements.by_id(connection, ids)

    def changed_ids(self, noun: Noun, since: int, until: int | None = None) -> set[str]:
        """Ids of rows that got a new version (or were withdrawn) after a revision, and no later than another.

        A citizen counts as changed too when something was decided about what is read in her story.
        """
        nouns: tuple[Noun, ...] = ("citizens", "confirmations") if noun == "citizens" else (noun,)
        tables = [(one.table, one.key) for one in map(self._by_noun.__getitem__, nouns)]
        with reading(self.engine) as connection:
            queries = [select(table.c[key]).where(*_between(table.c.since, since, until)) for table, key in tables]
            return {found for query in queries for found in connection.scalars(query)}

    def saved_meanwhile(self, after: int, until: int, most: int) -> meanwhile.Meanwhile:
        """What was saved after a revision and no later than another, with so many citizens at most."""
        with reading(self.engine) as connection:
            return meanwhile.saved_meanwhile(connection, after, until, most)

    def changed_pairs(self, since: int, until: int | None = None) -> set[tuple[str, str]]:
        """Citizen and placement of every event that is new or changed after a revision, and no later than another."""
        columns = self._events.table.c
        query = select(columns.citizen_id, columns.placement_id).where(*_between(columns.since, since, until))
        with reading(self.engine) as connection:
            return {(row.citizen_id, row.placement_id) for row in connection.execute(query)}

    def erased_since(self, moment: datetime | None) -> bool:
        """Whether a person was erased after a moment, or ever: what she held is free, and no revision tells of it."""
        query = select(func.count()).select_from(ERASURES)
        if moment is not None:
            query = query.where(ERASURES.c.at > moment.astimezone(UTC).isoformat())
        with reading(self.engine) as connection:
            return bool(connection.scalar(query))

    def known_ids(self, noun: Noun, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are stored, withdrawn or not."""
        with reading(self.engine) as connection:
            return self._by_noun[noun].known(connection, ids)

    def count(self, noun: Noun) -> int:
        """Rows that are stored and not withdrawn."""
        with reading(self.engine) as connection:
            return self._by_noun[noun].count(connection)


def _between(column: ColumnElement[int], since: int, until: int | None) -> list[ColumnElement[bool]]:
    """Later than one revision, and no later than another where one is named."""
    return [column > since] if until is None else [column > since, column <= until]
