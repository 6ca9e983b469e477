"""Which titles, industries and tasks a vetoed word means: by inflection, misspelling and compound, never by letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from jobmatch.competences.linker import Linker, linker_of
from jobmatch.competences.reading import Reading
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.wordlists import GENERIC, LITTLE, OTHER_THINGS, PARTICLES, PLACES, WORK
from jobmatch.competences.words import Token, stem, tokens

_WORK_STEMS = frozenset(stem(word) for word in WORK)
_GENERIC_STEMS = frozenset(stem(word) for word in GENERIC)
_PLACE_STEMS = frozenset(stem(word) for word in PLACES)
_OTHER_STEMS = frozenset(stem(word) for word in OTHER_THINGS)
_SAME_CONCEPT = 0.93
_CONCEPT_KINDS = ("occupation", "skill", "task")


@dataclass(frozen=True, slots=True)
class _Said:
    """One word, understood."""

    folded: str
    stem: str
    reading: Reading
    known: bool


class Mentions:
    """Distinct titles, industries and tasks, asked which of them mention a term."""

    def __init__(self, phrases: Sequence[str], vocabulary: Vocabulary) -> None:
        self._linker: Linker = linker_of(vocabulary)
        self.phrases = tuple(phrases)
        self._said = [self._understand(phrase) for phrase in self.phrases]
        self._concepts = [self._concept(phrase) for phrase in self.phrases]
        self._hits: dict[str, list[int]] = {}

    def hits(self, term: str) -> list[int]:
        """The numbers of the phrases that mention the term."""
        if term not in self._hits:
            self._hits[term] = self._find(term)
        return list(self._hits[term])

    def _find(self, term: str) -> list[int]:
        wanted = self._understand(term)
        core = [word for word in wanted if word.stem not in _WORK_STEMS] or wanted
        if not core:
            return []
        joined = "".join(token.folded for token in tokens(term))
        concept = self._concept(term)
        return [
            number
            for number, said in enumerate(self._said)
            if (concept is not None and concept == self._concepts[number])
            or all(any(self._mentions(word, other) for other in said) for word in core)
            or (len(core) > 1 and any(stem(other.folded) == stem(joined) for other in said))
            or (len(core) == 1 and self._written_apart(core[0], self.phrases[number]))
        ]

    def _understand(self, phrase: str) -> list[_Said]:
        reader = self._linker.index.reader
        return [
            _Said(token.folded, stem(token.folded), reader.read(token.folded), reader.knows(token.folded))
            for token in tokens(phrase)
            if token.folded not in LITTLE and token.folded not in PARTICLES
        ]

    def _concept(self, phrase: str) -> str | None:
        found = self._linker.term(phrase, _CONCEPT_KINDS)
        return found.code if found is not None and found.score >= _SAME_CONCEPT else None

    def _mentions(self, word: _Said, other: _Said) -> bool:
        """Whether one word of a phrase says the wanted word."""
        if word.stem == other.stem or word.reading.whole == other.reading.whole:
            return True
        if _misspelt(word, other):
            return True
        return self._in_compound(word, other)

    def _in_compound(self, word: _Said, other: _Said) -> bool:
        atoms = other.reading.atoms
        mine = _without_work(word.reading.atoms)
        if len(atoms) <= len(mine):
            return set(mine) == set(atoms)
        if len(mine) > 1:
            return atoms[-len(mine) :] == mine or (atoms[: len(mine)] == mine and self._welcome(atoms[len(mine) :]))
        wanted = mine[0]
        if atoms[-1] == wanted:
            return wanted not in _OTHER_STEMS or self._same_concept(word.folded, other.folded)
        if wanted in atoms:
            return self._welcome(atoms[atoms.index(wanted) + 1 :])
        return False

    def _welcome(self, heads: tuple[str, ...]) -> bool:
        """Whether what follows the wanted word in a compound is work with it, or a place for it."""
        if not heads or heads[-1] in _OTHER_STEMS:
            return False
        return heads[-1] in _GENERIC_STEMS or heads[-1] in _PLACE_STEMS or heads[-1] in self._linker.index.active

    def _same_concept(self, term: str, other: str) -> bool:
        mine, theirs = self._concept(term), self._concept(other)
        return mine is not None and mine == theirs

    def _written_apart(self, word: _Said, phrase: str) -> bool:
        """``rengørings assistent`` for the veto ``rengøringsassistent``."""
        found: list[Token] = tokens(phrase)
        return any(stem(a.folded + b.folded) == word.stem for a, b in zip(found, found[1:], strict=False))


def _without_work(atoms: tuple[str, ...]) -> tuple[str, ...]:
    """A veto of ``køkkenarbejde`` is a veto of the kitchen."""
    return tuple(atom for atom in atoms if atom not in _WORK_STEMS) or atoms


def _misspelt(word: _Said, other: _Said) -> bool:
    """Whether two words are one word misspelt: alike, and not two words that both exist."""
    if word.known and other.known:
        return False
    if min(len(word.folded), len(other.folded)) < 5 or word.folded[0] != other.folded[0]:
        return False
    return OSA.normalized_similarity(word.folded, other.folded) >= 0.8 and (
        len(word.reading.atoms) == len(other.reading.atoms) or OSA.distance(word.folded, other.folded) <= 2
    )
