"""The fit: one curve a factor that explains both what was chosen and what held, held back by the expert table.

Choices: the chance that a row is taken from its list rises with its points and falls with its place (what stands lower
is read less). Outcomes: the chance that a course holds rises with how many more points it has than the list it was
taken from, so that whatever is the same for a person on every row falls out. Both are weighted by how rarely such a row
came to be seen, within a limit. The curves may differ from the expert's only as far as the evidence carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from threadpoolctl import threadpool_limits

from jobmatch.learning.evidence import FOLDS, UNKNOWN_OUTCOME, Evidence
from jobmatch.learning.segments import Segments

OUTCOME_COUNTS = 2.0
"""A known outcome counts as much as so many choices: it is what the work is for."""
MOST_WEIGHT = 10.0
"""A row that was hardly ever seen counts at most so many times: else a few rows would decide everything."""
LAST_RANK = 10
"""Lower places are read as the tenth is."""
FREEDOMS = (0.05, 0.15, 0.4, 1.0, 2.5)
"""How far the curves may leave the expert's; the one is taken that foretells other citizens' choices best."""
LEAST_PULL = 0.25
"""Logits for a thousand expert points: the expert table has a voice also where it foretells nothing."""
LEAST_SHARE = 0.1
"""What an expert thought of never falls below a tenth of what she gave it."""
HALF_FREE = 200
"""So many choices before the curves have half the freedom that they are tried with: little evidence changes little."""
SURER = 2.0
"""More freedom must foretell better by so many standard errors over citizens."""
_USUAL_PULL = 0.5
_STEADY = 0.1
_ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Fit:
    """What the evidence makes of the expert table."""

    gains: NDArray[np.float64]
    """[segment] what each piece gives, in an unknown unit: only their proportions count."""
    held: NDArray[np.bool_]
    """[factor] whether the evidence would let it vanish or turn round, and it was kept at its least."""
    reading: NDArray[np.float64]
    """[rank − 1] how much of a place is read, the first being 1."""
    pull: float
    """Logits for a thousand expert points before anything else was learned."""
    freedom: float


def fit_curves(evidence: Evidence, segments: Segments) -> Fit:
    """The curves for all the evidence, with the freedom that foretells citizens it has not seen."""
    with threadpool_limits(1):
        return _Fitting(evidence, segments).fit(_best_freedom(evidence, segments))


def fit_folds(evidence: Evidence, segments: Segments, freedom: float) -> list[Fit]:
    """For each part of the citizens the curves without them."""
    with threadpool_limits(1):
        return [_Fitting(evidence.pick(evidence.folds != fold), segments).fit(freedom) for fold in range(FOLDS)]


def _best_freedom(evidence: Evidence, segments: Segments) -> float:
    """The least freedom that foretells as well as the best one, as far as citizens differ by chance."""
    parts = [(evidence.pick(evidence.folds != k), evidence.pick(evidence.folds == k)) for k in range(FOLDS)]
    parts = [(seen, unseen) for seen, unseen in parts if len(seen) and len(unseen)]
    if len(parts) < FOLDS:
        return FREEDOMS[0]
    fittings = [(_Fitting(seen, segments), _Fitting(unseen, segments)) for seen, unseen in parts]
    people = len(evidence.ids)
    told = np.zeros((len(FREEDOMS), people))
    for seen, unseen in fittings:
        solved = None
        for number, freedom in enumerate(FREEDOMS):
            solved = seen.solve(freedom, solved)
            told[number] += unseen.foretold(solved, people)
    best = int(told.sum(axis=1).argmax())
    for number, freedom in enumerate(FREEDOMS[:best]):
        lost = told[best] - told[number]
        if lost.sum() <= SURER * lost.std() * np.sqrt(people):
            return freedom
    return FREEDOMS[best]


class _Fitting:
    """One body of evidence with the curves' columns worked out once."""

    def __init__(self, evidence: Evidence, segments: Segments) -> None:
        self._evidence = evidence
        self._segments = segments
        self._columns = segments.columns(evidence.values)
        self._spread = (segments.expert + segments.expert.mean()) / 2
        self._of_row = evidence.of_row
        self._places = np.clip(evidence.ranks, 1, LAST_RANK) - 1
        self._places[evidence.ranks == 0] = 0

    # what is solved for: intercept, LAST_RANK − 1 steps of reading, then the segments in units of their spread

    def fit(self, freedom: float) -> Fit:
        """The curves, monotone and never below a tenth of the expert's."""
        solved = self.solve(freedom)
        free = solved[LAST_RANK:] * self._spread
        pull = self._pull(free, self._room(freedom))
        expert = self._segments.expert * max(pull, LEAST_PULL)
        wanted = free + expert - self._segments.expert * pull
        owner, factors = self._segments.owner, len(self._segments.factors)
        least = np.bincount(owner, expert * LEAST_SHARE, factors)
        held = np.bincount(owner, np.maximum(wanted, 0), factors) <= least
        gains = np.where(held[owner], expert * LEAST_SHARE, np.maximum(wanted, expert * LEAST_SHARE))
        return Fit(gains, held, self._reading(solved), pull, freedom)

    def solve(self, freedom: float, start: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """The most plausible unknowns when curves may leave the expert's with this freedom."""
        if start is None:
            start = np.concatenate([np.zeros(LAST_RANK), _USUAL_PULL * self._segments.expert / self._spread])
        bounds = [(None, None)] + [(0, None)] * (len(start) - 1)
        options = {"maxiter": _ROUNDS, "ftol": 1e-9, "gtol": 1e-3}
        given = (self._room(freedom),)
        found = minimize(self._loss, start, given, "L-BFGS-B", jac=True, bounds=bounds, options=options)
        solved: NDArray[np.float64] = found.x
        return solved

    def _room(self, freedom: float) -> NDArray[np.float64]:
        """[segment] how far it may go: little evidence changes little."""
        lists = len(self._evidence)
        return np.asarray(freedom * lists / (lists + HALF_FREE) * self._spread)

    def _pull(self, free: NDArray[np.float64], room: NDArray[np.float64]) -> float:
        """How strongly the expert table as a whole pulls: the strength from which the curves are the least away."""
        toward = self._segments.expert / room**2
        return max(0.0, float(toward @ free + _USUAL_PULL) / float(toward @ self._segments.expert + 1))

    def _loss(self, unknown: NDArray[np.float64], room: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        free, reading = unknown[LAST_RANK:] * self._spread, unknown[:LAST_RANK]
        pull = self._pull(free, room)
        told, by_row, by_place, by_intercept = self._likelihood(unknown)
        away = free - pull * self._segments.expert
        loss = -told + 0.5 * float(away @ (away / room**2)) + 0.5 * (pull - _USUAL_PULL) ** 2
        by_segment = away / room**2 - self._columns.T @ by_row
        gradient = np.concatenate([[-by_intercept], -by_place, by_segment * self._spread])
        gradient[:LAST_RANK] += _STEADY * reading
        return loss + 0.5 * _STEADY * float(reading @ reading), gradient

    def _likelihood(
        self, unknown: NDArray[np.float64]
    ) -> tuple[float, NDArray[np.float64], NDArray[np.float64], float]:
        """How well choices and outcomes are told, and how that changes by row, by place and by the intercept."""
        evidence = self._evidence
        points = self._points(unknown)
        share, told = self._choice(points, unknown)
        by_row = -share * self._list_weights[self._of_row]
        by_row[evidence.chosen] += self._list_weights
        unread = np.bincount(self._places, by_row, LAST_RANK)
        by_place = -np.cumsum(unread[::-1])[::-1][1:].astype(np.float64)
        known, held = self._known
        ahead = points[evidence.chosen[known]] - self._means(points)[known] + unknown[0]
        weights = OUTCOME_COUNTS * self._outcome_weights
        said = float((weights * (held * ahead - np.logaddexp(0, ahead))).sum())
        off = weights * (held - expit(ahead))
        lengths = np.diff(evidence.starts)
        spread = np.zeros(len(evidence))
        spread[known] = off / lengths[known]
        by_row -= spread[self._of_row]
        by_row[evidence.chosen[known]] += off
        return float(self._list_weights @ told) + said, by_row, by_place, float(off.sum())

    def _points(self, unknown: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(self._columns @ (unknown[LAST_RANK:] * self._spread))

    def _choice(
        self, points: NDArray[np.float64], unknown: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """[row] the chance of being taken, and [list] the logarithm of that of the row that was."""
        starts = self._evidence.starts[:-1]
        seen = points + np.log(self._reading(unknown))[self._places]
        if not len(starts):
            return seen, np.zeros(0)
        seen = seen - np.maximum.reduceat(seen, starts)[self._of_row]
        raised = np.exp(seen)
        total = np.add.reduceat(raised, starts)
        return raised / total[self._of_row], seen[self._evidence.chosen] - np.log(total)

    def _means(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        starts = self._evidence.starts
        if len(starts) == 1:
            return np.zeros(0)
        return np.asarray(np.add.reduceat(points, starts[:-1]) / np.diff(starts))

    @staticmethod
    def _reading(unknown: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.exp(-np.concatenate([[0.0], np.cumsum(unknown[1:LAST_RANK])])))

    @cached_property
    def _list_weights(self) -> NDArray[np.float64]:
        """[list] how rarely such a list was drawn, around 1."""
        starts = self._evidence.starts
        if len(starts) == 1:
            return np.zeros(0)
        rare = np.add.reduceat(clipped(1 / self._evidence.chances), starts[:-1]) / np.diff(starts)
        return np.asarray(rare / rare.mean())

    @cached_property
    def _known(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        known = np.flatnonzero(self._evidence.outcomes != UNKNOWN_OUTCOME)
        return known, self._evidence.outcomes[known].astype(np.float64)

    @cached_property
    def _outcome_weights(self) -> NDArray[np.float64]:
        """[known outcome] how rarely a row like the taken one came to be taken, around 1.

        The usual discount stands for how places are read, so that no estimate can bend to suit the outcomes.
        """
        chosen = self._evidence.chosen[self._known[0]]
        if not len(chosen):
            return np.zeros(0)
        rare = clipped(1 / (_FIRST_GUESS[self._places[chosen]] * self._evidence.chances[chosen]))
        return np.asarray(rare / rare.mean())

    def foretold(self, unknown: NDArray[np.float64], people: int) -> NDArray[np.float64]:
        """[citizen] how well her choices and outcomes were foretold."""
        points = self._points(unknown)
        _, told = self._choice(points, unknown)
        out = np.bincount(self._evidence.people, told, people)
        known, held = self._known
        ahead = points[self._evidence.chosen[known]] - self._means(points)[known] + unknown[0]
        said = held * ahead - np.logaddexp(0, ahead)
        return np.asarray(out + OUTCOME_COUNTS * np.bincount(self._evidence.people[known], said, people))


_FIRST_GUESS = 1 / np.log2(np.arange(LAST_RANK) + 2)
"""How much of each place is read before anything is known: the usual discount."""


def clipped(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights within the limit."""
    return np.minimum(weights, MOST_WEIGHT)
