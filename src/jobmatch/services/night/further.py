"""Pairs beyond the lists that let one more be placed, looked for until there are none.

One more can be placed when somebody who has no place, or whose place somebody without could take, fits a placement
with room, or one that somebody could leave for such a placement. The prices of a plan tell who and where that is.
"""

from __future__ import annotations

import numpy as np

from jobmatch.core.scan import scan_order
from jobmatch.planning.flow import NO_EDGES, Edges, Ints, Limits
from jobmatch.planning.mending import PLACED, Prices, open_placements
from jobmatch.services.night.lists import BLOCK_OF_FEW, NightLists, with_few
from jobmatch.services.night.made import Looked
from jobmatch.services.night.told import Mask
from jobmatch.services.worlds import LoadedWorld

EACH = 20
"""Pairs that one look finds: so many a person where there is much room, and a few more than its slots a placement."""
FEW_PLACES = 2_000
"""With no more placements than this, every pair is looked at."""
_EDGE = ("citizens", "placements", "points", "kept")


class FurtherLooks:
    """The looks of one plan."""

    def __init__(
        self, loaded: LoadedWorld, lists: NightLists, limits: Limits, beyond: Mask, known: Looked | None
    ) -> None:
        """Args:
        beyond: By person, whether the plan may propose to her and more fits her than stands on her list.
        known: Pairs that were seen not to fit.
        """
        self._loaded, self._lists, self._limits, self._beyond = loaded, lists, limits, beyond
        nowhere = np.zeros(len(limits.slots), np.bool_)
        self._known = known or Looked(np.zeros(len(beyond), np.bool_), nowhere, nowhere)
        self.looked: Looked | None = None
        """Set when a look found nothing: between whom and where."""

    def find(self, edges: Edges, prices: Prices, gains: Ints) -> Edges | None:
        """Pairs that may let one more be placed; None when there are none.

        Args:
            gains: By person, what she has of the plan so far.
        """
        pressed = self._beyond & (gains < PLACED // 2)
        places = self._with_room(prices)
        few, known = max(int(free.sum()) for free in places) <= FEW_PLACES, self._known
        found, closed = [], []
        for mentored, free, seen in zip((False, True), places, (known.roomy, known.mentored), strict=True):
            who = pressed & (self._limits.needs_mentor == mentored)
            parts = [
                self._look(some, where, few, gains)
                for some, where in ((who & ~known.waiting, free), (who & known.waiting, free & ~seen))
            ]
            fitting = np.zeros(len(free), np.bool_)
            for part in parts:
                fitting[part.placements] = True
            found += parts
            closed.append(free & ~fitting)
        if few:
            self._known = Looked(pressed, *closed)
        further = joined(*found)
        if len(further.points):  # a pair must not stand twice: neither from the list nor as yesterday's
            further = further.only(~_there(further, edges, len(self._limits.slots)))
        if not len(further.points):
            self.looked = Looked(pressed, *places)
            return None
        best = self._best_there(further, gains)
        return best.at(np.lexsort((best.placements, best.citizens)))  # in one order, however much of it was known

    def _with_room(self, prices: Prices) -> tuple[Mask, Mask]:
        """Placements from which a way leads to room: for those who do not need a mentor and for those who do."""
        plain, mentored = open_placements(self._limits)
        price, with_mentor = prices.by_need(self._limits)
        return plain & (price < PLACED // 2), mentored & (with_mentor < PLACED // 2)

    def _look(self, who: Mask, places: Mask, few: bool, gains: Ints) -> Edges:
        people, rows = np.flatnonzero(who), np.flatnonzero(places)
        found = NO_EDGES
        if not len(people) or not len(rows):
            return found
        kernel, around = self._loaded.kernel, self._loaded.world.around
        order = scan_order(around.placements.records[rows])
        if not few:
            best = kernel.best_of(around, order, self._lists.people[people], EACH)
            person, position = np.nonzero(best.rows >= 0)
            points = best.points[person, position]
            return Edges(people[person], best.rows[person, position], points, np.zeros(len(points), np.bool_))
        for first in range(0, len(people), 2 * BLOCK_OF_FEW):
            some = people[first : first + 2 * BLOCK_OF_FEW]
            pairs = with_few(kernel, around, order, self._lists.people[some], np.full(len(some), -1))
            more = Edges(some[pairs.people], pairs.rows, pairs.points, np.zeros(len(pairs.rows), np.bool_))
            found = joined(found, self._best_there(more, gains))
        return found

    def _best_there(self, edges: Edges, gains: Ints) -> Edges:
        """The pairs of each placement that would gain most: a few more than it can take."""
        order = np.lexsort((edges.citizens, gains[edges.citizens] - edges.points, edges.placements))
        place = edges.placements[order]
        position = np.arange(len(order)) - np.searchsorted(place, place)
        return edges.at(order[position < EACH + 2 * self._limits.slots[place]])


def joined(*parts: Edges) -> Edges:
    """Several pieces as one."""
    return Edges(*(np.concatenate([getattr(one, name) for one in parts]) for name in _EDGE))


def _there(some: Edges, edges: Edges, count: int) -> Mask:
    """Which pairs stand among the edges already."""
    asked = np.zeros(int(max(some.citizens.max(), edges.citizens.max(initial=0))) + 1, np.bool_)
    asked[some.citizens] = True
    theirs = asked[edges.citizens]
    known = edges.citizens[theirs] * count + edges.placements[theirs]
    return np.isin(some.citizens * count + some.placements, known, assume_unique=True)
