"""Every term of a vocabulary, found again by its words in any order, joined, split, inflected or misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jobmatch.competences.reading import Reader, Reading
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.wordlists import (
    BARE_PEOPLE,
    BARE_VERBS,
    GENERIC,
    LITTLE,
    OTHER_THINGS,
    PARTICLES,
    WORK,
)
from jobmatch.competences.words import Token, stem, tokens, words_of

_WORK_STEMS = frozenset(stem(word) for word in WORK)
_PARTICLE_STEMS = frozenset(stem(word) for word in PARTICLES)
_OTHER_STEMS = frozenset(stem(word) for word in OTHER_THINGS)
_GENERIC_STEMS = frozenset(stem(word) for word in GENERIC)
_PEOPLE_STEMS = frozenset(stem(word) for word in BARE_PEOPLE)
_ACTIVE = re.compile(r"(?:ning|ings?|else|eri|ende|ere|ator|ist|loeb|salg|pleje|hjaelp|kurs|sport|spil|dans)$")
_POSTURES = frozenset("staa se tage saette laegge sidde holde komme".split())
_LIGHT = _WORK_STEMS | frozenset(stem(word) for word in LITTLE | PARTICLES | BARE_VERBS | _POSTURES) - {"bar"}
"""Stems that say nothing when they stand alone; ``bare`` shortens to the noun ``bar``, which says something."""

_LIGHT_WORDS = WORK | PARTICLES | BARE_VERBS | _POSTURES | {"medarbejder", "medhjaelper", "assistent", "hjaelper"}
"""Words that are never a mention alone, however they stand in the vocabulary."""

_LONGEST_JOINED = 40
"""Longer terms are never written in one word."""

_WIDEST = 3
"""Content words that may stand between the words of one term."""


@dataclass(frozen=True, slots=True)
class Term:
    """One way to say one concept."""

    code: str
    """The concept."""
    kind: str
    """Its kind."""
    text: str
    """As it stands in the vocabulary."""
    joined: str
    """All its words in one, folded."""
    atoms: frozenset[str]
    """The stems it is made of."""
    core: frozenset[str]
    """The stems that must be there: those that say more than "work"."""
    main: bool
    """Whether it is the Danish label."""
    single: bool
    """Whether it is one word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a text, understood."""

    token: Token
    """Where it stands."""
    place: int
    """Its number among all tokens, little words counted."""
    reading: Reading
    """What it says."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that stands in a text."""

    term: Term
    """Which."""
    first: int
    """Number of its first content word."""
    last: int
    """Number of its last content word."""
    used: frozenset[int]
    """The content words it uses."""
    score: float
    """How sure, 0 to 1."""


