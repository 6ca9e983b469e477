"""What one night leaves for the next, by name; replaced with every run."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, select

from jobmatch.store.tables import NIGHT_NOTES


def find(connection: Connection, name: str) -> bytes | None:
    """The note of this name."""
    content = connection.scalar(select(NIGHT_NOTES.c.content).where(NIGHT_NOTES.c.name == name))
    return None if content is None else bytes(content)


def save(connection: Connection, notes: Mapping[str, bytes]) -> None:
    """Keep these notes and no others."""
    connection.execute(delete(NIGHT_NOTES))
    for name, content in notes.items():
        connection.execute(NIGHT_NOTES.insert().values(name=name, content=content))
