"""A table as a sum of rising segments: what a factor gains from one knot to the next is never below nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.model import ScoringModel

QUARTERS = (0.25, 0.75)
"""Knots beside the expert's own, so that a curve can bend where experts drew it straight."""


@dataclass(frozen=True, slots=True)
class Segments:
    """The pieces of every factor's curve, one after another."""

    factors: tuple[str, ...]
    """The factors that can be learned."""
    positions: tuple[int, ...]
    """Which column of the evidence each of them is."""
    still: Mapping[str, tuple[tuple[float, int], ...]]
    """The others, which keep the knots they have: people set them to nothing, or nothing tells rows apart by them."""
    knots: Mapping[str, tuple[float, ...]]
    """By factor: the values where the curve may bend, from 0 to 1."""
    owner: NDArray[np.int64]
    """[segment] position of its factor."""
    expert: NDArray[np.float64]
    """[segment] what the expert table gives along it, in thousands of points."""
    base: Mapping[str, int]
    """By factor: the points of a value of 0, which say nothing about order and stay."""
    neutral: NDArray[np.float64]
    """[column of the evidence] the value that stands for what is not known."""

    def __len__(self) -> int:
        return len(self.owner)

    def columns(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """[row, segment] how much of each segment a row's values have passed, from 0 to 1."""
        filled = np.where(np.isnan(values), self.neutral[None, :], values)
        out = np.empty((len(values), len(self)))
        column = 0
        for position, name in zip(self.positions, self.factors, strict=True):
            for left, right in pairwise(self.knots[name]):
                out[:, column] = np.clip((filled[:, position] - left) / (right - left), 0, 1)
                column += 1
        return out


def segments_of(
    expert: ScoringModel, factors: Sequence[str], neutral: Mapping[str, float], telling: Collection[str]
) -> Segments:
    """The segments of an expert table, with knots at its own and at the quarters.

    Args:
        telling: Factors by which the rows of some list differ.
    """
    learned = [name for name in factors if name in telling and not is_off(expert, name)]
    knots: dict[str, tuple[float, ...]] = {}
    owner: list[int] = []
    gains: list[float] = []
    base: dict[str, int] = {}
    for position, name in enumerate(learned):
        table = expert.tables[name]
        points = [float(number) for _, number in table.knots]
        values = [value for value, _ in table.knots]
        knots[name] = tuple(sorted({*values, *QUARTERS}))
        base[name] = table.knots[0][1]
        at = np.interp(knots[name], values, points)
        gains.extend(np.diff(at) / 1000)
        owner.extend([position] * (len(knots[name]) - 1))
    return Segments(
        factors=tuple(learned),
        positions=tuple(list(factors).index(name) for name in learned),
        still={name: expert.tables[name].knots for name in factors if name not in learned},
        knots=knots,
        owner=np.array(owner, np.int64),
        expert=np.array(gains, np.float64),
        base=base,
        neutral=np.array([neutral[name] for name in factors], np.float64),
    )


def is_off(expert: ScoringModel, factor: str) -> bool:
    """Whether people have taken a factor's weight away: that is theirs to decide, and nothing to learn."""
    knots = expert.tables[factor].knots
    return knots[-1][1] == knots[0][1]


def telling_factors(factors: Sequence[str], values: NDArray[np.float64], starts: NDArray[np.int64]) -> set[str]:
    """Factors by which the rows of at least one list differ, where they are known."""
    if len(starts) < 2:
        return set()
    least = np.minimum.reduceat(np.where(np.isnan(values), np.inf, values), starts[:-1], axis=0)
    most = np.maximum.reduceat(np.where(np.isnan(values), -np.inf, values), starts[:-1], axis=0)
    differs: list[bool] = np.any(np.greater(most, least), axis=0).tolist()
    return {name for name, telling in zip(factors, differs, strict=True) if telling}
