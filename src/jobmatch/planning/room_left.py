"""What a finished plan leaves, and so which limit somebody without a placement has met."""

from __future__ import annotations

import numpy as np

from jobmatch.planning.allocation import Allocation
from jobmatch.planning.flow import Edges, Ints, Limits

LIMITS = ("slots", "ratio", "mentor_hours", "support_budget")
"""What keeps a pair apart, from the placement's side to the municipality's."""
ROOM = 3
"""Position of what is left when the placement has room."""


def limits_met(edges: Edges, allocation: Allocation, limits: Limits) -> tuple[Ints, Ints]:
    """By placement, the position of the limit that keeps one more from it: without a need of a mentor, and with."""
    chosen = allocation.edge_of[allocation.edge_of >= 0]
    taken = edges.placements[chosen]
    slots, ratio, mentors = limits.slots.copy(), limits.ratio_room.copy(), limits.mentor_places.copy()
    np.subtract.at(slots, taken, 1)
    counted = limits.workplace[taken]
    np.subtract.at(ratio, counted[counted >= 0], 1)
    np.subtract.at(mentors, taken[limits.needs_mentor[edges.citizens[chosen]]], 1)
    no_ratio = limits.workplace >= 0
    no_ratio[no_ratio] = ratio[limits.workplace[no_ratio]] <= 0
    no_mentor = (limits.mentor_places >= 0) & (mentors <= 0)
    full = [slots <= 0, no_ratio]
    return np.select(full, [0, 1], default=ROOM), np.select([*full, no_mentor], [0, 1, 2], default=ROOM)


def nearest(edges: Edges, met: tuple[Ints, Ints], limits: Limits) -> Ints:
    """By citizen: of what keeps her from each of these placements, that which is nearest to being free."""
    plain, mentored = (one[edges.placements] for one in met)
    found = np.zeros(len(limits.needs_mentor), np.int64)
    np.maximum.at(found, edges.citizens, np.where(limits.needs_mentor[edges.citizens], mentored, plain))
    return found
