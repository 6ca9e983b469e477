"""Which citizens are alike in what a formula reads: they share its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kinds import Numbers, alike_in, numbered
from jobmatch.core.plan import ScanPlan
from jobmatch.core.records import CitizenTable, Rows
from jobmatch.core.spread import ROW_NAMES

SHORT_ROW = 16
"""Codes of a row that is looked at to find others like it."""
WORTH_SHARING = 100
"""Points of fewer kinds of placement are worked out sooner than it is found who is alike."""
MOST_KEPT = 1 << 20
"""Points that are kept at once for those who are alike in one group of kinds."""


class Sharing(NamedTuple):
    """Who shares answers with whom among the chosen citizens."""

    visits: NDArray[np.int64]
    """The order in which they are scored: those who share the dearest answers one after the other."""
    gates: NDArray[np.int64]
    """[shared gate, citizen] which kind of citizen, counted through all gates."""
    gate_kinds: int
    """How many kinds of citizens there are in all for the gates."""
    parts: NDArray[np.int64]
    """[group of kinds, citizen] which kind of citizen."""
    rows: NDArray[np.int64]
    """[group of kinds, citizen] the row in which the points are kept until another kind of citizen needs it."""
    row_starts: NDArray[np.int64]
    """[row + 1] where each row begins."""


def sharing(people: CitizenTable, chosen: NDArray[np.int64], plan: ScanPlan, sizes: NDArray[np.int64]) -> Sharing:
    """Find who is alike.

    Args:
        sizes: How many kinds of placements each group of kinds has; the largest decides the order of scoring.
    """
    gates = np.zeros((len(plan.shared), len(chosen)), np.int64)
    gate_kinds = 0
    for row, gate in enumerate(plan.shared):
        numbers, count = alike(people, chosen, gate.reads)
        gates[row] = numbers + gate_kinds
        gate_kinds += count
    visits = everyone = np.arange(len(chosen))
    parts = np.tile(everyone, (len(plan.kinds), 1))
    rows = np.zeros_like(parts)
    lengths: list[int] = []
    for group in np.argsort(-sizes, kind="stable"):
        kept = 1
        if sizes[group] >= WORTH_SHARING and len(chosen) > 1:
            parts[group], count = alike(people, chosen, plan.kinds[group].reads)
            if visits is everyone and count < len(chosen):
                visits = np.argsort(parts[group], kind="stable")
            elif count * sizes[group] <= MOST_KEPT:
                kept = count
        rows[group] = len(lengths) + (parts[group] if kept > 1 else 0)
        lengths += [int(sizes[group])] * kept
    return Sharing(visits, gates, gate_kinds, parts, rows, np.cumsum([0, *lengths]))


def alike(people: CitizenTable, chosen: NDArray[np.int64], reads: Iterable[str]) -> Numbers:
    """Which kind of citizen each of the chosen is to a formula that reads this."""
    named, count = set(reads), len(chosen)
    if count == 1:
        return Numbers(np.zeros(1, np.int64), 1)
    fields = {name.removeprefix("citizen.") for name in named if name.startswith("citizen.")}
    if "world.travel_min" in named:
        fields.add("travel_row")
    columns = [numbered(people.records[name][chosen]) for name in sorted(fields)]
    for name in ROW_NAMES:
        if f"world.{name}" in named:
            columns.append(_number_rows(getattr(people, name), chosen))
    return alike_in(columns, count)


def _number_rows(rows: Rows, chosen: NDArray[np.int64]) -> Numbers:
    """Equal rows get equal numbers; where one is long, all are taken to be different."""
    starts = rows.starts[chosen]
    lengths = rows.starts[chosen + 1] - starts
    longest = int(lengths.max(initial=0))
    if longest > SHORT_ROW:
        return Numbers(np.arange(len(chosen)), len(chosen))
    columns = []
    for place in range(longest):
        longer = np.flatnonzero(lengths > place)
        at = starts[longer] + place
        entries = np.full(len(chosen), -1, np.int64)
        entries[longer] = rows.codes[at].astype(np.int64) << 8 | rows.shares[at]
        columns.append(numbered(entries))
    return alike_in(columns, len(chosen))
