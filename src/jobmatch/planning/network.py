"""The network of a plan as arrays, and what begins a flow in it.

Citizen → (mentor hours of a placement) → slots of the placement → (ratio room of the workplace) → sink. What stands
between citizen and sink is a *group*, with one way on (``above``) and so much ``room``. A citizen may also stay
without; that costs nothing, and an arc is worth so much that it outweighs all points of others.

Every node has a *price*: what it costs to get on from there. A flow is the best there is when nobody has a cheaper way
than the prices say, every group with room left costs as much as the group above, and no group costs less than that
while somebody is in it.

The functions are plain Python, compiled by numba when the network is large.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NONE = -1


class Network(NamedTuple):
    """Nodes are the citizens, then the groups, then the sink; arcs lead from a citizen to a group, in her order."""

    begins: Ints
    """By citizen and one more: where her arcs begin."""
    who: Ints
    """By arc: the citizen."""
    head: Ints
    """By arc: the node of the group."""
    worth: Ints
    """By arc; above zero."""
    above: Ints
    """By group: the node that its flow goes on to."""
    room: Ints
    """By group: how many may be in it."""
    below_begins: Ints
    """By group and one more: where the groups behind it begin."""
    below: Ints
    """Their nodes."""
    coming_begins: Ints
    """By group and one more: where its arcs begin."""
    coming: Ints
    """Its arcs; the most worth first once ``ordered``."""
    ordered: NDArray[np.bool_]
    """By group."""
    used: Ints
    """By group: how many go on from it."""
    arc: Ints
    """By citizen: the arc that she takes; NONE while she is without."""
    first: Ints
    """By group: one of the citizens in it; NONE when there is nobody."""
    later: Ints
    """By citizen: the next one in the same group."""
    earlier: Ints
    """By citizen: the one before her."""
    price: Ints
    """By node."""
    excess: Ints
    """By node: what is left over (above zero) or missing (below)."""

    @classmethod
    def of(cls, who: Ints, head: Ints, worth: Ints, people: int, above: Ints, room: Ints) -> Network:
        """Without any flow, and before its arcs are gathered; they come in the citizens' order."""
        groups = len(above)
        sink = people + groups
        behind = np.argsort(above, kind="stable")
        return cls(
            begins=_begins(who, people),
            who=who,
            head=head,
            worth=worth,
            above=above,
            room=room,
            below_begins=_begins(above - people, groups + 1)[:-1],
            below=people + behind,
            coming_begins=_begins(head - people, groups),
            coming=np.zeros(len(who), np.int64),
            ordered=np.zeros(groups, np.bool_),
            used=np.zeros(groups, np.int64),
            arc=np.full(people, NONE),
            first=np.full(groups, NONE),
            later=np.full(people, NONE),
            earlier=np.full(people, NONE),
            price=np.zeros(sink + 1, np.int64),
            excess=np.zeros(sink + 1, np.int64),
        )


def _begins(numbers: Ints, count: int) -> Ints:
    """By number, and behind the last one, where those of each begin when they stand in order."""
    begins = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(numbers, minlength=count), out=begins[1:])
    return begins


def gather(net: Network) -> None:
    """Bring the arcs of each group together."""
    people = len(net.arc)
    place = net.coming_begins[:-1].copy()
    for a in range(len(net.head)):
        g = net.head[a] - people
        net.coming[place[g]] = a
        place[g] += 1


def take(net: Network, i: int, a: int) -> None:
    """Citizen i takes an arc; what goes on from its group stays as it is."""
    g = net.head[a] - len(net.arc)
    net.arc[i] = a
    net.earlier[i], net.later[i] = -1, net.first[g]
    if net.first[g] >= 0:
        net.earlier[net.first[g]] = i
    net.first[g] = i


def leave(net: Network, i: int) -> None:
    """Citizen i leaves the arc that she takes, if any."""
    if net.arc[i] < 0:
        return
    if net.earlier[i] >= 0:
        net.later[net.earlier[i]] = net.later[i]
    else:
        net.first[net.head[net.arc[i]] - len(net.arc)] = net.later[i]
    if net.later[i] >= 0:
        net.earlier[net.later[i]] = net.earlier[i]
    net.arc[i] = -1


def seat(net: Network, arcs: Any) -> None:
    """Let these arcs flow, in their order, as far as there is room."""
    people, sink = len(net.arc), len(net.price) - 1
    for a in arcs:
        open_ = net.arc[net.who[a]] < 0
        v = net.head[a]
        while v != sink:
            open_ = open_ and net.used[v - people] < net.room[v - people]
            v = net.above[v - people]
        if open_:
            take(net, net.who[a], a)
            v = net.head[a]
            while v != sink:
                net.used[v - people] += 1
                v = net.above[v - people]


def settle(net: Network) -> int:
    """Take every flow off that the prices do not carry, and fill what they want full; returns how much that leaves.

    A citizen's own price is always the best that is open to her.
    """
    people, sink = len(net.arc), len(net.price) - 1
    for i in range(people):
        best = 0
        for a in range(net.begins[i], net.begins[i + 1]):
            best = min(best, net.price[net.head[a]] - net.worth[a])
        net.price[i] = best
        own = net.arc[i]
        if own >= 0 and net.price[net.head[own]] - net.worth[own] > best:
            net.excess[net.head[own]] -= 1
            leave(net, i)
        if net.arc[i] < 0 and best < 0:
            net.excess[i] += 1
    for g in range(len(net.above)):
        dearer = net.price[people + g] - net.price[net.above[g]]
        wanted = net.room[g] if dearer > 0 else (0 if dearer < 0 else net.used[g])
        moved = wanted - net.used[g]
        net.used[g] = wanted
        net.excess[people + g] -= moved
        net.excess[net.above[g]] += moved
    net.excess[sink] = 0
    return int(np.abs(net.excess).sum())


def clear(net: Network) -> None:
    """Nobody is placed, and no slot costs anything."""
    net.price[:] = 0
    net.arc[:], net.later[:], net.earlier[:], net.first[:] = NONE, NONE, NONE, NONE
    net.used[:], net.excess[:] = 0, 0


def auction_off(net: Network) -> None:
    """Where nobody is placed yet, every slot is so dear that nobody wants it, but is to be filled.

    This is for fewer slots than people who want them: it is the slots then that look for the best one who is free.
    """
    people, sink = len(net.arc), len(net.price) - 1
    net.price[people:sink] = net.worth.max()
    for g in range(len(net.above)):
        if net.above[g] == sink:
            net.used[g] = net.room[g]
            net.excess[people + g] = -net.room[g]
