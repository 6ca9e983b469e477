"""Vetoes as numbers, and which placements each one meets by its meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jobmatch.domain.placement import Placement
from jobmatch.world.words import about_cells, plain


class MentionIndex(Protocol):
    """Finds by meaning which phrases mention a term."""

    def hits(self, term: str) -> list[int]:
        """Positions of the phrases that mention the term."""


IndexPhrases = Callable[[Sequence[str]], MentionIndex]


@dataclass(slots=True)
class Vetoes:
    """The distinct vetoes of a world; the same words in other letters are one veto."""

    index_phrases: IndexPhrases
    _numbers: dict[str, int] = field(default_factory=dict)
    _terms: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, terms: Iterable[str], index_phrases: IndexPhrases) -> Vetoes:
        """Number the vetoes of a world."""
        vetoes = cls(index_phrases)
        for term in terms:
            key = plain(term)
            if key not in vetoes._numbers:
                vetoes._numbers[key] = len(vetoes._terms)
                vetoes._terms.append(term)
        return vetoes

    @property
    def width(self) -> int:
        """How many distinct vetoes there are."""
        return len(self._terms)

    def number(self, term: str) -> int:
        """The number of a veto that was given when the world was built."""
        return self._numbers[plain(term)]

    def knows(self, terms: Iterable[str]) -> bool:
        """True when every one of these vetoes has its number already."""
        return all(plain(term) in self._numbers for term in terms)

    def by_placement(self, placements: Iterable[Placement]) -> dict[str, list[int]]:
        """By placement id: numbers of the vetoes that its title, industry or tasks mention."""
        speakers: dict[str, list[str]] = defaultdict(list)
        for placement in placements:
            for cell in about_cells(placement):
                speakers[cell].append(placement.placement_id)
        phrases = list(speakers)
        met: dict[str, list[int]] = defaultdict(list)
        if not phrases or not self._terms:
            return met
        index = self.index_phrases(phrases)
        for number, term in enumerate(self._terms):
            reached = dict.fromkeys(key for position in index.hits(term) for key in speakers[phrases[position]])
            for placement_id in reached:
                met[placement_id].append(number)
        return met

    def words_met(self, term: str, placement: Placement) -> list[str]:
        """The placement's words that one veto meets."""
        cells = about_cells(placement)
        return [cells[position] for position in self.index_phrases(cells).hits(term)]
