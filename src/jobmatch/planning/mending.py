"""A plan mended from yesterday's: the same optimum as one made anew, for the price of what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.planning.flow import Edges, Ints, Limits, flow
from jobmatch.planning.network import WITHOUT, runs

NOBODY = -1
MOST_BROKEN = 0.5
"""When more than this share of the people has to be placed anew, the whole plan is made anew: that is quicker then."""
FEW_BROKEN = 200


@dataclass(frozen=True, slots=True)
class Prices:
    """What it costs, in points, to get one more in: by placement, none where there is room."""

    slots: Ints
    mentors: Ints
    workplaces: Ints
    """The price of the placement's workplace."""


@dataclass(frozen=True, slots=True)
class Before:
    """Where a plan begins."""

    places: Ints
    """By citizen: the placement, -1 without one."""
    prices: Prices


def best_choice(edges: Edges, points: Ints, limits: Limits, before: Before | None) -> tuple[Ints, Prices]:
    """The edges of the best flow, and the prices at which it came out.

    First as many as possible are placed; then the sum of the points is highest.

    Args:
        points: What each edge is worth; never below zero.
        before: A flow and prices to begin from; the result is as good without, only later.
    """
    network = _Network(edges, points, limits)
    if before is None or not network.mended(before):
        values = points + (int(points.max(initial=0)) + 1) * (len(limits.needs_mentor) + 1)
        network.made_anew(flow(edges, values, limits))
    return network.chosen, network.prices


