"""What a finished plan leaves, and so which limit somebody without a placement has met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jobmatch.planning.allocation import Allocation
from jobmatch.planning.flow import Edges, Ints, Limits


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """Slots, ratio and mentor hours that the plan leaves."""

    limits: Limits
    slots: Ints
    ratio: Ints
    mentors: Ints
    edges_of: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, edges: Edges, allocation: Allocation, limits: Limits) -> RoomLeft:
        slots, ratio, mentors = limits.slots.copy(), limits.ratio_room.copy(), limits.mentor_places.copy()
        chosen = allocation.edge_of[allocation.edge_of >= 0]
        places = edges.placements[chosen]
        np.subtract.at(slots, places, 1)
        counted = limits.workplace[places]
        np.subtract.at(ratio, counted[counted >= 0], 1)
        np.subtract.at(mentors, places[limits.needs_mentor[edges.citizens[chosen]]], 1)
        edges_of: dict[int, list[int]] = {}
        unplaced = allocation.edge_of[edges.citizens] < 0
        for edge in np.flatnonzero(unplaced).tolist():
            edges_of.setdefault(int(edges.citizens[edge]), []).append(edge)
        return cls(limits, slots, ratio, mentors, edges_of)

    def limit_met(self, n: int, edges: Edges) -> str:
        """The limit that keeps the citizen from the placement nearest to being free for her."""
        met = {self._limit_at(n, int(edges.placements[edge])) for edge in self.edges_of.get(n, ())}
        return next((name for name in ("support_budget", "mentor_hours", "ratio") if name in met), "slots")

    def _limit_at(self, n: int, place: int) -> str:
        if self.slots[place] <= 0:
            return "slots"
        workplace = self.limits.workplace[place]
        if workplace >= 0 and self.ratio[workplace] <= 0:
            return "ratio"
        stated = self.limits.mentor_places[place] >= 0
        if self.limits.needs_mentor[n] and stated and self.mentors[place] <= 0:
            return "mentor_hours"
        return "support_budget"
