"""The store: everything that jobmatch remembers, each question or change in one transaction."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from jobmatch.store import erasure, kept, replies, schema
from jobmatch.store.access_log import AccessLog
from jobmatch.store.access_own import OwnLoginStore
from jobmatch.store.access_sessions import SessionStore
from jobmatch.store.access_tries import TryStore
from jobmatch.store.access_users import UserStore
from jobmatch.store.casework import Casework
from jobmatch.store.changes import Changes, Reply, Saved
from jobmatch.store.database import open_database
from jobmatch.store.governance import GovernanceStore
from jobmatch.store.learned import LearnedStore
from jobmatch.store.link_store import LinkStore
from jobmatch.store.record_reading import RecordReading
from jobmatch.store.records import apply_changes
from jobmatch.store.revisions import newest_revision, next_revision
from jobmatch.store.run_store import RunStore
from jobmatch.store.transaction import reading, writing
from jobmatch.store.words import WordStore
from jobmatch.store.workplaces import WorkplaceStore


def _now() -> datetime:
    return datetime.now(UTC)


class Store(RecordReading, RunStore, LinkStore):
    """One database. Safe to share between threads: every call takes its own connection from the pool."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = _now) -> None:
        schema.ensure_ready(engine)
        RecordReading.__init__(self, engine)
        RunStore.__init__(self, engine, clock)
        LinkStore.__init__(self, engine)
        self.words = WordStore(engine, clock)
        self.governance = GovernanceStore(engine, clock)
        self.learned = LearnedStore(engine, clock)
        self.workplaces = WorkplaceStore(engine, clock)
        self.casework = Casework(engine, clock)
        self.users = UserStore(engine, clock)
        self.sessions = SessionStore(engine, clock)
        self.tries = TryStore(engine, clock)
        self.own_logins = OwnLoginStore(engine, clock)
        self.log = AccessLog(engine, clock)
        weakref.finalize(self, engine.dispose)  # one that nobody closed does not leave its connections open

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
                return Saved(newest_revision(connection), apply_changes(connection, self._by_noun, changes, None))
        with writing(self.engine) as connection:
            made: list[int] = []

            def revision_of_this() -> int:
                if not made:
                    made.append(next_revision(connection, by, changes.what, self._clock()))
                return made[0]

            tallies = apply_changes(connection, self._by_noun, changes, revision_of_this)
            revision = made[0] if made else newest_revision(connection)
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

    def erase(self, citizen_id: str, by: str) -> erasure.Erased:
        """Remove everything about a person; only counts stay. What nights keep on disk goes first.

        It goes once more in the end: a night may have begun meanwhile, and have read her.
        """
        self._forget_nights()
        erased = erasure.erase(self.engine, citizen_id, by, self._clock(), self.log)
        self._forget_nights()
        return erased

    def _forget_nights(self) -> None:
        if self.night_folder is not None:
            kept.forget(self.night_folder)

    def export(self, citizen_id: str) -> dict[str, Any]:
        """Everything that is stored about a person, as JSON can hold it."""
        with reading(self.engine) as connection:
            return erasure.export(connection, citizen_id, self._runs)
