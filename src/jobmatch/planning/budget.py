"""The plan when the municipality's support hours do not reach: exact for a municipality, priced for a country."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jobmatch.planning.flow import Edges, Ints, Limits, hours_used
from jobmatch.planning.mending import most_valuable

EXACT_EDGES = 20_000
"""Up to here the budget is a row of an exact whole-number programme; above it the hours get a price."""
PRICE_ROUNDS = 24
POINTS_SCALE = 1000.0
"""A point is a thousandth to the solver: far above its tolerances, and sums stay small."""


def within_budget(edges: Edges, values: Ints, limits: Limits) -> Ints:
    """The chosen edges of the best plan that keeps within the support hours."""
    if len(values) <= EXACT_EDGES:
        return exactly(edges, values, limits)
    return priced(edges, values, limits)


def exactly(edges: Edges, values: Ints, limits: Limits) -> Ints:
    """The optimum with every limit, by HiGHS; also the yardstick for the flow."""
    if not len(values):
        return np.zeros(0, np.int64)
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows: list[NDArray[np.int64]] = []
    room: list[NDArray[np.float64]] = []
    columns: list[Ints] = []
    weights: list[NDArray[np.float64]] = []
    used = 0

    def limit(of_edge: Ints, which: NDArray[np.bool_], most: Ints, weight: Ints | None = None) -> None:
        nonlocal used
        rows.append(used + of_edge[which])
        columns.append(np.flatnonzero(which))
        weights.append(np.ones(int(which.sum())) if weight is None else weight[which].astype(np.float64))
        room.append(most.astype(np.float64))
        used += len(most)

    every = np.ones(len(values), np.bool_)
    people = len(limits.needs_mentor)
    limit(edges.citizens, every, np.ones(people, np.int64))
    limit(edges.placements, every, limits.slots)
    mentors = limits.mentor_places[edges.placements]
    limit(edges.placements, limits.needs_mentor[edges.citizens] & (mentors >= 0), np.maximum(limits.mentor_places, 0))
    workplace = limits.workplace[edges.placements]
    limit(workplace, workplace >= 0, np.maximum(limits.ratio_room, 0))
    if limits.budget_hours is not None:
        hours = limits.support_hours[edges.citizens]
        limit(np.zeros(len(values), np.int64), every, np.array([limits.budget_hours]), hours)
    matrix = csr_array(
        (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))), shape=(used, len(values))
    )
    solved = milp(
        -values / POINTS_SCALE,
        constraints=LinearConstraint(matrix, -np.inf, np.concatenate(room)),
        integrality=np.ones(len(values)),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if solved.x is None:
        raise ArithmeticError(f"no plan: {solved.message}")
    chosen: Ints = np.flatnonzero(solved.x > 0.5)
    return chosen


def priced(edges: Edges, values: Ints, limits: Limits) -> Ints:
    """A plan within the budget, found by the smallest price an hour at which the hours reach; then filled up.

    Those without need of support hours are never touched by the price.
    """
    assert limits.budget_hours is not None
    hours = limits.support_hours[edges.citizens]
    low, high = 0, int(values.max(initial=0)) + 1
    over, under = most_valuable(edges, values, limits), most_valuable(edges, np.where(hours > 0, 0, values), limits)
    for _ in range(PRICE_ROUNDS):
        if high - low <= 1:
            break
        price = (low + high) // 2
        chosen = most_valuable(edges, values - price * hours, limits)
        if hours_used(edges, chosen, limits) <= limits.budget_hours:
            high, under = price, chosen
        else:
            low, over = price, chosen
    return _filled(edges, values, limits, under, over)


def _filled(edges: Edges, values: Ints, limits: Limits, under: Ints, over: Ints) -> Ints:
    """Let in those whom the next lower price would have placed, the fewest hours first, as far as the hours reach."""
    assert limits.budget_hours is not None
    allowed = limits.support_hours == 0
    allowed[edges.citizens[under]] = True
    left = limits.budget_hours - hours_used(edges, under, limits)
    waiting = np.setdiff1d(edges.citizens[over], edges.citizens[under])
    for citizen in waiting[np.lexsort((waiting, limits.support_hours[waiting]))].tolist():
        needed = int(limits.support_hours[citizen])
        if needed <= left:
            allowed[citizen] = True
            left -= needed
    return most_valuable(edges, np.where(allowed[edges.citizens], values, 0), limits)
