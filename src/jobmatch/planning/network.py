"""The network of a plan as arrays, and how it is mended: only what is no longer right is moved.

Citizen → (mentor hours of a placement) → slots of the placement → (ratio room of the workplace) → sink, and from every
citizen straight to the sink at a price that nothing outweighs: to be left without a place.

Every node has a *price*: what it costs to get on from there. A flow is the best there is when no arc with room left
is cheaper than the prices say. Starting from yesterday's flow and yesterday's prices, only what changed breaks that;
each break is mended by one shortest path, so a quiet day costs next to nothing. The result is exact.

The functions are plain Python, compiled by numba when the network is large.
"""

from __future__ import annotations

from functools import cache
from heapq import heappop, heappush
from typing import Any

import numpy as np

WITHOUT = 1 << 40
"""What it costs to leave somebody without a place: more than all points of a country."""
FAR = 1 << 61
FEW_ARCS = 30_000
"""With fewer arcs plain Python is done before numba has loaded."""


def adjacency(tail: Any, head: Any, nodes: int, starts: Any, arcs: Any) -> None:
    """For each node its arcs: a for those that leave it, ~a for those that come in."""
    for a in range(len(tail)):
        starts[tail[a] + 1] += 1
        starts[head[a] + 1] += 1
    for v in range(nodes):
        starts[v + 1] += starts[v]
    place = starts[:-1].copy()
    for a in range(len(tail)):
        arcs[place[tail[a]]] = a
        place[tail[a]] += 1
        arcs[place[head[a]]] = ~a
        place[head[a]] += 1


def fresh_prices(
    sink: int, starts: Any, arcs: Any, tail: Any, head: Any, cost: Any, room: Any, flow: Any, price: Any
) -> None:
    """The prices of a flow that is the best already: the shortest way on from every node."""
    price[:] = FAR
    price[sink] = 0
    waiting = np.zeros(len(price), np.bool_)
    queue = [sink]
    waiting[sink] = True
    first = 0
    while first < len(queue):
        v = queue[first]
        first += 1
        waiting[v] = False
        if first > 1_000_000:
            queue = queue[first:]
            first = 0
        for k in range(starts[v], starts[v + 1]):
            a = arcs[k]
            if a < 0:  # comes in: u → v
                a = ~a
                u, step, open_ = tail[a], cost[a], flow[a] < room[a]
            else:  # leaves v: what flows could be taken back, head → v
                u, step, open_ = head[a], -cost[a], flow[a] > 0
            if open_ and price[v] + step < price[u]:
                price[u] = price[v] + step
                if not waiting[u] and u != sink:
                    waiting[u] = True
                    queue.append(u)
    for v in range(len(price)):
        if price[v] == FAR:  # nobody can come here, so it costs nothing
            price[v] = 0


def settle(
    people: int,
    sink: int,
    starts: Any,
    arcs: Any,
    tail: Any,
    head: Any,
    cost: Any,
    room: Any,
    flow: Any,
    price: Any,
    excess: Any,
) -> None:
    """Take every flow off that today's prices do not carry, and fill what they want full; what is left over is excess.

    A citizen's own price is always the best that is open to her.
    """
    for i in range(people):
        best = FAR
        for k in range(starts[i], starts[i + 1]):
            a = arcs[k]
            if cost[a] + price[head[a]] < best:
                best = cost[a] + price[head[a]]
        price[i] = best
        carried = False
        for k in range(starts[i], starts[i + 1]):
            a = arcs[k]
            if flow[a] > 0:
                if cost[a] + price[head[a]] == best:
                    carried = True
                else:
                    flow[a] = 0
                    excess[head[a]] -= 1
        if not carried:
            last = arcs[starts[i + 1] - 1]  # straight to the sink
            if cost[last] + price[sink] == best:
                flow[last] = 1
            else:
                excess[i] += 1
    for a in range(len(tail)):
        u, v = tail[a], head[a]
        if u < people:
            continue
        reduced = cost[a] + price[v] - price[u]
        wanted = flow[a]
        if reduced < 0:
            wanted = room[a]
        elif reduced > 0:
            wanted = 0
        moved = wanted - flow[a]
        if moved != 0:
            flow[a] = wanted
            excess[u] -= moved
            excess[v] += moved
    excess[sink] = 0


