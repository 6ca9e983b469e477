"""Published runs: who got which placements, as it was shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, Row, func, select

from jobmatch.errors import Conflict, Text
from jobmatch.store import run_blocks
from jobmatch.store.bulk import chunks
from jobmatch.store.run_lists import (
    NOT_THERE,
    Ints,
    ListArrays,
    Packed,
    RankedList,
    Reading,
    packed_array,
    unpacked_array,
)
from jobmatch.store.run_numbers import Numbers, ids_of, numbers_of
from jobmatch.store.tables import RUN_PEOPLE, RUN_PLACES, RUNS
from jobmatch.store.transaction import Glance

__all__ = ["RankedList", "Run", "Runs"]

_PUBLISHED = Text("Kørslen {run} er allerede offentliggjort.", "The run {run} has been published already.")
_CHUNK = 2_000
_AT_ONCE = 20_000
"""Lists that are compared at once, so that memory stays bounded."""
_KEPT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One published set of lists, with the versions of everything that it was made from."""

    run_id: str = ""
    """Given by the store when empty."""
    model: str
    rules: str
    vocabulary: str
    revision: int
    """The revision of the data that was scored."""
    as_of: date
    started_at: datetime
    published_at: datetime | None = None
    """Set by the store when the run is published."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Figures about the run, for people to read."""


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def _run(row: Row[Any]) -> Run:
    return Run(
        run_id=row.run_id,
        model=row.model,
        rules=row.rules,
        vocabulary=row.vocabulary,
        revision=row.revision,
        as_of=date.fromisoformat(row.as_of),
        started_at=datetime.fromisoformat(row.started_at),
        published_at=datetime.fromisoformat(row.published_at),
        counts=json.loads(row.counts),
    )


_NEWEST = Glance(select(func.coalesce(func.max(RUNS.c.number), 0)))
_FACTS = tuple(column for column in RUNS.c if column.name not in ("feasible", "fixed"))


class Runs:
    """The runs of one database. Published runs never change, so what reading them takes is kept in memory."""

    def __init__(self) -> None:
        self._readings: dict[tuple[int, str], Reading] = {}

    def publish(
        self,
        connection: Connection,
        run: Run,
        lists: Iterable[RankedList] | ListArrays,
        now: datetime,
        numbers: Numbers | None = None,
    ) -> Run:
        """Save a run with all its lists; a list that is as in the run before it is not written again.

        Args:
            numbers: Of the lists' citizens and placements, when they are known.
        """
        number = int(connection.scalar(select(func.coalesce(func.max(RUNS.c.number), 0))) or 0) + 1
        run = replace(run, run_id=run.run_id or f"R-{number:06d}", published_at=now)
        if connection.scalar(select(RUNS.c.number).where(RUNS.c.run_id == run.run_id)) is not None:
            raise Conflict(_PUBLISHED.fill(run=run.run_id))
        arrays = lists if isinstance(lists, ListArrays) else ListArrays.of(lists)
        numbers = Numbers.of(connection, arrays) if numbers is None else numbers
        numbers.save(connection)
        changed, left = _changed(connection, number - 1, arrays, numbers)
        run_blocks.write(connection, number, arrays, numbers, changed, left)
        counts = {**run.counts, "lists_written": len(changed)}
        connection.execute(
            RUNS.insert().values(
                number=number,
                run_id=run.run_id,
                model=run.model,
                rules=run.rules,
                vocabulary=run.vocabulary,
                revision=run.revision,
                as_of=run.as_of.isoformat(),
                started_at=_moment(run.started_at),
                published_at=_moment(now),
                counts=json.dumps(counts, ensure_ascii=False),
                fixed=packed_array(_by_number(numbers.places, arrays.fixed, 0)),
                feasible=packed_array(_by_number(numbers.people, arrays.feasible, NOT_THERE)),
            )
        )
        return replace(run, counts=counts)

    def newest_number(self, engine: Engine) -> int:
        """The number of the run that was published last; 0 without one."""
        (number,) = _NEWEST.row(engine) or (0,)
        return int(number)

    def newest_first(self, connection: Connection, limit: int | None = None) -> list[Run]:
        """Published runs, the newest first."""
        return [_run(row) for row in connection.execute(select(*_FACTS).order_by(RUNS.c.number.desc()).limit(limit))]

    def find(self, connection: Connection, run_id: str) -> Run | None:
        """The run of this id."""
        row = connection.execute(select(*_FACTS).where(RUNS.c.run_id == run_id)).first()
        return None if row is None else _run(row)

    def before(self, connection: Connection, run_id: str) -> Run | None:
        """The run that was published before this one."""
        number = select(RUNS.c.number).where(RUNS.c.run_id == run_id).scalar_subquery()
        row = connection.execute(select(*_FACTS).where(RUNS.c.number < number).order_by(RUNS.c.number.desc())).first()
        return None if row is None else _run(row)

    def numbers(self, connection: Connection, arrays: ListArrays) -> Numbers:
        """The lasting numbers that new lists will be written with."""
        return Numbers.of(connection, arrays)

    def list_of(self, connection: Connection, run_id: str, citizen_id: str) -> RankedList | None:
        """What one citizen got in a run."""
        found = self._select(connection, run_id)
        person = connection.scalar(select(RUN_PEOPLE.c.number).where(RUN_PEOPLE.c.citizen_id == citizen_id))
        if found is None or person is None:
            return None
        number, reading = found
        one = run_blocks.list_of(connection, number, person)
        return None if one is None else _ranked(reading, person, citizen_id, *one)

    def lists(
        self, connection: Connection, run_id: str, citizens: Collection[str] | None = None
    ) -> Iterator[RankedList]:
        """Every list of a run, or those of some citizens, in the order of the citizens' ids."""
        found = self._select(connection, run_id)
        if found is None:
            return
        number, reading = found
        for person, citizen_id, ranked, details in _stored(connection, number, citizens):
            yield _ranked(reading, person, citizen_id, ranked, details)

    def details(self, connection: Connection, run_id: str) -> Iterator[RankedList]:
        """What the run keeps about each citizen beside the list, which is left out; in the order of their ids."""
        found = self._select(connection, run_id)
        if found is None:
            return
        number, reading = found
        for person, citizen_id, _, details in _stored(connection, number):
            yield _ranked(reading, person, citizen_id, b"", details)

    def packed(self, connection: Connection, run_id: str) -> Iterator[tuple[str, bytes, str | None]]:
        """Citizen, list and details as they are written, in the order of the citizens' ids; see ``Packed``."""
        found = self._select(connection, run_id)
        if found is not None:
            for _, citizen_id, ranked, details in _stored(connection, found[0]):
                yield citizen_id, ranked, details

    def reading(self, connection: Connection, run_id: str) -> Reading | None:
        """What is needed to read lists as they are written."""
        found = self._select(connection, run_id)
        return None if found is None else found[1]

    def first_of(self, connection: Connection, run_id: str, length: int) -> Iterator[tuple[str, list[str]]]:
        """Citizen and the first few placements of every list, in the order of the citizens' ids."""
        for one in self.lists(connection, run_id):
            yield one.citizen_id, [key for key, _ in one.ranked[:length]]

    def _select(self, connection: Connection, run_id: str) -> tuple[int, Reading] | None:
        run = connection.execute(select(RUNS.c.number, RUNS.c.published_at).where(RUNS.c.run_id == run_id)).first()
        if run is None:
            return None
        key = (run.number, run.published_at)
        if key not in self._readings:
            if len(self._readings) >= _KEPT:
                self._readings = {}
            self._readings[key] = _reading(connection, run.number)
        return run.number, self._readings[key]


