"""The flow: citizens → (mentor hours of a placement) → slots of a placement → the ratio rule of a workplace."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Feasible pairs that the plan may choose among; at most one edge a pair."""

    citizens: Ints
    """Which citizen, 0 to n - 1."""
    placements: Ints
    """Which placement, as a row of the limits."""
    points: Ints
    kept: NDArray[np.bool_]
    """Whether the pair was proposed yesterday."""

    def only(self, wanted: NDArray[np.bool_]) -> Edges:
        """Some of the edges."""
        return self.at(np.flatnonzero(wanted))

    def at(self, places: Ints) -> Edges:
        """The edges at these places, in their order."""
        return Edges(self.citizens[places], self.placements[places], self.points[places], self.kept[places])


_NONE = np.zeros(0, np.int64)
NO_EDGES = Edges(_NONE, _NONE, _NONE, np.zeros(0, np.bool_))


@dataclass(frozen=True, slots=True)
class Limits:
    """What must never be exceeded."""

    slots: Ints
    """By placement: how many more it can take."""
    mentor_places: Ints
    """By placement: how many who need a mentor it can take; -1 where no mentor hours are stated."""
    workplace: Ints
    """By placement: the workplace that the ratio rule counts it on; -1 where the rule does not count it."""
    ratio_room: Ints
    """By workplace: how many more the ratio rule allows."""
    needs_mentor: NDArray[np.bool_]
    """By citizen."""
    support_hours: Ints
    """By citizen: hours a week of the municipality's support."""
    budget_hours: int | None = None
    """Support hours a week in all; None without a budget."""


def hours_used(edges: Edges, chosen: Ints, limits: Limits) -> int:
    """Support hours that these edges take."""
    return int(limits.support_hours[edges.citizens[chosen]].sum())
