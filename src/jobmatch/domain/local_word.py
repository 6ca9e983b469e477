"""A word that the municipality has taught the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.domain.columns import Kind, column


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWord:
    """One more way to say a concept; kept apart from what ships and what was imported."""

    word: str = column("ord", Kind.KEY, "The word, as people write it.")
    concept: str | None = column("begreb", Kind.TEXT, "The concept that it means.")
