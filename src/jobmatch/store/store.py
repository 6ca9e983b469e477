"""The store: everything that jobmatch remembers, each question or change in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, func, select

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.domain.viewer import Scope
from jobmatch.store import alone, erasure, kept, links, night_notes, replies, schema
from jobmatch.store.access_log import AccessLog
from jobmatch.store.access_scope import within
from jobmatch.store.access_sessions import SessionStore
from jobmatch.store.access_users import UserStore
from jobmatch.store.bulk import chunks
from jobmatch.store.casework import Casework
from jobmatch.store.changes import Changes, Noun, Reply, Saved, Stored
from jobmatch.store.database import open_database
from jobmatch.store.governance import GovernanceStore
from jobmatch.store.night_reading import NightReading
from jobmatch.store.records import Records, apply_changes
from jobmatch.store.run_lists import ListArrays, Reading
from jobmatch.store.runs import RankedList, Run, Runs
from jobmatch.store.tables import ERASURES, REVISIONS
from jobmatch.store.transaction import reading, writing
from jobmatch.store.words import WordStore
from jobmatch.store.workplaces import WorkplaceStore

R = TypeVar("R")
SHOWN_ONLY = ("foreslaaet", "forelagt")
"""Events that say what somebody saw, not what came of it."""
_MANY = 500
"""Ids that go into one question."""


def _now() -> datetime:
    return datetime.now(UTC)


def _newest_revision(connection: Connection) -> int:
    return int(connection.scalar(select(func.coalesce(func.max(REVISIONS.c.number), 0))) or 0)


class Store:
    """One database. Safe to share between threads: every call takes its own connection from the pool."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = _now) -> None:
        schema.ensure_ready(engine)
        self.engine = engine
        self._clock = clock
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
        self._runs = Runs()
        self.words = WordStore(engine, clock)
        self.night = NightReading(engine)
        self.night_folder: Path | None = None
        """Where nights are kept, when they are."""
        self.governance = GovernanceStore(engine, clock)
        self.workplaces = WorkplaceStore(engine, clock)
        self.casework = Casework(engine, clock)
        self.users = UserStore(engine, clock)
        self.sessions = SessionStore(engine, clock)
        self.log = AccessLog(engine, clock)

    @classmethod
    def open(cls, address: str, create: bool = True) -> Store:
        """The store at a database address; see ``open_database``."""
        engine = open_database(address, create)
        try:
            return cls(engine)
        except BaseException:
            engine.dispose()
            raise

    def ready(self) -> bool:
        """Whether the database answers and has this program's tables."""
        return schema.is_current(self.engine)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    # citizens, placements and events

    def revision(self) -> int:
        """The newest revision; 0 before anything was saved."""
        with reading(self.engine) as connection:
            return _newest_revision(connection)

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
        """What happened in courses: everything but that a placement was shown or talked about, by far the most rows."""
        happened = self._events.table.c.event.not_in(SHOWN_ONLY)
        with reading(self.engine) as connection:
            return [one.record for one in self._events.stored(connection, happened, revision=revision, many=True)]

    def stored_citizen(self, citizen_id: str, revision: int | None = None) -> Stored[Citizen] | None:
        """One citizen with version and withdrawn mark."""
        with reading(self.engine) as connection:
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
    ) -> list[Stored[Citizen]]:
        """The next citizens by id after ``after``, of some teams or of all, of one consultant or of all.

        Args:
            scope: Whose citizens somebody sees; everybody's when not given.
        """
        columns = self._citizens.table.c
        where = [columns.citizen_id > after]
        if teams is not None:
            where.append(columns.team.in_(list(teams)))
        if consultant is not None:
            where.append(columns.consultant == consultant)
        if scope is not None:
            where.append(within(scope))
        with reading(self.engine) as connection:
            return list(self._citizens.stored(connection, *where, revision=revision, limit=limit))

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

    def changed_ids(self, noun: Noun, since: int) -> set[str]:
        """Ids of rows that got a new version (or were withdrawn) after a revision.

        A citizen counts as changed too when something was decided about what is read in her story.
        """
        nouns: tuple[Noun, ...] = ("citizens", "confirmations") if noun == "citizens" else (noun,)
        tables = [(one.table, one.key) for one in map(self._by_noun.__getitem__, nouns)]
        with reading(self.engine) as connection:
            queries = [select(table.c[key]).where(table.c.since > since) for table, key in tables]
            return {found for query in queries for found in connection.scalars(query)}

    def changed_pairs(self, since: int) -> set[tuple[str, str]]:
        """Citizen and placement of every event that is new or changed after a revision."""
        columns = self._events.table.c
        query = select(columns.citizen_id, columns.placement_id).where(columns.since > since).distinct()
        with reading(self.engine) as connection:
            return {(row.citizen_id, row.placement_id) for row in connection.execute(query)}

    def erased_since(self, moment: datetime) -> bool:
        """Whether a person was erased after a moment: what she held is free again, and no revision tells of it."""
        query = select(func.count()).select_from(ERASURES).where(ERASURES.c.at > moment.astimezone(UTC).isoformat())
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

    # saving

    def save(
        self,
        changes: Changes,
        by: str,
        reply: Callable[[int], Reply] | None = None,
        also: Callable[[Connection, int], None] | None = None,
    ) -> int:
        """Save changes in one transaction and return the newest revision, the same as before if nothing changed.

        Args:
            by: User name of who changes.
            reply: Makes the answer over HTTP from the revision; it is kept in the same transaction.
            also: Writes what belongs with the changes, in the same transaction, once their revision is known.

        Raises:
            BadInput: A row is given twice.
            Conflict: A row is not the version that ``changes.expected`` names.
        """
        return self.apply(changes, by, reply=reply, also=also).revision

    def apply(
        self,
        changes: Changes,
        by: str,
        dry_run: bool = False,
        reply: Callable[[int], Reply] | None = None,
        also: Callable[[Connection, int], None] | None = None,
    ) -> Saved:
        """Like ``save``, telling how many rows were what; a dry run only reads."""
        if dry_run:
            with reading(self.engine) as connection:
                return Saved(_newest_revision(connection), apply_changes(connection, self._by_noun, changes, None))
        with writing(self.engine) as connection:
            made: list[int] = []

            def next_revision() -> int:
                if not made:
                    made.append(_newest_revision(connection) + 1)
                    row = {"number": made[0], "at": self._clock().isoformat(), "by": by, "what": changes.what}
                    connection.execute(REVISIONS.insert().values(**row))
                return made[0]

            tallies = apply_changes(connection, self._by_noun, changes, next_revision)
            revision = made[0] if made else _newest_revision(connection)
            if also is not None:
                also(connection, revision)
            if reply is not None:
                replies.save(connection, by, reply(revision), self._clock())
            return Saved(revision, tallies)

    def reply_to(self, by: str, key: str, request_hash: str) -> Reply | None:
        """What this request was answered before, or None when it is new."""
        with reading(self.engine) as connection:
            return replies.find(connection, by, key, request_hash)

    def keep_reply(self, by: str, reply: Reply) -> None:
        """Keep the answer to a request that changed nothing in the store, so that it is answered alike again."""
        with writing(self.engine) as connection:
            replies.save(connection, by, reply, self._clock())

    # links

    def links(self, question: str, vocabulary: str, texts: Iterable[str]) -> dict[str, Any]:
        """What is known about these texts: text → the answer that was saved."""
        with reading(self.engine) as connection:
            return links.find(connection, question, vocabulary, texts)

    def save_links(self, question: str, vocabulary: str, answers: Mapping[str, Any]) -> None:
        """Keep answers (anything that JSON can hold) to a question about texts."""
        with writing(self.engine) as connection:
            links.save(connection, question, vocabulary, answers)

    def keep_only_links_of(self, *vocabularies: str) -> None:
        """Remove every answer that was given with other vocabularies than these."""
        with writing(self.engine) as connection:
            links.forget_other_vocabularies(connection, vocabularies)

    def forget_links(self, prefix: str) -> None:
        """Remove every answer to the questions whose names begin so."""
        with writing(self.engine) as connection:
            links.forget_questions(connection, prefix)

    # runs

    def publish(
        self, run: Run, lists: Iterable[RankedList] | ListArrays, notes: Mapping[str, bytes] | None = None
    ) -> Run:
        """Publish a run with all its lists in one transaction: readers see all of it or nothing.

        Nobody else can write while ``lists`` is read, so have the work done before.

        Args:
            notes: What the next night builds on, by name; see ``night_note``.
        """
        with writing(self.engine) as connection:
            published = self._runs.publish(connection, run, lists, self._clock())
            night_notes.save(connection, notes or {})
            return published

    def night_note(self, name: str) -> bytes | None:
        """What the latest run left for the next."""
        with reading(self.engine) as connection:
            return night_notes.find(connection, name)

    def alone(self) -> AbstractContextManager[None]:
        """Hold the lock for nightly runs, so that two never work at once; see ``alone``."""
        return alone.alone(self.engine)

    def latest_run(self) -> Run | None:
        """The run that was published last."""
        return next(iter(self.runs(limit=1)), None)

    def runs(self, limit: int | None = None) -> list[Run]:
        """Published runs, the newest first."""
        with reading(self.engine) as connection:
            return self._runs.newest_first(connection, limit)

    def run(self, run_id: str) -> Run | None:
        """The run of this id."""
        with reading(self.engine) as connection:
            return self._runs.find(connection, run_id)

    def list_of(self, run_id: str, citizen_id: str) -> RankedList | None:
        """What one citizen got in a run."""
        with reading(self.engine) as connection:
            return self._runs.list_of(connection, run_id, citizen_id)

    def details(self, run_id: str) -> Iterator[RankedList]:
        """What a run keeps about each citizen beside the list, which is left out; in the order of their ids."""
        with reading(self.engine) as connection:
            yield from self._runs.details(connection, run_id)

    def lists(self, run_id: str, citizens: Collection[str] | None = None) -> Iterator[RankedList]:
        """Every list of a run, or those of some citizens, by citizen id."""
        with reading(self.engine) as connection:
            yield from self._runs.lists(connection, run_id, citizens)

    def run_before(self, run_id: str) -> Run | None:
        """The run that was published before this one."""
        with reading(self.engine) as connection:
            return self._runs.before(connection, run_id)

    def packed_lists(self, run_id: str) -> Iterator[tuple[str, bytes, str | None]]:
        """Citizen, list and details as they are written; for those who read a whole country."""
        with reading(self.engine) as connection:
            yield from self._runs.packed(connection, run_id)

    def list_reading(self, run_id: str) -> Reading | None:
        """What it takes to read the packed lists of a run."""
        with reading(self.engine) as connection:
            return self._runs.reading(connection, run_id)

    def first_of(self, run_id: str, length: int) -> Iterator[tuple[str, list[str]]]:
        """Citizen and the first few placements of every list of a run, by citizen id."""
        with reading(self.engine) as connection:
            yield from self._runs.first_of(connection, run_id, length)

    # one person's data

    def erase(self, citizen_id: str, by: str) -> erasure.Erased:
        """Remove everything about a person; only counts stay. What a night keeps on disk goes first."""
        if self.night_folder is not None:
            kept.forget(self.night_folder)
        return erasure.erase(self.engine, citizen_id, by, self._clock(), self.log)

    def export(self, citizen_id: str) -> dict[str, Any]:
        """Everything that is stored about a person, as JSON can hold it."""
        with reading(self.engine) as connection:
            return erasure.export(connection, citizen_id, self._runs)
