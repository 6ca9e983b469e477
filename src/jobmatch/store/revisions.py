"""Revisions: every change of what answers are made from gets the next number, with who and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from jobmatch.store.tables import REVISIONS


def newest_revision(connection: Connection) -> int:
    """The newest revision; 0 before anything was saved."""
    return int(connection.scalar(select(func.coalesce(func.max(REVISIONS.c.number), 0))) or 0)


def next_revision(connection: Connection, by: str, what: str, now: datetime) -> int:
    """Begin a revision in the transaction that is under way, and return its number."""
    number = newest_revision(connection) + 1
    connection.execute(REVISIONS.insert().values(number=number, at=now.isoformat(), by=by, what=what))
    return number
