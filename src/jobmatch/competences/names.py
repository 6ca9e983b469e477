"""The names of concepts as sparse matrices: letters, word parts, and the words that stand in for one another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from jobmatch.competences.compounds import Splitter
from jobmatch.competences.vocabulary import Concept
from jobmatch.competences.wordlists import ABBREVIATIONS, GENERIC, IRREGULAR, NEIGHBOURS, SYNONYMS
from jobmatch.competences.words import fold, stem, tokens

Matrix = Any
"""A SciPy sparse matrix or a NumPy array of floats."""

_TRAINEE = re.compile(r"\s*(?:elev|laerlinge?|trainee|aspirant)$")
_BESIDE = 0.5
"""What a synonym counts beside the word itself."""


def trade_of(folded: str) -> str:
    """``kontorelev`` → ``kontor``, ``lektor, humaniora`` → ``lektor``: the trade without stage or field."""
    first = folded.split(",")[0].strip()
    return _TRAINEE.sub("", first) or first or folded


_INFINITIVES = frozenset(
    "anvende genanvende sende afsende udsende fremsende kende genkende vende braende taende "
    "staa gaa se faa forstaa sy vaere".split()
)
_NO_INFINITIVE = ("iske", "elle", "ale", "lige", "ive", "aere", "holdige", "analyse", "ende")
"""What adjectives and nouns end in whose last letter is also that of an infinitive."""


def tells_doing(folded: str) -> bool:
    """Whether a name says what somebody does, ``betjene ovn``, rather than a thing or a trade, ``ovne``."""
    first, _, rest = folded.partition(" ")
    if not rest:
        return False
    return first in _INFINITIVES or (first.isalpha() and first.endswith("e") and not first.endswith(_NO_INFINITIVE))


class Names:
    """All names of some concepts, with the measures by which another name resembles them."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        spoken = [(number, term.lower()) for number, concept in enumerate(concepts) for term in concept.terms]
        rows = [(number, fold(term)) for number, term in spoken]
        self.spoken = [term for _, term in spoken]
        self.codes = [concept.code for concept in concepts]
        self.labels = [label for _, label in rows]
        self.owner = np.array([number for number, _ in rows], dtype=np.int64)
        called: dict[str, set[int]] = {}
        for number, label in rows:
            called.setdefault(label, set()).add(number)
        self._called = {label: frozenset(numbers) for label, numbers in called.items()}
        self.starts = np.flatnonzero(np.r_[True, np.diff(self.owner) > 0])
        self.sizes = np.diff(np.r_[self.starts, len(rows)])
        words = {token.folded for label in self.labels for token in tokens(label)}
        self._splitter = Splitter(words | GENERIC | set(IRREGULAR))
        self._cache: dict[str, tuple[str, ...]] = {}
        self._letters = [_letters(2, 4), _letters(3, 6)]
        self.letter_rows = [letters.fit_transform(self.labels).astype(np.float32) for letters in self._letters]
        self.doing = np.array([tells_doing(self.labels[start]) for start in self.starts], dtype=np.float32)
        """1 where the concept's first name says what somebody does."""
        self._number_parts()

    def _number_parts(self) -> None:
        listed = [self.parts(label) for label in self.labels]
        known = {part for parts in listed for part in parts}
        known |= {stem(word.split("_")[0]) for group in SYNONYMS for word in group}
        self.numbers = {part: number for number, part in enumerate(sorted(known))}
        counts = self._count(listed)
        spread = np.asarray((counts > 0).sum(0)).ravel()
        self.weights = (np.log((len(listed) + 1) / (spread + 1)) + 1).astype(np.float32)
        self._idf = sp.diags(self.weights)
        self.present = (counts > 0).astype(np.float32)
        self.part_rows = normalize(counts @ self._idf)
        self.whole_rows = normalize(self.by_owner(counts) @ self._idf)
        self.first_parts = [parts[0] if parts else "" for parts in listed]
        self.last_parts = [parts[-1] if parts else "" for parts in listed]
        self.lengths = np.array([len(parts) for parts in listed], dtype=np.float32)
        self.beside = self._synonym_matrix()
        near = (self.beside + sp.identity(len(self.numbers)) > 0).astype(np.float32)
        self.near = near.tocsr()
        self.present_near = ((self.present @ self.near) > 0).astype(np.float32)

    def called(self, folded: str) -> frozenset[int]:
        """The numbers of the concepts that bear exactly this name."""
        return self._called.get(folded, frozenset())

    def parts(self, text: str) -> tuple[str, ...]:
        """The stems of the word parts of a name, compounds split, foreign and short words understood."""
        found: list[str] = []
        for token in tokens(text):
            found.extend(self._split(token.folded))
        return tuple(found)

    def count(self, texts: Sequence[str]) -> Matrix:
        """Part counts of other names, unknown parts left out."""
        return self._count([self.parts(text) for text in texts])

    def weighed(self, counts: Matrix, *, synonyms: bool = False) -> Matrix:
        """Unit rows of weighed parts, with what stands in for them when asked."""
        rows = counts @ self._idf
        if synonyms:
            rows = rows + _BESIDE * (counts @ self._idf @ self.beside)
        return normalize(rows)

    def letters(self, texts: Sequence[str], size: int) -> Matrix:
        """Letter n-gram rows of other names, short (0) or long (1)."""
        return self._letters[size].transform(texts).astype(np.float32)

    def _split(self, word: str) -> tuple[str, ...]:
        if word not in self._cache:
            word_ = word
            if word in ABBREVIATIONS:
                word_ = ABBREVIATIONS[word]
            elif word in NEIGHBOURS and not self._splitter.knows(word):
                word_ = NEIGHBOURS[word]
            pieces = [piece for piece in word_.replace("-", " ").split()]
            self._cache[word] = tuple(
                part for piece in pieces for part in self._splitter.parts(piece) or (stem(piece),)
            )
        return self._cache[word]

    def _count(self, listed: Sequence[Sequence[str]]) -> Matrix:
        rows = [row for row, parts in enumerate(listed) for part in parts if part in self.numbers]
        columns = [self.numbers[part] for parts in listed for part in parts if part in self.numbers]
        ones = np.ones(len(rows), dtype=np.float32)
        return sp.csr_matrix((ones, (rows, columns)), shape=(len(listed), len(self.numbers)))

    def by_owner(self, counts: Matrix) -> Matrix:
        """The rows of labels summed by concept."""
        ones = np.ones(len(self.owner), dtype=np.float32)
        gather = sp.csr_matrix(
            (ones, (self.owner, np.arange(len(self.owner)))), shape=(len(self.codes), len(self.owner))
        )
        return gather @ counts

    def _synonym_matrix(self) -> Matrix:
        pairs = {
            (self.numbers[a], self.numbers[b])
            for group in ([stem(word.split("_")[0]) for word in line] for line in SYNONYMS)
            for a in group
            for b in group
            if a != b
        }
        return self._square({pair: 1.0 for pair in pairs})

    def _square(self, entries: Mapping[tuple[int, int], float]) -> Matrix:
        size = len(self.numbers)
        rows = [row for row, _ in entries]
        columns = [column for _, column in entries]
        return sp.csr_matrix((np.array(list(entries.values()), np.float32), (rows, columns)), shape=(size, size))


def _letters(shortest: int, longest: int) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=(shortest, longest), sublinear_tf=True, lowercase=False, dtype=np.float32
    )
