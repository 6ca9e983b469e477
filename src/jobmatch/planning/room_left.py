"""What a finished plan leaves, and so which limit somebody without a placement has met."""

from __future__ import annotations

import numpy as np

from jobmatch.planning.allocation import Allocation
from jobmatch.planning.flow import Edges, Limits

LIMITS = ("slots", "ratio", "mentor_hours", "support_budget")
"""What keeps a pair apart, from the placement's side to the municipality's."""


def limits_met(edges: Edges, allocation: Allocation, limits: Limits) -> list[str]:
    """By citizen: the limit that keeps her from the placement nearest to being free for her.

    It says nothing about those who have a placement.
    """
    chosen = allocation.edge_of[allocation.edge_of >= 0]
    taken = edges.placements[chosen]
    slots, ratio, mentors = limits.slots.copy(), limits.ratio_room.copy(), limits.mentor_places.copy()
    np.subtract.at(slots, taken, 1)
    counted = limits.workplace[taken]
    np.subtract.at(ratio, counted[counted >= 0], 1)
    np.subtract.at(mentors, taken[limits.needs_mentor[edges.citizens[chosen]]], 1)

    places, workplace = edges.placements, limits.workplace[edges.placements]
    no_ratio = workplace >= 0
    no_ratio[no_ratio] = ratio[workplace[no_ratio]] <= 0
    mentored = limits.needs_mentor[edges.citizens] & (limits.mentor_places[places] >= 0)
    no_mentor = mentored & (mentors[places] <= 0)
    met = np.select([slots[places] <= 0, no_ratio, no_mentor], [0, 1, 2], default=3)
    nearest = np.zeros(len(limits.needs_mentor), np.int64)
    np.maximum.at(nearest, edges.citizens, met)
    return [LIMITS[one] for one in nearest.tolist()]
