"""The nearest concepts to a whole title or term, best first."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.words import fold


class Ranker:
    """Ranks the concepts of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._terms = [(c.code, c.kind, fold(term)) for c in vocabulary.concepts.values() for term in c.terms]

    def rank(self, text: str, kind: str | None, top: int) -> list[tuple[str, float]]:
        """Codes with scores from 0 to 1; every code once, by its nearest term."""
        rows = [(code, term) for code, its_kind, term in self._terms if kind is None or its_kind == kind]
        near = process.extract(fold(text), [term for _, term in rows], scorer=fuzz.token_sort_ratio, limit=top * 8)
        best: dict[str, float] = {}
        for _, score, place in near:
            best.setdefault(rows[place][0], score / 100)
        return list(best.items())[:top]
