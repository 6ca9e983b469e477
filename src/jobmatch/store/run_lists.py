"""The lists of a run, and how they are written down so that a quiet night writes hardly anything.

A list is kept as pairs of a placement's number and its *own* points: those that come from this citizen with this
placement. What a placement gives to everybody (how fresh its facts are, how earlier courses went) moves a little every
day, so it stands once with the run. A list is written again only when it holds other placements or other own points.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
NOT_THERE = -1
"""Stands for a citizen who is not in the run."""
LOW = 0xFFFF_FFFF
"""Of a key: the points."""


@dataclass(frozen=True, slots=True)
class RankedList:
    """One citizen's list in a run."""

    citizen_id: str
    ranked: Sequence[tuple[str, int]]
    """Placement ids with points, best first; ties by id."""
    feasible_count: int
    """How many placements were feasible in all."""
    details: Mapping[str, Any] | None = None
    """Anything else that the run wants to keep about this citizen."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of the latest run, so that its lists need not be read to be compared."""

    alike: NDArray[np.bool_]
    """By citizen of the new lists: whether the very same stands in the latest run."""
    people: Ints
    """By citizen of the new lists: her lasting number, ``NOT_THERE`` where it is not known."""
    places: Ints
    """By placement: the same."""
    left: Ints
    """The numbers of the citizens of the latest run who are not in the new one."""


@dataclass(frozen=True, slots=True)
class ListArrays:
    """All lists of a run as arrays."""

    citizens: Sequence[str]
    """Ids; the rows of the arrays below."""
    placements: Sequence[str]
    """Ids; what ``rows`` point to."""
    rows: NDArray[np.int32]
    """[citizen, position] placement; -1 past the end."""
    points: NDArray[np.int32]
    feasible: Ints
    fixed: Ints
    """By placement: the points that it gives to everybody."""
    details: Sequence[str | None]
    """By citizen, as JSON."""
    settled: Settled | None = None
    """None when nothing is known: then every list is compared with the one that is stored."""

    @classmethod
    def of(cls, lists: Iterable[RankedList]) -> ListArrays:
        """A few lists as arrays, without points that everybody gets."""
        kept = list(lists)
        places: dict[str, int] = {}
        numbered = [[(places.setdefault(key, len(places)), whole) for key, whole in one.ranked] for one in kept]
        width = max((len(one) for one in numbered), default=0)
        rows, points = (np.full((len(kept), width), NOT_THERE, np.int32) for _ in range(2))
        for n, pairs in enumerate(numbered):
            for position, (row, whole) in enumerate(pairs):
                rows[n, position], points[n, position] = row, whole
        return cls(
            citizens=[one.citizen_id for one in kept],
            placements=list(places),
            rows=rows,
            points=points,
            feasible=np.array([one.feasible_count for one in kept], np.int64),
            fixed=np.zeros(len(places), np.int64),
            details=[as_json(one.details) for one in kept],
        )

    def keys(self, numbers: Ints, some: Ints) -> tuple[Ints, Ints]:
        """How long some lists are, and their keys one after the other, each list's in order: see ``Packed``.

        Args:
            numbers: By placement, its lasting number.
            some: Which citizens' lists.
        """
        rows = self.rows[some]
        there = rows >= 0
        own = self.points[some].astype(np.int64) - np.where(there, self.fixed[rows] if len(self.fixed) else 0, 0)
        number = numbers[rows] if len(numbers) else np.zeros(rows.shape, np.int64)
        keys = np.where(there, (number << 32) | (own & LOW), np.iinfo(np.int64).max)
        keys.sort(axis=1)
        lengths = there.sum(axis=1)
        return lengths, keys[np.arange(rows.shape[1]) < lengths[:, None]]


@dataclass(frozen=True, slots=True)
class Packed:
    """Lists as they are written: pairs in the order of the placements' numbers, whatever the day's ranking is."""

    people: Ints
    """The citizens' lasting numbers, in order."""
    lengths: Ints
    """How many placements each has; ``NOT_THERE`` for somebody who is no longer in the run."""
    keys: Ints
    """List after list: the placement's lasting number above its own points."""
    details: Sequence[str | None]

    @property
    def starts(self) -> Ints:
        """Where each list begins among the keys, and behind the last one their number."""
        found: Ints = np.concatenate([[0], np.cumsum(np.maximum(self.lengths, 0))])
        return found

    @classmethod
    def joined(cls, parts: Sequence[Packed]) -> Packed:
        """One after the other."""
        none = np.zeros(0, np.int64)
        return cls(
            people=np.concatenate([none, *(one.people for one in parts)]),
            lengths=np.concatenate([none, *(one.lengths for one in parts)]),
            keys=np.concatenate([none, *(one.keys for one in parts)]),
            details=[told for one in parts for told in one.details],
        )

    def some(self, which: Ints) -> Packed:
        """Some of them, in the order asked for."""
        starts, lengths = self.starts, np.maximum(self.lengths[which], 0)
        before = np.cumsum(lengths) - lengths
        at = np.arange(int(lengths.sum())) + np.repeat(starts[which] - before, lengths)
        return Packed(self.people[which], self.lengths[which], self.keys[at], [self.details[n] for n in which.tolist()])

    def parts(self, ends: Sequence[int]) -> Iterator[Packed]:
        """Stretches of them that follow each other.

        Args:
            ends: Where each stretch ends.
        """
        starts, first = self.starts.tolist(), 0
        for last in ends:
            keys = self.keys[starts[first] : starts[last]]
            yield Packed(self.people[first:last], self.lengths[first:last], keys, self.details[first:last])
            first = last

    def lists(self, some: Iterable[int]) -> Iterator[bytes]:
        """Some of the lists, each by itself."""
        whole, starts = self.keys.astype("<i8", copy=False).view(np.uint8).data, (self.starts * 8).tolist()
        return (bytes(whole[starts[n] : starts[n + 1]]) for n in some)


def as_json(details: Mapping[str, Any] | None) -> str | None:
    """Details as they are written."""
    return None if details is None else json.dumps(details, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to read the lists of one run."""

    ids: Sequence[str]
    """By number: the placement."""
    fixed: Ints
    """By number: the points that it gave to everybody in that run."""
    feasible: Ints
    """By number of a citizen."""

    def ranked(self, packed: bytes) -> tuple[tuple[str, int], ...]:
        """A list as people see it: best first."""
        numbers, points = self.numbers_and_points(packed)
        found = [(self.ids[number], whole) for number, whole in zip(numbers.tolist(), points.tolist(), strict=True)]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    def numbers_and_points(self, packed: bytes) -> tuple[Ints, Ints]:
        """The placements' numbers and points, in the order of the numbers."""
        keys = np.frombuffer(packed, "<i8")
        numbers = keys >> 32
        own = (keys & LOW).astype(np.uint32).view(np.int32)
        return numbers, own.astype(np.int64) + self.fixed[numbers]


def packed_array(values: Ints) -> bytes:
    """Whole numbers of a run, small on disk."""
    return zlib.compress(values.astype("<i4").tobytes(), 1)


def unpacked_array(packed: bytes) -> Ints:
    """The numbers again."""
    return np.frombuffer(zlib.decompress(packed), "<i4").astype(np.int64)
