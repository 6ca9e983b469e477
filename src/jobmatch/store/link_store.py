"""What texts were linked to, kept so that no text is linked twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Engine

from jobmatch.store import links
from jobmatch.store.transaction import reading, writing


class LinkStore:
    """The part of the store that remembers answers about texts."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def links(self, question: str, vocabulary: str, texts: Iterable[str]) -> dict[str, Any]:
        """What is known about these texts: text → the answer that was saved."""
        with reading(self.engine) as connection:
            return links.find(connection, question, vocabulary, texts)

    def save_links(self, question: str, vocabulary: str, answers: Mapping[str, Any]) -> None:
        """Keep answers (anything that JSON can hold) to a question about texts."""
        with writing(self.engine) as connection:
            links.save(connection, question, vocabulary, answers)

    def keep_only_links_of(self, *vocabularies: str) -> None:
        """Remove every answer that was given with other vocabularies than these."""
        with writing(self.engine) as connection:
            links.forget_other_vocabularies(connection, vocabularies)

    def forget_links(self, prefix: str) -> None:
        """Remove every answer to the questions whose names begin so."""
        with writing(self.engine) as connection:
            links.forget_questions(connection, prefix)
