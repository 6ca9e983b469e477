"""A database from before the blocks: after the upgrade every run says of everybody what it said."""

from __future__ import annotations

import random
import zlib
from typing import Any

import numpy as np
from sqlalchemy import Connection, text

from jobmatch.store import RankedList, Store, open_database, run_blocks
from jobmatch.store.schema import upgrade, upgrade_within
from jobmatch.store.transaction import writing
from tests.store.test_run_blocks import NIGHT, assert_within_reach

PLACES, RUNS = 300, 40
Town = dict[str, RankedList]


def packed(pairs: dict[int, int]) -> bytes:
    """A list as it was written: sorted keys of a placement's number and its points."""
    return np.sort(np.array([(place << 32) | (own & 0xFFFF_FFFF) for place, own in pairs.items()], "<i8")).tobytes()


class Earlier:
    """How version 0009 published: each list a row, from a run until another."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._standing: dict[str, tuple[dict[int, int], str | None]] = {}
        self.said: dict[str, Town] = {}

    def _run(self, statement: str, **given: Any) -> None:
        self._connection.execute(text(statement), given)

    def publish(self, lists: dict[str, tuple[dict[int, int], str | None]], numbers: dict[str, int]) -> None:
        """One more run."""
        run, run_id = len(self.said) + 1, f"R-{len(self.said) + 1:06d}"
        for key in numbers.keys() - {
            one for (one,) in self._connection.execute(text("SELECT citizen_id FROM run_people"))
        }:
            self._run("INSERT INTO run_people VALUES (:key, :number)", key=key, number=numbers[key])
        for key in [key for key, one in self._standing.items() if lists.get(key) != one]:
            self._run("UPDATE run_lists SET until = :run WHERE citizen_id = :key AND until IS NULL", run=run, key=key)
        for key, one in lists.items():
            if self._standing.get(key) != one:
                self._run(
                    "INSERT INTO run_lists VALUES (:key, :run, NULL, :ranked, :details)",
                    key=key, run=run, ranked=packed(one[0]), details=one[1],
                )  # fmt: skip
        fixed = np.arange(PLACES, dtype="<i4") * run
        feasible = np.full(max(numbers.values()) + 1, -1, "<i4")
        for key, one in lists.items():
            feasible[numbers[key]] = len(one[0]) + run
        self._run(
            "INSERT INTO runs VALUES (:run, :id, 'm', 'r', 'v', 1, '2026-11-21', :at, :at, '{}', :fixed, :feasible)",
            run=run, id=run_id, at=NIGHT.started_at.isoformat(),
            fixed=zlib.compress(fixed.tobytes(), 1), feasible=zlib.compress(feasible.tobytes(), 1),
        )  # fmt: skip
        self._standing = dict(lists)
        self.said[run_id] = {
            key: RankedList(
                key,
                tuple(sorted(((f"P-{n}", own + n * run) for n, own in one[0].items()), key=lambda p: (-p[1], p[0]))),
                len(one[0]) + run,
                None if one[1] is None else {"note": one[1][10:-2]},
            )
            for key, one in lists.items()
        }


def lived(connection: Connection) -> dict[str, Town]:
    """Forty runs over some hundreds of people who come, change, leave and return; one was erased."""
    chance, earlier = random.Random(3), Earlier(connection)
    for n in range(PLACES):
        connection.execute(text("INSERT INTO run_places VALUES (:key, :n)"), {"key": f"P-{n}", "n": n})
    people = [f"B-{n:03}" for n in range(600)]
    numbers = {key: n for n, key in enumerate(people)}
    erased = numbers.pop("B-300")

    def one() -> tuple[dict[int, int], str | None]:
        some = chance.sample(range(PLACES), chance.choice((0, 1, 3, 50)))
        own = {place: chance.choice((0, -7, 250, 9_999, -(2**31), 2**31 - 1)) for place in some}
        return own, chance.choice((None, '{"note": "ø"}', '{"note": "limit"}'))

    lists = {key: one() for key in people[:500] if key in numbers}
    for night in range(RUNS):
        share = chance.choice((0.0, 0.01, 0.05)) if night else 0.0
        for key in chance.sample(sorted(numbers), round(share * len(numbers))):
            lists[key] = one()
        for key in chance.sample(sorted(lists), chance.choice((0, 0, 3))):
            del lists[key]
        earlier.publish(lists, numbers)
    assert erased not in numbers.values()
    return earlier.said


def test_every_list_of_every_run_is_carried_over(bare_database: str) -> None:
    engine = open_database(bare_database)
    with writing(engine) as connection:
        upgrade_within(connection, "0009")
        said = lived(connection)
    assert upgrade(engine)
    engine.dispose()
    store = Store.open(bare_database)
    assert {run.run_id: {one.citizen_id: one for one in store.lists(run.run_id)} for run in store.runs()} == said
    assert_within_reach(store)
    some = random.Random(1).sample([(run, key) for run, town in said.items() for key in (*town, "B-300")], 200)
    for run_id, key in some:
        assert store.list_of(run_id, key) == said[run_id].get(key)
    latest = store.latest_run()
    assert latest is not None
    town = said[latest.run_id]
    own = [
        RankedList(key, [(p, whole - int(p[2:]) * RUNS) for p, whole in one.ranked], one.feasible_count, one.details)
        for key, one in town.items()
    ]
    again = store.publish(NIGHT, own)
    assert again.counts["lists_written"] == 0
    store.close()


def test_a_database_without_any_run_is_upgraded_too(bare_database: str) -> None:
    engine = open_database(bare_database)
    with writing(engine) as connection:
        upgrade_within(connection, "0009")
    assert upgrade(engine)
    engine.dispose()
    store = Store.open(bare_database)
    assert store.publish(NIGHT, [RankedList("B-1", [("P-1", 1)], 1)]).counts == {"lists_written": 1}
    assert run_blocks.BLOCK == 256
    store.close()
