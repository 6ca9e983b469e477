"""Where everybody stands today, and where they would stand if one placement were otherwise: always by scoring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import Kernel
from jobmatch.core.ranking import keys_of
from jobmatch.core.stretches import Spread, one_by_one
from jobmatch.domain.placement import Placement
from jobmatch.planning.blockers import ENOUGH
from jobmatch.world.world import World

TOP = 5
"""Who has a placement among the first five on the own list looks at it."""
LISTED_AT_ONCE, TRIED_AT_ONCE = 1_000, 20_000
"""Citizens that are looked at together with all placements, and with a few."""
EVERYBODY = -1
"""No points are so few."""

Ints = NDArray[np.int64]


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
    keys: Ints
    """[citizen, position] their sort keys; lower than any past the end."""
    spread: Spread = one_by_one

    @classmethod
    def of(cls, world: World, kernel: Kernel, ids: Iterable[str], spread: Spread = one_by_one) -> Standing:
        """Score everybody once. One more than the top is kept, for when one of them goes."""
        kept = tuple(ids)
        rows = np.array([world.citizen_rows[one] for one in kept], np.int64)
        turns = kernel.turns(world.around, world.order, rows)
        best, points = (np.full((len(rows), TOP + 1), -1, np.int64) for _ in range(2))
        feasible = np.zeros(len(rows), np.int64)

        def listed(first: int, last: int) -> None:
            who = turns[first:last]
            found = kernel.best_of(world.around, world.order, rows[who], TOP + 1)
            best[who], points[who], feasible[who] = found.rows, found.points, found.feasible

        for _ in spread(listed, len(rows), LISTED_AT_ONCE):
            pass
        return cls(world, kernel, kept, rows, feasible, best, keys_of(points, best), spread)

    @property
    def few(self) -> NDArray[np.bool_]:
        """Who has fewer than three feasible placements."""
        return self.feasible < ENOUGH

    def if_changed(self, changed: Sequence[Placement]) -> list[Fits]:
        """Whom each placement fits as changed, as if it alone were so; the same one may stand here in several ways.

        Everybody passes all of them at once.
        """
        if not changed or not self.ids:
            return [NOBODY] * len(changed)
        around = self.world.if_changed(changed)

        def passing(first: int, last: int) -> list[Fits]:
            chosen = self.rows[first:last]
            tried = self.kernel.tried(around, chosen, np.full(len(chosen), EVERYBODY))
            by_place = np.argsort(tried.rows.astype(np.int16), kind="stable")  # of short numbers, in one go
            who, points = tried.people[by_place] + first, tried.points[by_place]
            ends = np.cumsum(np.bincount(tried.rows, minlength=len(changed))).tolist()
            return [Fits(who[a:b], points[a:b]) for a, b in pairwise([0, *ends])]

        parts = [[NOBODY] * len(changed), *self.spread(passing, len(self.rows), TRIED_AT_ONCE)]
        return [Fits(*(np.concatenate([getattr(part[n], name) for part in parts]) for name in ("who", "points")))
                for n in range(len(changed))]  # fmt: skip

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
        keys = keys_of(fits.points, np.full(len(fits.who), row))
        ahead = keys > self.keys[fits.who, TOP - 1]
        near = np.flatnonzero(~ahead & (keys > self.keys[fits.who, TOP]))
        there = np.any(self.best[fits.who[near], :TOP] == row, axis=1)
        ahead[near[there]] = True  # it does not stand in its own way: who follows moves up
        seen: Ints = fits.who[ahead]
        return seen
