"""Measuring a table on people it has not seen: ndcg@10 as if every place had been read alike, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from jobmatch.learning.evidence import FOLDS, Evidence
from jobmatch.learning.fit import LAST_RANK, clipped
from jobmatch.learning.learning import Tables
from jobmatch.learning.scoring import Knots, first_of, places_of, points_of

DEPTH = 10
"""Further down than the tenth place nobody looks."""
HELD_COUNTS = 2.0
"""To have a placement high that was taken and held counts twice one that was taken; one that did not hold nothing."""
DRAWS = 1000
SURE = 0.95
_SEED = 20261121


@dataclass(frozen=True, slots=True)
class Measured:
    """Per list what two tables do with the row that was taken."""

    people: NDArray[np.int64]
    """[list] the citizen's number."""
    weights: NDArray[np.float64]
    """[list] how much it counts: how rarely such a row was seen, and whether it held."""
    rare: NDArray[np.float64]
    """[list] the same but for whether it held."""
    value: NDArray[np.float64]
    """[list] ndcg@10 of the table that is tested."""
    against: NDArray[np.float64]
    """[list] ndcg@10 of the table in force."""
    firsts: tuple[NDArray[np.int64], NDArray[np.int64]]
    """[list] the placement that the table in force, and the tested one, puts first."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A mean, and how much more it is than that of the table in force."""

    value: float
    difference: float
    lowest: float
    highest: float
    """The interval that holds the difference with 95 % certainty or more, see ``sure_at``; drawn by citizen."""

    def as_dict(self) -> dict[str, object]:
        """The contract's object."""
        return {"value": self.value, "difference": self.difference, "interval": [self.lowest, self.highest]}


def measured(
    evidence: Evidence,
    sisters: Sequence[Tables],
    against: Sequence[Knots],
    neutral: dict[str, float],
    reading: Sequence[float],
) -> Measured:
    """What each list says; every citizen is scored by the table that has not seen her.

    Args:
        against: By fold what is in force: five times the same table, or the sisters of one that was learned.
    """
    points, before = np.zeros((2, len(evidence.values)), np.int64)
    for fold in range(FOLDS):
        own = (evidence.folds == fold)[evidence.of_row]
        points[own] = points_of(evidence, sisters[fold], neutral)[own]
        before[own] = points_of(evidence, against[fold], neutral)[own]
    return Measured(
        people=evidence.people,
        weights=rarity(evidence, reading) * worth(evidence),
        rare=rarity(evidence, reading),
        value=ndcg(places_of(evidence, points)),
        against=ndcg(places_of(evidence, before)),
        firsts=(first_of(evidence, before), first_of(evidence, points)),
    )


def ndcg(places: NDArray[np.int64]) -> NDArray[np.float64]:
    """[list] 1 where the row that was taken stands first, less the lower it stands, 0 below the tenth."""
    return np.where(places <= DEPTH, 1 / np.log2(places + 1.0), 0.0)


def worth(evidence: Evidence) -> NDArray[np.float64]:
    """[list] twice for what held, nothing for what did not."""
    return np.select([evidence.outcomes == 1, evidence.outcomes == 0], [HELD_COUNTS, 0.0], 1.0)


def rarity(evidence: Evidence, reading: Sequence[float]) -> NDArray[np.float64]:
    """[list] one over the chance that such a row was seen, within a limit."""
    chosen = evidence.chosen
    ranks = evidence.ranks[chosen]
    read = np.where(ranks == 0, 1.0, np.asarray(reading)[np.clip(ranks, 1, LAST_RANK) - 1])
    return clipped(1 / np.maximum(read * evidence.chances[chosen], 1e-9))


def sure_at(looks: int) -> float:
    """How sure the interval of the so-manieth look must be: all looks together are wrong upwards in one of twenty.

    The first spends half of that, each later one a part of the other half: 1/2, 1/6, 1/12 … of it.
    """
    spent = (1 - SURE) / 2 if looks <= 1 else (1 - SURE) / 2 / (looks * (looks - 1))
    return 1 - 2 * spent


def gain_of(found: Measured, some: NDArray[np.bool_] | None = None, looks: int = 1) -> Gain:
    """The mean over lists (or some of them), drawn again a thousand times by citizen to see how sure it is.

    Args:
        looks: How many tables have been tried on such lists, this one among them: the more, the wider the interval.
    """
    own = np.ones(len(found.weights), bool) if some is None else some
    people, place = np.unique(found.people[own], return_inverse=True)
    if not len(people):
        return Gain(0.0, 0.0, 0.0, 0.0)
    weights = found.weights[own]
    sums = np.stack([np.bincount(place, part, len(people)).astype(np.float64) for part in _parts(found, own, weights)])
    total, value, difference = sums.sum(axis=1)
    if total == 0:
        return Gain(0.0, 0.0, 0.0, 0.0)
    drawn = _drawn(sums)
    kept = drawn[0] > 0
    low, high = _interval(drawn[2][kept] / drawn[0][kept], difference / total, sure_at(looks))
    return Gain(*(round(float(number), 4) for number in (value / total, difference / total, low, high)))


def _interval(drawn: NDArray[np.float64], mean: float, sure: float) -> tuple[float, float]:
    """What holds so many of the draws; beyond what a thousand of them can tell, as far as a normal curve reaches."""
    low, high = np.quantile(drawn, [(1 - sure) / 2, (1 + sure) / 2]).tolist()
    if sure <= SURE:
        return low, high
    reach = NormalDist().inv_cdf((1 + sure) / 2) * float(drawn.std())
    return min(low, mean - reach), max(high, mean + reach)


def _parts(found: Measured, own: NDArray[np.bool_], weights: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [weights, weights * found.value[own], weights * (found.value[own] - found.against[own])]


def _drawn(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """[part, draw] the sums over citizens drawn with replacement; the same draws for the same citizens every time."""
    chance = np.random.default_rng(_SEED)
    people = sums.shape[1]
    out = np.empty((len(sums), DRAWS))
    for draw in range(DRAWS):
        times = np.bincount(chance.integers(0, people, people), minlength=people)
        out[:, draw] = sums @ times
    return out
