"""Published runs: who got which placements, as it was shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, Select, Table, and_, func, or_, select, text

from jobmatch.errors import Conflict, Text
from jobmatch.store.bulk import chunks, insert_rows, plain_rows
from jobmatch.store.run_lists import (
    NOT_THERE,
    Ints,
    ListArrays,
    RankedList,
    Reading,
    packed_array,
    unpacked_array,
)
from jobmatch.store.tables import RUN_LISTS, RUN_PEOPLE, RUN_PLACES, RUNS
from jobmatch.store.transaction import Glance

__all__ = ["RankedList", "Run", "Runs"]

_PUBLISHED = Text("Kørslen {run} er allerede offentliggjort.", "The run {run} has been published already.")
_CHUNK = 2_000
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

    def publish(self, connection: Connection, run: Run, lists: Iterable[RankedList] | ListArrays, now: datetime) -> Run:
        """Save a run with all its lists; a list that is as in the run before it is not written again."""
        number = int(connection.scalar(select(func.coalesce(func.max(RUNS.c.number), 0))) or 0) + 1
        run = replace(run, run_id=run.run_id or f"R-{number:06d}", published_at=now)
        if connection.scalar(select(RUNS.c.number).where(RUNS.c.run_id == run.run_id)) is not None:
            raise Conflict(_PUBLISHED.fill(run=run.run_id))
        arrays = lists if isinstance(lists, ListArrays) else ListArrays.of(lists)
        places = _numbered(connection, RUN_PLACES, "placement_id", arrays.placements)
        people = _numbered(connection, RUN_PEOPLE, "citizen_id", arrays.citizens)
        written = _write_lists(connection, number, arrays, places)
        counts = {**run.counts, "lists_written": written}
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
                fixed=packed_array(_by_number(places, arrays.fixed, 0)),
                feasible=packed_array(_by_number(people, arrays.feasible, NOT_THERE)),
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

    def list_of(self, connection: Connection, run_id: str, citizen_id: str) -> RankedList | None:
        """What one citizen got in a run."""
        return next(iter(self._read(connection, run_id, RUN_LISTS.c.citizen_id == citizen_id)), None)

    def lists(
        self, connection: Connection, run_id: str, citizens: Collection[str] | None = None
    ) -> Iterator[RankedList]:
        """Every list of a run, or those of some citizens, in the order of the citizens' ids."""
        if citizens is None:
            yield from self._read(connection, run_id)
            return
        for some in chunks(sorted(citizens), _CHUNK):
            yield from self._read(connection, run_id, RUN_LISTS.c.citizen_id.in_(some))

    def details(self, connection: Connection, run_id: str) -> Iterator[RankedList]:
        """What the run keeps about each citizen beside the list, which is left out; in the order of their ids."""
        found = self._select(connection, run_id)
        if found is None:
            return
        number, reading = found
        columns = (RUN_LISTS.c.citizen_id, RUN_LISTS.c.details, RUN_PEOPLE.c.number)
        for row in _streamed(connection, _in_run(number, columns)):
            kept = None if row.details is None else json.loads(row.details)
            yield RankedList(row.citizen_id, (), int(reading.feasible[row.number]), kept)

    def packed(self, connection: Connection, run_id: str) -> Iterator[tuple[str, bytes, str | None]]:
        """Citizen, list and details as they are written, in the order of the citizens' ids."""
        found = self._select(connection, run_id)
        if found is not None:
            columns = (RUN_LISTS.c.citizen_id, RUN_LISTS.c.ranked, RUN_LISTS.c.details)
            for row in _streamed(connection, _in_run(found[0], columns)):
                yield row.citizen_id, bytes(row.ranked), row.details

    def reading(self, connection: Connection, run_id: str) -> Reading | None:
        """What is needed to read lists as they are written."""
        found = self._select(connection, run_id)
        return None if found is None else found[1]

    def first_of(self, connection: Connection, run_id: str, length: int) -> Iterator[tuple[str, list[str]]]:
        """Citizen and the first few placements of every list, in the order of the citizens' ids."""
        for one in self._read(connection, run_id):
            yield one.citizen_id, [key for key, _ in one.ranked[:length]]

    def _read(self, connection: Connection, run_id: str, *where: Any) -> Iterator[RankedList]:
        found = self._select(connection, run_id)
        if found is None:
            return
        number, reading = found
        columns = (RUN_LISTS.c.citizen_id, RUN_LISTS.c.ranked, RUN_LISTS.c.details, RUN_PEOPLE.c.number)
        for row in _streamed(connection, _in_run(number, columns, *where)):
            details = None if row.details is None else json.loads(row.details)
            ranked = reading.ranked(bytes(row.ranked))
            yield RankedList(row.citizen_id, ranked, int(reading.feasible[row.number]), details)

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
    ids = connection.scalars(select(RUN_PLACES.c.placement_id).order_by(RUN_PLACES.c.number)).all()
    return Reading(ids, unpacked_array(row.fixed), unpacked_array(row.feasible))