def _reading(connection: Connection, number: int) -> Reading:
    row = connection.execute(select(RUNS.c.fixed, RUNS.c.feasible).where(RUNS.c.number == number)).one()
    return Reading(ids_of(connection, RUN_PLACES), unpacked_array(row.fixed), unpacked_array(row.feasible))


def _ranked(reading: Reading, person: int, citizen_id: str, ranked: bytes, details: str | None) -> RankedList:
    told = None if details is None else json.loads(details)
    return RankedList(citizen_id, reading.ranked(ranked), int(reading.feasible[person]), told)


def _stored(
    connection: Connection, number: int, citizens: Collection[str] | None = None
) -> Iterator[tuple[int, str, bytes, str | None]]:
    """Number, id, list and details of everybody in a run, or of some, in the order of their ids."""
    if citizens is None:
        yield from _by_id(Packed.joined(list(run_blocks.every(connection, number))), ids_of(connection, RUN_PEOPLE))
        return
    for some in chunks(sorted(citizens), _CHUNK):
        ids = {person: key for key, person in numbers_of(connection, RUN_PEOPLE, some).items()}
        people = np.fromiter(ids, np.int64, len(ids))
        yield from _by_id(run_blocks.lists_of(connection, number, people), ids)


def _by_id(packed: Packed, ids: Mapping[int, str] | Sequence[str]) -> Iterator[tuple[int, str, bytes, str | None]]:
    people = packed.people.tolist()
    keys = [ids[person] for person in people]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    for n, ranked in zip(order, packed.lists(order), strict=True):
        yield people[n], keys[n], ranked, packed.details[n]


def _by_number(numbers: Ints, values: Ints, otherwise: int) -> Ints:
    placed = np.full(int(numbers.max(initial=-1)) + 1, otherwise, np.int64)
    placed[numbers] = values
    return placed


def _changed(connection: Connection, before: int, arrays: ListArrays, numbers: Numbers) -> tuple[Ints, Ints]:
    """Which of the new lists are otherwise than in the run before, and the numbers of those who left."""
    if arrays.settled is not None:
        return np.flatnonzero(~arrays.settled.alike), arrays.settled.left
    stored = Packed.joined(list(run_blocks.every(connection, before)))
    place = np.searchsorted(stored.people, numbers.people)
    place[place == len(stored.people)] = 0
    there = stored.people[place] == numbers.people if len(stored.people) else np.zeros(len(place), np.bool_)
    otherwise = ~there
    for first in range(0, len(place), _AT_ONCE):
        some = first + np.flatnonzero(there[first : first + _AT_ONCE])
        otherwise[some] = ~_same(arrays, numbers, some, stored.some(place[some]))
    stayed = np.zeros(len(stored.people), np.bool_)
    stayed[place[there]] = True
    return np.flatnonzero(otherwise), stored.people[~stayed]


def _same(arrays: ListArrays, numbers: Numbers, some: Ints, stored: Packed) -> NDArray[np.bool_]:
    """Whether new lists and their details say what the stored ones say."""
    lengths, keys = arrays.keys(numbers.places, some)
    told = zip((arrays.details[n] for n in some.tolist()), stored.details, strict=True)
    same: NDArray[np.bool_] = np.fromiter((new == old for new, old in told), np.bool_, len(some))
    same &= lengths == stored.lengths
    new = Packed(stored.people, lengths, keys, stored.details)
    alike = np.flatnonzero(same)
    one, other = new.some(alike), stored.some(alike)
    differing = np.concatenate([[0], np.cumsum(one.keys != other.keys)])[one.starts]
    same[alike] = np.diff(differing) == 0
    return same
