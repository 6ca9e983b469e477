"""Casework: what was shown and decided, what was agreed, and what is followed up, beside the citizens' records."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, select, update

from jobmatch.domain.agreement import AgreementVersion
from jobmatch.domain.course import CourseEntry
from jobmatch.domain.decision import CHOSEN, CitizenReply, Decision, ShownList, View
from jobmatch.domain.follow_up import Contact, FollowUpEntry
from jobmatch.domain.viewer import Scope
from jobmatch.store.access_scope import within
from jobmatch.store.casework_ledger import Ledger
from jobmatch.store.casework_tables import (
    AGREEMENTS,
    CITIZEN_CONTACTS,
    CITIZEN_REPLIES,
    COURSE_ENTRIES,
    DECISIONS,
    FOLLOW_UPS,
    SHOWN_LISTS,
    SHOWN_VIEWS,
)
from jobmatch.store.tables import CITIZENS, EVENTS
from jobmatch.store.transaction import reading, writing

_AT_A_TIME = 2000


class Casework:
    """Every ledger of casework, each with its own kind of row."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self.clock = clock
        self.shown: Ledger[ShownList] = Ledger(engine, clock, SHOWN_LISTS, ShownList)
        self.views: Ledger[View] = Ledger(engine, clock, SHOWN_VIEWS, View)
        self.decisions: Ledger[Decision] = Ledger(engine, clock, DECISIONS, Decision)
        self.replies: Ledger[CitizenReply] = Ledger(engine, clock, CITIZEN_REPLIES, CitizenReply)
        self.entries: Ledger[CourseEntry] = Ledger(engine, clock, COURSE_ENTRIES, CourseEntry)
        self.agreements: Ledger[AgreementVersion] = Ledger(engine, clock, AGREEMENTS, AgreementVersion)
        self.follow_ups: Ledger[FollowUpEntry] = Ledger(engine, clock, FOLLOW_UPS, FollowUpEntry)
        self.contacts: Ledger[Contact] = Ledger(engine, clock, CITIZEN_CONTACTS, Contact)

    # what was shown

    def keep_shown(self, shown: ShownList) -> ShownList:
        """Keep a list and that somebody looks at it now; the same content is kept once."""
        with writing(self._engine) as connection:
            same = (SHOWN_LISTS.c.citizen_id == shown.citizen_id, SHOWN_LISTS.c.digest == shown.digest)
            found = next(iter(self.shown.rows(*same, connection=connection)), None)
            kept = found or self.shown.add(connection, shown)
            self._looked(connection, kept, shown.by)
            return kept

    def _looked(self, connection: Connection, shown: ShownList, by: str) -> None:
        now = self.clock()
        mine = (SHOWN_VIEWS.c.shown == shown.number, SHOWN_VIEWS.c.by == by)
        changed = update(SHOWN_VIEWS).where(*mine).values(last_at=now.isoformat(), times=SHOWN_VIEWS.c.times + 1)
        if connection.execute(changed).rowcount == 0:
            view = View(
                shown=shown.number, citizen_id=shown.citizen_id, by=by, first_at=now, last_at=now, times=1, seconds=0.0
            )
            self.views.add(connection, view)

    def add_seconds(self, number: int, by: str, seconds: float) -> None:
        """Add to how long a person had a list on the screen."""
        mine = (SHOWN_VIEWS.c.shown == number, SHOWN_VIEWS.c.by == by)
        with writing(self._engine) as connection:
            connection.execute(update(SHOWN_VIEWS).where(*mine).values(seconds=SHOWN_VIEWS.c.seconds + seconds))

    def shown_values(self) -> Iterator[tuple[int, str, date, dict[str, dict[str, float | None]]]]:
        """Of every list that was shown, in order: its number, whose, of which day, and what each factor said about each
        of its rows."""
        columns = SHOWN_LISTS.c
        wanted = columns.number, columns.citizen_id, columns.as_of, columns.factor_values
        query = select(*wanted).order_by(columns.number)
        with reading(self._engine) as connection:
            for row in connection.execution_options(stream_results=True).execute(query).yield_per(_AT_A_TIME):
                yield row.number, row.citizen_id, date.fromisoformat(row.as_of), json.loads(row.factor_values)

    def chosen_from(self) -> set[int]:
        """Numbers of the lists from which something was chosen."""
        query = select(DECISIONS.c.shown).where(DECISIONS.c.what == CHOSEN, DECISIONS.c.shown.is_not(None))
        with reading(self._engine) as connection:
            return set(connection.scalars(query))

    def view(self, number: int, by: str) -> View | None:
        """One person's looking at one list."""
        return next(iter(self.views.rows(SHOWN_VIEWS.c.shown == number, SHOWN_VIEWS.c.by == by)), None)

    def decided_between(self, first: date, last: date) -> list[Decision]:
        """Every decision of a period, in the order they were made."""
        day = DECISIONS.c.day
        return self.decisions.rows(day >= first.isoformat(), day <= last.isoformat())

    def decision_page(self, after: int, limit: int, citizen_id: str | None, scope: Scope) -> list[Decision]:
        """The next decisions about citizens whom somebody sees, in the order they were made."""
        seen = select(CITIZENS.c.citizen_id).where(CITIZENS.c.until.is_(None), within(scope))
        where = [DECISIONS.c.number > after, DECISIONS.c.citizen_id.in_(seen)]
        if citizen_id is not None:
            where.append(DECISIONS.c.citizen_id == citizen_id)
        return self.decisions.rows(*where, limit=limit)

    # courses

    def pair_versions(self, connection: Connection, citizen_id: str, placement_id: str, new: int) -> set[str]:
        """The version of what is written about a citizen at a placement: before a revision is made, and with it.

        Args:
            new: The revision that may have been made in this transaction; 0 when reading.
        """
        pair = (EVENTS.c.citizen_id == citizen_id, EVENTS.c.placement_id == placement_id)
        newest = select(func.coalesce(func.max(EVENTS.c.since), 0)).where(*pair)
        about = (COURSE_ENTRIES.c.citizen_id == citizen_id, COURSE_ENTRIES.c.placement_id == placement_id)
        entry = connection.scalar(select(func.coalesce(func.max(COURSE_ENTRIES.c.number), 0)).where(*about))
        revisions = {connection.scalar(newest), connection.scalar(newest.where(EVENTS.c.since != new))}
        return {f"{revision}.{entry}" for revision in revisions}

    def pair_version(self, citizen_id: str, placement_id: str) -> str:
        """The version of what is written about a citizen at a placement."""
        with reading(self._engine) as connection:
            (version,) = self.pair_versions(connection, citizen_id, placement_id, 0)
            return version

    # replies and agreements

    def mark_seen(self, number: int, by: str) -> None:
        """Remember that the consultant has seen a citizen's answer; the first time counts."""
        mine = (CITIZEN_REPLIES.c.number == number, CITIZEN_REPLIES.c.seen_at.is_(None))
        with writing(self._engine) as connection:
            connection.execute(
                update(CITIZEN_REPLIES).where(*mine).values(seen_at=self.clock().isoformat(), seen_by=by)
            )

    def agreements_in_force(
        self, citizen_ids: Collection[str], connection: Connection | None = None
    ) -> list[AgreementVersion]:
        """The newest version of every agreement of these citizens that is still on the board."""
        newest: dict[int, AgreementVersion] = {}
        for version in self.agreements.of(citizen_ids, connection):
            newest[version.number] = version
        return [version for version in newest.values() if not version.removed]

    def newest_version(self, number: int, connection: Connection | None = None) -> AgreementVersion | None:
        """The version of an agreement that is in force."""
        found = self.agreements.rows(AGREEMENTS.c.number == number, connection=connection)
        return found[-1] if found else None
