"""Where everybody stands today, and where they would stand if one placement were otherwise: always by scoring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import Kernel
from jobmatch.core.scan import scan_order
from jobmatch.domain.placement import Placement
from jobmatch.planning.blockers import ENOUGH
from jobmatch.world.world import World

TOP = 5
"""Who has a placement among the first five on the own list looks at it."""
LISTED_AT_ONCE, TRIED_AT_ONCE = 500, 10_000
"""Citizens that are looked at together with all placements, and with a few."""
EVERYBODY = -1
"""No points are so few."""

Ints = NDArray[np.int64]


class Spread(Protocol):
    """Does a piece of work on stretches (first, one past the last) of so many people; the parts come in order."""

    def __call__(self, work: Callable[[int, int], Any], count: int, each: int) -> Iterable[Any]:
        """Args: each: How many people a stretch has at most."""


def one_by_one(work: Callable[[int, int], Any], count: int, each: int) -> Iterator[Any]:
    """One stretch after the other."""
    for first in range(0, count, each):
        yield work(first, min(first + each, count))


@dataclass(frozen=True, slots=True)
class Fits:
    """Whom a placement fits."""

    who: Ints
    """Positions among the people, ascending."""
    points: Ints


NOBODY = Fits(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Standing:
    """The citizens that a gap is counted over, and what each has today."""

    world: World
    kernel: Kernel
    ids: tuple[str, ...]
    rows: Ints
    """Their rows in the world."""
    feasible: Ints
    """How many placements fit each."""
    best: Ints
    """[citizen, position] row of the placements at the top of each list; -1 past the end."""
    best_points: Ints
    spread: Spread = one_by_one

    @classmethod
    def of(cls, world: World, kernel: Kernel, ids: Iterable[str], spread: Spread = one_by_one) -> Standing:
        """Score everybody once. One more than the top is kept, for when one of them goes."""
        kept = tuple(ids)
        rows = np.array([world.citizen_rows[one] for one in kept], np.int64)

        def listed(first: int, last: int) -> Any:
            return kernel.best_of(world.around, world.order, rows[first:last], TOP + 1)

        lists = list(spread(listed, len(rows), LISTED_AT_ONCE))
        none = np.zeros((0, TOP + 1), np.int64)
        best, points = (np.concatenate([none, *(getattr(one, name) for one in lists)]) for name in ("rows", "points"))
        feasible = np.concatenate([np.zeros(0, np.int64), *(one.feasible for one in lists)])
        return cls(world, kernel, kept, rows, feasible, best, points, spread)

    @property
    def few(self) -> NDArray[np.bool_]:
        """Who has fewer than three feasible placements."""
        return self.feasible < ENOUGH

    def today(self, placement_ids: Sequence[str]) -> list[Fits]:
        """Whom each of some placements fits as it is."""
        return self.if_changed([self.world.placements[key] for key in placement_ids])

    def if_changed(self, changed: Sequence[Placement]) -> list[Fits]:
        """Whom each placement fits as changed, as if it alone were so; the same one may be changed in several ways."""
        found = [NOBODY] * len(changed)
        for trials in _apart(changed) if self.ids else ():
            for n, fits in zip(trials, self._tried([changed[n] for n in trials]), strict=True):
                found[n] = fits
        return found

    def _tried(self, changed: Sequence[Placement]) -> Iterator[Fits]:
        """Whom each of some different placements fits; everybody passes all of them at once."""
        around = self.world.if_changed(changed)
        order = scan_order(around.placements.records)
        uncounted = np.zeros(len(self.world.placements) + 1, np.bool_)

        def passing(first: int, last: int) -> tuple[Any, int]:
            chosen = self.rows[first:last]
            floors = np.full(len(chosen), EVERYBODY)
            return self.kernel.few(around, order, chosen, floors, uncounted), first

        parts = list(self.spread(passing, len(self.rows), TRIED_AT_ONCE))
        none = np.zeros(0, np.int64)
        who = np.concatenate([none, *(few.people + first for few, first in parts)])
        place, points = (
            np.concatenate([none, *(getattr(few, name) for few, _ in parts)]) for name in ("rows", "points")
        )
        by_place = np.lexsort((who, place))
        starts = np.searchsorted(place[by_place], around.placements.records["row"])
        ends = np.searchsorted(place[by_place], around.placements.records["row"], side="right")
        for first, last in zip(starts.tolist(), ends.tolist(), strict=True):
            some = by_place[first:last]
            yield Fits(who[some], points[some])

    def fit_new(self, places: Sequence[Placement], people: Sequence[Ints]) -> list[Ints]:
        """Of the people who are to have each new placement: those whom it would fit."""
        if not places:
            return []
        around = self.world.if_changed(places)
        sizes = [len(who) for who in people]
        who, place = np.concatenate(people), np.repeat(np.arange(len(places)), sizes)
        fits = self.kernel.pairs(around, self.rows[who], place).failed == 0
        parts = np.split(fits, np.cumsum(sizes)[:-1])
        return [some[fit] for some, fit in zip(people, parts, strict=True)]

    def in_top(self, placement_id: str, fits: Fits) -> Ints:
        """Who would have the placement among the first five, of those whom it would fit with so many points."""
        row = self.world.placement_rows[placement_id]
        best, best_points, points = self.best[fits.who], self.best_points[fits.who], fits.points[:, None]
        others = (best != row) & (best >= 0)
        ahead = (best_points > points) | ((best_points == points) & (best < row))
        seen: Ints = fits.who[np.count_nonzero(others & ahead, axis=1) < TOP]
        return seen


def _apart(changed: Sequence[Placement]) -> list[list[int]]:
    """The trials in rounds, so that no placement stands twice in a round."""
    rounds: list[list[int]] = []
    met: dict[str, int] = {}
    for n, one in enumerate(changed):
        turn = met[one.placement_id] = met.get(one.placement_id, -1) + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(n)
    return rounds