class TermIndex:
    """Looks terms up in the words of a text."""

    def __init__(self, vocabulary: Vocabulary, kinds: Iterable[str] | None = None) -> None:
        wanted = set(kinds) if kinds is not None else None
        raw = [
            (concept, text, number == 0)
            for concept in vocabulary.concepts.values()
            if wanted is None or concept.kind in wanted
            for number, text in enumerate(concept.terms)
        ]
        self._said = {text: words_of(text) for _, text, _ in raw}
        self.reader = Reader({word for said in self._said.values() for word in said})
        self.terms: list[Term] = [self._term(c.code, c.kind, text, main) for c, text, main in raw]
        self._by_joined: dict[str, list[int]] = {}
        self._by_joined_stem: dict[str, list[int]] = {}
        self._by_atom: dict[str, list[int]] = {}
        self.active = self._active_stems(vocabulary)
        """Stems that name doing or somebody who does."""
        self._file()

    def words(self, text_tokens: Sequence[Token]) -> list[Word]:
        """The content words among tokens."""
        return [
            Word(token, place, self.reader.read(token.folded))
            for place, token in enumerate(text_tokens)
            if token.folded not in LITTLE
        ]

    def exact(self, text: str) -> list[Hit]:
        """Terms that are the whole text, however it is spaced or inflected."""
        found = tokens(text)
        joined = "".join(token.folded for token in found)
        everything = frozenset(range(len(found)))
        hits = [Hit(self.terms[i], 0, len(found) - 1, everything, 1.0) for i in self._by_joined.get(joined, ())]
        if not hits and len(joined) > 3:
            same = self._by_joined_stem.get(stem(joined), ())
            hits = [Hit(self.terms[i], 0, len(found) - 1, everything, 0.97) for i in same]
        return hits

    def hits(self, text_tokens: Sequence[Token], words: Sequence[Word]) -> list[Hit]:
        """Every term that some tokens, with their content words, say; best first."""
        places: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            for atom in word.reading.atoms:
                places.setdefault(atom, []).append(number)
        found = self._runs(words, text_tokens)
        seen: set[int] = set()
        for atom in places:
            for index in self._by_atom.get(atom, ()):
                if index not in seen:
                    seen.add(index)
                    hit = self._match(self.terms[index], words, places)
                    if hit is not None:
                        found.append(hit)
        return sorted(found, key=lambda hit: (-hit.score, -len(hit.used), not hit.term.main, hit.term.code))

    def _term(self, code: str, kind: str, text: str, main: bool) -> Term:
        found = self._said[text]
        content = [word for word in found if word not in LITTLE and word not in PARTICLES]
        atoms = frozenset(self._atoms(content))
        if len(atoms - _WORK_STEMS) <= 1 < len(found):
            atoms = frozenset(self._atoms([word for word in found if word not in LITTLE] if atoms else found))
        joining = frozenset(stem(word) for word in _joining(found))
        core = atoms - _WORK_STEMS - joining
        if core <= _GENERIC_STEMS | _LIGHT:
            core = atoms
        elif core - _PARTICLE_STEMS <= _PEOPLE_STEMS:
            core = atoms - joining
        return Term(code, kind, text, "".join(found), atoms, core, main, len(found) == 1)

    def _atoms(self, words: Iterable[str]) -> list[str]:
        return [atom for word in words for atom in self.reader.read(word).atoms if atom != "?"]

    def _active_stems(self, vocabulary: Vocabulary) -> frozenset[str]:
        """Stems that name doing or somebody who does: a compound that ends in one is a kind of it."""
        active: set[str] = set()
        for concept in vocabulary.concepts.values():
            for term in concept.terms:
                found = self._said.get(term, ())
                active.update(stem(word) for word in found if _ACTIVE.search(word))
                if found and concept.kind == "task" and found[0].endswith("e"):
                    active.add(stem(found[0]))
                if found and concept.kind == "occupation":
                    active.add(self.reader.read(found[-1]).head)
        return frozenset(active)

    def _file(self) -> None:
        counts: dict[str, int] = {}
        for term in self.terms:
            for atom in term.core:
                counts[atom] = counts.get(atom, 0) + 1
        for index, term in enumerate(self.terms):
            self._by_joined.setdefault(term.joined, []).append(index)
            if len(term.joined) <= _LONGEST_JOINED:
                self._by_joined_stem.setdefault(stem(term.joined), []).append(index)
            if term.core - _LIGHT and (len(term.atoms) > 1 or term.single):
                rarest = min(term.core, key=lambda atom: (counts[atom], atom))
                self._by_atom.setdefault(rarest, []).append(index)

    def _runs(self, words: Sequence[Word], text_tokens: Sequence[Token]) -> list[Hit]:
        """Terms that stand as neighbouring words, written together or apart, little words and all."""
        found: list[Hit] = []
        numbers = {word.place: number for number, word in enumerate(words)}
        for start in range(len(text_tokens)):
            joined = ""
            for end in range(start, min(start + 6, len(text_tokens))):
                joined += text_tokens[end].folded
                same, score = self._by_joined.get(joined), 1.0
                if same is None and len(joined) > 3:
                    same, score = self._by_joined_stem.get(stem(joined)), 0.96
                if same is None and end == start and start in numbers:
                    reading = words[numbers[start]].reading
                    if reading.quality < 1:
                        same, score = self._by_joined_stem.get(reading.whole), 0.96 * reading.quality
                if same:
                    used = frozenset(numbers[place] for place in range(start, end + 1) if place in numbers)
                    found.extend(
                        Hit(self.terms[i], min(used), max(used), used, score)
                        for i in same
                        if used and not (end == start and joined in _LIGHT_WORDS)
                    )
        return found

    def _match(self, term: Term, words: Sequence[Word], places: dict[str, list[int]]) -> Hit | None:
        """The tightest way in which the words say the term."""
        if not all(atom in places for atom in term.core):
            return None
        best: Hit | None = None
        rare = min(term.core, key=lambda atom: (len(places[atom]), atom))
        for anchor in places[rare]:
            used = {min(places[atom], key=lambda place: (abs(place - anchor), place)) for atom in term.core}
            for atom in term.atoms - term.core:
                near = [place for place in places.get(atom, ()) if abs(place - anchor) <= _WIDEST]
                used.update(near[:1])
            score = self._score(term, words, used)
            if score and (best is None or score > best.score):
                best = Hit(term, min(used), max(used), frozenset(used), score)
        return best

    def _score(self, term: Term, words: Sequence[Word], used: set[int]) -> float:
        """How well some words say a term; 0 when they do not."""
        first, last = min(used), max(used)
        between = set(range(first, last + 1)) - used
        gap = sum(words[number].token.folded not in PARTICLES for number in between)
        if gap > _WIDEST:
            return 0.0
        score = 0.94 - 0.04 * gap - 0.01 * (len(between) - gap)
        said: set[str] = set()
        for number in used:
            reading = words[number].reading
            mine = [atom for atom in reading.atoms if atom in term.atoms]
            said.update(mine)
            score *= reading.quality
            left = len(reading.atoms) - len(mine)
            if left == 0:
                continue
            if reading.head in mine:
                known_kind = reading.head in self.active or (len(used) > 1 and "?" not in reading.atoms)
                known_kind = known_kind and reading.head not in _OTHER_STEMS
                score -= 0.10 * min(left, 2) if known_kind else 0.26
            elif reading.generic_head and left == 1:
                score -= 0.08
            else:
                return 0.0
        if term.single and len(used) > 1:
            score -= 0.01
        missing = {atom for atom in term.atoms - said if atom in term.core or atom not in _PARTICLE_STEMS}
        if missing:
            score -= 0.12 * len(missing)
        return score


def _joining(words: Sequence[str]) -> list[str]:
    """The words of a term that only join "work" to its place: the ``på`` of ``arbejde på pizzeria``."""
    return [word for before, word in zip(words, words[1:], strict=False) if word in PARTICLES and before in WORK]
