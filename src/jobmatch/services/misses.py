"""The nearest misses of one citizen: why each is left out, and what a workplace could do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Gate
from jobmatch.core.plan import placement_fields
from jobmatch.planning.unlocks import OPENED_GATES, Change, possible_changes
from jobmatch.services.answers import reason_rows
from jobmatch.services.worlds import LoadedWorld
from jobmatch.world.pair import WorldPair

MOST_GATES = 2
"""A workplace is not asked to open more gates than this."""


class Misses:
    """Placements that gates keep from one citizen, the nearest first.

    A pair is looked at only where something is to be said that was not said of a placement alike.
    """

    def __init__(
        self, loaded: LoadedWorld, citizen_id: str, near: NDArray[np.int64], like: WorldPair | None = None
    ) -> None:
        """Args: like: Another pair of the same citizen in the same world; what is seen of her is used again."""
        self._loaded = loaded
        self._citizen_id = citizen_id
        self._near = near
        self._rows: list[int] = near.tolist()
        self._failed = loaded.scores_of(citizen_id, near).failed
        self._like = like
        self._pairs: dict[int, WorldPair] = {}

    def rows(self, most: int) -> list[dict[str, Any]]:
        """The contract's objects of the nearest, each with every reason of every failed gate."""
        ids = self._loaded.world.around.placements.ids
        failed = self._failed[:most]
        reasons: list[list[dict[str, Any]]] = [[] for _ in failed]
        for bit, gate in enumerate(self._loaded.kernel.gates):
            if failing := np.flatnonzero(failed & 1 << bit).tolist():
                self._say(gate, failing, reasons)
        return [{"placement_id": ids[row], "reasons": said} for row, said in zip(self._rows, reasons, strict=False)]

    def _say(self, gate: Gate, failing: list[int], reasons: list[list[dict[str, Any]]]) -> None:
        """Add what one gate has to say of each that fails it."""
        said, keys = self._kept(gate, failing)
        for n, key in zip(failing, keys, strict=True):
            rows = said.get(key)
            if rows is None:
                rows = said[key] = reason_rows(gate, self._pair(n))
            reasons[n] += rows

    def _kept(self, gate: Gate, failing: list[int]) -> tuple[dict[Any, list[dict[str, Any]]], Sequence[Any]]:
        """What was said before, and what it goes by: those with the same key are told the same."""
        if gate.told_by == "placement":
            held = self._loaded.world.held_by.get(self._citizen_id)
            own = self._loaded.world.placement_rows.get(held, -1) if held is not None else -1
            rows = [self._rows[n] for n in failing]
            return ({}, rows) if own in rows else (self._loaded.said_of(gate), rows)
        if gate.told_by == "reads":
            records, near = self._loaded.world.around.placements.records, self._near[failing]
            columns = [records[name][near].tolist() for name in sorted(placement_fields(gate.reads))]
            return {}, list(zip(*columns, strict=True)) if columns else [()] * len(failing)
        return {}, failing

    def changes(self, most: int) -> list[tuple[str, list[Change]]]:
        """Of the nearest that a workplace could open: the placement, and what it would have to do otherwise."""
        gates = self._loaded.kernel.gates
        opened = sum(1 << bit for bit, gate in enumerate(gates) if gate.name in OPENED_GATES)
        wanted: list[tuple[str, list[Change]]] = []
        for n, mask in enumerate(self._failed.tolist()):
            if len(wanted) == most:
                break
            if mask & ~opened == 0 and mask.bit_count() <= MOST_GATES:
                pair = self._pair(n)
                if changes := possible_changes(pair, _names(gates, mask)):
                    wanted.append((pair.placement_id, changes))
        return wanted

    def _pair(self, n: int) -> WorldPair:
        pair = self._pairs.get(n)
        if pair is None:
            world = self._loaded.world
            key = world.around.placements.ids[self._rows[n]]
            pair = self._pairs[n] = self._like = WorldPair(world, self._citizen_id, key, {}, self._like)
        return pair


def _names(gates: Sequence[Gate], mask: int) -> list[str]:
    return [gate.name for bit, gate in enumerate(gates) if mask >> bit & 1]
