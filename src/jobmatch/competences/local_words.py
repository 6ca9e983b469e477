"""Words that a municipality teaches: more ways to say a concept, kept apart from the vocabulary they are added to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from rapidfuzz.distance import OSA

from jobmatch.competences.vocabulary import Concept, Vocabulary
from jobmatch.competences.wordlists import LITTLE, PARTICLES
from jobmatch.competences.words import fold, stem, tokens

_ALIKE = 0.7
"""Words this alike may be read as each other; wider than what the linker itself accepts."""
_SKIPPED = LITTLE | PARTICLES
"""Words that the linker never reads as a part of anything else."""
_PART = 4
"""A compound, or a word written apart, shares at least so many letters with the word at one of its ends."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A vocabulary that was in force before, told by its version and the words that have changed since."""

    version: str
    changed: tuple[str, ...]


class TaughtVocabulary(Vocabulary):
    """A vocabulary with the municipality's own words added."""

    def __init__(self, base: Vocabulary, words: Mapping[str, str], earlier: Sequence[Earlier] = ()) -> None:
        """Args: words: Word → code; codes that the base does not know are left out."""
        known = {word: code for word, code in words.items() if code in base.concepts}
        super().__init__(_taught(base, known), (), version_with(base, words))
        self.relations, self.dangling = base.relations, base.dangling
        self.base = base
        self.words = known
        self.earlier = tuple(earlier)


def version_with(base: Vocabulary, words: Mapping[str, str]) -> str:
    """The version of a vocabulary with these words added; its own when there are none."""
    if not words:
        return base.version
    lines = sorted(f"{word}\x1f{code}" for word, code in words.items())
    return sha256("\x1e".join([base.version, *lines]).encode()).hexdigest()[:12]


def _taught(base: Vocabulary, words: Mapping[str, str]) -> Iterable[Concept]:
    meant = {fold(word): code for word, code in words.items()}
    added: dict[str, list[str]] = {}
    for word, code in words.items():
        added.setdefault(code, []).append(word)
    for concept in base.concepts.values():
        elsewhere = [one for one in concept.synonyms if meant.get(fold(one), concept.code) != concept.code]
        new = [word for word in added.get(concept.code, ()) if word not in concept.terms]
        if new or elsewhere:
            kept = [one for one in concept.synonyms if one not in elsewhere]
            yield replace(concept, synonyms=(*kept, *new))
        else:
            yield concept


def earlier_of(vocabulary: Vocabulary) -> tuple[Earlier, ...]:
    """The vocabularies whose answers mostly still hold."""
    return vocabulary.earlier if isinstance(vocabulary, TaughtVocabulary) else ()


def may_concern(text: str, changed: Iterable[str]) -> bool:
    """Whether a text could be read otherwise when these words are taught or forgotten; says yes when in doubt."""
    said = [token.folded for token in tokens(text)]
    joined = "".join(said)
    for word in changed:
        parts = [token.folded for token in tokens(word) if token.folded not in _SKIPPED] or [fold(word)]
        for part in parts:
            bare = stem(part)
            if bare[:_PART] in joined or bare[-_PART:] in joined:
                return True
            if any(OSA.normalized_similarity(part, one) >= _ALIKE for one in said):
                return True
    return False