def cheapest_way(
    start: int,
    forward: bool,
    sink: int,
    starts: Any,
    arcs: Any,
    tail: Any,
    head: Any,
    cost: Any,
    room: Any,
    flow: Any,
    price: Any,
    excess: Any,
    far: Any,
    done: Any,
    by: Any,
) -> Any:
    """The nearest node where what is over is missing (or the other way round), and every node that was seen.

    Args:
        far: By node, how far it is from the start; FAR where nobody has been.
        done: By node, whether that is final.
        by: By node, the arc that leads there.
    """
    far[start] = 0
    touched = [start]
    heap = [(0, start)]
    while len(heap) > 0:
        d, v = heappop(heap)
        if done[v]:
            continue
        done[v] = True
        if v == sink or (forward and excess[v] < 0) or (not forward and excess[v] > 0):
            return v, touched
        for k in range(starts[v], starts[v + 1]):
            leaves = arcs[k] >= 0
            a = arcs[k] if leaves else ~arcs[k]
            u = head[a] if leaves else tail[a]
            # Along the arc when it points the way we walk, else back over what flows there.
            along = leaves == forward
            if (along and flow[a] >= room[a]) or (not along and flow[a] <= 0):
                continue
            step = cost[a] + price[head[a]] - price[tail[a]]
            if not along:
                step = -step
            if d + step < far[u]:
                if far[u] == FAR:
                    touched.append(u)
                far[u] = d + step
                by[u] = a
                heappush(heap, (d + step, u))
    return -1, touched


def send_one(start: int, end: int, forward: bool, tail: Any, head: Any, flow: Any, by: Any) -> None:
    """Let one more flow along the way that was found."""
    v = end
    while v != start:
        a = by[v]
        along = head[a] == v if forward else tail[a] == v
        flow[a] += 1 if along else -1
        v = tail[a] if (head[a] == v) else head[a]


def mend(
    sink: int, starts: Any, arcs: Any, tail: Any, head: Any, cost: Any, room: Any, flow: Any, price: Any, excess: Any
) -> int:
    """Bring what is left over to where it is missing, each by the cheapest way; returns how many ways were taken."""
    nodes = len(price)
    far = np.full(nodes, FAR, np.int64)
    done = np.zeros(nodes, np.bool_)
    by = np.zeros(nodes, np.int64)
    ways = 0
    for forward in (False, True):
        for start in range(nodes):
            while (excess[start] > 0 and forward) or (excess[start] < 0 and not forward):
                ways += 1
                end, touched = cheapest_way(
                    start, forward, sink, starts, arcs, tail, head, cost, room, flow, price, excess, far, done, by
                )
                reach = far[end]
                for v in touched:
                    if done[v] and far[v] < reach:
                        price[v] += (reach - far[v]) if forward else (far[v] - reach)
                    far[v] = FAR
                    done[v] = False
                send_one(start, end, forward, tail, head, flow, by)
                excess[start] += -1 if forward else 1
                if end != sink:
                    excess[end] += 1 if forward else -1
    return ways


@cache
def compiled(name: str) -> Any:
    """One of the functions above, compiled."""
    from numba import njit
    from numba.extending import register_jitable

    if name == mend.__name__:  # it is compiled together with what it calls
        register_jitable(cheapest_way)
        register_jitable(send_one)
    return njit(cache=True, nogil=True)(globals()[name])


def runs(name: str, arcs: int) -> Any:
    """A function as suits a network of so many arcs."""
    return globals()[name] if arcs < FEW_ARCS else compiled(name)
