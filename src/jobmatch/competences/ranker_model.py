"""The ranker's learned numbers: readable JSON and word vectors, checked against their hashes before use."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch.competences.fields import Fields
from jobmatch.competences.meaning import PartVectors, WordVectors
from jobmatch.competences.notes import Notes
from jobmatch.competences.trees import Trees
from jobmatch.domain.shipped import MODELS
from jobmatch.domain.text import Text
from jobmatch.errors import NotReady

FILES = ("model.json", "vectors.npz", "kin.npz", "fields.npz", "notes.npz", "trees.npz")
"""What a model consists of."""

PLAIN = "plain"
"""Weights for ranking with what is shipped alone."""

NOTED = "+notes"
"""Stands after the name of weights that also use what ESCO says of its concepts."""


@dataclass(frozen=True)
class Weights:
    """What each feature weighs for one kind."""

    features: tuple[str, ...]
    """Their names, in order."""
    mean: Any
    """What is taken off each feature."""
    spread: Any
    """What each is then divided by."""
    weights: Any
    """What each then counts."""
    trees: Trees | None = None
    """What several features together say beyond that."""

    def scores(self, rows: Any) -> Any:
        """The candidates' scores; their softmax is the chance that each is the right one."""
        weighed = ((rows - self.mean) / self.spread) @ self.weights
        return weighed if self.trees is None else weighed + self.trees.scores(rows)


class RankerModel:
    """One folder under ``models/``."""

    def __init__(self, folder: Path, *, checked: bool = True) -> None:
        """Args: checked: Whether its files must be those whose hashes were written down; not while it is made."""
        self.folder = folder
        if checked:
            _check(folder)
        self._content: dict[str, Any] = json.loads((folder / "model.json").read_text("utf-8"))

    @property
    def version(self) -> str:
        """Its name and the hash of its numbers."""
        return str(self._content["name"])

    @cached_property
    def vectors(self) -> WordVectors:
        """The shipped word vectors."""
        return WordVectors(self.folder / "vectors.npz")

    @cached_property
    def kin(self) -> PartVectors:
        """What the stems of official names mean."""
        return PartVectors(self.folder / "kin.npz")

    @cached_property
    def notes(self) -> Notes:
        """What ESCO says of its concepts."""
        return Notes(self.folder / "notes.npz", self.kin)

    @cached_property
    def fields(self) -> Fields:
        """What letters tell about fields of work."""
        return Fields(self.folder / "fields.npz")

    def weights(self, kind: str, meaning: str) -> Weights | None:
        """The weights learned for a kind beside a model of meaning; None when there are none."""
        stored = self._content["kinds"].get(kind, {}).get(meaning)
        if stored is None:
            return None
        mean, spread, weights = (np.array(stored[name], np.float32) for name in ("mean", "spread", "weights"))
        steady = spread == 0  # the same for every name it was learned from: it tells nothing
        return Weights(
            tuple(stored["features"]),
            mean,
            np.where(steady, np.float32(1), spread),
            np.where(steady, 0, weights),
            self._trees(f"{kind}.{meaning}"),
        )

    def _trees(self, name: str) -> Trees | None:
        with np.load(self.folder / "trees.npz", allow_pickle=False) as stored:
            return Trees.of(stored, name)


@lru_cache(maxsize=1)
def shipped_model() -> RankerModel:
    """The model that comes with the product."""
    return RankerModel(MODELS / "linker-3")


def write_sums(folder: Path) -> None:
    """Writes down the hashes of a model's files."""
    lines = [f"{_hash(folder / name)}  {name}" for name in FILES]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


def _check(folder: Path) -> None:
    """Refuses a model whose files are missing or changed."""
    sums = folder / "SHA256SUMS"
    listed = [line.split() for line in sums.read_text("utf-8").splitlines()] if sums.is_file() else []
    if not listed or any(not (folder / name).is_file() or _hash(folder / name) != wanted for wanted, name in listed):
        raise NotReady(
            Text(
                f"Modellen {folder.name} mangler eller er ændret. Installér jobmatch igen.",
                f"The model {folder.name} is missing or has been changed. Install jobmatch again.",
            )
        )


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
