"""One night's plan in the making: from the lists of a run to who is proposed where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from jobmatch.planning.allocation import Allocation, allocate, edge_points, taking
from jobmatch.planning.blockers import ENOUGH, lack_of
from jobmatch.planning.flow import NO_EDGES, Edges, Ints, Limits, hours_used
from jobmatch.planning.mending import NOBODY, PLACED, Before, Choice, Prices, best_choice
from jobmatch.planning.room_left import ROOM, limits_met
from jobmatch.planning.room_left import nearest as nearest_of
from jobmatch.services.night.further import FurtherLooks, joined
from jobmatch.services.night.listed import ListedPairs
from jobmatch.services.night.lists import NightLists
from jobmatch.services.night.made import Looked, MadePlan, PlanSettings, Yesterday
from jobmatch.services.night.told import Mask
from jobmatch.services.worlds import LoadedWorld

MOST_EDGES = 2_000_000
"""Up to here the plan chooses among all feasible pairs; above it among the lists."""
BLOCK_CITIZENS = 500
MOST_LOOKED_AT = 400_000_000
"""Pairs that are looked at again at most for those with few possibilities; those with fewest come first."""
MOST_LOOKS = 8
GONE = -2
"""Stands for a placement that is no longer in the world."""


__all__ = ["Looked", "MadePlan", "NightPlan", "PlanSettings", "Yesterday"]


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
        self._found = NO_EDGES
        """Pairs beyond the lists."""
        self._asked = under_way == NOBODY
        self._whole = int(lists.feasible.sum()) <= MOST_EDGES
        self._listed = ListedPairs(lists, limits, self._asked, yesterday.places, settings.keep_points)
        self._beyond = self._asked & (lists.feasible > np.count_nonzero(self._listed.rows >= 0, axis=1))

    def made(self) -> MadePlan:
        """The plan."""
        edges, allocation = self._allocate()
        met = limits_met(edges, allocation, self._limits)
        nearest = nearest_of(edges, met, self._limits) if self._whole else self._listed.nearest(met)
        places = np.full(self._people, NOBODY, np.int64)
        chosen = allocation.edge_of[allocation.edge_of >= 0]
        places[edges.citizens[chosen]] = edges.placements[chosen]
        under_way = self._under_way >= 0
        places[under_way] = self._under_way[under_way]
        counts = self._figures(edges, allocation)
        return MadePlan(
            places, under_way, self._elsewhere, nearest, self._lacks(), counts, allocation.prices, self._looked
        )

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
        """The plan; where the support hours do not reach for it, the one that keeps within them."""
        edges, allocation = self._without_budget()
        chosen, budget = allocation.edge_of[allocation.edge_of >= 0], self._limits.budget_hours
        if budget is None or hours_used(edges, chosen, self._limits) <= budget:
            return edges, allocation
        edges = self._edges(None)
        allocation = allocate(edges, self._limits, self._settings.keep_points)
        who = self._beyond & (self._limits.support_hours == 0)  # those who take none may find room that others leave
        looks = FurtherLooks(self._loaded, self._lists, self._limits, who, None)
        for _ in range(0 if self._whole else MOST_LOOKS):
            met = limits_met(edges, allocation, self._limits)
            plain, mentored = (np.where(one == ROOM, 0, PLACED) for one in met)
            further = looks.find(edges, Prices(plain, mentored, plain), np.where(allocation.edge_of < 0, 0, PLACED))
            if further is None:
                break
            edges = joined(edges, further)
            allocation = allocate(edges, self._limits, self._settings.keep_points)
        return edges, allocation

    def _without_budget(self) -> tuple[Edges, Allocation]:
        """The plan over the lists; then over what lets one more be placed too, as long as that finds somebody a way."""
        start = self._yesterday.flow
        if start is None and self._yesterday.prices is not None:
            start = Before(np.where(self._asked, self._yesterday.places, NOBODY), self._yesterday.prices)
        edges, best = self._best(self._edges(start), start)
        start = Before(_places(edges, best), best.prices)
        self._keep(start)
        if not self._whole:
            looks = FurtherLooks(self._loaded, self._lists, self._limits, self._beyond, self._yesterday.looked)
            for _ in range(MOST_LOOKS):
                further = looks.find(edges, best.prices, best.gains)
                if further is None:
                    break
                self._found = joined(self._found, further)
                # Always from where the plan came out alone: an unfinished start goes on in the very same way.
                edges, best = self._best(self._edges(start), start)
                start = Before(_places(edges, best), best.prices)
            self._looked = looks.looked
        return edges, taking(edges, best, self._people)

    def _best(self, edges: Edges, before: Before | None) -> tuple[Edges, Choice]:
        """The best choice of these pairs and all listed ones; those that count are taken up."""
        while True:
            best = best_choice(edges, edge_points(edges, self._settings.keep_points), self._limits, before)
            better = None if self._whole or before is None else self._listed.better(best.prices, best.gains)
            if better is None or not len(better.points):
                return edges, best
            before = Before(_places(edges, best), best.prices)
            edges = joined(edges, better)

    def _edges(self, before: Before | None) -> Edges:
        """The pairs to choose among at first: every feasible one, or those of the lists that may count."""
        if self._whole:
            listed = self._every()
        else:
            listed = self._listed.all() if before is None else self._listed.near(before.prices)
        return joined(listed, self._still_feasible(np.flatnonzero(self._slipped(listed))), self._found)

    def _slipped(self, listed: Edges) -> Mask:
        """By person: whether yesterday's place does not stand among the pairs any more."""
        places = self._yesterday.places
        slipped: Mask = self._asked & (places != NOBODY)
        slipped[listed.citizens[listed.kept]] = False
        if not self._whole:
            some = np.flatnonzero(slipped)
            slipped[some] = ~self._listed.there(some, places[some])
        return slipped

    def _every(self) -> Edges:
        """Every feasible pair."""
        used = self._asked & ~self._beyond
        cut = np.flatnonzero(self._beyond)
        listed = self._listed.all()
        parts = [listed.only(used[listed.citizens])]
        for first in range(0, len(cut), BLOCK_CITIZENS):
            people, rows, points = self._every_pair(cut[first : first + BLOCK_CITIZENS])
            parts.append(Edges(people, rows, points, rows == self._yesterday.places[people]))
        every = joined(*parts)
        return every.at(np.argsort(every.citizens, kind="stable"))

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


def _places(edges: Edges, best: Choice) -> Ints:
    """By person: the placement."""
    found = np.full(len(best.gains), NOBODY, np.int64)
    found[edges.citizens[best.chosen]] = edges.placements[best.chosen]
    return found
