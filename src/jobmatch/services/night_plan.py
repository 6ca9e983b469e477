"""One night's plan in the making: from the lists of a run to who is proposed where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from jobmatch.core.scan import scan_order
from jobmatch.domain.citizen import Citizen
from jobmatch.planning.allocation import NOBODY, Allocation, allocate
from jobmatch.planning.blockers import ENOUGH, lack_of, why_unplaced
from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.limits import limits_of
from jobmatch.planning.room_left import limits_met
from jobmatch.services.night_lists import RankedRows
from jobmatch.services.worlds import LoadedWorld
from jobmatch.store.runs import RankedList

KEEP_POINTS = 100
"""Yesterday's proposal stays unless the plan gains more points than this; a hundredth of the most points."""
MOST_EDGES = 2_000_000
"""Up to here the plan chooses among all feasible pairs; above it among the lists, cut to at least LEAST_EACH."""
LEAST_EACH = 20
BLOCK_CITIZENS = 500
MOST_LOOKED_AT = 50_000_000
"""Pairs that are looked at again at most for those with few possibilities; those with fewest come first."""
NONE: Ints = np.zeros(0, np.int64)
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


class NightPlan:
    """The plan over the lists of one run."""

    def __init__(
        self,
        loaded: LoadedWorld,
        lists: Sequence[RankedList],
        yesterday: Mapping[str, str | None],
        settings: PlanSettings,
    ) -> None:
        self._loaded = loaded
        self._world = loaded.world
        self._lists = lists
        self._settings = settings
        self._yesterday = yesterday
        self._ids = self._world.around.placements.ids
        self._people: list[Citizen] = [self._world.citizens[one.citizen_id] for one in lists]
        self._under_way = [self._world.held_by.get(one.citizen_id) for one in lists]
        self._limits: Limits = limits_of(self._world, self._people, settings.support_hours_week)
        self._ranked = [self._rows_and_points(one) for one in lists]
        if sum(one.feasible_count for one in lists) <= MOST_EDGES:
            self._complete()

    def _complete(self) -> None:
        """Take in what the lists leave out, so that the plan is the best there is."""
        cut = [n for n, one in enumerate(self._lists) if one.feasible_count > len(self._ranked[n][0])]
        for first in range(0, len(cut), BLOCK_CITIZENS):
            some = cut[first : first + BLOCK_CITIZENS]
            longest = max(self._lists[n].feasible_count for n in some)
            best = self._loaded.kernel.best_of(self._world.around, self._world.order, self._rows_of(some), longest)
            for i, n in enumerate(some):
                length = int(best.counts[i])
                self._ranked[n] = best.rows[i, :length], best.points[i, :length]

    def _rows_of(self, people: Sequence[int]) -> Ints:
        return np.array([self._world.citizen_rows[self._lists[n].citizen_id] for n in people], np.int64)

    def _rows_and_points(self, one: RankedList) -> tuple[Ints, Ints]:
        """A list as rows of the world and points."""
        each = max(LEAST_EACH, MOST_EDGES // max(1, len(self._lists)))
        if isinstance(one.ranked, RankedRows):
            return one.ranked.rows[:each].astype(np.int64), one.ranked.points[:each].astype(np.int64)
        rows = self._world.placement_rows
        pairs = np.array([(rows[key], whole) for key, whole in one.ranked[:each]], np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def published(self) -> tuple[list[RankedList], dict[str, int]]:
        """The lists with the plan, and figures about it."""
        edges, allocation = self._allocate()
        met = limits_met(edges, allocation, self._limits)
        looked_at = self._looked_at()
        out = []
        for n, one in enumerate(self._lists):
            details: dict[str, Any] = {**(one.details or {})}
            if n in looked_at:
                details["lack"] = lack_of(self._world, self._loaded.kernel, one.citizen_id).as_dict()
            details["plan"] = self._place(n, edges, allocation)
            if details["plan"] is None:
                details["blocker"] = why_unplaced(one.feasible_count, details.get("lack"), met[n])
            out.append(replace(one, details=details))
        return out, self._figures(edges, allocation)

    def _looked_at(self) -> set[int]:
        """Those with few possibilities whose hurdles are published; the others' are told when somebody looks."""
        few = [n for n, one in enumerate(self._lists) if one.feasible_count < ENOUGH]
        few.sort(key=lambda n: (self._lists[n].feasible_count, n))
        return set(few[: max(1, MOST_LOOKED_AT // max(1, len(self._ids)))])

    def _figures(self, edges: Edges, allocation: Allocation) -> dict[str, int]:
        kept = edges.kept[allocation.edge_of[allocation.edge_of >= 0]]
        under_way = sum(1 for one in self._under_way if one is not None)
        return {
            "planned": allocation.placed + under_way,
            "plan_under_way": under_way,
            "plan_fit": allocation.fit,
            "plan_kept": int(np.count_nonzero(kept)),
            "unplanned": len(self._lists) - allocation.placed - under_way,
            **self._settings.as_counts(),
        }

    def _place(self, n: int, edges: Edges, allocation: Allocation) -> dict[str, Any] | None:
        under_way = self._under_way[n]
        if under_way is not None:
            return {"placement_id": under_way, "under_way": True}
        edge = int(allocation.edge_of[n])
        if edge < 0:
            return None
        row = int(edges.placements[edge])
        at = np.flatnonzero(self._ranked[n][0] == row)
        return {
            "placement_id": self._ids[row],
            "points": int(edges.points[edge]),
            "rank": int(at[0]) + 1 if len(at) else None,
            "kept": bool(edges.kept[edge]),
        }

    def _allocate(self) -> tuple[Edges, Allocation]:
        """The plan over the lists; then over what has room left too, if somebody's whole list is taken by others."""
        edges = self._edges_of_lists()
        allocation = allocate(edges, self._limits, self._settings.keep_points)
        further = self._second_look(edges, allocation)
        if further is None:
            return edges, allocation
        edges = _joined(edges, further)
        return edges, allocate(edges, self._limits, self._settings.keep_points)

    def _edges_of_lists(self) -> Edges:
        rows = self._world.placement_rows
        before = [rows.get(self._yesterday.get(one.citizen_id) or "", NOBODY) for one in self._lists]
        asked = [n for n, under_way in enumerate(self._under_way) if under_way is None]
        lengths = [len(self._ranked[n][0]) for n in asked]
        placements = np.concatenate([NONE, *(self._ranked[n][0] for n in asked)])
        citizens = np.repeat(np.array(asked, np.int64), lengths)
        edges = Edges(
            citizens,
            placements,
            np.concatenate([NONE, *(self._ranked[n][1] for n in asked)]),
            placements == np.array(before, np.int64)[citizens],
        )
        slipped = sorted({n for n in asked if before[n] != NOBODY} - set(citizens[edges.kept].tolist()))
        return _joined(edges, self._still_feasible(slipped, before))

    def _still_feasible(self, people: list[int], before: list[int]) -> Edges:
        """Yesterday's pairs that slipped off the lists; without those that a gate keeps apart now."""
        rows = self._rows_of(people)
        places = np.array([before[n] for n in people], np.int64)
        scores = self._loaded.kernel.pairs(self._world.around, rows, places)
        every = Edges(np.array(people, np.int64), places, scores.points, np.ones(len(people), np.bool_))
        return every.only(scores.failed == 0)

    def _second_look(self, edges: Edges, allocation: Allocation) -> Edges | None:
        """Placements with room left for those whose list was cut off and who got none of it."""
        waiting = [
            n
            for n, one in enumerate(self._lists)
            if allocation.edge_of[n] < 0 and self._under_way[n] is None and one.feasible_count > len(self._ranked[n][0])
        ]
        room = self._limits.slots.copy()
        chosen = allocation.edge_of[allocation.edge_of >= 0]
        np.subtract.at(room, edges.placements[chosen], 1)
        roomy = np.flatnonzero(room > 0)
        if not waiting or not len(roomy):
            return None
        around, kernel = self._world.around, self._loaded.kernel
        order = scan_order(around.placements.records[roomy])
        best = kernel.best_of(around, order, self._rows_of(waiting), SECOND_LOOK)
        person, position = np.nonzero(best.rows >= 0)
        citizens = np.array(waiting, np.int64)[person]
        places = best.rows[person, position]
        # A pair must not stand twice: neither from the list nor as yesterday's.
        pairs = len(self._ids)
        new = ~np.isin(citizens * pairs + places, edges.citizens * pairs + edges.placements)
        found = Edges(citizens, places, best.points[person, position], np.zeros(len(places), np.bool_))
        return found.only(new)


def _joined(one: Edges, other: Edges) -> Edges:
    names = ("citizens", "placements", "points", "kept")
    return Edges(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in names))
