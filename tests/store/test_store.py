"""Saving and reading: versions, withdrawals, conflicts and what was true at an earlier revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as listening

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.columns import columns_of
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, Conflict
from jobmatch.store import Changes, Given, Store
from tests.store.people import FULL, any_record, citizen, event, placement

_AS_A_FIXTURE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_what_is_saved_comes_back(store: Store) -> None:
    changes = Changes(citizens=[FULL], placements=[placement(slots=2)], events=[event(hours=3)])
    assert store.save(changes, by="anna") == 1
    assert store.citizens() == [FULL]
    assert store.citizen("B-001") == FULL
    assert store.placements() == [placement(slots=2)]
    assert store.events() == [event(hours=3)]


@_AS_A_FIXTURE
@given(
    citizens=st.lists(any_record(Citizen), max_size=4, unique_by=lambda one: one.citizen_id),
    placements=st.lists(any_record(Placement), max_size=4, unique_by=lambda one: one.placement_id),
    events=st.lists(
        any_record(Event), max_size=4, unique_by=lambda one: (one.citizen_id, one.placement_id, one.date, one.event)
    ),
)
def test_every_value_of_every_field_comes_back_and_saving_again_changes_nothing(
    store: Store, citizens: list[Citizen], placements: list[Placement], events: list[Event]
) -> None:
    changes = Changes(citizens=citizens, placements=placements, events=events, complete=("citizens", "placements"))
    revision = store.save(changes, by="anna")
    assert store.citizens() == sorted(citizens, key=lambda one: one.citizen_id)
    assert store.placements() == sorted(placements, key=lambda one: one.placement_id)
    assert set(events) <= set(store.events())
    assert store.save(changes, by="anna") == revision
    assert store.revision() == revision


def test_none_known_and_unknown_are_kept_apart(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1", needs=()), citizen("B-2", needs=None)]), by="anna")
    assert [one.needs for one in store.citizens()] == [(), None]


def test_an_earlier_revision_shows_what_was_true_then(store: Store) -> None:
    first = store.save(Changes(citizens=[citizen("B-1", hours_now=4)], events=[event("B-1")]), by="anna")
    second = store.save(Changes(citizens=[citizen("B-1", hours_now=6), citizen("B-2")]), by="anna")
    third = store.save(Changes(withdrawn={"citizens": ["B-1"]}), by="anna")
    assert [first, second, third] == [1, 2, 3]
    assert store.citizens(first) == [citizen("B-1", hours_now=4)]
    assert store.citizens(second) == [citizen("B-1", hours_now=6), citizen("B-2")]
    assert store.citizens(third) == store.citizens() == [citizen("B-2")]
    assert store.citizens(third, include_withdrawn=True)[0].citizen_id == "B-1"
    assert store.citizen("B-1") is None
    assert store.citizen("B-1", second) == citizen("B-1", hours_now=6)
    assert store.citizens(0) == []
    assert store.events() == [event("B-1")]


@_AS_A_FIXTURE
@given(steps=st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3), max_size=4), max_size=6))
def test_every_revision_can_be_shown_again(store: Store, steps: list[dict[str, int]]) -> None:
    seen: dict[int, list[Citizen]] = {store.revision(): store.citizens()}
    for step in steps:
        people = [citizen(name, hours_now=hours) for name, hours in sorted(step.items())]
        revision = store.save(Changes(citizens=people, complete=["citizens"]), by="anna")
        assert store.citizens() == people
        assert seen.setdefault(revision, people) == people
    for revision, people in seen.items():
        assert store.citizens(revision) == people


def test_a_withdrawn_citizen_can_return(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1")]), by="anna")
    store.save(Changes(complete=["citizens"]), by="anna")
    saved = store.apply(Changes(citizens=[citizen("B-1")]), by="anna")
    assert (saved.tallies["citizens"].returned, saved.tallies["citizens"].saved) == (1, 1)
    assert store.citizen("B-1") == citizen("B-1")


def test_events_are_never_withdrawn(store: Store) -> None:
    store.save(Changes(events=[event(hours=1)]), by="anna")
    saved = store.apply(Changes(complete=["events"]), by="anna")
    assert saved.tallies["events"].withdrawn == 0
    assert store.events() == [event(hours=1)]


def test_an_event_is_told_apart_by_citizen_placement_date_and_what_happened(store: Store) -> None:
    same = event(hours=1)
    others = [event(event="timer"), event(date=date(2026, 3, 9)), event("B-2"), event(placement_id="P-2")]
    store.save(Changes(events=[same, *others]), by="anna")
    store.save(Changes(events=[replace(same, hours=5)]), by="anna")
    assert len(store.events()) == 5
    assert store.events(citizen_id="B-2") == [event("B-2")]
    assert store.events(placement_id="P-2") == [event(placement_id="P-2")]
    assert replace(same, hours=5) in store.events()


def test_fields_that_are_not_given_keep_what_is_stored(store: Store) -> None:
    store.save(Changes(citizens=[citizen(hours_now=4, team="voksen")]), by="anna")
    store.save(Changes(citizens=[Given(citizen(hours_now=6), frozenset({"hours_now"}))]), by="anna")
    assert store.citizen("B-001") == citizen(hours_now=6, team="voksen")
    store.save(Changes(citizens=[Given(citizen(), frozenset({"team"}))]), by="anna")
    assert store.citizen("B-001") == citizen(hours_now=6)


def test_a_row_given_twice_saves_nothing(store: Store) -> None:
    with pytest.raises(BadInput, match="B-1 står der to gange"):
        store.save(Changes(citizens=[citizen("B-2"), citizen("B-1"), citizen("B-1")]), by="anna")
    assert store.citizens() == []
    assert store.revision() == 0


def test_two_people_who_change_the_same_citizen_are_told(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1"), citizen("B-2")]), by="anna")
    seen = store.stored_citizen("B-1")
    assert seen is not None
    expected = {("citizens", "B-1"): seen.version}
    store.save(Changes(citizens=[citizen("B-2", team="unge")]), by="bo")
    store.save(Changes(citizens=[citizen("B-1", team="unge")], expected=expected), by="bo")  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="ændret af en anden"):
        store.save(Changes(citizens=[citizen("B-1")], expected=expected), by="anna")  # type: ignore[arg-type]
    assert store.citizen("B-1") == citizen("B-1", team="unge")


def test_a_new_citizen_must_not_exist_when_that_is_expected(store: Store) -> None:
    new = Changes(citizens=[citizen("B-1")], expected={("citizens", "B-1"): None})
    assert store.save(new, by="anna") == 1
    with pytest.raises(Conflict, match="findes allerede"):
        store.save(new, by="anna")


def test_withdrawing_also_minds_the_expected_version(store: Store) -> None:
    store.save(Changes(placements=[placement("P-1")]), by="anna")
    with pytest.raises(Conflict):
        store.save(Changes(withdrawn={"placements": ["P-1"]}, expected={("placements", "P-1"): 7}), by="anna")
    store.save(Changes(withdrawn={"placements": ["P-1"]}, expected={("placements", "P-1"): 1}), by="anna")
    assert store.placements() == []


def test_a_dry_run_counts_the_same_and_saves_nothing(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1"), citizen("B-2"), citizen("B-3")]), by="anna")
    changes = Changes(citizens=[citizen("B-1", team="unge"), citizen("B-2"), citizen("B-4")], complete=["citizens"])
    dry = store.apply(changes, by="anna", dry_run=True)
    assert (store.revision(), len(store.citizens())) == (1, 3)
    wet = store.apply(changes, by="anna")
    assert dry.tallies == wet.tallies
    tally = wet.tallies["citizens"]
    assert (tally.new, tally.changed, tally.unchanged, tally.withdrawn, tally.live_before) == (1, 1, 1, 1, 3)


def test_saving_one_citizen_does_not_read_whole_tables(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1"), citizen("B-2")]), by="anna")
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement.lower())

    listening.listen(store.engine, "before_cursor_execute", note)
    store.save(Changes(citizens=[citizen("B-1", team="unge")]), by="anna")
    listening.remove(store.engine, "before_cursor_execute", note)
    assert asked
    assert not [one for one in asked if "count(" in one]


def test_pages_follow_the_ids_and_keep_to_the_teams(store: Store) -> None:
    people = [citizen(f"B-{n}", team="unge" if n % 2 else "voksen") for n in range(1, 8)]
    store.save(Changes(citizens=people, placements=[placement("P-2"), placement("P-1")]), by="anna")
    first = store.citizen_page(limit=2, teams=["unge"])
    assert [one.record.citizen_id for one in first] == ["B-1", "B-3"]
    rest = store.citizen_page(after="B-3", limit=9, teams=["unge"])
    assert [one.record.citizen_id for one in rest] == ["B-5", "B-7"]
    assert store.citizen_page(teams=[]) == []
    assert len(store.citizen_page()) == 7
    assert [one.record.placement_id for one in store.placement_page(after="P-1")] == ["P-2"]


def test_ids_sort_the_same_on_every_database(store: Store) -> None:
    ids = ["b", "B", "Å-1", "a 1", "a-1", "a1", "Æ", "ø", "10", "9", "🙂"]
    store.save(Changes(citizens=[citizen(one) for one in ids]), by="anna")
    assert [one.citizen_id for one in store.citizens()] == sorted(ids)


def test_what_changed_since_a_revision(store: Store) -> None:
    store.save(Changes(citizens=[citizen("B-1"), citizen("B-2"), citizen("B-3")]), by="anna")
    store.save(Changes(citizens=[citizen("B-2", team="unge")], withdrawn={"citizens": ["B-3"]}), by="anna")
    assert store.changed_ids("citizens", 1) == {"B-2", "B-3"}
    assert store.changed_ids("citizens", 2) == set()
    assert store.known_ids("citizens", ["B-1", "B-3", "B-9"]) == {"B-1", "B-3"}
    assert store.count("citizens") == 2


def test_values_that_no_database_can_hold_are_refused_in_a_sentence(store: Store) -> None:
    for bad in (citizen(hours_now=float("nan")), citizen(max_travel_min=2**70), citizen(display_name="\ud800")):
        with pytest.raises(BadInput):
            store.save(Changes(citizens=[bad]), by="anna")
    assert store.revision() == 0


def test_writers_at_the_same_time_each_get_their_own_revision(store: Store) -> None:
    def write(name: str) -> None:
        for hours in range(5):
            store.save(Changes(citizens=[citizen(name, hours_now=hours)]), by=name)

    threads = [Thread(target=write, args=(f"B-{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.revision() == 20
    assert [one.hours_now for one in store.citizens()] == [4, 4, 4, 4]


def test_many_rows_go_through_in_parts(store: Store) -> None:
    people = [citizen(f"B-{n:05d}", needs=(Need("ro", "krav"),)) for n in range(4_500)]
    store.save(Changes(citizens=people, complete=["citizens"]), by="anna")
    assert store.citizens() == people
    saved = store.apply(Changes(citizens=people[:100], complete=["citizens"]), by="anna")
    assert saved.tallies["citizens"].withdrawn == 4_400
    assert store.citizens() == people[:100]


@pytest.mark.parametrize("record", [Citizen, Placement, Event])
def test_every_declared_field_has_a_column(record: type, tmp_path: Path) -> None:
    noun: Any = {Citizen: "citizens", Placement: "placements", Event: "events"}[record]
    opened = Store.open(str(tmp_path / "jobmatch.db"))
    names = set(opened._by_noun[noun].table.c.keys())
    opened.close()
    assert names == {column.name for column in columns_of(record)} | {"since", "until", "withdrawn"}
