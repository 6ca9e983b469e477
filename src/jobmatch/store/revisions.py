"""Revisions: every change of what answers are made from gets the next number, with who and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from jobmatch.store.tables import REVISIONS
from jobmatch.store.transaction import Glance

_NEWEST = select(func.coalesce(func.max(REVISIONS.c.number), 0))
_GLANCE = Glance(_NEWEST)


def newest_revision(connection: Connection) -> int:
    """The newest revision; 0 before anything was saved."""
    return int(connection.scalar(_NEWEST) or 0)


def revision_now(engine: Engine) -> int:
    """The newest revision, for those who ask nothing else."""
    (number,) = _GLANCE.row(engine) or (0,)
    return int(number)


def next_revision(connection: Connection, by: str, what: str, now: datetime) -> int:
    """Begin a revision in the transaction that is under way, and return its number."""
    number = newest_revision(connection) + 1
    connection.execute(REVISIONS.insert().values(number=number, at=now.isoformat(), by=by, what=what))
    return number
