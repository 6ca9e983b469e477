"""A scoring model: per factor a monotone table from value to whole points, readable by a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Factor
from jobmatch.errors import BadInput, Text

STEPS = 1000
"""Values are read to a thousandth, so that points are whole numbers on every machine."""


@dataclass(frozen=True, slots=True)
class FactorTable:
    """The points of one factor."""

    knots: tuple[tuple[float, int], ...]
    """(value, points) from value 0 to 1; straight lines in between."""
    because: Text
    """Why these numbers."""

    @property
    def maximum(self) -> int:
        """Points of a value of 1."""
        return self.knots[-1][1]

    def points(self) -> list[int]:
        """Points of every thousandth from 0 to 1000, rounded half up in whole-number arithmetic."""
        out: list[int] = []
        grid = [(round(value * STEPS), points) for value, points in self.knots]
        for (left, low), (right, high) in pairwise(grid):
            width = right - left
            for step in range(left, right):
                out.append((2 * (low * (right - step) + high * (step - left)) + width) // (2 * width))
        return [*out, grid[-1][1]]


@dataclass(frozen=True, slots=True)
class ScoringModel:
    """A named, versioned set of factor tables."""

    name: str
    origin: str
    """``expert`` or ``learned``."""
    dated: str
    tables: dict[str, FactorTable]
    digest: str
    """Hash of the file, kept with every run."""

    @property
    def version(self) -> str:
        """Name and content: what a run keeps, so that its points can be made again."""
        return f"{self.name}+{self.digest}"

    def maximum(self, factor: str) -> int:
        """The most points that a factor can give."""
        return self.tables[factor].maximum

    def as_array(self, factors: Sequence[Factor]) -> NDArray[np.int32]:
        """Points by factor and thousandth; factors without a value (gates alone) have no row."""
        return np.array([self.tables[f.name].points() for f in factors if f.value is not None], dtype=np.int32)


def load_model(folder: Path, factors: Sequence[Factor]) -> ScoringModel:
    """The model in a folder, checked against the factors.

    Raises:
        BadInput: naming everything that is wrong with the file at once.
    """
    return read_model(model_document(folder), folder.name, factors)


def model_document(folder: Path) -> bytes:
    """The bytes of a folder's ``model.json``.

    Raises:
        BadInput: There is no such model.
    """
    path = folder / "model.json"
    if not path.is_file():
        raise BadInput(
            Text(
                f"Modellen {folder.name} findes ikke. Se i mappen models, hvilke der er.",
                f"There is no model {folder.name}. Look in the models folder for those there are.",
            )
        )
    return path.read_bytes()


def read_model(raw: bytes, named: str, factors: Sequence[Factor]) -> ScoringModel:
    """A model from the bytes of its document, checked against the factors.

    Raises:
        BadInput: naming everything that is wrong with it at once.
    """
    document = json.loads(raw)
    tables = {name: _table(entry) for name, entry in document["factors"].items()}
    faults = _faults(tables, factors)
    if faults:
        listed = "; ".join(faults)
        raise BadInput(Text(f"Modellen {named} kan ikke bruges: {listed}.", f"Unusable model {named}: {listed}."))
    return ScoringModel(
        name=document["name"],
        origin=document["origin"],
        dated=document["dated"],
        tables=tables,
        digest=hashlib.sha256(raw).hexdigest()[:16],
    )


def _table(entry: dict[str, Any]) -> FactorTable:
    because = Text(entry["because"]["da"], entry["because"]["en"])
    return FactorTable(tuple((float(value), int(points)) for value, points in entry["knots"]), because)


def _faults(tables: dict[str, FactorTable], factors: Sequence[Factor]) -> list[str]:
    scored = {f.name for f in factors if f.value is not None}
    faults = [f"{name}: no table" for name in sorted(scored - set(tables))]
    faults += [f"{name}: no such factor" for name in sorted(set(tables) - scored)]
    for name, table in tables.items():
        values = [value for value, _ in table.knots]
        points = [number for _, number in table.knots]
        if len(values) < 2 or values[0] != 0 or values[-1] != 1:
            faults.append(f"{name}: knots must run from 0 to 1")
        if any(right <= left for left, right in pairwise(values)):
            faults.append(f"{name}: values must rise")
        if points[0] < 0 or any(right < left for left, right in pairwise(points)):
            faults.append(f"{name}: points must not fall")
        if not (table.because.da.strip() and table.because.en.strip()):
            faults.append(f"{name}: no reason given")
    return faults
