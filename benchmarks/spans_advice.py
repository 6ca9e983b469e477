"""What advises the classifier of spans beside the gold rows: spans labelled by machine, and ESCO's kinds of skill."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from jobmatch.competences.ranker_model import shipped_model
from jobmatch.competences.words import fold

Rows = list[tuple[str, str]]
Array = Any


def vectors(texts: Sequence[str]) -> Array:
    """The shipped word vectors of some texts; they know Danish and English."""
    return shipped_model().vectors.rows([fold(text) for text in texts], {}, 20)


class Kinds:
    """Whether ESCO would call some words knowledge (0.5) or a skill (-0.5)."""

    def __init__(self, folder: Path) -> None:
        names, kinds = zip(*_esco_names(folder), strict=True)
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=3)
        regression = LogisticRegression(C=3.0, solver="liblinear", class_weight="balanced")
        self._model = make_pipeline(letters, regression).fit([fold(name) for name in names], kinds)

    def of(self, texts: Sequence[str]) -> Array:
        """One number a text."""
        return self._model.predict_proba([fold(text) for text in texts])[:, 1] - 0.5


class Silver:
    """What the silver rows would say, by meaning alone and with their groups made as frequent as the gold ones."""

    def __init__(self, silver: Rows, groups: Sequence[str]) -> None:
        place = {group: number for number, group in enumerate(groups)}
        rows = sorted({row for row in silver if row[1] in place})
        self._groups = np.array([place[group] for _, group in rows])
        self._counts = np.maximum(np.bincount(self._groups, minlength=len(groups)), 1)
        self._rows = _with_one(vectors([text for text, _ in rows]))
        self._answers = np.eye(len(groups))[self._groups]

    def of(self, texts: Sequence[str], shares: Array) -> Array:
        """Texts × groups, given how large a share each group has among the gold rows."""
        weights = shares[self._groups] / self._counts[self._groups]
        weighed = self._rows.T * (weights / weights.mean())
        ridge = 5.0 * np.eye(self._rows.shape[1])
        return _with_one(vectors(texts)) @ np.linalg.solve(weighed @ self._rows + ridge, weighed @ self._answers)


def _with_one(rows: Array) -> Array:
    """The rows with a constant, so that a group may be likelier than another whatever the words."""
    return np.c_[rows, np.ones(len(rows))]


def _esco_names(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every Danish name of a skill, and whether it is knowledge."""
    path = next(folder / name for name in ("skills_da.tsv", "skills_da.csv") if (folder / name).is_file())
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","):
            others = (row.get("altLabels") or "").replace("|", "\n").splitlines()
            for name in (row["preferredLabel"], *others):
                if name.strip():
                    yield name.strip(), (row.get("skillType") or "").startswith("knowledge")