def _in_run(number: int, columns: Sequence[Any], *where: Any) -> Select[Any]:
    then = and_(RUN_LISTS.c.since <= number, or_(RUN_LISTS.c.until.is_(None), RUN_LISTS.c.until > number))
    people = RUN_PEOPLE.c.citizen_id == RUN_LISTS.c.citizen_id
    return (
        select(*columns).join_from(RUN_LISTS, RUN_PEOPLE, people).where(then, *where).order_by(RUN_LISTS.c.citizen_id)
    )


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    with connection.execute(query.execution_options(stream_results=True)) as rows:
        yield from rows.yield_per(5_000)


def _numbered(connection: Connection, table: Table, key: str, ids: Sequence[str]) -> Ints:
    """The lasting numbers of these ids; new ones get the next."""
    known: dict[str, int] = dict(plain_rows(connection, f'SELECT "{key}", number FROM {table.name}'))
    following = max(known.values(), default=-1) + 1
    new = sorted(set(ids).difference(known))
    known.update((one, following + n) for n, one in enumerate(new))
    insert_rows(connection, table, [key, "number"], ((one, known[one]) for one in new))
    return np.fromiter(map(known.__getitem__, ids), np.int64, len(ids))


def _by_number(numbers: Ints, values: Ints, otherwise: int) -> Ints:
    placed = np.full(int(numbers.max(initial=-1)) + 1, otherwise, np.int64)
    placed[numbers] = values
    return placed


def _write_lists(connection: Connection, number: int, arrays: ListArrays, places: Ints) -> int:
    """Close the lists that are no longer so and write those that are new; returns how many were written."""
    some, settled = arrays.doubtful, arrays.settled
    keys = [arrays.citizens[n] for n in some.tolist()]
    fresh = zip(keys, arrays.packed(places, some), [arrays.details[n] for n in some.tolist()], strict=True)
    if settled is None:
        stored = _live(connection)
        otherwise = [one for one in fresh if stored.get(one[0]) != one[1:]]
        gone = [key for key, _, _ in otherwise if key in stored] + list(stored.keys() - set(keys))
    else:
        otherwise = list(fresh)
        gone = [key for key, stood in zip(keys, settled.stood[some].tolist(), strict=True) if stood] + [*settled.left]
    _close(connection, gone, number)
    rows = ((key, number, None, ranked, told) for key, ranked, told in otherwise)
    insert_rows(connection, RUN_LISTS, ["citizen_id", "since", "until", "ranked", "details"], rows)
    return len(otherwise)


def _live(connection: Connection) -> dict[str, tuple[bytes, str | None]]:
    """List and details of everybody as they stand in the latest run."""
    rows = plain_rows(connection, "SELECT citizen_id, ranked, details FROM run_lists WHERE until IS NULL")
    return {key: (bytes(ranked), details) for key, ranked, details in rows}


def _close(connection: Connection, citizens: Sequence[str], number: int) -> None:
    """These lists held until the run before this one."""
    postgres = connection.dialect.name == "postgresql"
    these = "= ANY(:keys)" if postgres else "IN (SELECT value FROM json_each(:keys))"
    query = text(f"UPDATE run_lists SET until = :run WHERE until IS NULL AND citizen_id {these}")
    connection.execute(query, {"run": number, "keys": list(citizens) if postgres else json.dumps(citizens)})
