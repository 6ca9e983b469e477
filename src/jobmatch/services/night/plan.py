"""One night's plan in the making: from the lists of a run to who is proposed where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from jobmatch.core.kernel import FewPairs
from jobmatch.core.scan import scan_order
from jobmatch.planning.allocation import Allocation, allocate
from jobmatch.planning.blockers import ENOUGH, lack_of
from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.mending import NOBODY, Before
from jobmatch.planning.room_left import limits_met
from jobmatch.services.night.lists import LIST_LENGTH, NightLists, with_few
from jobmatch.services.night.made import Looked, MadePlan, Mask, PlanSettings, Yesterday
from jobmatch.services.worlds import LoadedWorld

MOST_EDGES = 2_000_000
"""Up to here the plan chooses among all feasible pairs; above it among the lists, cut to at least LEAST_EACH."""
LEAST_EACH = 20
BLOCK_CITIZENS = 500
MOST_LOOKED_AT = 50_000_000
"""Pairs that are looked at again at most for those with few possibilities; those with fewest come first."""
MOST_LOOKS = 8
GONE = -2
"""Stands for a placement that is no longer in the world."""
SECOND_LOOK = 20
"""Further placements, among those with room left, for somebody whose whole list is taken by others."""
FEW_PLACES = 500
"""With no more placements than this, nothing is made ready for a walk over them."""


__all__ = ["Looked", "MadePlan", "NightPlan", "PlanSettings", "Yesterday"]

_EDGE = ("citizens", "placements", "points", "kept")


class NightPlan:
    """The plan over the lists of one run."""

    def __init__(
        self,
        loaded: LoadedWorld,
        lists: NightLists,
        limits: Limits,
        under_way: Ints,
        elsewhere: Mapping[int, str],
        yesterday: Yesterday,
        settings: PlanSettings,
        keep: Callable[[Before], None] = lambda flow: None,
    ) -> None:
        """Args:
        keep: Told where the plan over the lists came out.
        under_way: By person, the placement whose slot she holds; GONE for one that is no longer in the world.
        elsewhere: By person: that one.
        """
        self._loaded, self._lists, self._limits = loaded, lists, limits
        self._around = loaded.world.around
        self._settings = settings
        self._yesterday = yesterday
        self._keep = keep
        self._under_way, self._elsewhere = under_way, elsewhere
        self._people = len(lists.people)
        self._looked: Looked | None = None
        self._asked = under_way == NOBODY

    def made(self) -> MadePlan:
        """The plan."""
        edges, allocation = self._allocate()
        met = limits_met(edges, allocation, self._limits)
        places = _places(edges, allocation)
        under_way = self._under_way >= 0
        places[under_way] = self._under_way[under_way]
        counts = self._figures(edges, allocation)
        return MadePlan(places, under_way, self._elsewhere, met, self._lacks(), counts, allocation.prices, self._looked)

    def _lacks(self) -> dict[int, dict[str, Any]]:
        """The hurdles of those with few possibilities; the others' are told when somebody looks."""
        few = np.flatnonzero(self._lists.feasible < ENOUGH)
        few = few[np.argsort(self._lists.feasible[few], kind="stable")]
        most = max(1, MOST_LOOKED_AT // max(1, len(self._around.placements.ids)))
        world, ids = self._loaded.world, self._around.citizens.ids
        return {
            n: lack_of(world, self._loaded.kernel, ids[self._lists.people[n]]).as_dict() for n in few[:most].tolist()
        }

    def _figures(self, edges: Edges, allocation: Allocation) -> dict[str, int]:
        kept = edges.kept[allocation.edge_of[allocation.edge_of >= 0]]
        under_way = int(np.count_nonzero(~self._asked))
        return {
            "planned": allocation.placed + under_way,
            "plan_under_way": under_way,
            "plan_fit": allocation.fit,
            "plan_kept": int(np.count_nonzero(kept)),
            "unplanned": self._people - allocation.placed - under_way,
            **self._settings.as_counts(),
        }

    def _allocate(self) -> tuple[Edges, Allocation]:
        """The plan over the lists; then over what has room left too, as long as that finds somebody a way."""
        edges = self._edges()
        before = self._yesterday.flow
        if before is None and self._yesterday.prices is not None:
            before = Before(np.where(self._asked, self._yesterday.places, NOBODY), self._yesterday.prices)
        allocation = allocate(edges, self._limits, self._settings.keep_points, before)
        if allocation.prices is not None:
            self._keep(Before(_places(edges, allocation), allocation.prices))
        for _ in range(MOST_LOOKS):
            further = self._further(edges, allocation)
            if further is None:
                break
            prices = allocation.prices
            before = None if prices is None else Before(_places(edges, allocation), prices)
            edges = _joined(edges, further)
            allocation = allocate(edges, self._limits, self._settings.keep_points, before)
        return edges, allocation

    def _edges(self) -> Edges:
        people, places, points = self._pairs()
        slipped = self._asked & (self._yesterday.places != NOBODY)
        kept = places == self._yesterday.places[people]
        slipped[people[kept]] = False
        return _joined(Edges(people, places, points, kept), self._still_feasible(np.flatnonzero(slipped)))

    def _pairs(self) -> tuple[Ints, Ints, Ints]:
        """Persons, placements and points to choose among: every feasible pair, or the heads of the lists."""
        lists = self._lists
        whole = int(lists.feasible.sum()) <= MOST_EDGES
        each = LIST_LENGTH if whole else min(LIST_LENGTH, max(LEAST_EACH, MOST_EDGES // max(1, self._people)))
        rows, points = lists.first(each)
        used = (rows >= 0) & self._asked[:, None]
        if not whole:
            people, position = np.nonzero(used)
            return people, rows[people, position].astype(np.int64), points[people, position].astype(np.int64)
        cut = np.flatnonzero(self._asked & (lists.feasible > (rows >= 0).sum(axis=1)))
        used[cut] = False
        people, position = np.nonzero(used)
        parts = [(people, rows[people, position].astype(np.int64), points[people, position].astype(np.int64))]
        parts += [self._every_pair(cut[first : first + BLOCK_CITIZENS]) for first in range(0, len(cut), BLOCK_CITIZENS)]
        people, places, worth = (np.concatenate([part[n] for part in parts]) for n in range(3))
        order = np.argsort(people, kind="stable")
        return people[order], places[order], worth[order]

    def _every_pair(self, some: Ints) -> tuple[Ints, Ints, Ints]:
        longest = int(self._lists.feasible[some].max())
        rows = self._lists.people[some]
        best = self._loaded.kernel.best_of(self._around, self._loaded.world.order, rows, longest)
        person, position = np.nonzero(best.rows >= 0)
        return some[person], best.rows[person, position], best.points[person, position]

    def _still_feasible(self, people: Ints) -> Edges:
        """Yesterday's pairs that slipped off the lists; without those that a gate keeps apart now."""
        places = self._yesterday.places[people]
        scores = self._loaded.kernel.pairs(self._around, self._lists.people[people], places)
        return Edges(people, places, scores.points, np.ones(len(people), np.bool_)).only(scores.failed == 0)

    def _further(self, edges: Edges, allocation: Allocation) -> Edges | None:
        """Pairs of those without a place with placements that have room left; None when there are none."""
        waiting = (allocation.edge_of < 0) & self._asked
        listed = np.bincount(edges.citizens, minlength=self._people)
        roomy, mentored = self._room_after(edges, allocation)
        known = self._yesterday.looked
        found = [
            self._look(waiting & (listed < self._lists.feasible) & who, places & open_)
            for who, places in ((~self._limits.needs_mentor, roomy), (self._limits.needs_mentor, mentored))
            for who, open_ in _not_looked_at(who, places is mentored, known)
        ]
        self._looked = None
        further = Edges(*(np.concatenate([getattr(one, name) for one in found]) for name in _EDGE))
        if len(further.points):  # a pair must not stand twice: neither from the list nor as yesterday's
            further = further.only(~_there(further, edges, len(self._around.placements.ids)))
        if len(further.points):  # in one order, however much of it was known before
            return further.at(np.lexsort((further.placements, further.citizens)))
        if allocation.prices is not None:
            self._looked = Looked(waiting, roomy, mentored)
        return None

    def _look(self, waiting: Mask, places: Mask) -> Edges:
        people, rows = np.flatnonzero(waiting), np.flatnonzero(places)
        if not len(people) or not len(rows):
            none = np.zeros(0, np.int64)
            return Edges(none, none, none, np.zeros(0, np.bool_))
        kernel, order = self._loaded.kernel, scan_order(self._around.placements.records[rows])
        if len(rows) <= FEW_PLACES:
            floors = np.full(len(people), -1)
            return _best_of_few(with_few(kernel, self._around, order, self._lists.people[people], floors), people)
        best = kernel.best_of(self._around, order, self._lists.people[people], SECOND_LOOK)
        person, position = np.nonzero(best.rows >= 0)
        points = best.points[person, position]
        return Edges(people[person], best.rows[person, position], points, np.zeros(len(points), np.bool_))

    def _room_after(self, edges: Edges, allocation: Allocation) -> tuple[Mask, Mask]:
        """Placements that could take one more; and one more who needs a mentor."""
        chosen = allocation.edge_of[allocation.edge_of >= 0]
        taken, limits = edges.placements[chosen], self._limits
        room = limits.slots - np.bincount(taken, minlength=len(limits.slots))
        counted = limits.workplace >= 0
        used = limits.workplace[taken]
        left = limits.ratio_room - np.bincount(used[used >= 0], minlength=len(limits.ratio_room))
        room[counted] = np.minimum(room[counted], left[limits.workplace[counted]])
        mentored = np.bincount(taken[limits.needs_mentor[edges.citizens[chosen]]], minlength=len(limits.slots))
        free = (limits.mentor_places < 0) | (limits.mentor_places > mentored)
        return room > 0, (room > 0) & free


def _not_looked_at(who: Mask, with_mentor: bool, known: Looked | None) -> list[tuple[Mask, Mask | bool]]:
    """The people and placements that need a look: all with all, but for those who were seen not to fit yesterday."""
    if known is None:
        return [(who, True)]
    places = known.mentored if with_mentor else known.roomy
    return [(who & ~known.waiting, True), (who & known.waiting, ~places)]


def _best_of_few(few: FewPairs, people: Ints) -> Edges:
    """Everybody's best pairs among these, as many as a second look takes."""
    order = np.lexsort((few.rows, -few.points, few.people))
    person = few.people[order]
    first = order[np.arange(len(order)) - np.searchsorted(person, person) < SECOND_LOOK]
    return Edges(people[few.people[first]], few.rows[first], few.points[first], np.zeros(len(first), np.bool_))


def _there(some: Edges, edges: Edges, count: int) -> Mask:
    """Which pairs stand among the edges already."""
    asked = np.zeros(int(max(some.citizens.max(), edges.citizens.max(initial=0))) + 1, np.bool_)
    asked[some.citizens] = True
    theirs = asked[edges.citizens]
    known = edges.citizens[theirs] * count + edges.placements[theirs]
    return np.isin(some.citizens * count + some.placements, known, assume_unique=True)


def _places(edges: Edges, allocation: Allocation) -> Ints:
    """By person: the placement."""
    chosen = allocation.edge_of >= 0
    found = np.full(len(chosen), NOBODY, np.int64)
    found[chosen] = edges.placements[allocation.edge_of[chosen]]
    return found


def _joined(one: Edges, other: Edges) -> Edges:
    return Edges(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in _EDGE))
