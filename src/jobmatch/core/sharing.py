"""Who shares answers with whom while a block of citizens is scored, and where these are kept for the next of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.alike import Likeness
from jobmatch.core.plan import ScanPlan
from jobmatch.core.records import UNKNOWN, CitizenTable

Ints = NDArray[np.int64]
WORTH_SHARING = 100
"""Points of fewer kinds of placement are worked out sooner than it is found who is alike."""
WORTH_CLOSING = 8
"""A gate is worked out beforehand when it is asked at least so many times less than once for each pair."""
MOST_KEPT = 1 << 20
"""Numbers that are kept at once for those who are alike in one group of kinds, or for one gate."""
NOT_KEPT = -1
ORDERED_BY = 2
"""Groups of kinds by which all citizens of a night are put in order."""


class Sharing(NamedTuple):
    """Who shares answers with whom among the chosen citizens."""

    visits: Ints
    """The order in which they are scored: those who share the dearest answers one after the other."""
    gates: Ints
    """[shared gate, citizen] which kind of citizen."""
    gate_rows: Ints
    """[shared gate, citizen] the row in which the bits are kept until another kind of citizen needs it.

    NOT_KEPT where bits are not worked out beforehand: the gate is asked for each pair that is left.
    """
    gate_kept: int
    """How many such rows there are."""
    measured: Ints
    """[measured number, citizen] which kind of citizen."""
    parts: Ints
    """[group of kinds, citizen] which kind of citizen."""
    rows: Ints
    """[group of kinds, citizen] the row in which the points are kept until another kind of citizen needs it."""
    row_starts: Ints
    """[row + 1] where each row begins."""


class Sizes(NamedTuple):
    """How much there is to work out for a citizen."""

    records: int
    words: int
    """Words of bits for all placements."""
    gates: Ints
    """By shared gate, its kinds of placement."""
    groups: Ints
    """By group of kinds, how many there are."""


def sharing(people: CitizenTable, chosen: Ints, plan: ScanPlan, sizes: Sizes) -> Sharing:
    """Find who is alike."""
    among = Likeness(people, chosen)
    gates, gate_rows, gate_kept = _bits_kept(among, plan, sizes)
    parts, rows, starts, dearest = _points_kept(among, plan, sizes)
    visits = np.lexsort(dearest[::-1]) if dearest else np.arange(len(chosen))
    measured = [among.alike(one.reads).of_row for one in plan.measured]
    numbers = np.array(measured, np.int64).reshape(len(measured), len(chosen))
    return Sharing(visits, gates, gate_rows, gate_kept, numbers, parts, rows, starts)


def _bits_kept(among: Likeness, plan: ScanPlan, sizes: Sizes) -> tuple[Ints, Ints, int]:
    """[gate, citizen] the kind and the row of bits, and how many rows there are."""
    count = len(among.chosen)
    numbers = np.zeros((len(plan.shared), count), np.int64)
    rows, kept = np.full_like(numbers, NOT_KEPT), 0
    for n, gate in enumerate(plan.shared):
        numbers[n], kinds = among.alike(gate.reads)
        if kinds * sizes.gates[n] * WORTH_CLOSING <= count * sizes.records:
            many = kinds * sizes.words <= MOST_KEPT
            rows[n] = kept + (numbers[n] if many else 0)
            kept += kinds if many else 1
    return numbers, rows, kept


def _points_kept(among: Likeness, plan: ScanPlan, sizes: Sizes) -> tuple[Ints, Ints, Ints, list[Ints]]:
    """[group, citizen] the kind and the row of points, where the rows begin, and the kinds that are worth an order."""
    count = len(among.chosen)
    parts = np.tile(np.arange(count), (len(plan.kinds), 1))
    rows = np.zeros_like(parts)
    lengths: list[int] = []
    dearest: list[Ints] = []
    for group in np.argsort(-sizes.groups, kind="stable"):
        kept = 1
        if sizes.groups[group] >= WORTH_SHARING and count > 1:
            parts[group], kinds = among.alike(plan.kinds[group].reads)
            if kinds < count:
                dearest.append(parts[group])
            if kinds * sizes.groups[group] <= MOST_KEPT:
                kept = kinds
        rows[group] = len(lengths) + (parts[group] if kept > 1 else 0)
        lengths += [int(sizes.groups[group])] * kept
    return parts, rows, np.cumsum([0, *lengths]), dearest


def turns(people: CitizenTable, chosen: Ints, plan: ScanPlan, sizes: Sequence[int]) -> Ints:
    """An order of the chosen in which those follow one another who are alike in what the dearest points read.

    Those who are counted at a workplace stand together: placements are less alike to them.

    Args:
        sizes: By group of kinds, how many there are.
    """
    dearest = sorted(range(len(sizes)), key=lambda group: -sizes[group])[:ORDERED_BY]
    among = Likeness(people, chosen)
    order = [among.alike(plan.kinds[group].reads).of_row for group in dearest]
    order.insert(0, people.records["counted_at"][chosen] != UNKNOWN)
    found: Ints = np.lexsort(order[::-1])
    return found
