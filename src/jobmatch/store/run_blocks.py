"""The lists of runs in blocks of citizens: a night writes one row for each block in which something is otherwise.

A block is the citizens of 256 lasting numbers that follow each other. Its row of a run holds those whose list or
details are otherwise than in the run before, and who left. So what somebody had in a run stands in the newest row, up
to that run, that names her. Now and then a block is written whole, each in its turn, and no row need be looked at
beyond that: at most ``LOOK_BACK`` of them. Nothing that is published is ever written to, but to erase somebody.

Cells are arrays of whole numbers, each of the narrowest kind that holds them all: whose place in the block, how long
her list is (-1 when she left), and all lists one after the other, the placements apart from their own points. Details
stand a line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, delete, text, update

from jobmatch.store.bulk import insert_rows
from jobmatch.store.run_lists import LOW, NOT_THERE, Ints, ListArrays, Packed
from jobmatch.store.run_numbers import Numbers
from jobmatch.store.tables import RUN_BLOCKS

BLOCK = 256
"""Citizens of a block: a place in it is one byte."""
LOOK_BACK = 16
"""So many runs after a block was written whole it is written whole again, when anything in it is otherwise."""
MOSTLY = 0.5
"""With a larger share of its citizens to be written, a block is written whole."""
_AT_ONCE = 64
"""Blocks that are packed at once, so that memory stays bounded."""
_CELLS = ("people", "lengths", "places", "points", "details")
_COLUMNS = ("block", "run", "base", *_CELLS)
_THESE = ", ".join(f"part.{name}" for name in _COLUMNS)
_HEADS = (
    "(SELECT block, max(run) AS run FROM run_blocks WHERE run <= :run GROUP BY block) AS newest"
    " JOIN run_blocks AS head ON head.block = newest.block AND head.run = newest.run"
)
_BASES = text(f"SELECT head.block, head.base FROM {_HEADS}")
_EVERY = text(
    f"SELECT {_THESE} FROM {_HEADS}"
    " JOIN run_blocks AS part ON part.block = head.block AND part.run BETWEEN head.base AND head.run"
    " ORDER BY part.block, part.run DESC"
)
_ONE = text(
    f"SELECT {_THESE} FROM run_blocks AS part WHERE part.block = :block AND part.run <= :run AND part.run >="
    " (SELECT base FROM run_blocks WHERE block = :block AND run <= :run ORDER BY run DESC LIMIT 1)"
    " ORDER BY part.run DESC"
)
_OF_BLOCK = text(f"SELECT {_THESE} FROM run_blocks AS part WHERE part.block = :block ORDER BY part.run")


def write(connection: Connection, run: int, arrays: ListArrays, numbers: Numbers, changed: Ints, left: Ints) -> None:
    """Write what a run brought.

    Args:
        run: Its number.
        changed: Which of the citizens' lists are otherwise than in the run before.
        left: The lasting numbers of those who are no longer there.
    """
    blocks = numbers.people // BLOCK
    touched, counts = np.unique(np.concatenate([blocks[changed], left // BLOCK]), return_counts=True)
    mostly = counts > MOSTLY * np.bincount(blocks, minlength=int(touched.max(initial=0)) + 1)[touched]
    bases = _bases(connection, run, touched, mostly)
    whole = touched[bases == run]
    chosen = np.isin(blocks, whole)
    chosen[changed] = True
    members = np.flatnonzero(chosen)
    members = members[np.argsort(numbers.people[members])]
    left = np.sort(left[~np.isin(left // BLOCK, whole)])

    def rows() -> Iterator[tuple[Any, ...]]:
        for first in range(0, len(touched), _AT_ONCE):
            part = touched[first : first + _AT_ONCE]
            some, gone = (_within(part, one, of) for one, of in ((members, blocks[members]), (left, left // BLOCK)))
            packed = _packed(arrays, numbers, some, gone)
            ends = np.searchsorted(packed.people // BLOCK, part, "right").tolist()
            for block, base, its in zip(part.tolist(), bases[first:].tolist(), packed.parts(ends), strict=False):
                yield block, run, base, *_cells(its)

    insert_rows(connection, RUN_BLOCKS, _COLUMNS, rows())


def _bases(connection: Connection, run: int, touched: Ints, mostly: NDArray[np.bool_]) -> Ints:
    """By block: the run whose row its new one goes back to, which is this one for a block to be written whole."""
    known = {row.block: row.base for row in connection.execute(_BASES, {"run": run})}
    bases = np.fromiter((known.get(block, 0) for block in touched.tolist()), np.int64, len(touched))
    turn = (touched + run) % LOOK_BACK == 0  # each in its turn, so that no night writes them all
    bases[mostly | turn | (bases == 0) | (run - bases >= LOOK_BACK)] = run
    return bases


def _within(part: Ints, items: Ints, blocks: Ints) -> Ints:
    """The items whose blocks, which are in order, belong to a stretch of blocks."""
    return items[np.searchsorted(blocks, part[0]) : np.searchsorted(blocks, part[-1], "right")]


def _packed(arrays: ListArrays, numbers: Numbers, some: Ints, gone: Ints) -> Packed:
    """The lists of some citizens, and those who have left, in the order of their numbers."""
    lengths, keys = arrays.keys(numbers.places, some)
    packed = Packed(numbers.people[some], lengths, keys, [arrays.details[n] for n in some.tolist()])
    if not len(gone):
        return packed
    away = Packed(gone, np.full(len(gone), NOT_THERE), np.zeros(0, np.int64), [None] * len(gone))
    both = Packed.joined([packed, away])
    return both.some(np.argsort(both.people))


def list_of(connection: Connection, run: int, person: int) -> tuple[bytes, str | None] | None:
    """The list and the details of one citizen in a run, if she was in it."""
    place = bytes([person % BLOCK])
    with connection.execute(_ONE, {"block": person // BLOCK, "run": run}) as rows:
        for row in rows:
            n = row.people.find(place)
            if n >= 0:
                found = _read(row).some(np.array([n]))
                return (found.keys.astype("<i8").tobytes(), found.details[0]) if found.lengths[0] >= 0 else None
    return None


def lists_of(connection: Connection, run: int, people: Ints) -> Packed:
    """The lists of some citizens in a run, by number; without those who were not in it."""
    parts = []
    for block in np.unique(people // BLOCK).tolist():
        found = _newest(connection.execute(_ONE, {"block": block, "run": run}))
        parts.append(found.some(np.flatnonzero(np.isin(found.people, people))))
    return Packed.joined(parts)


def every(connection: Connection, run: int) -> Iterator[Packed]:
    """All lists of a run, block by block."""
    query = _EVERY.execution_options(stream_results=True)
    with connection.execute(query, {"run": run}) as rows:
        for _, of_block in groupby(rows.yield_per(100), lambda row: row.block):
            yield _newest(of_block)


def forget(connection: Connection, person: int) -> int:
    """Take one citizen out of every run; gives how many lists of hers there were."""
    place, lists, before = person % BLOCK, 0, None
    for row in connection.execute(_OF_BLOCK, {"block": person // BLOCK}).all():
        packed = _read(row)
        hers = packed.people % BLOCK == place
        if not hers.any():
            continue
        one = packed.some(np.flatnonzero(hers))
        now = (one.keys.tobytes(), one.details[0]) if one.lengths[0] >= 0 else None
        lists += now is not None and now != before  # a block that is written whole says again what stood there
        before = now
        this = RUN_BLOCKS.c.block == row.block, RUN_BLOCKS.c.run == row.run
        rest = packed.some(np.flatnonzero(~hers))
        if len(rest.people) or row.base == row.run:  # a whole block says by its silence who is not there
            connection.execute(update(RUN_BLOCKS).where(*this).values(dict(zip(_CELLS, _cells(rest), strict=True))))
        else:
            connection.execute(delete(RUN_BLOCKS).where(*this))
    return lists


def _newest(rows: Iterable[Row[Any]]) -> Packed:
    """What holds at the first of the rows of a block, which are the newest first."""
    found = Packed.joined([_read(row) for row in rows])
    _, first = np.unique(found.people, return_index=True)
    return found.some(first[found.lengths[first] >= 0])


def _cells(packed: Packed) -> tuple[bytes, bytes, bytes, bytes, str]:
    """The lists of a block as they are written."""
    details = "\n".join(told or "" for told in packed.details)
    if details.count("\n") != max(len(packed.details) - 1, 0):
        raise ValueError("details are one line of JSON each")
    places, points = packed.keys >> 32, (packed.keys & LOW).astype(np.uint32).view(np.int32)
    people = (packed.people % BLOCK).astype(np.uint8).tobytes()
    return people, _narrow(packed.lengths, "i"), _narrow(places, "u"), _narrow(points, "i"), details


def _read(row: Row[Any]) -> Packed:
    """The lists of a row."""
    people = np.frombuffer(row.people, np.uint8).astype(np.int64) + row.block * BLOCK
    lengths = _wide(row.lengths, len(people), "i")
    total = int(np.maximum(lengths, 0).sum())
    keys = (_wide(row.places, total, "u") << 32) | (_wide(row.points, total, "i") & LOW)
    details = [told or None for told in row.details.split("\n")] if len(people) else []
    return Packed(people, lengths, keys, details)


def _narrow(values: NDArray[Any], kind: Literal["i", "u"]) -> bytes:
    """Whole numbers in as few bytes each as hold them all."""
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    for size in (1, 2, 4):
        limits = np.iinfo(f"{kind}{size}")
        if limits.min <= low and high <= limits.max:
            return values.astype(f"<{kind}{size}").tobytes()
    raise ValueError("a number of a list is larger than any that there should be")


def _wide(cell: bytes, count: int, kind: Literal["i", "u"]) -> Ints:
    """The numbers again."""
    return np.frombuffer(cell, f"<{kind}{len(cell) // max(count, 1) or 1}").astype(np.int64)
