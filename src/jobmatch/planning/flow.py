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


def flow(edges: Edges, values: Ints, limits: Limits) -> Ints:
    """The chosen edges of the best flow, without the budget; edges that are worth nothing are left out."""
    useful = np.flatnonzero((values > 0) & (limits.slots[edges.placements] > 0))
    if not len(useful):
        return np.zeros(0, np.int64)
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    some = edges.only(_mask(useful, len(values)))
    network = SimpleMinCostFlow()
    people, places = np.unique(some.citizens), np.unique(some.placements)
    sink, first_place = len(people), len(people) + 1
    first_mentor, first_workplace = first_place + len(places), first_place + 2 * len(places)
    place = np.searchsorted(places, some.placements)
    mentored = limits.needs_mentor[some.citizens] & (limits.mentor_places[some.placements] >= 0)
    person = np.searchsorted(people, some.citizens)
    head = np.where(mentored, first_mentor, first_place) + place
    network.add_arcs_with_capacity_and_unit_cost(person, head, np.ones_like(head), -values[useful])

    def arcs(tails: Ints, heads: Ints, room: Ints) -> None:
        network.add_arcs_with_capacity_and_unit_cost(tails, heads, room, np.zeros_like(room))

    with_mentor = np.flatnonzero(limits.mentor_places[places] >= 0)
    arcs(first_mentor + with_mentor, first_place + with_mentor, limits.mentor_places[places[with_mentor]])
    workplace = limits.workplace[places]
    behind = np.where(workplace >= 0, first_workplace + workplace, sink)
    arcs(first_place + np.arange(len(places)), behind, limits.slots[places])
    counted = np.unique(workplace[workplace >= 0])
    arcs(first_workplace + counted, np.full(len(counted), sink), np.maximum(limits.ratio_room[counted], 0))
    arcs(np.arange(len(people)), np.full(len(people), sink), np.ones(len(people), np.int64))
    network.set_nodes_supplies(np.arange(len(people)), np.ones(len(people), np.int64))
    network.set_node_supply(sink, -len(people))
    status = network.solve()
    if status != network.OPTIMAL:  # everyone may stay without, so there is always a flow
        raise ArithmeticError(f"no flow: {status}")
    taken = network.flows(np.arange(len(useful), dtype=np.int32)) > 0
    chosen: Ints = useful[taken]
    return chosen


def _mask(places: Ints, length: int) -> NDArray[np.bool_]:
    mask = np.zeros(length, np.bool_)
    mask[places] = True
    return mask
