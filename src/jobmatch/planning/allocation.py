"""The allocation: one placement for as many as possible, at the best total fit, with nothing overbooked."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jobmatch.planning.budget import within_budget
from jobmatch.planning.flow import Edges, Ints, Limits, hours_used
from jobmatch.planning.mending import NOBODY, Before, Choice, Prices, best_choice


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who is proposed where."""

    edge_of: Ints
    """By citizen: the chosen edge, -1 without one."""
    fit: int
    """Points in all."""
    prices: Prices | None = None
    """For tomorrow to begin from; None when the support hours did not reach, and then tomorrow begins from nothing."""

    @property
    def placed(self) -> int:
        """How many have a placement of their own."""
        return int(np.count_nonzero(self.edge_of >= 0))


def edge_values(edges: Edges, keep_points: int, people: int) -> Ints:
    """What each edge is worth to the plan: first that somebody is placed, then points, yesterday's with a bonus.

    One more person placed outweighs all that the others can lose by moving, so nobody is left out for a better total.
    """
    values = edge_points(edges, keep_points)
    shifted: Ints = values + (int(values.max(initial=0)) + 1) * (people + 1)
    return shifted


def edge_points(edges: Edges, keep_points: int) -> Ints:
    """Points, yesterday's with a bonus."""
    points: Ints = np.maximum(edges.points, 0) + np.where(edges.kept, keep_points, 0)
    return points


def allocate(edges: Edges, limits: Limits, keep_points: int = 0, before: Before | None = None) -> Allocation:
    """The best plan within the limits.

    Args:
        keep_points: Yesterday's proposal stays unless the plan gains more points than this by moving it.
        before: Where yesterday's plan came out; without it the plan is made from nothing, which takes longer.
    """
    people = len(limits.needs_mentor)
    best = best_choice(edges, edge_points(edges, keep_points), limits, before)
    if limits.budget_hours is not None and hours_used(edges, best.chosen, limits) > limits.budget_hours:
        return _of(edges, within_budget(edges, edge_values(edges, keep_points, people), limits), people)
    return taking(edges, best, people)


def taking(edges: Edges, best: Choice, people: int) -> Allocation:
    """The allocation that takes the best choice."""
    return replace(_of(edges, best.chosen, people), prices=best.prices)


def _of(edges: Edges, chosen: Ints, people: int) -> Allocation:
    edge_of = np.full(people, NOBODY, np.int64)
    edge_of[edges.citizens[chosen]] = chosen
    return Allocation(edge_of, int(edges.points[chosen].sum()))


def greedy(edges: Edges, limits: Limits) -> Allocation:
    """What taking the best pair first gives: the yardstick that a plan must beat, held to the same limits."""
    slots, mentors, ratio = limits.slots.copy(), limits.mentor_places.copy(), limits.ratio_room.copy()
    budget = np.inf if limits.budget_hours is None else float(limits.budget_hours)
    edge_of = np.full(len(limits.needs_mentor), NOBODY, np.int64)
    fit = 0
    for edge in np.lexsort((edges.placements, edges.citizens, -edges.points)).tolist():
        citizen, place = int(edges.citizens[edge]), int(edges.placements[edge])
        workplace = int(limits.workplace[place])
        mentored = bool(limits.needs_mentor[citizen]) and mentors[place] >= 0
        full = slots[place] <= 0 or (workplace >= 0 and ratio[workplace] <= 0) or (mentored and mentors[place] == 0)
        if edge_of[citizen] >= 0 or full or limits.support_hours[citizen] > budget:
            continue
        edge_of[citizen] = edge
        fit += int(edges.points[edge])
        slots[place] -= 1
        budget -= int(limits.support_hours[citizen])
        if workplace >= 0:
            ratio[workplace] -= 1
        if mentored:
            mentors[place] -= 1
    return Allocation(edge_of, fit)
