"""The lasting numbers of people and placements, which the lists of runs are written with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, func, select

from jobmatch.store.bulk import chunks, insert_rows, plain_rows
from jobmatch.store.run_lists import NOT_THERE, Ints, ListArrays
from jobmatch.store.tables import RUN_PEOPLE, RUN_PLACES

_AT_ONCE = 2_000
New = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of everybody and of every placement in new lists."""

    people: Ints
    """By citizen of the lists."""
    places: Ints
    """By placement of the lists."""
    new_people: New = ()
    """Who gets a number with these lists."""
    new_places: New = ()

    @classmethod
    def of(cls, connection: Connection, arrays: ListArrays) -> Numbers:
        """The numbers that are known, and the next ones for whatever is new."""
        settled = arrays.settled
        known = (None, None) if settled is None else (settled.people, settled.places)
        people, new_people = _numbered(connection, RUN_PEOPLE, arrays.citizens, known[0])
        places, new_places = _numbered(connection, RUN_PLACES, arrays.placements, known[1])
        return cls(people, places, new_people, new_places)

    def save(self, connection: Connection) -> None:
        """Write down what is new."""
        insert_rows(connection, RUN_PEOPLE, ["citizen_id", "number"], self.new_people)
        insert_rows(connection, RUN_PLACES, ["placement_id", "number"], self.new_places)


def numbers_of(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, int]:
    """The numbers that some ids have."""
    key = table.primary_key.columns[0]
    found: dict[str, int] = {}
    for some in chunks(ids, _AT_ONCE):
        found.update((row[0], row[1]) for row in connection.execute(select(key, table.c.number).where(key.in_(some))))
    return found


def ids_of(connection: Connection, table: Table) -> list[str]:
    """By number: the id; empty where nobody has the number any more."""
    key = table.primary_key.columns[0].name
    rows = plain_rows(connection, f'SELECT "{key}", number FROM {table.name}')
    ids = [""] * (max((number for _, number in rows), default=-1) + 1)
    for one, number in rows:
        ids[number] = one
    return ids


def _numbered(connection: Connection, table: Table, ids: Sequence[str], known: Ints | None) -> tuple[Ints, New]:
    """The numbers of these ids, and those among them that are new.

    Args:
        known: The numbers so far as they are known already; see ``Settled``.
    """
    if known is None:
        key = table.primary_key.columns[0].name
        stored: Mapping[str, Any] = dict(plain_rows(connection, f'SELECT "{key}", number FROM {table.name}'))
        found = np.fromiter((stored.get(one, NOT_THERE) for one in ids), np.int64, len(ids))
    else:
        found = known.copy()
        some = np.flatnonzero(found == NOT_THERE).tolist()
        stored = numbers_of(connection, table, [ids[n] for n in some])
        for n in some:
            found[n] = stored.get(ids[n], NOT_THERE)
    without = {ids[n]: n for n in np.flatnonzero(found == NOT_THERE).tolist()}
    if not without:
        return found, ()
    following = int(connection.scalar(select(func.coalesce(func.max(table.c.number), -1))) or 0) + 1
    new = [(key, following + n) for n, key in enumerate(sorted(without))]
    for key, number in new:
        found[without[key]] = number
    return found, new
