"""Learns what letters tell about fields of work: ``python -m benchmarks.linking_fields DATA MODEL_FOLDER``.

From the names of ESCO's occupations with their unit group, the names of the groups, and the titles of
``data/language/trades.txt``. DATA holds ``esco_da`` and ``linking``. No development row is read.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch.competences.fields import group_of, known_titles, letters_of
from jobmatch.competences.words import fold

BUCKETS, WIDTH, STEPS, AT_ONCE, RATE = 2**15, 48, 900, 384, 0.02
Array = Any


def examples(data: Path) -> Iterator[tuple[str, str]]:
    """Names with their unit group."""
    with gzip.open(data / "esco_da" / "occupation_skill_relations.tsv.gz", "rt", encoding="utf-8") as file:
        rows = csv.DictReader(file, delimiter="\t")
        groups = {"occ:" + row["occupation_uri"].rsplit("/", 1)[1]: row["isco"][:4] for row in rows}
    for line in (data / "linking" / "occupation_vocabulary.tsv").read_text("utf-8").splitlines():
        code, label = line.split("\t")
        group = groups.get(code) or group_of(code)
        if group and len(group) == 4:
            yield fold(label), group
    for group, titles in known_titles().items():
        yield from ((title, group) for title in titles)


def learn(names: list[str], wanted: Array, groups: int) -> tuple[Array, Array]:
    """Two tables whose product turns letters into groups: softmax over groups, Adam."""
    letters = letters_of(names, BUCKETS)
    chance = np.random.default_rng(0)
    tables = [chance.normal(size=(BUCKETS, WIDTH)) * 0.1, chance.normal(size=(WIDTH, groups)) * 0.3]
    tables = [table.astype(np.float32) for table in tables]
    means, squares = [np.zeros_like(table) for table in tables], [np.zeros_like(table) for table in tables]
    for step in range(1, STEPS + 1):
        some = chance.integers(0, len(names), AT_ONCE)
        middle = letters[some] @ tables[0]
        scores = middle @ tables[1]
        off = np.exp(scores - scores.max(axis=1, keepdims=True))
        off /= off.sum(axis=1, keepdims=True)
        off[np.arange(AT_ONCE), wanted[some]] -= 1
        off /= AT_ONCE
        slopes = [letters[some].T @ (off @ tables[1].T), middle.T @ off]
        rate = RATE * (1 - 0.9 * step / STEPS)
        for number, slope in enumerate(slopes):
            means[number] += 0.1 * (slope - means[number])
            squares[number] += 0.01 * (slope**2 - squares[number])
            root = np.sqrt(squares[number] / (1 - 0.99**step)) + 1e-6
            tables[number] -= rate * (means[number] / (1 - 0.9**step)) / root
    return tables[0], tables[1]


def main() -> None:
    """Learns and writes ``fields.npz``."""
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    names, told = zip(*examples(data), strict=True)
    groups = sorted(set(told))
    wanted = np.array([groups.index(group) for group in told])
    parts, sides = learn(list(names), wanted, len(groups))
    scale = (np.abs(parts).max(axis=0) / 127).astype(np.float32)
    small = np.round(parts / scale).astype(np.int8)
    right = ((letters_of(names, BUCKETS) @ (small * scale)) @ sides).argmax(axis=1) == wanted
    sys.stdout.write(f"{len(names)} names, {len(groups)} groups, right again for {right.mean():.1%}\n")
    np.savez_compressed(
        folder / "fields.npz", parts=small, scale=scale, groups=sides.astype(np.float16),
        names=np.frombuffer("\n".join(groups).encode("utf-8"), np.uint8),
    )  # fmt: skip


if __name__ == "__main__":
    main()
