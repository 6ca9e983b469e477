"""How often each formula has to run while the kernel walks all placements: what it reads decides.

A formula that reads only the placement runs once for a world; one that reads only the place, once for each place.
Gates that do not read the place run once for each kind of citizen and kind of placement, and leave a bit for each
placement. Points over fields in which many placements are alike are worked out once for each kind. Only the rest runs
pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Factor, Gate, Measured

OFFERS = frozenset({"offers_yes", "offers_partly", "offers_no"})
"""Placement fields that hardly two placements share as a whole; one need's answer many share."""
_PLACE = {"place"}


def placement_fields(reads: Iterable[str]) -> set[str]:
    """The placement fields among what a formula reads."""
    return {name.removeprefix("placement.") for name in reads if name.startswith("placement.")}


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A placement field, or the bits of it that a factor looks at."""

    name: str
    bits: int = -1

    def of(self, records: NDArray[np.void]) -> NDArray[np.generic]:
        """The values of this column."""
        values: NDArray[np.generic] = records[self.name]
        return values if self.bits < 0 else values.astype(np.int64) & self.bits


def columns_of(factor: Factor) -> frozenset[Column]:
    """What a factor looks at in a placement."""
    return frozenset(Column(name, factor.offers if name in OFFERS else -1) for name in placement_fields(factor.reads))


@dataclass(frozen=True, slots=True)
class Kinds:
    """Factors that read columns in which many placements are alike; alike placements are one kind."""

    columns: tuple[Column, ...]
    factors: tuple[Factor, ...]

    @property
    def measured(self) -> Measured | None:
        """The number that the factors share."""
        found = {one.measured for one in self.factors}
        return found.pop() if len(found) == 1 else None

    @property
    def reads(self) -> frozenset[str]:
        """Everything that the factors read."""
        return frozenset(name for one in self.factors for name in one.reads)


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """Every gate and factor, by how often it has to run."""

    for_citizen: tuple[Gate, ...]
    for_place: tuple[Gate, ...]
    shared: tuple[Gate, ...]
    """Answered once for all citizens and all placements that are alike in what the gate reads."""
    for_pair: tuple[Gate, ...]
    kinds: tuple[Kinds, ...]
    fixed: tuple[Factor, ...]
    """Points that are the same for every citizen."""
    by_place: tuple[Factor, ...]
    by_pair: tuple[Factor, ...]

    @property
    def measured(self) -> list[Measured]:
        """Numbers that are measured once for each kind of citizen and kind of placement."""
        formulas: list[Gate | Factor] = [*self.shared, *(factor for kinds in self.kinds for factor in kinds.factors)]
        return list(dict.fromkeys(one.measured for one in formulas if one.measured))

    @property
    def measured_fields(self) -> list[str]:
        """Placement fields that these numbers read."""
        return sorted({name for one in self.measured for name in placement_fields(one.reads)})

    @property
    def by_bit(self) -> list[Gate]:
        """Gates of a pair that look at bits one by one."""
        return [gate for gate in self.for_pair if gate.apart]

    @property
    def gate_columns(self) -> list[list[Column]]:
        """What each shared gate reads in a placement."""
        return [[Column(name) for name in sorted(placement_fields(gate.reads))] for gate in self.shared]

    @property
    def gate_fields(self) -> list[list[str]]:
        """By shared gate, the placement fields that it reads."""
        return [_named([gate]) for gate in self.shared]

    @property
    def part_fields(self) -> list[list[str]]:
        """By group of kinds, the placement fields that it reads."""
        return [_named(kinds.factors) for kinds in self.kinds]

    @property
    def look_fields(self) -> list[str]:
        """Placement fields that are looked at for every pair."""
        return _named(self.for_pair)

    @property
    def pair_fields(self) -> list[str]:
        """Placement fields that are read for the pairs that may reach the list."""
        return sorted({"row", *_named(self.by_pair)})

    @property
    def site_fields(self) -> list[str]:
        """Placement fields that say something about the place."""
        return sorted({"place", *_named([*self.for_place, *self.by_place])})


def _named(formulas: Sequence[Gate | Factor]) -> list[str]:
    return sorted({name for one in formulas for name in placement_fields(one.reads)})


def scan_plan(factors: Sequence[Factor], gates: Sequence[Gate]) -> ScanPlan:
    """Sort gates and factors by what they read."""
    valued = [f for f in factors if f.value is not None]
    for_citizen = [g for g in gates if all(name.startswith("citizen.") for name in g.reads)]
    for_place = [g for g in gates if placement_fields(g.reads) == _PLACE]
    rest = [g for g in gates if g not in (*for_citizen, *for_place)]
    fixed = [f for f in valued if all(name.startswith("placement.") for name in f.reads)]
    by_place = [f for f in valued if placement_fields(f.reads) == _PLACE]
    valued = [f for f in valued if f not in (*fixed, *by_place)]
    return ScanPlan(
        for_citizen=tuple(for_citizen),
        for_place=tuple(for_place),
        shared=tuple(g for g in rest if not placement_fields(g.reads) & _PLACE),
        for_pair=tuple(g for g in rest if placement_fields(g.reads) & _PLACE),
        kinds=tuple(_kinds([f for f in valued if _alike(columns_of(f))])),
        fixed=tuple(fixed),
        by_place=tuple(by_place),
        by_pair=tuple(f for f in valued if not _alike(columns_of(f))),
    )


def _alike(columns: Iterable[Column]) -> bool:
    own = {Column(name) for name in (*OFFERS, *_PLACE, "row")}
    return not own & set(columns)


def _kinds(factors: Sequence[Factor]) -> list[Kinds]:
    """Factors that look at the same columns stand together."""
    found = []
    for columns in sorted({columns_of(one) for one in factors}, key=sorted):
        found.append(Kinds(tuple(sorted(columns)), tuple(one for one in factors if columns_of(one) == columns)))
    return found
