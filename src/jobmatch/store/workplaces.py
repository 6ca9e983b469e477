"""What is known of workplaces beside their placements, the contacts with them, and visits with what they changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, and_, func, select

from jobmatch.domain.placement import Placement
from jobmatch.domain.workplace import (
    FACTS,
    Effect,
    FactChange,
    StoredFacts,
    WorkplaceContact,
    WorkplaceFacts,
    WorkplaceVisit,
)
from jobmatch.errors import Conflict, Text
from jobmatch.store import replies
from jobmatch.store.bulk import chunks
from jobmatch.store.changes import Reply
from jobmatch.store.records import Records
from jobmatch.store.tables import REVISIONS
from jobmatch.store.transaction import reading, writing
from jobmatch.store.workplace_tables import CONTACTS, EFFECTS, VISITS, WORKPLACES

NOTHING = StoredFacts(WorkplaceFacts(), 0, "", None)
_DATES = ("pause_until", "next_visit")
_CHUNK = 500
VERSIONS_READ = 30
"""How far back the answers of a workplace are followed."""
_MEANWHILE = Text(
    "Oplysningerne om arbejdspladsen er ændret af en anden i mellemtiden.",
    "What is known of the workplace was changed by somebody else in the meantime.",
)


@dataclass(frozen=True, slots=True)
class PlacementVersion:
    """A placement as it was from one revision on, with who saved it and when."""

    placement: Placement
    revision: int
    by: str
    at: datetime


class WorkplaceStore:
    """Reads and keeps everything about workplaces that no file carries."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._placements: Records[Placement] = Records("placements")

    # facts

    def facts(self, keys: Iterable[str]) -> dict[str, StoredFacts]:
        """What these workplaces have told; those that have told nothing are left out."""
        found: dict[str, StoredFacts] = {}
        with reading(self._engine) as connection:
            for chunk in chunks(keys, _CHUNK):
                found.update(_facts(connection, chunk))
        return found

    def facts_of(self, key: str) -> StoredFacts:
        """What one workplace has told."""
        return self.facts([key]).get(key, NOTHING)

    def facts_at(self, key: str, version: int) -> StoredFacts:
        """What one workplace had told at an earlier version."""
        where = (WORKPLACES.c.workplace == key, WORKPLACES.c.version == version)
        with reading(self._engine) as connection:
            row = connection.execute(select(WORKPLACES).where(*where)).first()
        return NOTHING if row is None else _stored(row)

    def save_facts(
        self, key: str, facts: WorkplaceFacts, seen: int, by: str, reply: Callable[[int], Reply] | None = None
    ) -> None:
        """Keep a new version of what a workplace has told.

        Args:
            reply: Makes the answer to keep with it, given the version it is kept as.

        Raises:
            Conflict: The newest version is not the one that was seen.
        """
        with writing(self._engine) as connection:
            self.write_facts(connection, key, facts, seen, by)
            if reply is not None:
                version = _facts(connection, [key]).get(key, NOTHING).version
                replies.save(connection, by, reply(version), self._clock())

    def write_facts(self, connection: Connection, key: str, facts: WorkplaceFacts, seen: int, by: str) -> None:
        """Like ``save_facts``, within a transaction that is under way."""
        now = _facts(connection, [key]).get(key, NOTHING)
        if now.version != seen:
            raise Conflict(_MEANWHILE)
        if now.facts == facts:
            return
        cells = {name: _cell(getattr(facts, name)) for name in FACTS}
        row = {"workplace": key, "version": seen + 1, "at": self._clock().isoformat(), "by": by, **cells}
        connection.execute(WORKPLACES.insert().values(**row))

    # contacts

    def log(self, contact: WorkplaceContact, reply: Reply | None = None) -> None:
        """Keep a contact.

        Args:
            reply: The answer to keep with it.
        """
        with writing(self._engine) as connection:
            self.write_contact(connection, contact)
            if reply is not None:
                replies.save(connection, contact.by, reply, self._clock())

    def write_contact(self, connection: Connection, contact: WorkplaceContact) -> None:
        """Like ``log``, within a transaction that is under way."""
        row = {**asdict(contact), "day": contact.day.isoformat(), "at": self._clock().isoformat()}
        connection.execute(CONTACTS.insert().values(number=_next(connection, CONTACTS), **row))

    def contacts(
        self, keys: Collection[str], placement_ids: Collection[str], since: date | None = None
    ) -> list[WorkplaceContact]:
        """Contacts with these workplaces or about these openings, the newest first."""
        found: dict[int, WorkplaceContact] = {}
        with reading(self._engine) as connection:
            for column, wanted in ((CONTACTS.c.workplace, keys), (CONTACTS.c.placement_id, placement_ids)):
                for chunk in chunks(wanted, _CHUNK):
                    query = select(CONTACTS).where(column.in_(chunk))
                    if since is not None:
                        query = query.where(CONTACTS.c.day >= since.isoformat())
                    found.update((row.number, _contact(row)) for row in connection.execute(query))
        return [found[number] for number in sorted(found, key=lambda n: (found[n].day, n), reverse=True)]

    # visits

    def write_visit(
        self,
        connection: Connection,
        placement_id: str,
        revisions: tuple[int, int],
        fits: tuple[int, int],
        changes: Sequence[FactChange],
        effects: Iterable[Effect],
        by: str,
    ) -> int:
        """Keep a visit with what it changed, within a transaction that is under way.

        Args:
            revisions: The placement's version before and after.
            fits: How many it could suit before and after.
        """
        number = _next(connection, VISITS)
        row = {"placement_id": placement_id, "revision_before": revisions[0], "revision": revisions[1], "by": by}
        row |= {"fits_before": fits[0], "fits_after": fits[1]}
        told = json.dumps([[one.field, one.before, one.after] for one in changes], ensure_ascii=False)
        at = self._clock().isoformat()
        connection.execute(VISITS.insert().values(number=number, at=at, changes=told, **row))
        rows = [{**asdict(one), "number": number, "answered": json.dumps(one.answered)} for one in effects]
        if rows:
            connection.execute(EFFECTS.insert(), rows)
        return number

    def visits(self, placement_ids: Collection[str], limit: int = 20) -> list[WorkplaceVisit]:
        """Visits about these openings, the newest first."""
        query = select(VISITS).where(VISITS.c.placement_id.in_(list(placement_ids)))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(VISITS.c.number.desc()).limit(limit)).all()
        return [_visit(row) for row in rows]

    def visits_since(self, moment: datetime, limit: int = 100) -> list[WorkplaceVisit]:
        """Visits after a moment, the newest first."""
        query = select(VISITS).where(VISITS.c.at >= moment.isoformat())
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(VISITS.c.number.desc()).limit(limit)).all()
        return [_visit(row) for row in rows]

    def effects(self, numbers: Collection[int]) -> dict[int, list[Effect]]:
        """By visit: what it changed for whom, by citizen."""
        query = select(EFFECTS).where(EFFECTS.c.number.in_(list(numbers))).order_by(EFFECTS.c.citizen_id)
        found: dict[int, list[Effect]] = {}
        with reading(self._engine) as connection:
            for row in connection.execute(query):
                found.setdefault(row.number, []).append(_effect(row))
        return found

    # what the placements said before

    def history(self, placement_id: str) -> list[PlacementVersion]:
        """Every version of a placement, the newest first."""
        table = self._placements.table
        revisions = select(table.c.since).where(table.c.placement_id == placement_id)
        with reading(self._engine) as connection:
            numbers = sorted(connection.scalars(revisions), reverse=True)[:VERSIONS_READ]
            query = select(REVISIONS).where(REVISIONS.c.number.in_(numbers))
            made = {row.number: (row.by, datetime.fromisoformat(row.at)) for row in connection.execute(query)}
            where = table.c.placement_id == placement_id
            versions = [
                next(self._placements.stored(connection, where, revision=number, include_withdrawn=True))
                for number in numbers
            ]
        return [PlacementVersion(one.record, one.version, *made[one.version]) for one in versions]


