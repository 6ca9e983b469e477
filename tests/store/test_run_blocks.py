"""Lists in blocks: whatever came, went and returned, each run says what was published, and little is written."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from jobmatch.store import RankedList, Run, Store, run_blocks
from jobmatch.store.run_lists import NOT_THERE, ListArrays, Settled
from jobmatch.store.tables import RUN_BLOCKS, RUN_PEOPLE

NIGHT = Run(
    model="m",
    rules="r",
    vocabulary="v",
    revision=1,
    as_of=date(2026, 11, 21),
    started_at=datetime(2026, 11, 21, tzinfo=UTC),
)
PEOPLE = [f"B-{n}" for n in range(9)]
LISTS: Sequence[tuple[tuple[tuple[str, int], ...], Mapping[str, object] | None]] = (
    ((), None),
    ((), {"limit": "ø\n"}),
    ((("P-1", 700), ("P-2", -3)), {"plan": None}),
    ((("P-1", 700), ("P-2", -3)), {"plan": {"placement_id": "P-1"}}),
    ((("P-70000", 40_000), ("P-1", 700), ("P-0", -40_000)), None),
)
"""What somebody may get: none, some, the same with other details, one that needs wider numbers."""
Town = dict[str, RankedList]


@dataclass(frozen=True)
class Erase:
    """Somebody is erased."""

    who: str


def towns() -> st.SearchStrategy[Town]:
    """Everybody's lists in one run."""
    return st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, len(LISTS) - 1)).map(
        lambda drawn: {key: RankedList(key, LISTS[n][0], len(LISTS[n][0]) + n, LISTS[n][1]) for key, n in drawn.items()}
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Town | Erase]:
    """Runs in which a few are otherwise than before, or nobody, or many; and people who are erased."""
    town = draw(towns())
    found: list[Town | Erase] = [town]
    for _ in range(draw(st.integers(1, 12))):
        what = draw(st.sampled_from(("few", "few", "few", "same", "others", "erase")))
        if what == "few":
            some = draw(towns())
            gone = draw(st.sets(st.sampled_from(PEOPLE), max_size=2))
            town = {**town, **dict(list(some.items())[:2])}
            town = {key: one for key, one in town.items() if key not in gone}
        elif what == "others":
            town = draw(towns())
        elif what == "erase" and town:
            who = draw(st.sampled_from(sorted(town)))
            town = {key: one for key, one in town.items() if key != who}
            found.append(Erase(who))
        found.append(town)
    return found


def seen(store: Store, run_id: str) -> Town:
    """What a run says, asked for in every way there is."""
    every = {one.citizen_id: one for one in store.lists(run_id)}
    assert list(every) == sorted(every)
    assert [store.list_of(run_id, key) for key in PEOPLE] == [every.get(key) for key in PEOPLE]
    assert list(store.lists(run_id, PEOPLE[::2])) == [every[key] for key in PEOPLE[::2] if key in every]
    beside = [(one.citizen_id, one.details, one.feasible_count) for one in store.details(run_id)]
    assert beside == [(key, one.details, one.feasible_count) for key, one in every.items()]
    reading = store.list_reading(run_id)
    assert reading is not None
    packed = [(key, reading.ranked(ranked)) for key, ranked, _ in store.packed_lists(run_id)]
    assert packed == [(key, one.ranked) for key, one in every.items()]
    assert list(store.first_of(run_id, 1)) == [(key, [p for p, _ in one.ranked[:1]]) for key, one in every.items()]
    return every


def rows_of(store: Store) -> list[tuple[object, ...]]:
    """The blocks as they are written."""
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(RUN_BLOCKS).order_by(*RUN_BLOCKS.primary_key.columns))]


