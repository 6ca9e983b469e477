"""Proposals to change weights or rules, and the verdicts on them; nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, select

from jobmatch.domain.proposal import APPROVED, Proposal, Verdict
from jobmatch.errors import Conflict, NotFound, Text
from jobmatch.store.governance_tables import PROPOSALS, VERDICTS
from jobmatch.store.revisions import next_revision
from jobmatch.store.transaction import reading, writing

_UNKNOWN = Text("Forslag {number} findes ikke.", "There is no proposal {number}.")
_ANSWERED = Text(
    "Forslag {number} er allerede besvaret af {by}. Se svaret, og lav et nyt forslag, hvis der er brug for det.",
    "Proposal {number} was answered by {by} already. See the answer, and make a new proposal if one is needed.",
)


class GovernanceStore:
    """Reads and writes proposals; safe to share between threads."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def propose(self, kind: str, content: str, because: str, by: str) -> int:
        """Keep a proposal and return its number."""
        with writing(self._engine) as connection:
            number = int(connection.scalar(select(func.coalesce(func.max(PROPOSALS.c.number), 0))) or 0) + 1
            row = {"number": number, "kind": kind, "content": content, "because": because, "by": by}
            connection.execute(PROPOSALS.insert().values(**row, at=self._clock().isoformat()))
            return number

    def answer(
        self,
        number: int,
        verdict: str,
        note: str | None,
        by: str,
        also: Callable[[Connection], None] | None = None,
    ) -> Proposal:
        """Keep what somebody says to a proposal; one that is approved is in force from a new revision on.

        Args:
            also: Writes what belongs with the verdict, in the same transaction.

        Raises:
            NotFound: There is no such proposal.
            Conflict: Somebody has answered it already.
        """
        with writing(self._engine) as connection:
            found = _find(connection, number)
            if found.verdict is not None:
                raise Conflict(_ANSWERED.fill(number=number, by=found.verdict.by))
            now = self._clock()
            since = next_revision(connection, by, f"{found.kind} {number}", now) if verdict == APPROVED else None
            row = {"proposal": number, "verdict": verdict, "note": note, "by": by, "since": since}
            connection.execute(VERDICTS.insert().values(**row, at=now.isoformat()))
            if also is not None:
                also(connection)
            return _find(connection, number)

    def proposal(self, number: int) -> Proposal:
        """One proposal with its verdict.

        Raises:
            NotFound: There is no such proposal.
        """
        with reading(self._engine) as connection:
            return _find(connection, number)

    def proposals(self, kind: str | None = None) -> list[Proposal]:
        """Every proposal, the newest first."""
        query = _select().order_by(PROPOSALS.c.number.desc())
        if kind is not None:
            query = query.where(PROPOSALS.c.kind == kind)
        with reading(self._engine) as connection:
            return [_proposal(row) for row in connection.execute(query)]

    def approved(self, *kinds: str, revision: int | None = None) -> list[Proposal]:
        """What was approved up to a revision (until now unless told), in the order in which it came into force."""
        wanted = PROPOSALS.c.kind.in_(kinds), VERDICTS.c.verdict == APPROVED
        query = _select().where(*wanted).order_by(VERDICTS.c.since)
        if revision is not None:
            query = query.where(VERDICTS.c.since <= revision)
        with reading(self._engine) as connection:
            return [_proposal(row) for row in connection.execute(query)]


def _select() -> Select[Any]:
    said = [VERDICTS.c[name].label(f"said_{name}") for name in ("verdict", "note", "by", "at", "since")]
    return select(PROPOSALS, *said).join_from(
        PROPOSALS, VERDICTS, VERDICTS.c.proposal == PROPOSALS.c.number, isouter=True
    )


def _find(connection: Connection, number: int) -> Proposal:
    row = connection.execute(_select().where(PROPOSALS.c.number == number)).first()
    if row is None:
        raise NotFound(_UNKNOWN.fill(number=number))
    return _proposal(row)


def _proposal(row: Row[Any]) -> Proposal:
    verdict = None
    if row.said_verdict is not None:
        at = datetime.fromisoformat(row.said_at)
        verdict = Verdict(row.said_verdict, row.said_note, row.said_by, at, row.said_since)
    at = datetime.fromisoformat(row.at)
    return Proposal(row.number, row.kind, row.content, row.because, row.by, at, verdict)
