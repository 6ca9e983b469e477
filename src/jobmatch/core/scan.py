"""How the kernel walks all placements for one citizen: what is worked out once, once for each kind, once a pair.

What a formula reads decides how often it has to run. A formula that reads only the placement runs once for a world;
one that reads only the place, once for each place; and formulas over fields in which many placements are alike run
once for each kind of placement and citizen. Only what reads fields that hardly two placements share runs pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Factor, Gate

OWN_FIELDS = frozenset({"row", "offers_yes", "offers_partly", "offers_no"})
"""Placement fields that hardly two placements share."""
_PLACE = {"place"}


def placement_fields(reads: Iterable[str]) -> set[str]:
    """The placement fields among what a formula reads."""
    return {name.removeprefix("placement.") for name in reads if name.startswith("placement.")}


@dataclass(frozen=True, slots=True)
class Kinds:
    """Gates and factors that read fields in which many placements are alike; alike placements are one kind."""

    fields: tuple[str, ...]
    gates: tuple[Gate, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class ScanPlan:
    """Every gate and factor, by how often it has to run."""

    for_citizen: tuple[Gate, ...]
    for_place: tuple[Gate, ...]
    rising: tuple[Gate, ...]
    """Once one of these excludes, it excludes the rest of the group."""
    for_pair: tuple[Gate, ...]
    kinds: tuple[Kinds, ...]
    """Those with gates first, then those that can add the most points."""
    fixed: tuple[Factor, ...]
    """Points that are the same for every citizen."""
    by_place: tuple[Factor, ...]
    by_pair: tuple[Factor, ...]

    @property
    def gated(self) -> int:
        """How many of the kinds have a gate."""
        return sum(1 for one in self.kinds if one.gates)

    @property
    def pair_fields(self) -> tuple[str, ...]:
        """Placement fields that are read pair by pair."""
        formulas = [*(g.reads for g in (*self.for_place, *self.rising, *self.for_pair))]
        formulas += [f.reads for f in (*self.by_place, *self.by_pair)]
        return tuple(sorted({"row", "place"}.union(*map(placement_fields, formulas))))


def scan_plan(factors: Sequence[Factor], gates: Sequence[Gate]) -> ScanPlan:
    """Sort gates and factors by what they read."""
    valued = [f for f in factors if f.value is not None]
    for_citizen = [g for g in gates if all(name.startswith("citizen.") for name in g.reads)]
    for_place = [g for g in gates if placement_fields(g.reads) == _PLACE]
    rising = [g for g in gates if g.rises_with == "placement.min_hours"]
    fixed = [f for f in valued if all(name.startswith("placement.") for name in f.reads)]
    by_place = [f for f in valued if placement_fields(f.reads) == _PLACE]
    rest = [g for g in gates if g not in (*for_citizen, *for_place, *rising)]
    valued = [f for f in valued if f not in (*fixed, *by_place)]
    kinds = _kinds([g for g in rest if _alike(g.reads)], [f for f in valued if _alike(f.reads)])
    return ScanPlan(
        for_citizen=tuple(for_citizen),
        for_place=tuple(for_place),
        rising=tuple(rising),
        for_pair=tuple(g for g in rest if not _alike(g.reads)),
        kinds=tuple(kinds),
        fixed=tuple(fixed),
        by_place=tuple(by_place),
        by_pair=tuple(f for f in valued if not _alike(f.reads)),
    )


def _alike(reads: Iterable[str]) -> bool:
    fields = placement_fields(reads)
    return bool(fields) and not fields & OWN_FIELDS and not fields & _PLACE


def _kinds(gates: Sequence[Gate], factors: Sequence[Factor]) -> list[Kinds]:
    """Gates and factors stand together when all that the one reads, the other reads too."""
    everything: list[Gate | Factor] = [*gates, *factors]
    groups: list[set[str]] = []
    for fields in sorted((placement_fields(one.reads) for one in everything), key=len, reverse=True):
        if not any(fields <= group for group in groups):
            groups.append(fields)
    found = []
    for n, group in enumerate(groups):
        here = [one for one in everything if placement_fields(one.reads) <= group]
        mine = [one for one in here if not any(placement_fields(one.reads) <= earlier for earlier in groups[:n])]
        found.append(
            Kinds(
                tuple(sorted(group)),
                tuple(one for one in mine if isinstance(one, Gate)),
                tuple(one for one in mine if isinstance(one, Factor)),
            )
        )
    return sorted(found, key=lambda one: (not one.gates, min((g.cost for g in one.gates), default=0), one.fields))


@dataclass(frozen=True, slots=True)
class Scan:
    """The open placements of a world made ready for the walk, for one set of factors and one model."""

    pairs: NDArray[np.void]
    """The fields that are read pair by pair, in the order of the walk."""
    kind: NDArray[np.int32]
    """[placement, group of kinds] position among all kinds of all groups."""
    samples: NDArray[np.int64]
    """For each kind, one placement of it, as a position in the order of the walk."""
    fixed: NDArray[np.int64]
    """Points that are the same for every citizen."""


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """Open placements as the kernel walks them: grouped by place, by smallest workable hours inside a group."""

    records: NDArray[np.void]
    group_starts: NDArray[np.int64]
    ready: dict[str, Scan] = field(default_factory=dict, compare=False, repr=False)
    """Made ready once for each model, by its version."""


def scan_order(records: NDArray[np.void]) -> ScanOrder:
    """Order the open placements for scanning; closed ones fail a gate for everybody and are left out.

    A placement without stated hours passes the hours gate for everybody and so stands first in its group.
    """
    kept = records[records["open"] == 1]
    hours = np.nan_to_num(kept["min_hours"], nan=-1.0)
    kept = kept[np.lexsort((kept["row"], hours, kept["place"]))]
    changes = np.flatnonzero(np.diff(kept["place"])) + 1
    starts = np.concatenate([[0], changes, [len(kept)]]) if len(kept) else np.zeros(1)
    return ScanOrder(np.ascontiguousarray(kept), starts.astype(np.int64))


def kinds_of(records: NDArray[np.void], plan: ScanPlan) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Which kind each placement is, group by group, and one placement of every kind."""
    numbers = np.zeros((len(records), len(plan.kinds)), np.int32)
    samples: list[NDArray[np.int64]] = []
    total = 0
    for column, group in enumerate(plan.kinds):
        first, inverse = _distinct(records, group.fields)
        numbers[:, column] = inverse + total
        samples.append(first)
        total += len(first)
    return numbers, np.concatenate(samples) if samples else np.zeros(0, np.int64)


def _distinct(records: NDArray[np.void], names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first row of each distinct combination of fields, and which combination each row is."""
    combined = np.zeros(len(records), np.int64)
    for name in names:
        # Compared as bits, so that unknown (NaN) is a value like any other.
        _, inverse = np.unique(np.ascontiguousarray(records[name]).view(np.int64), return_inverse=True)
        _, combined = np.unique(combined * (int(inverse.max(initial=0)) + 1) + inverse, return_inverse=True)
    _, first, combined = np.unique(combined, return_index=True, return_inverse=True)
    return first.astype(np.int64), combined.astype(np.int64)
