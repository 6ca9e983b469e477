"""Which titles, industries and tasks a vetoed word means: by inflection, misspelling and compound, never by letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from jobmatch.competences.linker import Linker, linker_of
from jobmatch.competences.reading import Reading
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.wordlists import (
    APART,
    BESIDE,
    DOERS,
    GENERIC,
    LITTLE,
    MEETS,
    OTHER_THINGS,
    PARTICLES,
    PLACES,
    WORK,
)
from jobmatch.competences.words import Token, stem, tokens

EDITION = 4
"""Goes up when the same words are read otherwise."""
_WORK_STEMS = frozenset(stem(word) for word in WORK)
_GENERIC_STEMS = frozenset(stem(word) for word in GENERIC)
_PLACE_STEMS = frozenset(stem(word) for word in PLACES)
_OTHER_STEMS = frozenset(stem(word) for word in OTHER_THINGS)
_DOER_STEMS = {stem(who): stem(what) for who, what in DOERS.items()}
_DONE_STEMS = frozenset(_DOER_STEMS.values())
_BESIDE_STEMS = {stem(word): frozenset(stem(one) for one in words) for word, words in BESIDE.items()}
_SAME_CONCEPT = 0.93
_CONCEPT_KINDS = ("occupation", "skill", "task")
_TURNING = frozenset(("op", "ned", "ind", "ud"))
"""Particles that make another word of a verb: ``vaske op`` is ``opvask``, and no washing of floors."""
_JOB = "job"
_STAND = "staa"
"""``stå på lager`` is to work there."""
_DOING = frozenset(("goere", "goer", "goeres", "gjorde", "gjort", "holde", "holder"))
"""Verbs that stand before ``rent`` where cleaning is meant."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One word, understood."""

    folded: str
    stem: str
    reading: Reading
    done: tuple[str, ...]
    """The parts as they are read, with what somebody does for who does it."""
    known: bool


class Mentions:
    """Distinct titles, industries and tasks, asked which of them mention a term."""

    def __init__(self, phrases: Sequence[str], vocabulary: Vocabulary) -> None:
        self._linker: Linker = linker_of(vocabulary)
        self.phrases = tuple(phrases)
        self._said = [self._understand(phrase) for phrase in self.phrases]
        self._concepts = [self._concept(phrase) for phrase in self.phrases]
        self._hits: dict[str, list[int]] = {}
        self._meets = {
            tuple(word.stem for word in self._core(veto)): [word for one in words for word in self._understand(one)]
            for veto, words in MEETS.items()
        }

    def hits(self, term: str) -> list[int]:
        """The numbers of the phrases that mention the term."""
        if term not in self._hits:
            self._hits[term] = self._find(term)
        return list(self._hits[term])

    def _find(self, term: str) -> list[int]:
        core = self._core(term)
        if not core:
            return []
        concept = self._concept(term)
        also = self._meets.get(tuple(word.stem for word in core), [])
        joined = "".join(token.folded for token in tokens(term))
        return [
            number
            for number, said in enumerate(self._said)
            if (concept is not None and concept == self._concepts[number] and not self._elsewhere(term, number))
            or all(any(self._mentions(word, other) or _beside(word, other, core) for other in said) for word in core)
            or any(self._mentions(word, other) for word in also for other in said)
            or (len(core) > 1 and any(stem(other.folded) == stem(joined) for other in said))
            or (len(core) == 1 and self._written_apart(core[0], self.phrases[number]))
        ]

    def _core(self, term: str) -> list[_Said]:
        """The words of a term that must all be said; a verb that its particle turns is one word with it."""
        wanted = [self._without_job(word) for word in self._understand(term)]
        if turned := _turned(term):
            wanted = [self._word(turned), *wanted[1:-1]]
        return [word for word in wanted if word.stem not in _WORK_STEMS and word.folded != _STAND] or wanted

    def _without_job(self, word: _Said) -> _Said:
        """A veto of ``rengøringsjob`` is a veto of cleaning."""
        first = word.folded.removesuffix(_JOB)
        known = first != word.folded and len(first) > len(_JOB) and self._linker.index.reader.knows(first)
        return self._word(first) if known else word

    def _elsewhere(self, term: str, number: int) -> bool:
        """Whether term and phrase name two kinds of workplace: a care home is not care in people's homes."""
        mine, theirs = (self._linker.term(text, ("industry",)) for text in (term, self.phrases[number]))
        return (
            mine is not None
            and theirs is not None
            and min(mine.score, theirs.score) >= _SAME_CONCEPT
            and mine.code != theirs.code
        )

    def _understand(self, phrase: str) -> list[_Said]:
        """The words that carry what the phrase says, and what a particle makes of its verb."""
        said = [token.folded for token in tokens(phrase)]
        cleans = "rent" in said and not _DOING.isdisjoint(said)
        words = [
            "rengoering" if cleans and word == "rent" else word
            for word in said
            if word not in LITTLE and word not in PARTICLES
        ]
        turned = _turned(phrase)
        return [self._word(word) for word in [*words, *([turned] if turned else [])]]

    def _word(self, folded: str) -> _Said:
        reader = self._linker.index.reader
        reading = reader.read(folded)
        done = tuple(_DOER_STEMS.get(atom, atom) for atom in reading.atoms)
        return _Said(folded, stem(folded), reading, done, reader.knows(folded))

    def _concept(self, phrase: str) -> str | None:
        found = self._linker.term(phrase, _CONCEPT_KINDS)
        return found.code if found is not None and found.score >= _SAME_CONCEPT else None

    def _mentions(self, word: _Said, other: _Said) -> bool:
        """Whether one word of a phrase says the wanted word."""
        if other.folded in APART.get(word.folded, ()):
            return False
        if word.stem == other.stem or word.reading.whole == other.reading.whole:
            return True
        if _misspelt(word, other):
            return True
        return self._in_compound(word, other.reading.atoms, other) or (
            other.done != other.reading.atoms and self._in_compound(word, other.done, other)
        )

    def _in_compound(self, word: _Said, atoms: tuple[str, ...], other: _Said) -> bool:
        mine = _without_work(word.reading.atoms)
        if len(atoms) <= len(mine):
            return mine == atoms
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
        head = heads[-1]
        return (
            head in _GENERIC_STEMS or head in _PLACE_STEMS or head in _DONE_STEMS or head in self._linker.index.active
        )

    def _same_concept(self, term: str, other: str) -> bool:
        mine, theirs = self._concept(term), self._concept(other)
        return mine is not None and mine == theirs

    def _written_apart(self, word: _Said, phrase: str) -> bool:
        """``rengørings assistent`` for the veto ``rengøringsassistent``."""
        found: list[Token] = tokens(phrase)
        return any(stem(a.folded + b.folded) == word.stem for a, b in zip(found, found[1:], strict=False))


def _beside(word: _Said, other: _Said, core: Sequence[_Said]) -> bool:
    """Whether a head says the word because the veto's other words stand there too."""
    return len(core) > 1 and other.reading.atoms[-1] in _BESIDE_STEMS.get(word.stem, ())


def _turned(phrase: str) -> str:
    """``opvaske`` for ``vaske op``; empty where no particle turns the first verb."""
    said = [token.folded for token in tokens(phrase)]
    verb = next((word for word in said if word not in LITTLE and word not in PARTICLES), None)
    particle = next((word for word in said if word in _TURNING), None)
    return "" if verb is None or particle is None or said.index(particle) < said.index(verb) else particle + verb


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
