"""What people have decided about words: confirmed competences, words taught, and an imported vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, or_, select, update

from jobmatch.domain.confirmation import Confirmation
from jobmatch.domain.local_word import LocalWord
from jobmatch.store.records import Records
from jobmatch.store.revisions import next_revision
from jobmatch.store.tables import CONFIRMATIONS, LOCAL_WORDS, REVISIONS, VOCABULARIES
from jobmatch.store.transaction import reading, writing


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about a competence with who made it and when."""

    confirmation: Confirmation
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taught:
    """A word that was taught, with who taught it and when."""

    local_word: LocalWord
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Imported:
    """The vocabulary that was imported beside the shipped one."""

    version: str
    source: str
    """The name of the folder it was read from."""
    by: str
    at: datetime


class WordStore:
    """Reads what was decided about words at any revision, and keeps imported vocabularies."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._confirmations: Records[Confirmation] = Records("confirmations")
        self._local_words: Records[LocalWord] = Records("local_words")

    def confirmations(self, revision: int | None = None) -> list[Confirmation]:
        """Every decision about a found competence, by citizen and concept."""
        with reading(self._engine) as connection:
            return [one.record for one in self._confirmations.stored(connection, revision=revision)]

    def decided(self, citizen_id: str) -> list[Decided]:
        """What was decided about one citizen's found competences, with who and when."""
        where = CONFIRMATIONS.c.citizen_id == citizen_id
        with reading(self._engine) as connection:
            stored = list(self._confirmations.stored(connection, where))
            made = _revisions(connection, {one.version for one in stored})
        return [Decided(one.record, *made[one.version]) for one in stored]

    def taught(self) -> list[Taught]:
        """The words that are taught now, with who and when."""
        with reading(self._engine) as connection:
            stored = list(self._local_words.stored(connection))
            made = _revisions(connection, {one.version for one in stored})
        return [Taught(one.record, *made[one.version]) for one in stored]

    def local_words(self, revision: int | None = None) -> dict[str, str]:
        """Word → concept, of the words in force."""
        with reading(self._engine) as connection:
            found = self._local_words.stored(connection, revision=revision)
            return {one.record.word: one.record.concept for one in found if one.record.concept}

    def lessons(self) -> list[int]:
        """The revisions at which words were taught or forgotten, the newest first."""
        query = select(LOCAL_WORDS.c.since).distinct().order_by(LOCAL_WORDS.c.since.desc())
        with reading(self._engine) as connection:
            return list(connection.scalars(query))

    def imported(self, revision: int | None = None) -> Imported | None:
        """Which vocabulary was imported, if any."""
        columns = VOCABULARIES.c
        query = (
            select(columns.version, columns.source, REVISIONS.c.by, REVISIONS.c.at)
            .join_from(VOCABULARIES, REVISIONS, REVISIONS.c.number == columns.since)
            .where(_in_force(revision))
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else Imported(row.version, row.source, row.by, datetime.fromisoformat(row.at))

    def imported_content(self, version: str) -> bytes:
        """The packed vocabulary of a version that was imported."""
        query = select(VOCABULARIES.c.content).where(VOCABULARIES.c.version == version).limit(1)
        with reading(self._engine) as connection:
            return bytes(connection.execute(query).scalar_one())

    def import_vocabulary(self, version: str, source: str, content: bytes, by: str) -> bool:
        """Put an imported vocabulary in force in place of an earlier one; False when it is in force already."""
        with writing(self._engine) as connection:
            now = select(VOCABULARIES.c.version).where(VOCABULARIES.c.until.is_(None))
            if connection.scalar(now) == version:
                return False
            number = self._close(connection, by, f"vocabulary import {source}")
            row = {"since": number, "until": None, "version": version, "source": source, "content": content}
            connection.execute(VOCABULARIES.insert().values(**row))
            return True

    def remove_vocabulary(self, by: str) -> bool:
        """Go back to the shipped vocabulary; False when nothing was imported."""
        with writing(self._engine) as connection:
            now = select(VOCABULARIES.c.version).where(VOCABULARIES.c.until.is_(None))
            if connection.scalar(now) is None:
                return False
            self._close(connection, by, "vocabulary remove")
            return True

    def _close(self, connection: Connection, by: str, what: str) -> int:
        """End the vocabulary that is in force at a new revision, and return its number."""
        number = next_revision(connection, by, what, self._clock())
        connection.execute(update(VOCABULARIES).where(VOCABULARIES.c.until.is_(None)).values(until=number))
        return number


def _in_force(revision: int | None) -> ColumnElement[bool]:
    since, until = VOCABULARIES.c.since, VOCABULARIES.c.until
    if revision is None:
        return until.is_(None)
    return (since <= revision) & or_(until.is_(None), until > revision)


def _revisions(connection: Connection, numbers: set[int]) -> dict[int, tuple[str, datetime]]:
    """Revision → who made it and when."""
    query = select(REVISIONS.c.number, REVISIONS.c.by, REVISIONS.c.at).where(REVISIONS.c.number.in_(numbers))
    return {row.number: (row.by, datetime.fromisoformat(row.at)) for row in connection.execute(query)}
