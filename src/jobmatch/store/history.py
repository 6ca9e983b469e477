"""What a citizen's record said before, and who changed it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from jobmatch.domain.citizen import Citizen
from jobmatch.store.records import Records
from jobmatch.store.tables import CITIZENS, REVISIONS
from jobmatch.store.transaction import reading


@dataclass(frozen=True, slots=True)
class Version:
    """A citizen's record from one revision on."""

    record: Citizen
    number: int
    """The revision that brought it."""
    at: datetime
    by: str


class History:
    """Earlier versions of citizens' records."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._citizens: Records[Citizen] = Records("citizens")

    def of(self, citizen_id: str, newest: int) -> list[Version]:
        """The newest versions of one citizen's record, the latest first."""
        own = CITIZENS.c.citizen_id == citizen_id
        query = (
            select(REVISIONS.c.number, REVISIONS.c.at, REVISIONS.c.by)
            .join(CITIZENS, CITIZENS.c.since == REVISIONS.c.number)
            .where(own)
            .order_by(REVISIONS.c.number.desc())
            .limit(newest)
        )
        found = []
        with reading(self._engine) as connection:
            for number, at, by in connection.execute(query).all():
                stored = next(self._citizens.stored(connection, own, revision=number, include_withdrawn=True))
                found.append(Version(stored.record, number, datetime.fromisoformat(at), by))
        return found
