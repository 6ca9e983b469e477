"""Citizens' own logins: a number that says nothing, and what the secret is kept as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, select, update

from jobmatch.store.access_tables import OWN_LOGINS, SESSIONS
from jobmatch.store.transaction import reading, writing


@dataclass(frozen=True, slots=True)
class OwnLogin:
    """One citizen's way in."""

    citizen_id: str
    name: str
    """What she types; it says nothing about who she is."""
    digest: str
    """The hash of her password, or of the code in her letter."""
    until: datetime | None
    """How long the letter's code can be used; None once she has chosen a password."""
    made_by: str
    made_at: datetime


class OwnLoginStore:
    """Keeps one login a citizen."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def keep(self, login: OwnLogin) -> None:
        """Keep a login instead of any other one of the citizen's; her sessions end."""
        cells: dict[str, Any] = {name: getattr(login, name) for name in ("citizen_id", "name", "digest", "made_by")}
        cells["until"] = login.until.isoformat() if login.until else None
        cells["made_at"] = login.made_at.isoformat()
        with writing(self._engine) as connection:
            connection.execute(delete(OWN_LOGINS).where(OWN_LOGINS.c.citizen_id == login.citizen_id))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.citizen_id == login.citizen_id))
            connection.execute(OWN_LOGINS.insert().values(**cells))

    def of(self, citizen_id: str) -> OwnLogin | None:
        """A citizen's login; None when she has none."""
        return self._one(OWN_LOGINS.c.citizen_id == citizen_id)

    def find(self, name: str) -> OwnLogin | None:
        """The login of a number; None when there is none."""
        return self._one(OWN_LOGINS.c.name == name)

    def _one(self, where: Any) -> OwnLogin | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(OWN_LOGINS).where(where)).first()
        if row is None:
            return None
        return OwnLogin(
            citizen_id=row.citizen_id,
            name=row.name,
            digest=row.digest,
            until=datetime.fromisoformat(row.until) if row.until else None,
            made_by=row.made_by,
            made_at=datetime.fromisoformat(row.made_at),
        )

    def choose(self, login: OwnLogin, digest: str) -> bool:
        """Keep her own password instead of what was there; False when that has been used or replaced meanwhile."""
        same = (OWN_LOGINS.c.citizen_id == login.citizen_id) & (OWN_LOGINS.c.digest == login.digest)
        with writing(self._engine) as connection:
            changed = connection.execute(update(OWN_LOGINS).where(same).values(digest=digest, until=None))
            return bool(changed.rowcount)

    def close(self, citizen_id: str) -> bool:
        """Take a citizen's login away, and end her sessions; False when she had none."""
        with writing(self._engine) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.citizen_id == citizen_id))
            gone = connection.execute(delete(OWN_LOGINS).where(OWN_LOGINS.c.citizen_id == citizen_id))
            return bool(gone.rowcount)
