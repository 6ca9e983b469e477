"""Users with what they may log in with: a password, the municipality's login, bearer tokens."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, select, update

from jobmatch.domain.user import User
from jobmatch.domain.viewer import Role
from jobmatch.errors import Conflict, NotFound, Text
from jobmatch.store.access_tables import SESSIONS, TOKENS, USERS
from jobmatch.store.transaction import Glance, reading, writing

_TAKEN = Text(
    "Der er allerede en bruger, der hedder {name}. Vælg et andet navn.",
    "There is already a user called {name}. Choose another name.",
)
_NOBODY = Text(
    "Der er ingen bruger, der hedder {name}. Se dem med: jobmatch user list",
    "There is no user called {name}. See them with: jobmatch user list",
)
_ANYBODY = Glance(select(USERS.c.name).limit(1))


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token, without what is secret about it."""

    token_id: str
    user_name: str
    label: str
    made_at: datetime
    expires_at: datetime | None


class UserStore:
    """Keeps users and their tokens."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def anybody(self) -> bool:
        """Whether there is any user at all, also one who is shut out."""
        return _ANYBODY.row(self._engine) is not None

    def users(self) -> list[User]:
        """Everybody, by name."""
        with reading(self._engine) as connection:
            return [user_of(row) for row in connection.execute(select(USERS).order_by(USERS.c.name))]

    def find(self, name: str) -> User | None:
        """One user."""
        with reading(self._engine) as connection:
            row = connection.execute(select(USERS).where(USERS.c.name == name)).first()
        return None if row is None else user_of(row)

    def password(self, name: str) -> str | None:
        """The hash of a user's password; None when there is no such user, or no password."""
        with reading(self._engine) as connection:
            return connection.scalar(select(USERS.c.password).where(USERS.c.name == name))

    def add(self, user: User, password: str | None) -> None:
        """Add a user.

        Raises:
            Conflict: The name is taken.
        """
        now = self._clock().isoformat()
        with writing(self._engine) as connection:
            if connection.scalar(select(USERS.c.name).where(USERS.c.name == user.name)) is not None:
                raise Conflict(_TAKEN.fill(name=user.name))
            cells = {**_cells(user), "password": password, "made_at": now, "changed_at": now}
            connection.execute(USERS.insert().values(**cells))

    def change(self, user: User) -> None:
        """Keep what is new about a user; the password stays.

        Raises:
            NotFound: There is no such user.
        """
        self._change(user.name, _cells(user))

    def set_password(self, name: str, password: str) -> None:
        """Keep the hash of a new password.

        Raises:
            NotFound: There is no such user.
        """
        self._change(name, {"password": password})

    def _change(self, name: str, cells: dict[str, Any]) -> None:
        cells = {**cells, "changed_at": self._clock().isoformat()}
        with writing(self._engine) as connection:
            if not connection.execute(update(USERS).where(USERS.c.name == name).values(**cells)).rowcount:
                raise NotFound(_NOBODY.fill(name=name))

    def shut_out(self, name: str) -> None:
        """Let a user in no more: sessions and tokens end with it.

        Raises:
            NotFound: There is no such user.
        """
        with writing(self._engine) as connection:
            cells = {"disabled": 1, "changed_at": self._clock().isoformat()}
            if not connection.execute(update(USERS).where(USERS.c.name == name).values(**cells)).rowcount:
                raise NotFound(_NOBODY.fill(name=name))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user_name == name))
            connection.execute(delete(TOKENS).where(TOKENS.c.user_name == name))

    def add_token(self, digest: str, token: Token) -> None:
        """Keep a token by its digest."""
        cells = {
            "digest": digest,
            "token_id": token.token_id,
            "user_name": token.user_name,
            "label": token.label,
            "made_at": token.made_at.isoformat(),
            "expires_at": token.expires_at.isoformat() if token.expires_at else None,
        }
        with writing(self._engine) as connection:
            connection.execute(TOKENS.insert().values(**cells))

    def holder(self, digest: str) -> User | None:
        """Whose token this is; None when it is nobody's, has run out, or its user is shut out."""
        query = (
            select(USERS, TOKENS.c.expires_at)
            .join_from(USERS, TOKENS, TOKENS.c.user_name == USERS.c.name)
            .where(TOKENS.c.digest == digest, USERS.c.disabled == 0)
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None or (row.expires_at is not None and row.expires_at <= self._clock().isoformat()):
            return None
        return user_of(row)

    def tokens(self, name: str | None = None) -> list[Token]:
        """The tokens of one user or of all, the oldest first."""
        query = select(TOKENS).order_by(TOKENS.c.made_at)
        if name is not None:
            query = query.where(TOKENS.c.user_name == name)
        with reading(self._engine) as connection:
            return [
                Token(
                    row.token_id, row.user_name, row.label, datetime.fromisoformat(row.made_at),
                    datetime.fromisoformat(row.expires_at) if row.expires_at else None,
                )
                for row in connection.execute(query)
            ]  # fmt: skip

    def end_token(self, name: str, token_id: str) -> bool:
        """End one token of a user; False when there is none of that id."""
        where = (TOKENS.c.user_name == name, TOKENS.c.token_id == token_id)
        with writing(self._engine) as connection:
            return bool(connection.execute(delete(TOKENS).where(*where)).rowcount)


def user_of(row: Any) -> User:
    """A row as a user; a role that this program no longer knows is left out."""
    known = set(Role)
    return User(
        name=row.name,
        title=row.title,
        roles=frozenset(Role(role) for role in json.loads(row.roles) if role in known),
        teams=None if row.teams is None else frozenset(json.loads(row.teams)),
        disabled=bool(row.disabled),
        issuer=row.issuer,
        subject=row.subject,
    )


def _cells(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "title": user.title,
        "roles": json.dumps(sorted(user.roles)),
        "teams": None if user.teams is None else json.dumps(sorted(user.teams), ensure_ascii=False),
        "disabled": int(user.disabled),
        "issuer": user.issuer,
        "subject": user.subject,
    }
