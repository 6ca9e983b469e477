"""How one written word is understood: known, short for something, foreign, compound, or misspelt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from jobmatch.competences.compounds import Splitter
from jobmatch.competences.wordlists import (
    ABBREVIATIONS,
    COMPOUNDS,
    GENERIC,
    IRREGULAR,
    LITTLE,
    NEIGHBOURS,
    PARTICLES,
    PEOPLE,
    SHORT_HEADS,
)
from jobmatch.competences.words import fold, stem

_SURELY_MISSPELT = 0.91
"""From here a correction is likelier than a compound nobody has written down."""

_GENERIC_STEMS = frozenset(stem(word) for word in GENERIC)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one word says."""

    whole: str
    """The stem of the word as it is understood."""
    atoms: tuple[str, ...]
    """Stems of the parts of a compound, else the stem itself; the head last."""
    quality: float
    """1 when it is written as in the vocabulary, less when it was corrected or partly understood."""

    @property
    def head(self) -> str:
        """The part that says what kind of thing it is."""
        return self.atoms[-1]

    @property
    def generic_head(self) -> bool:
        """Whether the head only says that somebody works with the first part."""
        return len(self.atoms) > 1 and self.atoms[-1] in _GENERIC_STEMS


def _stands_for_another(folded: str) -> bool:
    """A short form or a neighbour's word: it may share the stem of a Danish one, ``mat`` (mad) that of ``mate``."""
    return folded in ABBREVIATIONS or (folded in NEIGHBOURS and folded not in IRREGULAR)


class Reader:
    """Understands words by the words of one vocabulary."""

    def __init__(self, words: Iterable[str]) -> None:
        self._surfaces = {word for word in words if word not in LITTLE and word not in PARTICLES}
        parts = self._surfaces | GENERIC | set(IRREGULAR)
        self._stems = frozenset(stem(word) for word in parts)
        self._splitter = Splitter(parts)
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._surfaces | GENERIC):
            if len(word) >= 4:
                self._by_shape.setdefault((word[0], len(word)), []).append(word)
        self._cache: dict[str, Reading] = {}

    def read(self, folded: str) -> Reading:
        """The best understanding of a folded word."""
        reading = self._cache.get(folded)
        if reading is None:
            if len(self._cache) > 200_000:
                self._cache.clear()
            reading = self._cache[folded] = self._understand(folded)
        return reading

    def knows(self, folded: str) -> bool:
        """Whether the word, in some inflection, belongs to the vocabulary."""
        return stem(folded) in self._stems

    def _understand(self, folded: str) -> Reading:
        if folded in COMPOUNDS:
            return Reading(stem(folded), tuple(stem(part) for part in COMPOUNDS[folded]), 1.0)
        if folded in PARTICLES:
            return Reading(stem(folded), (stem(folded),), 1.0)
        if folded in self._surfaces or (self.knows(folded) and not _stands_for_another(folded)):
            return self._known(folded, 1.0)
        for table, quality in ((ABBREVIATIONS, 0.97), (NEIGHBOURS, 0.95)):
            if folded in table:
                return self._expanded(table[folded], quality)
        written_out = self._written_out(folded)
        if written_out is not None:
            return self._expanded(written_out, 0.97)
        parts = self._splitter.parts(folded)
        corrected = self._corrected(folded)
        if corrected is not None and (not parts or corrected.quality >= _SURELY_MISSPELT):
            return corrected
        if len(parts) == 2:
            return Reading(stem(folded), self._deepen(parts), 1.0)
        head = self._splitter.head(folded) if len(folded) >= 8 else None
        if parts and (head is None or len(head) <= len(parts[-1])):
            return Reading(stem(folded), self._deepen(parts), 1.0)
        if head is not None:
            return Reading(stem(folded), ("?", *self._deepen((head,))), 0.93)
        return Reading(stem(folded), (stem(folded),), 1.0)

    def _known(self, folded: str, quality: float) -> Reading:
        parts = self._splitter.parts(folded) if folded not in IRREGULAR else ()
        return Reading(stem(folded), self._deepen(parts) or (stem(folded),), quality)

    def _deepen(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        deep: list[str] = []
        for part in parts:
            inner = self._splitter.parts(part) if len(part) >= 7 and part not in IRREGULAR else ()
            deep.extend(inner or (part,))
        return tuple(deep)

    def _expanded(self, words: str, quality: float) -> Reading:
        inner = [self.read(fold(word)) for word in words.replace("-", " ").split() if word not in LITTLE]
        atoms = tuple(atom for reading in inner for atom in reading.atoms)
        return Reading(inner[-1].whole if len(inner) == 1 else "+".join(atoms), atoms, quality)

    def _written_out(self, folded: str) -> str | None:
        """``tømrerarb`` → ``tømrerarbejde``: a compound whose head is written short."""
        for short, full in SHORT_HEADS.items():
            first = folded.removesuffix(short)
            if first != folded and len(first) >= 4 and self.knows(first):
                return first + full
        return None

    def _corrected(self, folded: str) -> Reading | None:
        """The nearest known word when it is surely a misspelling of it."""
        if len(folded) < 5 or not folded.isalpha() or folded in PEOPLE:
            return None
        cutoff = 0.75 if len(folded) < 8 else 0.8
        near = self._alike(folded)
        best = process.extractOne(folded, near, scorer=OSA.normalized_similarity, score_cutoff=cutoff)
        bare = stem(folded)
        if best is None and len(bare) >= 4:
            best = process.extractOne(bare, self._alike(bare), scorer=OSA.normalized_similarity, score_cutoff=0.8)
        if best is None:
            return None
        return self._known(best[0], 1 - 0.9 * (1 - best[1]))

    def _alike(self, word: str) -> list[str]:
        """Known words with the same first letter and nearly the same length."""
        lengths = range(len(word) - 2, len(word) + 3)
        return [known for length in lengths for known in self._by_shape.get((word[0], length), ())]
