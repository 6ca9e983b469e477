"""Notes which stems stand in ESCO's Danish descriptions: ``python -m benchmarks.linking_notes DATA MODEL_FOLDER``.

Run after ``benchmarks.linking_kin``, whose stems it counts by. DATA holds ``esco_da`` and ``linking``. Other names of a
skill are not read.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

from jobmatch.competences.meaning import PartVectors, pieces_of
from jobmatch.competences.names import Names
from jobmatch.competences.notes import id_of
from jobmatch.competences.term_list import vocabulary_from_tsv
from jobmatch.competences.words import fold

LONGEST = 255
"""Stems kept of one description."""


def main() -> None:
    """Writes ``notes.npz``."""
    data, folder = Path(sys.argv[1]), Path(sys.argv[2])
    names = Names(list(vocabulary_from_tsv(data / "linking" / "skill_vocabulary.tsv", "skill").concepts.values()))
    numbers = {word: number for number, word in enumerate(PartVectors(folder / "kin.npz").words)}
    with (data / "esco_da" / "skills_da.tsv").open(encoding="utf-8") as file:
        described = {
            found: pieces_of(fold(row["description"]), names.parts)
            for row in csv.DictReader(file, delimiter="\t")
            if (found := id_of(row["conceptUri"]))
        }
    ids = sorted(described)
    stems = [sorted({numbers[piece] for piece in described[one] if piece in numbers})[:LONGEST] for one in ids]
    np.savez_compressed(
        folder / "notes.npz", ids=np.frombuffer(b"".join(ids), np.uint8),
        sizes=np.array([len(one) for one in stems], np.uint8),
        stems=np.array([number for one in stems for number in one], np.uint16),
    )  # fmt: skip
    sys.stdout.write(f"{len(ids)} concepts, {sum(len(one) for one in stems)} stems\n")


if __name__ == "__main__":
    main()
