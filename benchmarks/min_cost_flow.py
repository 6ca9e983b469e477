"""The optimum by OR-Tools' minimum-cost flow: a yardstick for the plan that shares nothing with it but its limits."""

from __future__ import annotations

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from jobmatch.planning.flow import Edges, Ints, Limits


def min_cost_flow(edges: Edges, values: Ints, limits: Limits) -> Ints:
    """The chosen edges of the best flow, without the budget; edges that are worth nothing are left out."""
    useful = np.flatnonzero((values > 0) & (limits.slots[edges.placements] > 0))
    if not len(useful):
        return np.zeros(0, np.int64)
    some = edges.at(useful)
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
