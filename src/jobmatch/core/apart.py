"""Gates that look at bits one by one: for each bit the placements that it keeps from whoever has it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Apart, Gate
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.core.views import record_view

_NOBODY = dict.fromkeys(CitizenRecord.__annotations__, 0)


def excluded_by_bit(gate: Gate, records: NDArray[np.void]) -> NDArray[np.bool_]:
    """[bit, record] whether the gate keeps a record from a citizen who has this bit alone."""
    assert gate.apart is not None
    bits = [bit for bit in range(gate.apart.bits.bit_length()) if gate.apart.bits >> bit & 1]
    found = np.zeros((gate.apart.bits.bit_length(), len(records)), np.bool_)
    if not len(records):
        return found
    sample = record_view(PlacementRecord, records[0])
    for bit in bits:
        there = (records[gate.apart.placement] >> bit & 1).astype(np.bool_)
        found[bit] = np.where(there, *(_excludes(gate, gate.apart, sample, 1 << bit, has) for has in (1 << bit, 0)))
    return found


def _excludes(gate: Gate, apart: Apart, sample: PlacementRecord, bit: int, offered: int) -> bool:
    citizen = CitizenRecord()
    citizen.__dict__.update(_NOBODY, **{apart.citizen: bit})
    placement = PlacementRecord()
    placement.__dict__.update(sample.__dict__, **{apart.placement: offered})
    return bool(gate.excludes(citizen, placement, _nowhere(placement.place)))


def _nowhere(place: int) -> World:
    """Nothing around a pair but a trip of unknown length."""
    nothing = np.zeros(0, np.uint8)
    travel = np.full(place + 1, -1, np.int16)
    codes, days, hours = np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0)
    return World(travel, nothing, nothing, nothing, nothing, codes, days, hours, hours)
