"""Who is logged in, and the one-time codes that open a citizen's own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, delete, select, update

from jobmatch.domain.user import User
from jobmatch.store.access_tables import ONE_TIME_CODES, SESSIONS, USERS
from jobmatch.store.access_users import user_of
from jobmatch.store.transaction import reading, writing


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in somewhere."""

    digest: str
    user_name: str | None
    citizen_id: str | None
    """Whose own page is open, when a citizen came in with a code."""
    made_at: datetime
    seen_at: datetime
    expires_at: datetime
    agent: str
    """What the browser calls itself."""


class SessionStore:
    """Keeps sessions and one-time codes by their digests."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def begin(self, session: Session) -> None:
        """Keep a new session, and drop those that have run out."""
        cells = {
            "digest": session.digest,
            "user_name": session.user_name,
            "citizen_id": session.citizen_id,
            "made_at": session.made_at.isoformat(),
            "seen_at": session.seen_at.isoformat(),
            "expires_at": session.expires_at.isoformat(),
            "agent": session.agent,
        }
        with writing(self._engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at <= self._clock().isoformat()))
            connection.execute(SESSIONS.insert().values(**cells))

    def find(self, digest: str) -> tuple[Session, User | None] | None:
        """A session with its user; None when there is none or the user is shut out. Its age is not asked here."""
        query = (
            select(SESSIONS, USERS)
            .join_from(SESSIONS, USERS, SESSIONS.c.user_name == USERS.c.name, isouter=True)
            .where(SESSIONS.c.digest == digest)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if row.user_name is None:
            return _session(row), None
        return (_session(row), user_of(row)) if row.name is not None and not row.disabled else None

    def touch(self, digest: str, now: datetime) -> None:
        """Note that a session is in use."""
        with writing(self._engine) as connection:
            cells = {"seen_at": now.isoformat()}
            connection.execute(update(SESSIONS).where(SESSIONS.c.digest == digest).values(**cells))

    def end(self, digest: str) -> None:
        """End one session."""
        with writing(self._engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == digest))

    def end_all(self, user_name: str, but: str | None = None) -> int:
        """End every session of a user, or every other one; how many there were."""
        where = [SESSIONS.c.user_name == user_name]
        if but is not None:
            where.append(SESSIONS.c.digest != but)
        with writing(self._engine) as connection:
            return connection.execute(delete(SESSIONS).where(*where)).rowcount

    def of_user(self, user_name: str) -> list[Session]:
        """Where a user is logged in, the latest first."""
        now = self._clock().isoformat()
        query = (
            select(SESSIONS)
            .where(SESSIONS.c.user_name == user_name, SESSIONS.c.expires_at > now)
            .order_by(SESSIONS.c.seen_at.desc())
        )
        with reading(self._engine) as connection:
            return [_session(row) for row in connection.execute(query)]

    # one-time codes

    def keep_code(self, digest: str, citizen_id: str, by: str, lasts: timedelta) -> datetime:
        """Keep a code, instead of any other one of the citizen's, and return when it runs out."""
        now = self._clock()
        until = now + lasts
        cells = {"digest": digest, "citizen_id": citizen_id, "made_by": by}
        times = {"made_at": now.isoformat(), "expires_at": until.isoformat()}
        codes = ONE_TIME_CODES.c
        with writing(self._engine) as connection:
            old = (codes.citizen_id == citizen_id) | (codes.expires_at <= now.isoformat())
            connection.execute(delete(ONE_TIME_CODES).where(old))
            connection.execute(ONE_TIME_CODES.insert().values(**cells, **times))
        return until

    def use_code(self, digest: str) -> str | None:
        """Whose page a code opens; it opens nothing from now on. None when it never did, or has run out."""
        codes = ONE_TIME_CODES.c
        with writing(self._engine) as connection:
            row = connection.execute(select(ONE_TIME_CODES).where(codes.digest == digest)).first()
            if row is None:
                return None
            connection.execute(delete(ONE_TIME_CODES).where(codes.digest == digest))
        return str(row.citizen_id) if row.expires_at > self._clock().isoformat() else None


def _session(row: Row[Any]) -> Session:
    cells = row._mapping  # by column: the user's row beside it has names of the same kind
    column = SESSIONS.c
    return Session(
        digest=cells[column.digest],
        user_name=cells[column.user_name],
        citizen_id=cells[column.citizen_id],
        made_at=datetime.fromisoformat(cells[column.made_at]),
        seen_at=datetime.fromisoformat(cells[column.seen_at]),
        expires_at=datetime.fromisoformat(cells[column.expires_at]),
        agent=cells[column.agent],
    )
