"""The cheapest ways in a network: each brings one of what is left over to where it is missing.

Ways are looked for outwards from the node, nearest first: *on* from what is left over, or *back* from what is missing.
A way back ends with somebody who is without a place, and she is hardly ever far: those who want a group stand in the
order of what it is worth to them, so nobody behind the first who is free need be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.loops import suited
from jobmatch.planning.network import Ints, Network, leave, take

FAR = 1 << 61
FEW_ARCS = 30_000
"""With fewer arcs plain Python is done before numba has loaded."""


class Seen(NamedTuple):
    """What one look for a way has met."""

    far: Ints
    """By node: how far it is; FAR where nobody has been."""
    done: NDArray[np.bool_]
    """By node: whether that is final."""
    by: Ints
    """By node: the node that leads there."""
    through: Ints
    """By node: the arc, where it leads from a group to a citizen or on to a group from her."""
    nearest: Ints
    """How far the nearest end is, and the last node before the sink."""


def mend(net: Network) -> int:
    """Bring what is left over to where it is missing, each by the cheapest way; returns how many ways were taken."""
    nodes = len(net.price)
    seen = Seen(
        np.full(nodes, FAR), np.zeros(nodes, np.bool_), np.zeros(nodes, np.int64), np.zeros(nodes, np.int64),
        np.zeros(2, np.int64),
    )  # fmt: skip
    taken = 0
    for on in (False, True):
        for start in range(nodes):
            while (on and net.excess[start] > 0) or (not on and net.excess[start] < 0):
                touched = [start]
                end = cheapest_way(net, seen, touched, start, on)
                reach = seen.nearest[0]
                for v in touched:
                    if seen.done[v] and seen.far[v] < reach:
                        net.price[v] += (reach - seen.far[v]) if on else (seen.far[v] - reach)
                    seen.far[v], seen.done[v] = FAR, False
                send_one(net, seen, start, end, on)
                net.excess[start] += -1 if on else 1
                if end != nodes - 1:
                    net.excess[end] += 1 if on else -1
                taken += 1
    return taken


def cheapest_way(net: Network, seen: Seen, touched: Any, start: int, on: bool) -> Any:
    """The nearest node where what is over is missing (or the other way round), or the sink.

    Args:
        touched: Gets every node that was met.
    """
    sink, people = len(net.price) - 1, len(net.arc)
    seen.far[start] = 0
    seen.nearest[0], seen.nearest[1] = FAR, start
    heap = [(0, start)]
    while len(heap) > 0:
        d, v = heappop(heap)
        if d >= seen.nearest[0]:
            break
        if seen.done[v]:
            continue
        seen.done[v] = True
        if v != start and ((on and net.excess[v] < 0) or (not on and net.excess[v] > 0)):
            seen.nearest[0] = d
            return v
        if v < people and on:
            on_from_citizen(net, seen, heap, touched, v, d)
        elif v < people:
            back_from_citizen(net, seen, heap, touched, v, d)
        elif on:
            on_from_group(net, seen, heap, touched, v, d)
        else:
            back_from_group(net, seen, heap, touched, v, d)
    return sink


def meet(net: Network, seen: Seen, heap: Any, touched: Any, u: int, d: int, by: int, a: int) -> None:
    """A node at a distance; forgotten unless it is nearer than before and than the nearest end."""
    if d >= seen.nearest[0]:
        return
    if u == len(net.price) - 1:
        seen.nearest[0], seen.nearest[1] = d, by
    elif d < seen.far[u]:
        if seen.far[u] == FAR:
            touched.append(u)
        seen.far[u], seen.by[u], seen.through[u] = d, by, a
        heappush(heap, (d, u))


def on_from_citizen(net: Network, seen: Seen, heap: Any, touched: Any, i: int, d: int) -> None:
    """She may stay without, or take another arc."""
    meet(net, seen, heap, touched, len(net.price) - 1, d - net.price[i], i, -1)
    for a in range(net.begins[i], net.begins[i + 1]):
        u = net.head[a]
        if a != net.arc[i]:
            meet(net, seen, heap, touched, u, d - net.worth[a] + net.price[u] - net.price[i], i, a)


def back_from_citizen(net: Network, seen: Seen, heap: Any, touched: Any, i: int, d: int) -> None:
    """She leaves the group where she is."""
    a = net.arc[i]
    u = net.head[a]
    meet(net, seen, heap, touched, u, d + net.worth[a] - net.price[u] + net.price[i], i, a)


def on_from_group(net: Network, seen: Seen, heap: Any, touched: Any, v: int, d: int) -> None:
    """On to the group above while there is room; or somebody, or a group behind, gives way."""
    people = len(net.arc)
    g = v - people
    if net.used[g] < net.room[g]:
        u = net.above[g]
        meet(net, seen, heap, touched, u, d + net.price[u] - net.price[v], v, -1)
    for k in range(net.below_begins[g], net.below_begins[g + 1]):
        u = net.below[k]
        if net.used[u - people] > 0:
            meet(net, seen, heap, touched, u, d + net.price[u] - net.price[v], v, -1)
    i = net.first[g]
    while i >= 0:
        a = net.arc[i]
        meet(net, seen, heap, touched, i, d + net.worth[a] - net.price[v] + net.price[i], v, a)
        i = net.later[i]


def back_from_group(net: Network, seen: Seen, heap: Any, touched: Any, v: int, d: int) -> None:
    """Less goes on to the group above; or somebody comes, or more from a group behind."""
    people = len(net.arc)
    g = v - people
    if net.used[g] > 0:
        u = net.above[g]
        meet(net, seen, heap, touched, u, d + net.price[v] - net.price[u], v, -1)
    for k in range(net.below_begins[g], net.below_begins[g + 1]):
        u = net.below[k]
        if net.used[u - people] < net.room[u - people]:
            meet(net, seen, heap, touched, u, d + net.price[v] - net.price[u], v, -1)
    first, last = net.coming_begins[g], net.coming_begins[g + 1]
    if not net.ordered[g]:
        arcs = net.coming[first:last]
        net.coming[first:last] = arcs[np.argsort(-net.worth[arcs], kind="mergesort")]
        net.ordered[g] = True
    for k in range(first, last):
        a = net.coming[k]
        least = d + net.price[v] - net.worth[a]  # a citizen's price is never above zero, so all behind are farther
        if least >= seen.nearest[0]:
            break
        i = net.who[a]
        if net.arc[i] < 0 and net.excess[i] == 0:  # she is without a place, so her price is zero
            seen.by[i], seen.through[i] = v, a
            meet(net, seen, heap, touched, len(net.price) - 1, least, i, -1)
        elif net.arc[i] != a:
            meet(net, seen, heap, touched, i, least - net.price[i], v, a)


def send_one(net: Network, seen: Seen, start: int, end: int, on: bool) -> None:
    """Let one more flow along the way that was found."""
    people, sink = len(net.arc), len(net.price) - 1
    step = 1 if on else -1
    v = end
    if end == sink:
        v = seen.nearest[1]
        if v >= people:
            net.used[v - people] += step
        elif on:
            leave(net, v)
    while v != start:
        u = seen.by[v]
        if v >= people and u >= people:
            if net.above[u - people] == v:
                net.used[u - people] += step
            else:
                net.used[v - people] -= step
        elif on == (u < people):  # a citizen moves; where the way only leads away from her own arc, she has moved
            i = min(u, v)
            leave(net, i)
            take(net, i, seen.through[v])
        v = u


PARTS = (
    take, leave, meet, on_from_citizen, back_from_citizen, on_from_group, back_from_group, cheapest_way, send_one,
)  # fmt: skip
"""Steps that others are made of."""


def runs(step: Callable[..., Any], arcs: int) -> Callable[..., Any]:
    """A step as suits a network of so many arcs."""
    return suited(step, arcs >= FEW_ARCS, PARTS)
