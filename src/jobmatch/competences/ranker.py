"""The nearest concepts to a whole title or name, best first, by a learned weighing of many resemblances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from jobmatch.competences.meaning import Meaning
from jobmatch.competences.name_features import features
from jobmatch.competences.names import Names
from jobmatch.competences.ranker_model import PLAIN, RankerModel, Weights, shipped_model
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.words import fold, tokens

_BATCH = 64
_SURE = 20.0
"""Added to the score of a concept that bears the very name: e^20 against any resemblance."""
_TRAINED_AS = {"occupation": "occupation", "industry": "occupation"}
"""Kinds whose names are like titles; the others are like skills."""

Ranked = list[tuple[str, float]]
"""Codes with the chance that each is the one that was meant."""


class Ranker:
    """Ranks the concepts of one vocabulary, kind by kind."""

    def __init__(
        self, vocabulary: Vocabulary, meaning: Meaning | None = None, model: RankerModel | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._model = model or shipped_model()
        self._meaning = meaning
        self._shelves: dict[str, _Shelf] = {}

    def rank(self, text: str, kind: str | None, top: int) -> Ranked:
        """The nearest concepts of a kind, or of any kind, to one name."""
        return self.rank_many([text], kind, top)[0]

    def rank_many(self, texts: Sequence[str], kind: str | None, top: int) -> list[Ranked]:
        """The same for many names, much faster than one at a time."""
        present = dict.fromkeys(concept.kind for concept in self._vocabulary.concepts.values())
        kinds = [kind] if kind is not None else [k for k in ("occupation", "skill", "task") if k in present]
        answers = [self._shelf(one).rank(texts, top) for one in kinds if one in present]
        if not answers:
            return [[] for _ in texts]
        if len(answers) == 1:
            return answers[0]
        merged = [
            sorted((pair for ranked in rows for pair in ranked), key=_best_first) for rows in zip(*answers, strict=True)
        ]
        return [ranked[:top] for ranked in merged]

    def _shelf(self, kind: str) -> _Shelf:
        if kind not in self._shelves:
            concepts = self._vocabulary.of_kind(kind)
            names = Names(concepts)
            self._shelves[kind] = _Shelf(names, *self._weights(_TRAINED_AS.get(kind, "skill")))
        return self._shelves[kind]

    def _weights(self, trained_as: str) -> tuple[Weights, Meaning | None]:
        """The best weights there are: with the given model of meaning, the shipped vectors, or neither."""
        if self._meaning is not None:
            weights = self._model.weights(trained_as, self._meaning.name)
            if weights is not None:
                return weights, self._meaning
        weights = self._model.weights(trained_as, "words")
        if weights is not None:
            return weights, self._model.vectors
        weights = self._model.weights(trained_as, PLAIN)
        assert weights is not None
        return weights, None


class _Shelf:
    """The names of one kind, with the weights to rank them by."""

    def __init__(self, names: Names, weights: Weights, meaning: Meaning | None) -> None:
        self._names = names
        self._weights = weights
        self._meaning = None if meaning is None else MeaningOfNames(names, meaning)

    def rank(self, texts: Sequence[str], top: int) -> list[Ranked]:
        found: list[Ranked] = []
        for start in range(0, len(texts), _BATCH):
            found.extend(self._rank_batch(texts[start : start + _BATCH], top))
        return found

    def _rank_batch(self, texts: Sequence[str], top: int) -> list[Ranked]:
        alike = None if self._meaning is None else self._meaning.with_all(texts)
        pull = 0.0 if self._meaning is None else self._meaning.pull
        chosen, rows = features(self._names, texts, alike, pull)
        scores = self._weights.scores(rows) + _SURE * self._same_name(texts, chosen)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        order = np.argsort(-scores, axis=1, kind="stable")[:, :top]
        return [
            [(self._names.codes[chosen[row, column]], float(chances[row, column])) for column in columns]
            for row, columns in enumerate(order)
        ]

    def _same_name(self, texts: Sequence[str], chosen: Any) -> Any:
        """Texts × candidates: 1 where a candidate is called exactly that.

        The names it learned from are other names, never the label itself, so this cannot be learned: it is known.
        """
        called = [self._names.called(fold(text)) for text in texts]
        return np.array([[one in known for one in row] for row, known in zip(chosen, called, strict=True)], np.float32)


class MeaningOfNames:
    """How alike in meaning any text is to each of some names."""

    def __init__(self, names: Names, meaning: Meaning) -> None:
        self.pull = meaning.pull
        self._meaning = meaning
        self._spread = Counter(word for label in names.labels for word in {token.folded for token in tokens(label)})
        self._total = len(names.labels)
        self._rows = self._of(names.labels if meaning.name == "words" else names.spoken)

    def with_all(self, texts: Sequence[str]) -> Any:
        """Texts × labels."""
        texts = [fold(text) for text in texts] if self._meaning.name == "words" else [text.lower() for text in texts]
        return self._of(texts) @ self._rows.T

    def _of(self, texts: Sequence[str]) -> Any:
        return self._meaning.rows(texts, self._spread, self._total)


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return (-pair[1], pair[0])
