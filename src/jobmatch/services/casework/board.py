"""The board: what a citizen and those around her have agreed, each agreement in as many versions as it takes.

Nothing is overwritten: a change is a new version, and it must name the version that it changes. Who comes second is
told what the other one wrote, beside what they wrote themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from jobmatch.domain.agreement import (
    CONTACT,
    FLEKSJOB,
    NETWORK,
    ONE_EACH,
    TASK,
    AgreementVersion,
    ContactAgreement,
    FleksjobAgreement,
    NetworkPerson,
    Task,
)
from jobmatch.errors import NotFound, Text
from jobmatch.services.casework.board_texts import Agreement, checked, from_json, in_words, to_json
from jobmatch.services.casework.people import known_citizen
from jobmatch.services.casework.stale import Stale
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store

_NO_AGREEMENT = Text("Aftalen findes ikke på tavlen.", "The agreement is not on the board.")
_MEANWHILE = Text(
    "{by} har ændret det i mellemtiden, så dit er ikke gemt endnu. Nu står der: »{theirs}«. Du skrev: »{yours}«. "
    "Vælg, hvad der skal stå, og gem igen.",
    "{by} has changed it meanwhile, so yours is not saved yet. It now says: “{theirs}”. You wrote: “{yours}”. "
    "Choose what it should say, and save again.",
)
_GONE = Text("ikke længere på tavlen", "no longer on the board")

Answered = Callable[["Kept"], Reply]
"""Makes the answer over HTTP; it is kept in the same transaction."""


class ChangedMeanwhile(Stale):
    """Somebody else changed the agreement first; both texts are at hand, and nothing is lost."""

    def __init__(self, theirs: Kept, yours: Agreement | None) -> None:
        now = _GONE if theirs.removed else in_words(theirs.agreement)
        mine = _GONE if yours is None else in_words(yours)
        super().__init__(
            Text(
                _MEANWHILE.da.format(by=theirs.by, theirs=now.da, yours=mine.da),
                _MEANWHILE.en.format(by=theirs.by, theirs=now.en, yours=mine.en),
            )
        )
        self.theirs = theirs
        """What is stored now."""
        self.yours = yours
        """What was to be saved."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One agreement in one version."""

    number: int
    version: int
    citizen_id: str
    kind: str
    agreement: Agreement
    removed: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BoardView:
    """Everything on a citizen's board."""

    tasks: list[Kept]
    """What is not done first, by day; then what is done, the newest first."""
    contact: Kept | None
    network: Kept | None
    """None: nobody has asked yet."""
    fleksjob: Kept | None


@dataclass(frozen=True, slots=True)
class Coming:
    """The days that stand on a citizen's board."""

    contact_on: date | None = None
    """The next agreed contact."""
    review_on: date | None = None
    """When the flex job agreement is to be looked at again."""