def _facts(connection: Connection, keys: Collection[str]) -> Mapping[str, StoredFacts]:
    newest = (
        select(WORKPLACES.c.workplace, func.max(WORKPLACES.c.version).label("version"))
        .where(WORKPLACES.c.workplace.in_(list(keys)))
        .group_by(WORKPLACES.c.workplace)
        .subquery()
    )
    same = and_(WORKPLACES.c.workplace == newest.c.workplace, WORKPLACES.c.version == newest.c.version)
    rows = connection.execute(select(WORKPLACES).join(newest, same))
    return {row.workplace: _stored(row) for row in rows}


def _stored(row: Any) -> StoredFacts:
    values = {name: _value(name, getattr(row, name)) for name in FACTS}
    return StoredFacts(WorkplaceFacts(**values), row.version, row.by, datetime.fromisoformat(row.at))


def _cell(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, cell: str | None) -> Any:
    return date.fromisoformat(cell) if cell is not None and name in _DATES else cell


def _next(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.coalesce(func.max(table.c.number), 0))) or 0) + 1


def _contact(row: Any) -> WorkplaceContact:
    names = ("workplace", "placement_id", "kind", "purpose", "outcome", "reason", "note", "by")
    return WorkplaceContact(day=date.fromisoformat(row.day), **{name: getattr(row, name) for name in names})


def _visit(row: Any) -> WorkplaceVisit:
    changes = tuple(FactChange(*one) for one in json.loads(row.changes))
    at = datetime.fromisoformat(row.at)
    return WorkplaceVisit(
        number=row.number,
        placement_id=row.placement_id,
        revision=row.revision,
        revision_before=row.revision_before,
        by=row.by,
        at=at,
        changes=changes,
        fits_before=row.fits_before,
        fits_after=row.fits_after,
    )


def _effect(row: Any) -> Effect:
    return Effect(row.citizen_id, row.kind, row.rank_before, row.rank_after, tuple(json.loads(row.answered)))
