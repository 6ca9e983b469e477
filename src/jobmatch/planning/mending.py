"""The best choice of pairs: from nothing, or from where yesterday's came out, which is sooner done. Both are exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.network import Network, auction_off, clear, gather, seat, settle
from jobmatch.planning.ways import mend, runs

NOBODY = -1
PLACED = 1 << 40
"""What it is worth that somebody is placed: more than all points of a country."""
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

    def by_need(self, limits: Limits) -> tuple[Ints, Ints]:
        """By placement, for those who do not need a mentor and for those who do."""
        return self.slots, np.where(limits.mentor_places >= 0, self.mentors, self.slots)


@dataclass(frozen=True, slots=True)
class Before:
    """Where a plan begins."""

    places: Ints
    """By citizen: the placement, -1 without one."""
    prices: Prices


@dataclass(frozen=True, slots=True)
class Choice:
    """The best flow."""

    chosen: Ints
    """Edges, in order."""
    prices: Prices
    gains: Ints
    """By citizen: what she has of it at these prices; PLACED and more when nobody without a place could take hers."""


def best_choice(edges: Edges, points: Ints, limits: Limits, before: Before | None) -> Choice:
    """The best flow, and the prices at which it came out.

    First as many as possible are placed; then the sum of the points is highest.

    Args:
        points: What each edge is worth; never below zero.
        before: A flow and prices to begin from; the result is as good without, only later.
    """
    flow = _Flow(edges, points + PLACED, limits)
    if before is None or not flow.mended(before):
        flow.made()
    return Choice(flow.chosen, flow.prices, flow.gains)


def most_valuable(edges: Edges, values: Ints, limits: Limits) -> Ints:
    """The edges whose values sum to the most, without the budget; edges that are worth nothing are left out."""
    flow = _Flow(edges, values, limits)
    flow.made()
    return flow.chosen


class _Flow:
    def __init__(self, edges: Edges, worth: Ints, limits: Limits) -> None:
        self._limits = limits
        useful = np.flatnonzero(_open(edges, limits) & (worth > 0))
        if (np.diff(edges.citizens[useful]) < 0).any():
            useful = useful[np.argsort(edges.citizens[useful], kind="stable")]
        self._useful = useful
        who, self._placements = edges.citizens[useful], edges.placements[useful]
        self._people, count = len(limits.needs_mentor), len(limits.slots)
        self._groups = np.cumsum([self._people, count, count, len(limits.ratio_room)])
        place, mentor, workplace, sink = self._groups.tolist()
        mentored = limits.needs_mentor[who] & (limits.mentor_places[self._placements] >= 0)
        head = self._placements + np.where(mentored, mentor, place)
        above = np.concatenate([
            np.where(limits.workplace >= 0, workplace + limits.workplace, sink),
            place + np.arange(count),
            np.full(len(limits.ratio_room), sink),
        ])  # fmt: skip
        self._net = Network.of(who, head, worth[useful], self._people, above, self._room(head))
        self._run(gather)

    def _room(self, head: Ints) -> Ints:
        """By group; never more than come to it and one, who finds that there is room left."""
        limits, (place, mentor, workplace, sink) = self._limits, self._groups.tolist()
        come = np.bincount(head - place, minlength=sink - place)
        mentors = np.maximum(limits.mentor_places, 0)
        slots = np.minimum(limits.slots, come[: mentor - place] + come[mentor - place : workplace - place] + 1)
        counted = limits.workplace >= 0
        behind = np.zeros(sink - workplace, np.int64)
        np.add.at(behind, limits.workplace[counted], slots[counted])
        return np.concatenate([slots, mentors, np.minimum(np.maximum(limits.ratio_room, 0), behind + 1)])

    def _run(self, step: Callable[..., Any], *given: Any) -> Any:
        return runs(step, len(self._useful))(self._net, *given)

    def mended(self, before: Before) -> bool:
        """Whether yesterday's flow could be mended to today's best; False when too much of it is broken."""
        net, (place, mentor, workplace, _) = self._net, self._groups.tolist()
        works, prices = self._limits.workplace, before.prices
        net.price[place:mentor], net.price[mentor:workplace] = prices.slots, prices.mentors
        net.price[workplace + works[works >= 0]] = prices.workplaces[works >= 0]
        self._run(seat, np.flatnonzero(before.places[net.who] == self._placements))
        if self._run(settle) > max(FEW_BROKEN, MOST_BROKEN * self._people):
            return False
        self._run(mend)
        self._run(settle)  # nothing moves any more; what is best for each citizen is told
        return True

    def made(self) -> None:
        """Make the best flow from nothing: whoever are fewer, people or slots, look for the others."""
        if len(self._useful):
            clear(self._net)
            self._run(auction_off if self._crowded() else settle)
            self._run(mend)
            self._run(settle)

    def _crowded(self) -> bool:
        """Whether more people want a place than there is room for."""
        net, sink = self._net, self._groups[-1]
        return len(np.unique(net.who)) > int(net.room[net.above == sink].sum())

    @property
    def chosen(self) -> Ints:
        """The edges that flow."""
        taken: Ints = np.sort(self._useful[self._net.arc[self._net.arc >= 0]])
        return taken

    @property
    def gains(self) -> Ints:
        """What each citizen has of it."""
        gains: Ints = -self._net.price[: self._people]
        return gains

    @property
    def prices(self) -> Prices:
        """The prices of placements, of their mentors and of their workplaces."""
        price, (place, mentor, workplace, _) = self._net.price, self._groups.tolist()
        above = self._net.above[: mentor - place]
        return Prices(price[place:mentor].copy(), price[mentor:workplace].copy(), price[above])


def open_placements(limits: Limits) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """By placement, whether every limit leaves room: for those who do not need a mentor and for those who do."""
    places, work = limits.slots > 0, limits.workplace
    places[work >= 0] &= limits.ratio_room[work[work >= 0]] > 0
    return places, places & (limits.mentor_places != 0)


def _open(edges: Edges, limits: Limits) -> NDArray[np.bool_]:
    plain, mentored = (one[edges.placements] for one in open_placements(limits))
    found: NDArray[np.bool_] = np.where(limits.needs_mentor[edges.citizens], mentored, plain)
    return found
