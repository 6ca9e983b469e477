"""The vocabulary that comes with the product, and by which version texts were read with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from jobmatch import __version__
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.competences.vocabulary_folder import read_folder
from jobmatch.domain.shipped import DATA, MODELS


@lru_cache(maxsize=1)
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the product."""
    found = read_folder(DATA / "vocabulary")
    files = [*(DATA / "language").iterdir(), *MODELS.glob("linker-*/*SUMS")]
    relations = (*found.relations, *found.dangling)
    return Vocabulary(found.concepts.values(), relations, read_with(found.version, files))


def read_with(version: str, files: Iterable[Path]) -> str:
    """The version of a vocabulary together with what texts are read with: our program, its word lists and its ranker.

    What a text was linked to is kept by this version, so that better reading is not hidden behind what was kept.
    """
    digest = hashlib.sha256(f"{version}+{__version__}".encode())
    for path in sorted(files):
        digest.update(path.name.encode() + b"\x1f" + path.read_bytes() + b"\x1e")
    return digest.hexdigest()[:12]
