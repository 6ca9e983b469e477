"""Published runs: whole or not at all, and shown as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobmatch.errors import Conflict
from jobmatch.store import RankedList, Run, Store
from jobmatch.store.run_lists import ListArrays
from tests.store.people import words

_STARTED = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)


def run(**known: object) -> Run:
    facts: dict[str, object] = {
        "model": "expert-1",
        "rules": "2026-07-01",
        "vocabulary": "abc",
        "revision": 7,
        "as_of": date(2026, 11, 21),
        "started_at": _STARTED,
        "counts": {"citizens": 2},
        **known,
    }
    return Run(**facts)  # type: ignore[arg-type]


def test_before_the_first_night_there_is_no_run(store: Store) -> None:
    assert store.latest_run() is None
    assert store.runs() == []
    assert store.run("R-000001") is None
    assert store.list_of("R-000001", "B-1") is None


def test_a_published_run_is_shown_as_it_was(store: Store) -> None:
    lists = [RankedList("B-2", [("P-9", 7_420), ("P-1", -3)], 12, {"blockers": ["ø"]}), RankedList("B-1", [], 0)]
    published = store.publish(run(), lists)
    assert published.published_at is not None
    assert store.latest_run() == published == store.run(published.run_id)
    assert published.counts == {"citizens": 2, "lists_written": 2}
    assert store.list_of(published.run_id, "B-2") == RankedList(
        "B-2", (("P-9", 7_420), ("P-1", -3)), 12, {"blockers": ["ø"]}
    )
    assert store.list_of(published.run_id, "B-1") == RankedList("B-1", (), 0)
    assert store.list_of(published.run_id, "B-3") is None
    assert [one.citizen_id for one in store.lists(published.run_id)] == ["B-1", "B-2"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(words, st.dictionaries(words, st.integers(-(2**31), 2**31 - 1), max_size=6), max_size=5))
def test_every_list_comes_back_best_first(store: Store, ranked: dict[str, dict[str, int]]) -> None:
    best_first = {key: tuple(sorted(one.items(), key=lambda pair: (-pair[1], pair[0]))) for key, one in ranked.items()}
    lists = [RankedList(citizen, pairs, len(pairs)) for citizen, pairs in best_first.items()]
    published = store.publish(run(), lists)
    assert list(store.lists(published.run_id)) == sorted(lists, key=lambda one: one.citizen_id)


def test_a_list_that_did_not_change_is_not_written_again(store: Store) -> None:
    still, moved = RankedList("B-1", [("P-1", 9), ("P-2", 8)], 2), RankedList("B-2", [("P-1", 7)], 1)
    first = store.publish(run(), [still, moved, RankedList("B-3", [], 0)])
    second = store.publish(run(), [still, RankedList("B-2", [("P-3", 8)], 4)])
    assert (first.counts["lists_written"], second.counts["lists_written"]) == (3, 1)
    assert store.list_of(second.run_id, "B-1") == store.list_of(first.run_id, "B-1")
    assert [one.citizen_id for one in store.lists(first.run_id)] == ["B-1", "B-2", "B-3"]
    assert [one.citizen_id for one in store.lists(second.run_id)] == ["B-1", "B-2"]
    assert store.list_of(second.run_id, "B-3") is None
    assert store.list_of(first.run_id, "B-2") == RankedList("B-2", (("P-1", 7),), 1)
    assert store.list_of(second.run_id, "B-2") == RankedList("B-2", (("P-3", 8),), 4)
    assert store.run_before(second.run_id) == first
    assert store.run_before(first.run_id) is None


def test_what_a_placement_gives_to_everybody_moves_without_writing_a_list(store: Store) -> None:
    def day(*fixed: int) -> ListArrays:
        own = np.array([[50, 40]], np.int32)
        rows = np.array([[0, 1]], np.int32) if 50 + fixed[0] >= 40 + fixed[1] else np.array([[1, 0]], np.int32)
        points = (own if rows[0, 0] == 0 else own[:, ::-1]) + np.array(fixed)[rows]
        return ListArrays(
            ["B-1"], ["P-1", "P-2"], rows, points.astype(np.int32), np.array([2]), np.array(fixed), [None]
        )

    first, second = store.publish(run(), day(7, 3)), store.publish(run(), day(-8, 3))
    assert second.counts["lists_written"] == 0
    assert store.list_of(first.run_id, "B-1") == RankedList("B-1", (("P-1", 57), ("P-2", 43)), 2)
    assert store.list_of(second.run_id, "B-1") == RankedList("B-1", (("P-2", 43), ("P-1", 42)), 2)


def test_the_run_that_was_published_last_is_the_latest(store: Store) -> None:
    first = store.publish(run(as_of=date(2026, 11, 22)), [])
    second = store.publish(run(as_of=date(2026, 11, 20)), [])
    assert store.latest_run() == second
    assert store.runs() == [second, first]
    assert store.runs(limit=1) == [second]


def test_a_run_that_breaks_off_is_never_seen(store: Store) -> None:
    before = store.publish(run(), [RankedList("B-1", [("P-1", 1)], 1)])

    def broken() -> Iterator[RankedList]:
        yield RankedList("B-1", [("P-2", 2)], 1)
        raise RuntimeError("the machine stopped")

    with pytest.raises(RuntimeError):
        store.publish(run(), broken())
    assert store.runs() == [before]
    after = store.publish(run(), [RankedList("B-1", [("P-3", 3)], 1)])
    assert store.list_of(after.run_id, "B-1") == RankedList("B-1", (("P-3", 3),), 1)


def test_readers_see_the_last_run_while_the_next_is_written(store: Store) -> None:
    before = store.publish(run(), [])
    seen = []

    def lists() -> Iterator[RankedList]:
        seen.append(store.latest_run())
        yield RankedList("B-1", [], 0)
        seen.append(store.latest_run())

    after = store.publish(run(), lists())
    assert seen == [before, before]
    assert store.latest_run() == after


def test_a_run_is_published_once(store: Store) -> None:
    store.publish(run(run_id="nat"), [])
    with pytest.raises(Conflict, match="allerede offentliggjort"):
        store.publish(run(run_id="nat"), [])


def test_links_are_remembered_by_question_vocabulary_and_text(store: Store) -> None:
    store.save_links("skill", "v1", {"køkken": {"code": "S1"}, "have": None})
    store.save_links("skill", "v2", {"køkken": {"code": "S2"}})
    assert store.links("skill", "v1", ["køkken", "have", "lager", "køkken"]) == {"køkken": {"code": "S1"}, "have": None}
    assert store.links("skill", "v2", ["køkken"]) == {"køkken": {"code": "S2"}}
    assert store.links("wish", "v1", ["køkken"]) == {}
    store.save_links("skill", "v1", {"køkken": {"code": "S9"}})
    assert store.links("skill", "v1", ["køkken"]) == {"køkken": {"code": "S9"}}


def test_many_links_go_through_in_parts(store: Store) -> None:
    answers = {f"ord {n} " + "langt " * 600: n for n in range(2_500)}
    store.save_links("skill", "v1", answers)
    assert store.links("skill", "v1", answers) == answers


def test_the_texts_of_people_are_not_kept_with_the_links(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "jobmatch.db"))
    store.save_links("skill", "v1", {"passede min mor": 1})
    store.close()
    assert b"passede" not in (tmp_path / "jobmatch.db").read_bytes()
