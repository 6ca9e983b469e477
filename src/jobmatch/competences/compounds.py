"""Splitting Danish compounds into words that the vocabulary knows: ``blomsterbinderi`` → ``blomst`` + ``binde``."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.competences.words import LONGEST_WORD, stem

_SHORTEST = 3
_PREFIXES = frozenset(
    "for fore be under over til ud ind op ned af an gen mis med mod om paa sam van efter hoved".split()
)

_SHORT_HEADS = frozenset("bil bar hus mad toej dyr vin ost fag bus tog sal rum vej".split())
_ENDINGS = frozenset("skab ende else ning eres erne".split())
_OF_VERBS = frozenset("lede ledede rede".split())
"""What the past of many verbs ends in: who ``spartlede`` led nobody, and ``krydrede`` saved nobody."""


class Splitter:
    """Knows which word stems may be parts of a compound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._stems = frozenset(stem(word) for word in words if len(word) >= _SHORTEST)
        self._cache: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Whether a folded word, in some inflection, is one of the parts."""
        return stem(word) in self._stems

    def parts(self, word: str) -> tuple[str, ...]:
        """The stems of the parts of a folded word, the head last; empty when it cannot be split."""
        if len(word) > LONGEST_WORD:
            return ()
        found = self._cache.get(word)
        if found is None:
            found = self._cache[word] = self._split(word)
        return found

    def head(self, word: str) -> str | None:
        """The stem of the longest known word that a longer one ends in, when its beginning is unknown."""
        if len(word) > LONGEST_WORD:
            return None
        for cut in range(4, len(word) - 3):
            piece = word[cut:]
            if piece in _OF_VERBS or word[:cut] in _PREFIXES or not word[cut - 1 : cut + 1].isalpha():
                continue
            if self.knows(piece):
                return stem(word[cut:])
        return None

    def _split(self, word: str) -> tuple[str, ...]:
        """Two parts when possible, the longest head first; else three."""
        cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
        for cut in cuts:
            first = self._modifier(word[:cut])
            if first and self._head(word[cut:]):
                return (first, stem(word[cut:]))
        for cut in cuts:
            first = self._modifier(word[:cut])
            if first and len(word) - cut >= 2 * _SHORTEST:
                rest = self.parts(word[cut:])
                if rest:
                    return (first, *rest)
        return ()

    def _modifier(self, piece: str) -> str | None:
        """The stem of a first part, with or without the ``s`` or ``e`` that joins compounds."""
        if self.knows(piece):
            return stem(piece)
        if len(piece) > _SHORTEST + 1 and piece[-1] == "s" and self.knows(piece[:-1]):
            return stem(piece[:-1])
        return None

    def _head(self, piece: str) -> bool:
        """Whether a piece may be the last part: a known word, long enough not to be an ending by accident."""
        if not self.knows(piece) or piece in _ENDINGS or piece in _OF_VERBS:
            return False
        return len(stem(piece)) > _SHORTEST or stem(piece) in _SHORT_HEADS
