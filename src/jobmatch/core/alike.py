"""Which citizens are alike in what a formula reads: they share its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.plan import ScanPlan
from jobmatch.core.records import CitizenTable, Rows
from jobmatch.core.scan import distinct
from jobmatch.core.spread import ROW_NAMES

SHORT_ROW = 16
"""Rows with more codes than this on average are taken to be different for everybody."""


class Sharing(NamedTuple):
    """Who shares answers with whom among the chosen citizens."""

    visits: NDArray[np.int64]
    """The order in which they are scored: those who share the dearest answers one after the other."""
    gates: NDArray[np.int64]
    """[shared gate, citizen] which kind of citizen, counted through all gates."""
    parts: NDArray[np.int64]
    """[group of kinds, citizen] which kind of citizen."""
    gate_kinds: int
    """How many kinds of citizens there are in all for the gates."""


def sharing(people: CitizenTable, chosen: NDArray[np.int64], plan: ScanPlan, sizes: NDArray[np.int64]) -> Sharing:
    """Find who is alike.

    Args:
        sizes: How many kinds of placements each group of kinds has; the largest decides the order of scoring.
    """
    gates = np.zeros((len(plan.shared), len(chosen)), np.int64)
    kinds = 0
    for row, gate in enumerate(plan.shared):
        numbers, count = alike(people, chosen, gate.reads)
        gates[row] = numbers + kinds
        kinds += count
    parts = np.zeros((len(plan.kinds), len(chosen)), np.int64)
    for row, one in enumerate(plan.kinds):
        parts[row], _ = alike(people, chosen, one.reads)
    order = np.argsort(sizes, kind="stable")
    visits = np.lexsort(parts[order]) if len(order) else np.arange(len(chosen))
    return Sharing(visits.astype(np.int64), gates, parts, kinds)


def alike(people: CitizenTable, chosen: NDArray[np.int64], reads: Iterable[str]) -> tuple[NDArray[np.int64], int]:
    """For each chosen citizen, which kind of citizen she is to a formula that reads this; and how many kinds."""
    named, count = set(reads), len(chosen)
    if count == 1:
        return np.zeros(1, np.int64), 1
    fields = {name.removeprefix("citizen.") for name in named if name.startswith("citizen.")}
    if "world.travel_min" in named:
        fields.add("travel_row")
    columns: list[NDArray[np.generic]] = [people.records[name][chosen] for name in sorted(fields)]
    for name in ROW_NAMES:
        if f"world.{name}" in named:
            rows: Rows = getattr(people, name)
            if len(rows.codes) > SHORT_ROW * (len(rows.starts) - 1):
                return np.arange(count), count
            columns.append(_number_rows(rows, chosen))
    if not columns:
        return np.zeros(count, np.int64), 1
    first, numbers = distinct(columns)
    return numbers, len(first)


def _number_rows(rows: Rows, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Equal rows get equal numbers."""
    known: dict[tuple[bytes, bytes], int] = {}
    ends = zip(rows.starts[chosen].tolist(), rows.starts[chosen + 1].tolist(), strict=True)
    contents = ((rows.codes[a:b].tobytes(), rows.shares[a:b].tobytes()) for a, b in ends)
    return np.array([known.setdefault(one, len(known)) for one in contents], np.int64)
