"""Vetoes as numbers, and which placements each one meets by its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jobmatch.domain.placement import Placement
from jobmatch.world.words import about_cells, plain

FindMentions = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[int]]]
"""From phrases and terms: for each term, the positions of the phrases that mention it by meaning."""


@dataclass(slots=True)
class Vetoes:
    """The distinct vetoes of a world; the same words in other letters are one veto."""

    find_mentions: FindMentions
    _numbers: dict[str, int] = field(default_factory=dict)
    _terms: list[str] = field(default_factory=list)
    _met: dict[str, list[int]] = field(default_factory=dict)
    """By phrase: the vetoes that it mentions. A phrase is looked at once, however many placements say it."""

    @classmethod
    def of(cls, terms: Iterable[str], find_mentions: FindMentions) -> Vetoes:
        """Number the vetoes of a world."""
        vetoes = cls(find_mentions)
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

    def keys(self) -> list[str]:
        """The vetoes as they are compared, in the order of their numbers."""
        return list(self._numbers)

    def terms(self) -> list[str]:
        """The vetoes as they were first written, in the order of their numbers."""
        return list(self._terms)

    def met_by(self, phrase: str) -> list[int]:
        """The numbers of the vetoes that a phrase mentions, where it has been looked at."""
        return self._met.get(phrase, [])

    @classmethod
    def known(
        cls, find_mentions: FindMentions, keys: Sequence[str], terms: Sequence[str], met: Mapping[str, Sequence[int]]
    ) -> Vetoes:
        """Vetoes that were numbered before, and the phrases that were looked at."""
        vetoes = cls(find_mentions, {key: n for n, key in enumerate(keys)}, list(terms))
        vetoes._met = {phrase: list(found) for phrase, found in met.items()}
        return vetoes

    def copy(self) -> Vetoes:
        """The same vetoes, to number more without changing what others read."""
        return Vetoes.known(self.find_mentions, self.keys(), self._terms, dict(self._met))

    def with_terms(self, terms: Iterable[str]) -> set[str]:
        """Number further vetoes; returns the phrases looked at before that mention one of them."""
        first = len(self._terms)
        for term in terms:
            if plain(term) not in self._numbers:
                self._numbers[plain(term)] = len(self._terms)
                self._terms.append(term)
        phrases, new = list(self._met), self._terms[first:]
        meeting = set()
        for number, positions in enumerate(self.find_mentions(phrases, new) if phrases and new else (), first):
            for position in positions:
                self._met[phrases[position]].append(number)
                meeting.add(phrases[position])
        return meeting

    def number(self, term: str) -> int:
        """The number of a veto that was given when the world was built."""
        return self._numbers[plain(term)]

    def knows(self, terms: Iterable[str]) -> bool:
        """True when every one of these vetoes has its number already."""
        return all(plain(term) in self._numbers for term in terms)

    def by_placement(self, placements: Sequence[Placement]) -> dict[str, list[int]]:
        """By placement id: numbers of the vetoes that its title, industry or tasks mention."""
        self._look_at(list(dict.fromkeys(cell for placement in placements for cell in about_cells(placement))))
        return {
            placement.placement_id: sorted({n for cell in about_cells(placement) for n in self._met[cell]})
            for placement in placements
        }

    def words_met(self, term: str, placement: Placement) -> list[str]:
        """The placement's words that one veto meets."""
        cells = about_cells(placement)
        self._look_at(cells)
        return [cell for cell in cells if self.number(term) in self._met[cell]]

    def _look_at(self, phrases: Sequence[str]) -> None:
        new = [phrase for phrase in phrases if phrase not in self._met]
        found: dict[str, list[int]] = {phrase: [] for phrase in new}
        if new and self._terms:
            for number, positions in enumerate(self.find_mentions(new, self._terms)):
                for position in positions:
                    found[new[position]].append(number)
        self._met.update(found)
