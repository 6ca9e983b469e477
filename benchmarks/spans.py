"""Classifying spans of Danish job ads into ESCO's top groups.

    python -m benchmarks.spans TRAIN... --test FILE [--labels ESCO_SKILLS]

Every file is a TSV of ``span<TAB>group``; ``--test`` prints the weighted F1 on a file whose rows are never learned
from. Without ``--test`` the first file is cross-validated. Letters and words, a linear classifier; no GPU.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import FeatureUnion, make_pipeline

from jobmatch.competences.ranker_model import shipped_model
from jobmatch.competences.words import fold, stem, tokens

_ADVICE = 0.5
"""What the silver rows' answer counts beside the gold rows'."""

Rows = list[tuple[str, str]]


def read(path: Path) -> Rows:
    """The spans of a file with their groups."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [(row[0], row[1]) for row in rows if len(row) >= 2]


def stems(text: str) -> list[str]:
    """The stems of a span's words."""
    return [stem(token.folded) for token in tokens(text)]


class Vectors:
    """The shipped word vectors as a scikit-learn step."""

    def fit(self, texts: Sequence[str], groups: object = None) -> Vectors:
        """Nothing to learn."""
        return self

    def transform(self, texts: Sequence[str]) -> Any:
        """One row a span."""
        return shipped_model().vectors.rows([fold(text) for text in texts], {}, 20) * 1.5

    def fit_transform(self, texts: Sequence[str], groups: object = None) -> Any:
        """The same."""
        return self.transform(texts)


def classifier() -> Any:
    """Letters, stems and word vectors into a logistic regression."""
    parts = FeatureUnion(
        [
            ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, preprocessor=fold)),
            ("stems", TfidfVectorizer(analyzer=stems, sublinear_tf=True)),
            ("meaning", Vectors()),
        ]
    )
    return make_pipeline(parts, LogisticRegression(C=8.0, max_iter=400, class_weight=None))


class Blend:
    """A classifier of the gold rows, advised by one that knows the silver rows by meaning alone."""

    def __init__(self, gold: Rows, silver: Rows) -> None:
        self._own = classifier().fit([text for text, _ in gold], [group for _, group in gold])
        advice = [row for row in silver if row[1] in self._own.classes_]
        self._advice = None
        if advice:
            model = make_pipeline(Vectors(), LogisticRegression(C=3.0, max_iter=25, tol=1e-2))
            self._advice = model.fit([text for text, _ in advice], [group for _, group in advice])

    def predict(self, texts: Sequence[str]) -> Any:
        """The likeliest group of each span."""
        chances = self._own.predict_proba(texts)
        if self._advice is not None:
            place = {group: number for number, group in enumerate(self._own.classes_)}
            columns = [place[group] for group in self._advice.classes_]
            chances[:, columns] += _ADVICE * self._advice.predict_proba(texts)
        return self._own.classes_[chances.argmax(axis=1)]


def learn(gold: Rows, silver: Rows) -> Blend:
    """A classifier from gold rows and, as advice, silver ones."""
    return Blend(gold, silver)


def weighted_f1(model: Any, rows: Rows) -> float:
    """Weighted F1 of a model's answers."""
    answers = model.predict([text for text, _ in rows])
    return float(f1_score([group for _, group in rows], answers, average="weighted", zero_division=0))


def cross_validated(gold: Rows, silver: Rows, folds: int = 5) -> float:
    """Weighted F1 over the gold rows, each judged by a model that has not seen it."""
    groups = np.array([group for _, group in gold])
    answers = np.empty(len(gold), dtype=object)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(groups, groups):
        model = learn([gold[i] for i in train], silver)
        answers[test] = model.predict([gold[i][0] for i in test])
    return float(f1_score(groups, answers.astype(str), average="weighted", zero_division=0))


def main() -> None:
    """Prints the weighted F1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", nargs="+", type=Path, help="gold first, silver after")
    parser.add_argument("--test", type=Path)
    given = parser.parse_args()
    gold = read(given.train[0])
    silver = [row for path in given.train[1:] for row in read(path)]
    if given.test is None:
        score = cross_validated(gold, silver)
        sys.stdout.write(f"weighted F1, cross-validated on {given.train[0].name}: {score:.3f}\n")
        return
    model = learn(gold, silver)
    rows = read(given.test)
    sys.stdout.write(f"weighted F1 on {given.test.name}: {weighted_f1(model, rows):.3f}\n")
    answers = model.predict([text for text, _ in rows])
    sys.stdout.write(classification_report([group for _, group in rows], answers, zero_division=0))


if __name__ == "__main__":
    main()