class Board:
    """Reads the board and writes on it."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    # reading

    def of(self, citizen_id: str) -> BoardView:
        """A citizen's board.

        Raises:
            NotFound: There is no such citizen.
        """
        known_citizen(self._store, citizen_id)
        kept = [_kept(one) for one in self._store.casework.agreements_in_force([citizen_id])]
        tasks = sorted((one for one in kept if one.kind == TASK), key=_task_order)
        single = {one.kind: one for one in kept if one.kind != TASK}
        return BoardView(tasks, single.get(CONTACT), single.get(NETWORK), single.get(FLEKSJOB))

    def history(self, number: int) -> list[Kept]:
        """Every version of an agreement, the first first.

        Raises:
            NotFound: There is no such agreement.
        """
        versions = self._store.casework.agreements.rows(self._store.casework.agreements.table.c.number == number)
        if not versions:
            raise NotFound(_NO_AGREEMENT)
        return [_kept(one) for one in versions]

    def one(self, number: int) -> Kept:
        """An agreement as it is now, removed or not.

        Raises:
            NotFound: There is no such agreement.
        """
        return self.history(number)[-1]

    def coming(self, citizen_ids: Collection[str]) -> dict[str, Coming]:
        """Per citizen: the days that stand on the board."""
        found: dict[str, Coming] = {}
        for one in self._store.casework.agreements_in_force(citizen_ids):
            agreement, before = from_json(one.kind, one.content), found.get(one.citizen_id, Coming())
            if isinstance(agreement, ContactAgreement):
                found[one.citizen_id] = replace(before, contact_on=agreement.next_on)
            elif isinstance(agreement, FleksjobAgreement):
                found[one.citizen_id] = replace(before, review_on=agreement.review_on)
        return found

    # writing

    def add(self, citizen_id: str, task: Task, by: str, reply: Answered | None = None) -> Kept:
        """Put an agreement on the board.

        Raises:
            NotFound: There is no such citizen.
            BadInput: Who or what is missing, or a text holds what has no place here.
        """
        known_citizen(self._store, citizen_id)
        return self._save(citizen_id, TASK, None, checked(task), 0, by, reply)

    def write(
        self,
        citizen_id: str,
        agreement: ContactAgreement | NetworkPerson | FleksjobAgreement,
        by: str,
        version: int = 0,
        reply: Answered | None = None,
    ) -> Kept:
        """Write the agreement of which a citizen has one: contact, network person, or flex job.

        Args:
            version: The version that the writer saw; 0 when there was none.

        Raises:
            NotFound: There is no such citizen.
            BadInput: Something is missing, or a text holds what has no place here.
            ChangedMeanwhile: Somebody else wrote first.
        """
        known_citizen(self._store, citizen_id)
        kind = {ContactAgreement: CONTACT, NetworkPerson: NETWORK, FleksjobAgreement: FLEKSJOB}[type(agreement)]
        return self._save(citizen_id, kind, None, checked(agreement), version, by, reply)

    def change(self, number: int, task: Task, by: str, version: int, reply: Answered | None = None) -> Kept:
        """Change what an agreement on the board says.

        Raises:
            NotFound: There is no such agreement.
            ChangedMeanwhile: Somebody else changed it first.
        """
        now = self.one(number)
        return self._save(now.citizen_id, TASK, number, checked(task), version, by, reply)

    def done(
        self, number: int, by: str, version: int, day: date | None = None, undone: bool = False,
        reply: Answered | None = None,
    ) -> Kept:  # fmt: skip
        """Say that what was agreed is done, or (``undone``) that it is not after all.

        Raises:
            NotFound: There is no such agreement.
            ChangedMeanwhile: Somebody else changed it first.
        """
        now = self.one(number)
        if not isinstance(now.agreement, Task):
            raise NotFound(_NO_AGREEMENT)
        task = replace(now.agreement, done_on=None if undone else day or self._today())
        return self._save(now.citizen_id, TASK, number, task, version, by, reply)

    def remove(self, number: int, by: str, version: int, reply: Answered | None = None) -> Kept:
        """Take an agreement off the board; every version stays to be read.

        Raises:
            NotFound: There is no such agreement.
            ChangedMeanwhile: Somebody else changed it first.
        """
        now = self.one(number)
        return self._save(now.citizen_id, now.kind, number, None, version, by, reply)

    def _save(
        self,
        citizen_id: str,
        kind: str,
        number: int | None,
        agreement: Agreement | None,
        version: int,
        by: str,
        reply: Answered | None,
    ) -> Kept:
        ledger, made = self._store.casework.agreements, []

        def also(connection: Connection, _: int) -> None:
            now = self._now(connection, citizen_id, kind, number)
            begins_anew = now is not None and now.removed and version == 0
            if now is not None and now.version != version and not begins_anew:
                raise ChangedMeanwhile(_kept(now), agreement)
            content = now.content if agreement is None and now is not None else to_json(agreement)
            row = AgreementVersion(
                number=now.number if now is not None else 0,
                version=now.version + 1 if now is not None else 1,
                citizen_id=citizen_id,
                kind=kind,
                content=content,
                removed=agreement is None,
                by=by,
            )
            made.append(_kept(ledger.add(connection, row)))

        self._store.save(Changes(what=f"board {kind}"), by, (lambda _: reply(made[0])) if reply else None, also)
        return made[0]

    def _now(self, connection: Connection, citizen_id: str, kind: str, number: int | None) -> AgreementVersion | None:
        casework = self._store.casework
        if number is not None:
            return casework.newest_version(number, connection)
        if kind not in ONE_EACH:
            return None
        mine = [one for one in casework.agreements.of([citizen_id], connection) if one.kind == kind]
        return mine[-1] if mine else None


def _kept(row: AgreementVersion) -> Kept:
    assert row.at is not None
    agreement = from_json(row.kind, row.content)
    return Kept(row.number, row.version, row.citizen_id, row.kind, agreement, row.removed, row.by, row.at)


def _task_order(kept: Kept) -> tuple[Any, ...]:
    task = kept.agreement
    assert isinstance(task, Task)
    if task.done_on is None:
        return 0, task.due or date.max, kept.number
    return 1, date.max - task.done_on, -kept.number
