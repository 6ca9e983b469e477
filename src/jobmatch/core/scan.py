"""The open placements of a world laid out for the kernel's walk: by place, by kind, and small in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.plan import Column, ScanPlan, placement_fields

WORD = 64
"""Placements whose gates stand in one word of bits."""
FEW_KINDS = 8
"""Kinds are few when a placement has so many others of its kind on average."""
BUNDLES = 3
"""Groups of kinds whose points are looked up together."""
BUNDLE_KINDS = 512
"""So many combinations of kinds are few enough to add up for each citizen."""


@dataclass(frozen=True, slots=True)
class KindsOf:
    """Which kind each position is in each of some groups of columns, and one placement of every kind."""

    number: NDArray[np.int32]
    """[group, position], counted through all groups; -1 where no placement stands."""
    samples: NDArray[np.void]
    """For each kind one placement of it."""
    starts: NDArray[np.int64]
    """[group + 1] where the kinds of each group begin."""

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many kinds each group has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class Bundles:
    """Groups of kinds in which so few combinations exist that their points are added up once for each citizen."""

    of_group: NDArray[np.int64]
    """By group, the bundle that it stands in; -1 none: it has too many kinds, or a gate of its own."""
    starts: NDArray[np.int64]
    """[bundle + 1] where the combinations of each bundle begin."""
    kinds: NDArray[np.int32]
    """[group, combination] the kind of each group; -1 where the group stands in another bundle."""
    number: NDArray[np.int32]
    """[bundle, record] combination of each record."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The open placements of a world made ready for the walk, for one set of factors and one model.

    Each place begins a new word of bits; positions are bits, and those where no placement stands are never set.
    """

    words: NDArray[np.int64]
    """[place + 1] where the words of each place begin."""
    placed: NDArray[np.uint64]
    """By word, the bits where a placement stands."""
    sites: NDArray[np.void]
    """What is read about each place."""
    looks: NDArray[np.void]
    """By position, what is looked at for every pair."""
    adds: NDArray[np.void]
    """By position, what is added for every feasible pair."""
    pairs: NDArray[np.void]
    """By position, what is read for the pairs that may reach the list."""
    gates: KindsOf
    """For the shared gates."""
    parts: KindsOf
    """For the kinds of the plan."""
    bundles: Bundles
    few: NDArray[np.bool_]
    """By group of kinds, whether there are so few that all are scored before the walk."""


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """Open placements as the kernel walks them: grouped by place."""

    records: NDArray[np.void]
    group_starts: NDArray[np.int64]
    ready: dict[str, Scan] = field(default_factory=dict, compare=False, repr=False)
    """Made ready once for each model, by its version."""

    def positions(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the words of each place begin, and the position of each record."""
        sizes = np.diff(self.group_starts)
        words = np.concatenate([[0], np.cumsum(-(-sizes // WORD))]).astype(np.int64)
        shift = words[:-1] * WORD - self.group_starts[:-1]
        return words, np.arange(len(self.records)) + np.repeat(shift, sizes)


def scan_order(records: NDArray[np.void]) -> ScanOrder:
    """Order the open placements for scanning; closed ones fail a gate for everybody and are left out."""
    kept = records[records["open"] == 1]
    kept = kept[np.lexsort((kept["row"], kept["place"]))]
    changes = np.flatnonzero(np.diff(kept["place"])) + 1
    starts = np.concatenate([[0], changes, [len(kept)]]) if len(kept) else np.zeros(1)
    return ScanOrder(np.ascontiguousarray(kept), starts.astype(np.int64))


def make_scan(order: ScanOrder, plan: ScanPlan, fixed: NDArray[np.int64]) -> Scan:
    """Lay the placements out for a plan.

    Args:
        fixed: By record of the order, the points that are the same for every citizen.
    """
    records = order.records
    words, at = order.positions()
    length = int(words[-1]) * WORD
    gates = [[Column(name) for name in sorted(placement_fields(gate.reads))] for gate in plan.shared]
    parts = _kinds_of(records, at, length, [one.columns for one in plan.kinds], plan.part_fields)
    few = parts.sizes * FEW_KINDS <= len(records)
    bundles = _bundles_of(parts.number[:, at], parts.sizes, [n for n in plan.free if few[n]])
    looked = {f"kind_{n}": parts.number[n][at] for n in plan.gated}
    added = {"fixed": fixed, **{f"bundle_{n}": bundles.number[n] for n in range(BUNDLES)}}
    return Scan(
        words=words,
        placed=_bits(at, length),
        sites=_packed(records[order.group_starts[:-1]], plan.site_fields),
        looks=_spread(_packed(records, plan.look_fields, looked), at, length),
        adds=_spread(_packed(records, [], added), at, length),
        pairs=_spread(_packed(records, plan.pair_fields), at, length),
        gates=_kinds_of(records, at, length, gates, plan.gate_fields),
        parts=parts,
        bundles=bundles,
        few=few & ((bundles.of_group >= 0) | np.isin(np.arange(len(few)), plan.gated)),
    )


def _bits(at: NDArray[np.int64], length: int) -> NDArray[np.uint64]:
    """Words of bits, set at these positions."""
    there = np.zeros(length, np.bool_)
    there[at] = True
    return np.packbits(there, bitorder="little").view("<u8").astype(np.uint64)


def _kinds_of(
    records: NDArray[np.void],
    at: NDArray[np.int64],
    length: int,
    groups: Sequence[Sequence[Column]],
    fields: Sequence[str],
) -> KindsOf:
    """Number the kinds of placements in each group of columns."""
    numbers = np.full((len(groups), length), -1, np.int32)
    samples = [np.zeros(0, np.int64)]
    starts = [0]
    for group, columns in enumerate(groups):
        first, inverse = distinct([column.of(records) for column in columns])
        numbers[group, at] = inverse + starts[-1]
        samples.append(first)
        starts.append(starts[-1] + len(first))
    return KindsOf(numbers, _packed(records[np.concatenate(samples)], fields), np.array(starts, np.int64))


def _bundles_of(numbers: NDArray[np.int32], sizes: NDArray[np.int64], groups: Sequence[int]) -> Bundles:
    """Put groups together, the largest first, as long as the combinations that there are stay few."""
    of_group = np.full(len(sizes), -1, np.int64)
    combined = np.zeros((BUNDLES, numbers.shape[1]), np.int64)
    for group in sorted(groups, key=lambda one: -int(sizes[one])):
        for bundle in range(BUNDLES):
            first, tried = distinct([combined[bundle], numbers[group].astype(np.int64)])
            if bundle not in of_group or len(first) <= BUNDLE_KINDS:
                of_group[group], combined[bundle] = bundle, tried
                break
    starts, kinds = [0], []
    for bundle in range(BUNDLES):
        first, _ = distinct([combined[bundle]])
        kinds.append(np.where((of_group == bundle)[:, None], numbers[:, first], -1))
        combined[bundle] += starts[-1]
        starts.append(starts[-1] + len(first))
    joined = np.concatenate(kinds, axis=1).astype(np.int32)
    return Bundles(of_group, np.array(starts, np.int64), joined, combined.astype(np.int32))


def _packed(
    records: NDArray[np.void], fields: Sequence[str], more: dict[str, NDArray[np.integer]] | None = None
) -> NDArray[np.void]:
    """Some fields of records as they are, and more whole numbers in 32 bits, side by side."""
    more = more or {}
    layout = [*((name, records.dtype[name]) for name in fields), *((name, np.dtype(np.int32)) for name in more)]
    packed = np.zeros(len(records), layout or [("row", np.dtype(np.int64))])
    for name in fields:
        packed[name] = records[name]
    for name, column in more.items():
        packed[name] = column
    return packed


def _spread(records: NDArray[np.void], at: NDArray[np.int64], length: int) -> NDArray[np.void]:
    """Records at their positions."""
    spread = np.zeros(length, records.dtype)
    spread[at] = records
    return spread


def distinct(columns: Sequence[NDArray[np.generic]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first row of each distinct combination of values, and which combination each row is."""
    combined = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        # Compared as bits, so that unknown (NaN) is a value like any other.
        _, inverse = np.unique(np.ascontiguousarray(column).view(np.int64), return_inverse=True)
        _, combined = np.unique(combined * (int(inverse.max(initial=0)) + 1) + inverse, return_inverse=True)
    _, first, combined = np.unique(combined, return_index=True, return_inverse=True)
    return first.astype(np.int64), combined.astype(np.int64)
