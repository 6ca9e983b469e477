"""Published runs: who got which placements, as it was shown."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from jobmatch.errors import Conflict, Text
from jobmatch.store.bulk import insert_rows
from jobmatch.store.tables import RUN_LISTS, RUNS

_PUBLISHED = Text("Kørslen {run} er allerede offentliggjort.", "The run {run} has been published already.")


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


@dataclass(frozen=True, slots=True)
class RankedList:
    """One citizen's list in a run."""

    citizen_id: str
    ranked: Sequence[tuple[str, int]]
    """Placement ids with points, best first."""
    feasible_count: int
    """How many placements were feasible in all."""
    details: Mapping[str, Any] | None = None
    """Anything else that the run wants to keep about this citizen."""


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


_FACTS = tuple(column for column in RUNS.c if column.name != "placement_ids")


class Runs:
    """The runs of one database. Published runs never change, so their placement ids are kept in memory."""

    def __init__(self) -> None:
        self._placement_ids: dict[tuple[int, str], list[str]] = {}

    def publish(self, connection: Connection, run: Run, lists: Iterable[RankedList], now: datetime) -> Run:
        """Save a run with all its lists."""
        number = int(connection.scalar(select(func.coalesce(func.max(RUNS.c.number), 0))) or 0) + 1
        run = replace(run, run_id=run.run_id or f"R-{number:06d}", published_at=now)
        if connection.scalar(select(RUNS.c.number).where(RUNS.c.run_id == run.run_id)) is not None:
            raise Conflict(_PUBLISHED.fill(run=run.run_id))
        places: dict[str, int] = {}
        names = [column.name for column in RUN_LISTS.c]
        insert_rows(connection, RUN_LISTS, names, (_packed(number, one, places) for one in lists))
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
                counts=json.dumps(dict(run.counts), ensure_ascii=False),
                placement_ids=json.dumps(list(places), ensure_ascii=False),
            )
        )
        return run

    def newest_first(self, connection: Connection, limit: int | None = None) -> list[Run]:
        """Published runs, the newest first."""
        return [_run(row) for row in connection.execute(select(*_FACTS).order_by(RUNS.c.number.desc()).limit(limit))]

    def find(self, connection: Connection, run_id: str) -> Run | None:
        """The run of this id."""
        row = connection.execute(select(*_FACTS).where(RUNS.c.run_id == run_id)).first()
        return None if row is None else _run(row)

    def list_of(self, connection: Connection, run_id: str, citizen_id: str) -> RankedList | None:
        """What one citizen got in a run."""
        found = self._select(connection, run_id)
        if found is None:
            return None
        query, ids = found
        row = connection.execute(query.where(RUN_LISTS.c.citizen_id == citizen_id)).first()
        return None if row is None else _unpacked(row, ids)

    def lists(self, connection: Connection, run_id: str) -> Iterator[RankedList]:
        """Every list of a run, in the order of the citizens' ids."""
        found = self._select(connection, run_id)
        if found is None:
            return
        query, ids = found
        query = query.order_by(RUN_LISTS.c.citizen_id).execution_options(stream_results=True)
        with connection.execute(query) as rows:
            for row in rows.yield_per(5_000):
                yield _unpacked(row, ids)

    def details(self, connection: Connection, run_id: str) -> Iterator[RankedList]:
        """What the run keeps about each citizen beside the list, which is left out; in the order of their ids."""
        facts = (RUN_LISTS.c.citizen_id, RUN_LISTS.c.feasible_count, RUN_LISTS.c.details)
        query = select(*facts).join(RUNS, RUNS.c.number == RUN_LISTS.c.number).where(RUNS.c.run_id == run_id)
        query = query.order_by(RUN_LISTS.c.citizen_id).execution_options(stream_results=True)
        with connection.execute(query) as rows:
            for row in rows.yield_per(5_000):
                kept = None if row.details is None else json.loads(row.details)
                yield RankedList(row.citizen_id, (), row.feasible_count, kept)

    def first_of(self, connection: Connection, run_id: str, length: int) -> Iterator[tuple[str, list[str]]]:
        """Citizen and the first few placements of every list, in the order of the citizens' ids."""
        found = self._select(connection, run_id)
        if found is None:
            return
        query, ids = found
        query = query.order_by(RUN_LISTS.c.citizen_id).execution_options(stream_results=True)
        with connection.execute(query) as rows:
            for row in rows.yield_per(5_000):
                pairs = _numbers(bytes(row.ranked)[: length * _PAIR_BYTES])
                yield row.citizen_id, [ids[place] for place in pairs[::2]]

    def _select(self, connection: Connection, run_id: str) -> tuple[Select[Any], list[str]] | None:
        run = connection.execute(select(RUNS.c.number, RUNS.c.published_at).where(RUNS.c.run_id == run_id)).first()
        if run is None:
            return None
        ids = self._ids(connection, run.number, run.published_at)
        return select(RUN_LISTS).where(RUN_LISTS.c.number == run.number), ids

    def _ids(self, connection: Connection, number: int, published_at: str) -> list[str]:
        ids = self._placement_ids.get((number, published_at))
        if ids is None:
            ids = json.loads(connection.scalar(select(RUNS.c.placement_ids).where(RUNS.c.number == number)) or "[]")
            if len(self._placement_ids) >= 4:
                self._placement_ids = {}
            self._placement_ids[number, published_at] = ids
        return ids


def _packed(number: int, one: RankedList, places: dict[str, int]) -> tuple[Any, ...]:
    pairs = array("q")
    for placement_id, points in one.ranked:
        pairs.append(places.setdefault(placement_id, len(places)))
        pairs.append(points)
    details = None if one.details is None else json.dumps(one.details, ensure_ascii=False)
    return number, one.citizen_id, one.feasible_count, _bytes(pairs), details


def _bytes(pairs: array[int]) -> bytes:
    small = array("i", pairs)
    if _SWAP:
        small.byteswap()
    return small.tobytes()


def _numbers(packed: bytes) -> array[int]:
    pairs = array("i", packed)
    if _SWAP:
        pairs.byteswap()
    return pairs


def _unpacked(row: Row[Any], ids: list[str]) -> RankedList:
    pairs = _numbers(bytes(row.ranked))
    ranked = tuple((ids[place], points) for place, points in zip(pairs[::2], pairs[1::2], strict=True))
    details = None if row.details is None else json.loads(row.details)
    return RankedList(row.citizen_id, ranked, row.feasible_count, details)


_SWAP = array("i", [1]).tobytes() != b"\x01\x00\x00\x00"
"""Lists are kept little-endian, so that a backup can be read on any machine."""
_PAIR_BYTES = 8
"""A placement and its points."""
