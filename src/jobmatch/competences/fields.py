"""Which field of work a title is from: the unit groups of ISCO-08, told by titles we know and by learned letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

from jobmatch.competences.names import Names, trade_of
from jobmatch.competences.vocabulary import Concept
from jobmatch.competences.words import fold
from jobmatch.domain.shipped import DATA

Array = Any
"""A NumPy array."""

_GROUP_CODE = re.compile(r"isco\W{0,3}c?(\d{1,4})$", re.IGNORECASE)
_NEAREST = np.array([1.0, 0.3, 0.2, 0.1, 0.1], np.float32)
"""What the nearest known titles of a group count, the nearest first."""
_SHARPNESS = 6.0
"""How much the nearest group stands out from the next."""


def group_of(code: str) -> str | None:
    """The digits of an ISCO group whose code says that it is one; None for anything else."""
    found = _GROUP_CODE.search(code)
    return found.group(1) if found else None


def known_titles() -> dict[str, list[str]]:
    """Group → the titles that ``data/language/trades.txt`` puts in it, folded."""
    lines = (DATA / "language" / "trades.txt").read_text("utf-8").splitlines()
    pairs = [line.split(":", 1) for line in lines if line.strip() and not line.startswith("#")]
    return {group.strip(): [fold(title.strip()) for title in titles.split(",")] for group, titles in pairs}


def letters_of(texts: Sequence[str], buckets: int) -> Any:
    """Folded names as rows of hashed letter runs, the same for every vocabulary."""
    hashed = HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=buckets, alternate_sign=False, norm="l2", lowercase=False,
        dtype=np.float32,
    )  # fmt: skip
    return hashed.transform(texts)


class Fields:
    """Tells the groups of titles, and of concepts by their names."""

    def __init__(self, path: Path) -> None:
        """Args: path: The learned numbers, ``fields.npz``."""
        with np.load(path, allow_pickle=False) as stored:
            self.groups = bytes(stored["names"]).decode("utf-8").split("\n")
            self._parts = stored["parts"].astype(np.float32) * stored["scale"]
            self._sides = stored["groups"].astype(np.float32)
        self._place = {group: number for number, group in enumerate(self.groups)}

    def of_titles(self, folded: Sequence[str]) -> Array:
        """Texts × groups: how near each text is to the titles known of each group."""
        letters, rows, starts, places = self._known
        alike = (letters.transform(folded) @ rows.T).toarray()
        scores = np.zeros((len(folded), len(self.groups)), np.float32)
        for start, end, place in zip(starts[:-1], starts[1:], places, strict=True):
            nearest = -np.sort(-alike[:, start:end], axis=1)[:, : len(_NEAREST)]
            scores[:, place] = nearest @ _NEAREST[: nearest.shape[1]]
        return scores

    def of_concepts(self, concepts: Sequence[Concept], names: Names) -> Array:
        """Concepts × groups: the chance of each group, certain where the concept says which it is."""
        scores = letters_of(names.labels, len(self._parts)) @ self._parts @ self._sides
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        told: Array = (np.add.reduceat(chances, names.starts, axis=0) / names.sizes[:, None]).astype(np.float32)
        for number, concept in enumerate(concepts):
            place = self._place.get(group_of(concept.code) or concept.isco or "")
            if place is not None:
                told[number] = 0
                told[number, place] = 1
            elif group_of(concept.code):
                told[number] = 0  # a wider group, or one of its own kind
        return told

    @cached_property
    def _known(self) -> tuple[TfidfVectorizer, Any, Array, list[int]]:
        titles = {group: known for group, known in known_titles().items() if group in self._place}
        letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, lowercase=False, dtype=np.float32
        )
        rows = letters.fit_transform([title for known in titles.values() for title in known])
        starts = np.cumsum([0, *(len(known) for known in titles.values())])
        return letters, rows, starts, [self._place[group] for group in titles]


class FieldsOfNames:
    """The concepts of one kind with their groups, to be compared with titles."""

    def __init__(self, concepts: Sequence[Concept], names: Names, fields: Fields) -> None:
        self._fields = fields
        self._told = fields.of_concepts(concepts, names)
        self._mass = np.maximum(self._told.sum(axis=1), 1e-6)
        codes = [group_of(concept.code) for concept in concepts]
        self.is_group = np.array([code is not None for code in codes], np.float32)
        """1 for a concept that is itself a group."""
        self.is_unit = np.array([code is not None and len(code) == 4 for code in codes], np.float32)
        """1 for a group of four digits, the finest there is."""

    def against(self, folded: Sequence[str]) -> dict[str, Array]:
        """Measures texts × concepts: of whole titles (``field``) and of their trades alone (``trade_field``)."""
        trades = [trade_of(text) for text in folded]
        return {
            f"{name}_{measure}": values
            for name, texts in (("field", folded), ("trade_field", trades))
            for measure, values in self._measures(self._fields.of_titles(texts)).items()
        }

    def _measures(self, near: Array) -> dict[str, Array]:
        behind = near - near.max(axis=1, keepdims=True)
        chances = np.exp(_SHARPNESS * behind)
        chances /= chances.sum(axis=1, keepdims=True)
        unknown = self._told.sum(axis=1) == 0
        return {
            "chance": chances @ self._told.T,
            "near": near @ self._told.T / self._mass,
            "behind": np.where(unknown, -1.5, behind @ self._told.T / self._mass),
        }
