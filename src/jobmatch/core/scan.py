"""The open placements of a world laid out for the kernel's walk: by place, by kind, and small in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.apart import excluded_by_bit
from jobmatch.core.kinds import BUNDLES, Bundles, Columns, Numbers, bundled
from jobmatch.core.plan import Column, ScanPlan, placement_fields
from jobmatch.core.records import UNKNOWN, picked
from jobmatch.core.sharing import Sizes

WORD = 64
"""Placements whose gates stand in one word of bits."""
FEW_KINDS, MOST_KINDS = 8, 1 << 13
"""Kinds are few when a placement has so many others of its kind on average, and they are not more than these."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Where the placements of each kind stand, for the shared gates: words and the bits in them."""

    samples: list[NDArray[np.void]]
    """By gate, for each kind one placement of it."""
    starts: NDArray[np.int64]
    """[gate + 1] where the kinds of each gate begin among the entries."""
    entries: NDArray[np.uint64]
    """[kind + 1] where the words of each kind begin."""
    words: NDArray[np.uint32]
    masks: NDArray[np.uint64]
    number: NDArray[np.uint32]
    """[gate, record] which kind of its gate."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The open placements of a world made ready for the walk, for one set of factors and one model.

    Each place begins a new word of bits; positions are bits, and those where no placement stands are never set.
    """

    words: NDArray[np.int64]
    """[place + 1] where the words of each place begin."""
    placed: NDArray[np.uint64]
    """By word, the bits where a placement stands."""
    firsts: NDArray[np.uint64]
    """By word, the record of its first bit."""
    sites: NDArray[np.void]
    """What is read about each place."""
    looks: NDArray[np.void]
    """By record, what the gates of a pair read."""
    adds: NDArray[np.void]
    """By record, its points for everybody and its combination of kinds in each bundle."""
    pairs: NDArray[np.void]
    """By record, what is read for the pairs that may reach the list."""
    gates: Marks
    """For the shared gates."""
    measured: NDArray[np.void]
    """For each kind of placement to a number that is measured one placement of it."""
    measured_starts: NDArray[np.int64]
    """[number + 1] where its kinds begin."""
    excluded: NDArray[np.uint64]
    """[bit, word] what the gates of a pair that look at bits one by one exclude, counted through all of them."""
    samples: list[NDArray[np.void]]
    """By group of kinds, for each kind one placement of it."""
    sizes: NDArray[np.int64]
    """How many kinds each group has."""
    number: NDArray[np.uint32]
    """[group, record] which kind of its group."""
    bundles: Bundles

    def arguments(self) -> tuple[Any, ...]:
        """In the order in which the compiled walk takes them."""
        gates, bundles = self.gates, self.bundles
        return (
            *(self.placed, self.words, self.firsts, self.sites, self.looks, self.adds, self.pairs),
            *(*gates.samples, gates.starts, gates.entries, gates.words, gates.masks, gates.number),
            *(self.measured, self.measured_starts, self.excluded),
            *(*self.samples, self.number, bundles.of_group, bundles.starts, bundles.kinds),
        )

    def load(self) -> Sizes:
        """How much there is to work out for a citizen."""
        return Sizes(len(self.adds), len(self.placed), np.diff(self.gates.starts), self.sizes)


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """Open placements as the kernel walks them: grouped by place."""

    records: NDArray[np.void]
    group_starts: NDArray[np.int64]
    own: ScanOrder | None = None
    """The same placements as they are to a citizen who is counted at a workplace; None when they are so to all."""
    ready: dict[str, Scan] = field(default_factory=dict, compare=False, repr=False)
    """Made ready once for each model, by its version."""

    @property
    def whole(self) -> ScanOrder:
        """With everything that is known of the placements."""
        return self.own or self

    def positions(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the words of each place begin, and the position of each record."""
        sizes = np.diff(self.group_starts)
        words = np.concatenate([[0], np.cumsum(-(-sizes // WORD))]).astype(np.int64)
        shift = words[:-1] * WORD - self.group_starts[:-1]
        return words, np.arange(len(self.records)) + np.repeat(shift, sizes)


def scan_order(records: NDArray[np.void]) -> ScanOrder:
    """Order the open placements for scanning; closed ones fail a gate for everybody and are left out.

    Which workplace it is, and what it would free, says something only to those who are counted there. To all others it
    is left out, so that the placements stay alike.
    """
    rows = np.flatnonzero(records["open"] == 1)
    kept = picked(records, rows[np.lexsort((records["row"][rows], records["place"][rows]))])
    changes = np.flatnonzero(np.diff(kept["place"])) + 1
    starts = np.concatenate([[0], changes, [len(kept)]]) if len(kept) else np.zeros(1)
    whole = ScanOrder(kept, starts.astype(np.int64))
    in_use = np.any(kept["workplace"] != UNKNOWN)
    alike = picked(kept, np.arange(len(kept)))
    alike["workplace"], alike["measures_freed"] = UNKNOWN, 0
    alike["measures_closed_under_18"] &= alike["measures_open"]
    return ScanOrder(alike, whole.group_starts, whole if in_use else None)


def make_scan(order: ScanOrder, plan: ScanPlan, fixed: NDArray[np.int64]) -> Scan:
    """Lay the placements out for a plan.

    Args:
        fixed: By record of the order, the points that are the same for every citizen.
    """
    records = order.records
    words, at = order.positions()
    length = int(words[-1]) * WORD
    columns = Columns(records)
    groups = [columns.kinds(one.columns) for one in plan.kinds]
    few = [n for n, one in enumerate(groups) if one.kinds <= min(len(records) // FEW_KINDS, MOST_KINDS)]
    bundles = bundled(groups, few, len(records))
    measured = Measurements.of(records, columns, plan)
    marked = [columns.kinds(one) for one in plan.gate_columns]
    return Scan(
        words=words.astype(np.uint64),
        placed=bits_at(at, length),
        firsts=np.searchsorted(at, np.arange(0, length, WORD)).astype(np.uint64),
        sites=_packed(records[order.group_starts[:-1]], plan.site_fields),
        looks=_packed(records, plan.look_fields),
        adds=_added(fixed, bundles),
        pairs=_packed(records, plan.pair_fields),
        gates=_marks(records, at, marked, measured.samples_of(records, marked, plan.gate_fields)),
        measured=measured.samples,
        measured_starts=measured.starts,
        excluded=_excluded(records, at, length, plan),
        samples=measured.samples_of(records, groups, plan.part_fields),
        sizes=np.array([one.kinds for one in groups], np.int64),
        number=_side_by_side([one.of_row for one in groups], len(records)),
        bundles=bundles,
    )


def few_words(
    records: NDArray[np.void], counted: NDArray[np.bool_], plan: ScanPlan
) -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    """Few placements as bits: where they stand, which are counted, and what gates exclude that look at single bits.

    Args:
        counted: By record.
    """
    at, length = np.arange(len(records)), -(-len(records) // WORD) * WORD
    return bits_at(at, length), bits_at(at[counted], length), _excluded(records, at, length, plan)


def bits_at(at: NDArray[np.int64], length: int) -> NDArray[np.uint64]:
    """Words of bits, set at these positions."""
    there = np.zeros(length, np.bool_)
    there[at] = True
    return np.packbits(there, bitorder="little").view("<u8").astype(np.uint64)


@dataclass(frozen=True, slots=True)
class Measurements:
    """Kinds of placements to the numbers that are measured."""

    names: Sequence[str]
    numbers: Sequence[Numbers]
    samples: NDArray[np.void]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, records: NDArray[np.void], columns: Columns, plan: ScanPlan) -> Measurements:
        """Number them."""
        fields = [sorted(placement_fields(one.reads)) for one in plan.measured]
        numbers = [columns.kinds(map(Column, named)) for named in fields]
        starts = np.cumsum([0, *(one.kinds for one in numbers)])
        names = [f"of_{one.name}" for one in plan.measured]
        first = np.concatenate([np.zeros(0, np.int64), *(one.first() for one in numbers)])
        return cls(names, numbers, _packed(records[first], plan.measured_fields), starts)

    def samples_of(
        self, records: NDArray[np.void], groups: Sequence[Numbers], fields: Sequence[Sequence[str]]
    ) -> list[NDArray[np.void]]:
        """By group, for each kind one placement of it, with the kind that it is to every number."""
        return [self._beside(records, one.first(), named) for one, named in zip(groups, fields, strict=True)]

    def _beside(self, records: NDArray[np.void], first: NDArray[np.int64], fields: Sequence[str]) -> NDArray[np.void]:
        samples = _packed(records[first], fields)
        wider = np.zeros(len(samples), [*samples.dtype.descr, *((name, np.uint64) for name in self.names)])
        for name in samples.dtype.names or ():
            wider[name] = samples[name]
        for name, one, start in zip(self.names, self.numbers, self.starts, strict=False):
            wider[name] = one.of_row[first] + start
        return wider


def _excluded(records: NDArray[np.void], at: NDArray[np.int64], length: int, plan: ScanPlan) -> NDArray[np.uint64]:
    """What gates that look at bits one by one exclude, as words."""
    rows = [bits_at(at[row], length) for gate in plan.by_bit for row in excluded_by_bit(gate, records)]
    return np.array(rows, np.uint64).reshape(len(rows), length // WORD)


def _marks(
    records: NDArray[np.void], at: NDArray[np.int64], groups: Sequence[Numbers], samples: list[NDArray[np.void]]
) -> Marks:
    """Where the placements of each kind stand."""
    sizes, words, masks = [np.zeros(1, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    bit = np.uint64(1) << (at % WORD).astype(np.uint64)
    for one in groups:
        # The records stand in the order of their words, so a stable sort by kind leaves each kind's words in order.
        by_kind = np.argsort(one.of_row, kind="stable")
        kind, word = one.of_row[by_kind], at[by_kind] // WORD
        begins = np.flatnonzero((np.diff(kind, prepend=-1) != 0) | (np.diff(word, prepend=-1) != 0))
        sizes.append(np.bincount(kind[begins], minlength=one.kinds))
        words.append(word[begins])
        masks.append(np.bitwise_or.reduceat(bit[by_kind], begins) if len(begins) else masks[0])
    return Marks(
        samples=samples,
        starts=np.cumsum([0, *(one.kinds for one in groups)]),
        entries=np.cumsum(np.concatenate(sizes)).astype(np.uint64),
        words=np.concatenate(words).astype(np.uint32),
        masks=np.concatenate(masks),
        number=_side_by_side([one.of_row for one in groups], len(records)),
    )


def _side_by_side(numbers: Sequence[NDArray[np.int64]], count: int) -> NDArray[np.uint32]:
    return np.array(numbers, np.uint32).reshape(len(numbers), count)


def _packed(records: NDArray[np.void], fields: Sequence[str]) -> NDArray[np.void]:
    """Some fields of records as they are, side by side."""
    packed = np.zeros(len(records), [(name, records.dtype[name]) for name in fields or ["row"]])
    for name in fields:
        packed[name] = records[name]
    return packed


def _added(fixed: NDArray[np.int64], bundles: Bundles) -> NDArray[np.void]:
    """What is added for every pair, in few bytes: they are read more often than anything else."""
    added = np.zeros(len(fixed), [("fixed", np.uint32), *((f"bundle_{n}", np.uint16) for n in range(BUNDLES))])
    added["fixed"] = fixed
    for n in range(BUNDLES):
        added[f"bundle_{n}"] = bundles.number[n]
    return added
