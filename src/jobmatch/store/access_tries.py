"""Tries that are counted, such as logins: in the database, so that every process that serves counts the same ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select

from jobmatch.store.access_tables import TRIES
from jobmatch.store.transaction import writing

FORGOTTEN_AFTER = timedelta(hours=2)
"""Longer than any limit looks back."""


class TryStore:
    """Keeps tries by what they are counted as."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock

    def take(self, counted: Sequence[tuple[str, int, timedelta]]) -> datetime | None:
        """Count one try under each key and return when; None when one of them is full, and nothing was counted.

        Args:
            counted: Each key with how many tries it has room for, and over how long.
        """
        now = self._clock()
        keys, at = TRIES.c.key, TRIES.c.at
        with writing(self._engine) as connection:
            connection.execute(delete(TRIES).where(at < (now - FORGOTTEN_AFTER).isoformat()))
            for key, most, within in counted:
                fresh = (keys == key) & (at > (now - within).isoformat())
                if int(connection.scalar(select(func.count()).where(fresh)) or 0) >= most:
                    return None
            connection.execute(TRIES.insert(), [{"key": key, "at": now.isoformat()} for key, _, _ in counted])
        return now

    def give_back(self, keys: Sequence[str], taken: datetime) -> None:
        """Count a try no more: it went well."""
        with writing(self._engine) as connection:
            own = TRIES.c.key.in_(keys) & (TRIES.c.at == taken.isoformat())
            connection.execute(delete(TRIES).where(own))