class _Network:
    def __init__(self, edges: Edges, points: Ints, limits: Limits) -> None:
        self._limits = limits
        self._edges = edges
        self.useful = _useful(edges, limits)
        citizens, places = edges.citizens[self.useful], edges.placements[self.useful]
        self._people, count = len(limits.needs_mentor), len(limits.slots)
        self._first_place = self._people
        self._first_mentor, self._first_work = self._people + count, self._people + 2 * count
        self.sink = self._first_work + len(limits.ratio_room)
        mentored = limits.needs_mentor[citizens] & (limits.mentor_places[places] >= 0)
        every = np.arange(count)
        behind = np.where(limits.workplace >= 0, self._first_work + limits.workplace, self.sink)
        works = np.arange(len(limits.ratio_room))
        alone = np.arange(self._people)
        parts: list[tuple[Ints, Ints, Any, Any]] = [
            (citizens, places + np.where(mentored, self._first_mentor, self._first_place), -points[self.useful], 1),
            (alone, np.full(self._people, self.sink), WITHOUT, 2),
            (self._first_mentor + every, self._first_place + every, 0, np.maximum(limits.mentor_places, 0)),
            (self._first_place + every, behind, 0, limits.slots),
            (self._first_work + works, np.full(len(works), self.sink), 0, np.maximum(limits.ratio_room, 0)),
        ]
        self._from = np.cumsum([0, *(len(part[0]) for part in parts)])
        self._tail = np.concatenate([part[0] for part in parts]).astype(np.int64)
        self._head = np.concatenate([part[1] for part in parts]).astype(np.int64)
        self._cost = np.concatenate([np.broadcast_to(part[2], len(part[0])) for part in parts]).astype(np.int64)
        self._room = np.concatenate([np.broadcast_to(part[3], len(part[0])) for part in parts]).astype(np.int64)
        nodes = self.sink + 1
        self._starts, self._arcs = np.zeros(nodes + 1, np.int64), np.zeros(2 * len(self._tail), np.int64)
        runs("adjacency", len(self._tail))(self._tail, self._head, nodes, self._starts, self._arcs)
        self._flow = np.zeros(len(self._tail), np.int64)
        self._price = np.zeros(nodes, np.int64)

    @property
    def _graph(self) -> tuple[NDArray[np.int64], ...]:
        return self._starts, self._arcs, self._tail, self._head, self._cost, self._room, self._flow, self._price

    def mended(self, before: Before) -> bool:
        """Whether yesterday's flow could be mended to today's best; False when too much of it is broken."""
        places = before.places[self._edges.citizens[self.useful]] == self._edges.placements[self.useful]
        self._carry(np.flatnonzero(places))
        count, works = len(self._limits.slots), self._limits.workplace
        self._price[self._first_place : self._first_place + count] = before.prices.slots
        self._price[self._first_mentor : self._first_mentor + count] = before.prices.mentors
        self._price[self._first_work + works[works >= 0]] = before.prices.workplaces[works >= 0]
        excess = np.zeros(self.sink + 1, np.int64)
        runs("settle", len(self._tail))(self._people, self.sink, *self._graph, excess)
        if int(np.abs(excess).sum()) > max(FEW_BROKEN, MOST_BROKEN * self._people):
            return False
        runs("mend", len(self._tail))(self.sink, *self._graph, excess)
        return True

    def made_anew(self, chosen: Ints) -> None:
        """Take over a flow that is the best, and find its prices."""
        mask = np.zeros(len(self._edges.points), np.bool_)
        mask[chosen] = True
        self._carry(np.flatnonzero(mask[self.useful]))
        waiting = np.ones(self._people, np.bool_)
        waiting[self._edges.citizens[chosen]] = False
        self._flow[self._from[1] : self._from[2]] = waiting
        runs("fresh_prices", len(self._tail))(self.sink, *self._graph)

    def _carry(self, wanted: Ints) -> None:
        """Let these edges flow as far as there is room."""
        citizens, places = self._edges.citizens[self.useful[wanted]], self._edges.placements[self.useful[wanted]]
        limits = self._limits
        mentored = self._head[wanted] >= self._first_mentor
        kept = _within(places, limits.slots, np.ones(len(places), np.bool_))
        kept &= ~mentored | _within(places, np.maximum(limits.mentor_places, 0), kept & mentored)
        work = limits.workplace[places]
        kept &= (work < 0) | _within(work, np.maximum(limits.ratio_room, 0), kept & (work >= 0))
        assert len(np.unique(citizens[kept])) == int(kept.sum())
        self._flow[:] = 0
        self._flow[wanted[kept]] = 1
        count = len(limits.slots)
        self._flow[self._from[2] : self._from[3]] = np.bincount(places[kept & mentored], minlength=count)
        self._flow[self._from[3] : self._from[4]] = np.bincount(places[kept], minlength=count)
        self._flow[self._from[4] :] = np.bincount(work[kept & (work >= 0)], minlength=len(limits.ratio_room))

    @property
    def chosen(self) -> Ints:
        """The edges that flow."""
        taken: Ints = self.useful[self._flow[: self._from[1]] > 0]
        return taken

    @property
    def prices(self) -> Prices:
        """The prices of placements, of their mentors and of their workplaces."""
        count, works = len(self._limits.slots), self._limits.workplace
        behind = np.where(works >= 0, self._first_work + works, self.sink)
        return Prices(
            self._price[self._first_place : self._first_place + count].copy(),
            self._price[self._first_mentor : self._first_mentor + count].copy(),
            self._price[behind].copy(),
        )


def _useful(edges: Edges, limits: Limits) -> Ints:
    """Edges that every limit leaves at least one way for."""
    places, work = edges.placements, limits.workplace[edges.placements]
    open_ = limits.slots[places] > 0
    counted = work >= 0
    open_[counted] &= limits.ratio_room[work[counted]] > 0
    open_ &= ~limits.needs_mentor[edges.citizens] | (limits.mentor_places[places] != 0)
    found: Ints = np.flatnonzero(open_)
    return found


def _within(keys: Ints, room: Ints, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Those wanted that come early enough at their key to find room."""
    found = np.zeros(len(keys), np.bool_)
    some = np.flatnonzero(wanted)
    order = np.argsort(keys[some], kind="stable")
    sorted_keys = keys[some][order]
    first = np.searchsorted(sorted_keys, sorted_keys)
    found[some[order]] = np.arange(len(order)) - first < room[sorted_keys]
    return found
