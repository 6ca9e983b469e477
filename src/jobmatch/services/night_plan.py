"""One night's plan in the making: from the lists of a run to who is proposed where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jobmatch.core.scan import scan_order
from jobmatch.planning.allocation import NOBODY, Allocation, allocate
from jobmatch.planning.blockers import ENOUGH, lack_of
from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.mending import Before, Prices
from jobmatch.planning.room_left import limits_met
from jobmatch.services.night_lists import LIST_LENGTH, NightLists
from jobmatch.services.worlds import LoadedWorld

KEEP_POINTS = 100
"""Yesterday's proposal stays unless the plan gains more points than this; a hundredth of the most points."""
MOST_EDGES = 2_000_000
"""Up to here the plan chooses among all feasible pairs; above it among the lists, cut to at least LEAST_EACH."""
LEAST_EACH = 20
BLOCK_CITIZENS = 500
MOST_LOOKED_AT = 50_000_000
"""Pairs that are looked at again at most for those with few possibilities; those with fewest come first."""
GONE = -2
"""Stands for a placement that is no longer in the world."""
SECOND_LOOK = 20
"""Further placements, among those with room left, for somebody whose whole list is taken by others."""


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the lead decides about the plan."""

    keep_points: int = KEEP_POINTS
    support_hours_week: int | None = None
    """The municipality's budget of support hours a week; None without a budget."""

    def as_counts(self) -> dict[str, int]:
        """The settings as a run keeps them."""
        budget = -1 if self.support_hours_week is None else self.support_hours_week
        return {"plan_keep_points": self.keep_points, "plan_support_hours_budget": budget}


@dataclass(frozen=True, slots=True)
class Yesterday:
    """What the latest plan leaves to this one, by row of this world."""

    places: Ints
    """By person of the lists: the placement proposed, -1 without one."""
    prices: Prices | None = None
    """By placement; None to make the plan from nothing."""


@dataclass(frozen=True, slots=True)
class MadePlan:
    """Who is proposed where, and what is told of those with few possibilities."""

    places: Ints
    """By person: the placement, -1 without one."""
    under_way: np.ndarray[Any, np.dtype[np.bool_]]
    """Whether it is a course or a fresh choice, which the plan leaves alone."""
    elsewhere: Mapping[int, str]
    """By person: a placement under way that is no longer in the world."""
    limits: Sequence[str]
    """Which limit keeps somebody without a place from the nearest one."""
    lacks: Mapping[int, dict[str, Any]]
    counts: dict[str, int]
    prices: Prices | None

    def details(self, ids: Sequence[str], feasible: Iterable[int]) -> list[str]:
        """What is published beside each list, as JSON."""
        found = []
        rows = zip(self.places.tolist(), self.under_way.tolist(), feasible, strict=True)
        for n, (place, under_way, fits) in enumerate(rows):
            one: dict[str, Any] = {"lack": self.lacks[n]} if n in self.lacks else {}
            if n in self.elsewhere:
                one["plan"] = {"placement_id": self.elsewhere[n], "under_way": True}
            elif place >= 0:
                one["plan"] = {"placement_id": ids[place], **({"under_way": True} if under_way else {})}
            else:
                one["plan"] = None
                if fits:
                    one["limit"] = self.limits[n]
            found.append(json.dumps(one, ensure_ascii=False))
        return found


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
    ) -> None:
        """Args:
        under_way: By person, the placement whose slot she holds; GONE for one that is no longer in the world.
        elsewhere: By person: that one.
        """
        self._loaded, self._lists, self._limits = loaded, lists, limits
        self._around = loaded.world.around
        self._settings = settings
        self._yesterday = yesterday
        self._under_way, self._elsewhere = under_way, elsewhere
        self._people = len(lists.people)
        self._asked = under_way == NOBODY

    def made(self) -> MadePlan:
        """The plan."""
        edges, allocation = self._allocate()
        met = limits_met(edges, allocation, self._limits)
        places = np.full(self._people, NOBODY, np.int64)
        chosen = allocation.edge_of >= 0
        places[chosen] = edges.placements[allocation.edge_of[chosen]]
        under_way = self._under_way >= 0
        places[under_way] = self._under_way[under_way]
        counts = self._figures(edges, allocation)
        return MadePlan(places, under_way, self._elsewhere, met, self._lacks(), counts, allocation.prices)

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
        """The plan over the lists; then over what has room left too, if somebody's whole list is taken by others."""
        edges = self._edges()
        before = None
        if self._yesterday.prices is not None:
            before = Before(np.where(self._asked, self._yesterday.places, NOBODY), self._yesterday.prices)
        allocation = allocate(edges, self._limits, self._settings.keep_points, before)
        further = self._second_look(edges, allocation)
        if further is None:
            return edges, allocation
        before = None
        if allocation.prices is not None:
            places = np.where(allocation.edge_of >= 0, edges.placements[allocation.edge_of], NOBODY)
            before = Before(places, allocation.prices)
        edges = _joined(edges, further)
        return edges, allocate(edges, self._limits, self._settings.keep_points, before)

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

    def _second_look(self, edges: Edges, allocation: Allocation) -> Edges | None:
        """Placements with room left for those whose list was cut off and who got none of it."""
        listed = np.bincount(edges.citizens, minlength=self._people)
        waiting = np.flatnonzero((allocation.edge_of < 0) & self._asked & (self._lists.feasible > listed))
        roomy = np.flatnonzero(self._room_after(edges, allocation))
        if not len(waiting) or not len(roomy):
            return None
        order = scan_order(self._around.placements.records[roomy])
        best = self._loaded.kernel.best_of(self._around, order, self._lists.people[waiting], SECOND_LOOK)
        person, position = np.nonzero(best.rows >= 0)
        citizens, places = waiting[person], best.rows[person, position]
        # A pair must not stand twice: neither from the list nor as yesterday's.
        count = len(self._around.placements.ids)
        new = ~np.isin(citizens * count + places, edges.citizens * count + edges.placements)
        found = Edges(citizens, places, best.points[person, position], np.zeros(len(places), np.bool_)).only(new)
        return found if len(found.points) else None

    def _room_after(self, edges: Edges, allocation: Allocation) -> Ints:
        """By placement: how many more it could take."""
        taken = edges.placements[allocation.edge_of[allocation.edge_of >= 0]]
        limits = self._limits
        room = limits.slots - np.bincount(taken, minlength=len(limits.slots))
        counted = limits.workplace >= 0
        used = limits.workplace[taken]
        left = limits.ratio_room - np.bincount(used[used >= 0], minlength=len(limits.ratio_room))
        room[counted] = np.minimum(room[counted], left[limits.workplace[counted]])
        found: Ints = room > 0
        return found


def _joined(one: Edges, other: Edges) -> Edges:
    names = ("citizens", "placements", "points", "kept")
    return Edges(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in names))
