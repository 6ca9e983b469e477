"""One night's plan in the making: from the lists of a run to who is proposed where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from jobmatch.core.scan import scan_order
from jobmatch.domain.citizen import Citizen
from jobmatch.planning.allocation import Allocation, allocate
from jobmatch.planning.blockers import ENOUGH, lack_of, why_unplaced
from jobmatch.planning.flow import Edges, Limits
from jobmatch.planning.limits import limits_of
from jobmatch.planning.room_left import RoomLeft
from jobmatch.services.worlds import LoadedWorld
from jobmatch.store.runs import RankedList

KEEP_POINTS = 100
"""Yesterday's proposal stays unless the plan gains more points than this; a hundredth of the most points."""
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

    def published(self) -> tuple[list[RankedList], dict[str, int]]:
        """The lists with the plan, and figures about it."""
        edges, allocation = self._allocate()
        taken = RoomLeft.of(edges, allocation, self._limits)
        out = []
        for n, one in enumerate(self._lists):
            details: dict[str, Any] = {**(one.details or {})}
            if one.feasible_count < ENOUGH:
                details["lack"] = lack_of(self._world, self._loaded.kernel, one.citizen_id).as_dict()
            details["plan"] = self._place(n, edges, allocation)
            if details["plan"] is None:
                limit = taken.limit_met(n, edges)
                details["blocker"] = why_unplaced(one.feasible_count, details.get("lack"), limit)
            out.append(replace(one, details=details))
        return out, self._figures(edges, allocation)

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
        placement_id = self._ids[int(edges.placements[edge])]
        ranks = [key for key, _ in self._lists[n].ranked]
        rank = ranks.index(placement_id) + 1 if placement_id in ranks else None
        kept = bool(edges.kept[edge])
        return {"placement_id": placement_id, "points": int(edges.points[edge]), "rank": rank, "kept": kept}

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
        citizens: list[int] = []
        placements: list[int] = []
        points: list[int] = []
        kept: list[bool] = []
        for n, one in enumerate(self._lists):
            if self._under_way[n] is not None:
                continue
            before = self._yesterday.get(one.citizen_id) or ""
            seen = False
            for placement_id, whole in one.ranked:
                citizens.append(n)
                placements.append(rows[placement_id])
                points.append(whole)
                kept.append(placement_id == before)
                seen = seen or placement_id == before
            if before in rows and not seen:
                still = self._score(n, before)
                if still is not None:
                    citizens.append(n)
                    placements.append(rows[before])
                    points.append(still)
                    kept.append(True)
        return Edges(np.array(citizens, np.int64), np.array(placements, np.int64), np.array(points, np.int64),
                     np.array(kept, np.bool_))  # fmt: skip

    def _score(self, n: int, placement_id: str) -> int | None:
        """Points of a pair that is not on the list any more; None when a gate keeps them apart now."""
        pair = np.array([self._world.citizen_rows[self._lists[n].citizen_id]])
        row = np.array([self._world.placement_rows[placement_id]])
        scores = self._loaded.kernel.pairs(self._world.around, pair, row)
        return int(scores.points[0]) if scores.failed[0] == 0 else None

    def _second_look(self, edges: Edges, allocation: Allocation) -> Edges | None:
        """Placements with room left for those whose list was cut off and who got none of it."""
        waiting = [
            n
            for n, one in enumerate(self._lists)
            if allocation.edge_of[n] < 0 and self._under_way[n] is None and one.feasible_count > len(one.ranked)
        ]
        room = self._limits.slots.copy()
        chosen = allocation.edge_of[allocation.edge_of >= 0]
        np.subtract.at(room, edges.placements[chosen], 1)
        roomy = np.flatnonzero(room > 0)
        if not waiting or not len(roomy):
            return None
        around, kernel = self._world.around, self._loaded.kernel
        order = scan_order(around.placements.records[roomy])
        citizens: list[int] = []
        placements: list[int] = []
        points: list[int] = []
        for n in waiting:
            known = {self._world.placement_rows[key] for key, _ in self._lists[n].ranked}
            row = self._world.citizen_rows[self._lists[n].citizen_id]
            best = kernel.best(around, order, row, row + 1, SECOND_LOOK)
            for place, whole in zip(best.rows[0].tolist(), best.points[0].tolist(), strict=True):
                if place >= 0 and place not in known:
                    citizens.append(n)
                    placements.append(place)
                    points.append(whole)
        before = [
            self._world.placement_rows.get(self._yesterday.get(self._lists[n].citizen_id) or "") for n in citizens
        ]
        kept = np.array([p == b for p, b in zip(placements, before, strict=True)], np.bool_)
        found = Edges(np.array(citizens, np.int64), np.array(placements, np.int64), np.array(points, np.int64), kept)
        return found.only(~kept) if citizens else None


def _joined(one: Edges, other: Edges) -> Edges:
    names = ("citizens", "placements", "points", "kept")
    return Edges(*(np.concatenate([getattr(one, name), getattr(other, name)]) for name in names))
