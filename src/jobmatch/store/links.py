"""What each distinct text was linked to, kept so that no text is linked twice for one vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, select

from jobmatch.store.bulk import chunks, insert_rows
from jobmatch.store.tables import LINKS

_CHUNK = 2_000


def digest(text: str) -> str:
    """What stands for a text here: people's words are not kept twice."""
    return sha256(text.encode()).hexdigest()


def find(connection: Connection, question: str, vocabulary: str, texts: Iterable[str]) -> dict[str, Any]:
    """The answers that are known, by text."""
    found: dict[str, Any] = {}
    for chunk in chunks(dict.fromkeys(texts), _CHUNK):
        by_digest = {digest(text): text for text in chunk}
        query = select(LINKS.c.digest, LINKS.c.answer).where(
            LINKS.c.question == question, LINKS.c.vocabulary == vocabulary, LINKS.c.digest.in_(by_digest)
        )
        found.update((by_digest[row.digest], json.loads(row.answer)) for row in connection.execute(query))
    return found


def save(connection: Connection, question: str, vocabulary: str, answers: Mapping[str, Any]) -> None:
    """Keep answers; an answer that is kept already is replaced."""
    for chunk in chunks(answers.items(), _CHUNK):
        rows = {digest(text): json.dumps(answer, ensure_ascii=False, separators=(",", ":")) for text, answer in chunk}
        same = (LINKS.c.question == question, LINKS.c.vocabulary == vocabulary, LINKS.c.digest.in_(rows))
        connection.execute(delete(LINKS).where(*same))
        names = ("question", "vocabulary", "digest", "answer")
        insert_rows(connection, LINKS, names, ((question, vocabulary, key, answer) for key, answer in rows.items()))


def forget(connection: Connection, texts: Iterable[str]) -> None:
    """Remove every answer about these texts."""
    for chunk in chunks({digest(text) for text in texts}, _CHUNK):
        connection.execute(delete(LINKS).where(LINKS.c.digest.in_(chunk)))


def forget_questions(connection: Connection, prefix: str) -> None:
    """Remove every answer to the questions whose names begin so."""
    connection.execute(delete(LINKS).where(LINKS.c.question.startswith(prefix, autoescape=True)))


def forget_other_vocabularies(connection: Connection, vocabularies: Sequence[str]) -> None:
    """Remove every answer that was given with other vocabularies than these."""
    connection.execute(delete(LINKS).where(LINKS.c.vocabulary.not_in(vocabularies)))