def assert_within_reach(store: Store) -> None:
    """No row goes back further than it may, and what it goes back to is whole."""
    with store.engine.connect() as connection:
        rows = connection.execute(select(RUN_BLOCKS.c.block, RUN_BLOCKS.c.run, RUN_BLOCKS.c.base)).all()
    for block, run, base in rows:
        assert len([one for one in rows if one.block == block and base <= one.run <= run]) <= run_blocks.LOOK_BACK


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of three citizens, written whole every fourth run, two at once."""
    monkeypatch.setattr(run_blocks, "BLOCK", 3)
    monkeypatch.setattr(run_blocks, "LOOK_BACK", 4)
    monkeypatch.setattr(run_blocks, "_AT_ONCE", 2)


def live(store: Store, history: Sequence[Town | Erase]) -> dict[str, Town]:
    """Publish and erase; gives what every run must say from now on."""
    said: dict[str, Town] = {run.run_id: seen(store, run.run_id) for run in store.runs(limit=1)}
    for step in history:
        if isinstance(step, Erase):
            store.erase(step.who, by="dpo")
            said = {run: {key: one for key, one in town.items() if key != step.who} for run, town in said.items()}
            continue
        before = rows_of(store)
        last = said.get(latest.run_id, {}) if (latest := store.latest_run()) else {}
        run = store.publish(NIGHT, list(step.values()))
        said[run.run_id] = step
        otherwise = [key for key, one in step.items() if _written(last.get(key)) != _written(one)]
        assert run.counts["lists_written"] == len(otherwise)
        after = rows_of(store)
        assert [row for row in after if row in before] == before  # what is published is never written to
        if not otherwise and step.keys() == last.keys():
            assert after == before
    return said


def _written(one: RankedList | None) -> object:
    return None if one is None else (one.ranked, one.details)


@pytest.mark.usefixtures("_small")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories())
def test_each_run_says_for_ever_what_was_published_but_for_who_was_erased(
    store: Store, history: list[Town | Erase]
) -> None:
    said = live(store, history)
    assert {run_id: seen(store, run_id) for run_id in said} == said
    assert_within_reach(store)


@pytest.mark.usefixtures("_small")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories())
def test_a_night_that_knows_what_stands_there_writes_what_one_writes_that_reads_it(
    history: list[Town | Erase], empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("two")
    stores = []
    for name in ("reads", "knows"):
        shutil.copyfile(empty_sqlite, folder / name)
        stores.append(Store.open(str(folder / name)))
    reads, knows = stores
    last: Town = {}
    for step in history:
        if isinstance(step, Erase):
            for store in stores:
                store.erase(step.who, by="dpo")
            last = {key: one for key, one in last.items() if key != step.who}
            continue
        one = reads.publish(NIGHT, list(step.values()))
        other = knows.publish(NIGHT, settled(knows, step, last))
        assert one.counts == other.counts
        assert rows_of(reads) == rows_of(knows)
        last = step
    for store in stores:
        store.close()


def settled(store: Store, town: Town, last: Town) -> ListArrays:
    """Lists with what is known of the latest run's; of every other person and placement not even the number."""
    arrays = ListArrays.of(town.values())
    with store.engine.connect() as connection:
        numbers = {row.citizen_id: row.number for row in connection.execute(select(RUN_PEOPLE))}
    known = [numbers[key] if n % 2 and key in numbers else NOT_THERE for n, key in enumerate(arrays.citizens)]
    return replace(
        arrays,
        settled=Settled(
            alike=np.array([_written(last.get(key)) == _written(town[key]) for key in arrays.citizens], np.bool_),
            people=np.array(known, np.int64),
            places=np.full(len(arrays.placements), NOT_THERE, np.int64),
            left=np.array([numbers[key] for key in last if key not in town], np.int64),
        ),
    )


def test_in_a_country_each_block_is_written_whole_in_its_turn(store: Store) -> None:
    chance = random.Random(5)
    town = {f"B-{n:05}": RankedList(f"B-{n:05}", [("P-1", n)], 1, {"n": n}) for n in range(3_000)}
    store.publish(NIGHT, list(town.values()))
    whole, said = [], {}
    for night in range(2, 2 + 2 * run_blocks.LOOK_BACK):
        for key in chance.sample(sorted(town), 150):
            town[key] = RankedList(key, [("P-1", night), ("P-2", chance.randrange(9))], 2)
        run = store.publish(NIGHT, list(town.values()))
        said[run.run_id] = dict(town)
        with store.engine.connect() as connection:
            mine = RUN_BLOCKS.c.run == night
            whole.append(connection.scalar(select(func.count()).where(mine, RUN_BLOCKS.c.base == night)) or 0)
    assert max(whole) <= 2
    assert sum(whole) >= 12
    assert_within_reach(store)
    for run_id in (*list(said)[::9], *list(said)[-1:]):
        assert {one.citizen_id: one for one in store.lists(run_id)} == {
            key: replace(one, ranked=tuple(sorted(one.ranked, key=lambda pair: (-pair[1], pair[0]))))
            for key, one in said[run_id].items()
        }


def test_details_are_told_on_one_line(store: Store) -> None:
    arrays = replace(ListArrays.of([RankedList("B-1", [], 0)]), details=["{\n}"])
    with pytest.raises(ValueError, match="one line"):
        store.publish(NIGHT, arrays)
    assert store.runs() == []


def test_an_erased_persons_number_says_nothing_of_her_when_it_is_given_again(store: Store) -> None:
    first = store.publish(NIGHT, [RankedList("B-1", [("P-1", 5)], 1), RankedList("B-2", [("P-2", 6)], 1)])
    assert store.erase("B-2", by="dpo").lists == 1
    store.publish(NIGHT, [RankedList("B-1", [("P-1", 5)], 1), RankedList("B-3", [("P-3", 7)], 1)])
    assert store.list_of(first.run_id, "B-3") is None
    assert [one.citizen_id for one in store.lists(first.run_id)] == ["B-1"]


def test_a_list_that_was_written_again_with_its_block_counts_once_when_somebody_is_erased(store: Store) -> None:
    still = RankedList("B-1", [("P-1", 5)], 1)
    for n in range(2 * run_blocks.LOOK_BACK):
        store.publish(NIGHT, [still, RankedList("B-2", [("P-2", n)], 1)])
    assert store.erase("B-1", by="dpo").lists == 1
    assert store.erase("B-2", by="dpo").lists == 2 * run_blocks.LOOK_BACK
    assert [row[3:] for row in rows_of(store) if any(row[3:])] == []
