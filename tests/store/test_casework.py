"""The ledgers of casework on both kinds of database: what is written is read back, and nothing is half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection

from jobmatch.domain.agreement import AgreementVersion
from jobmatch.domain.course import CourseEntry
from jobmatch.domain.decision import CitizenReply, Decision, ShownList
from jobmatch.domain.follow_up import Contact, FollowUpEntry
from jobmatch.domain.viewer import Scope
from jobmatch.store import Changes, Store
from tests.store.people import citizen, event, placement

DAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHOWN = ShownList(
    citizen_id="B-001", digest="x", content=b"\x00\xff", factor_values={"P-001": {"hours": 0.5, "wishes": None}},
    model="m", rules="r", run_id=None, revision=3, as_of=DAY, placement_ids=("P-001", "Æ-2"), by="mette",
)  # fmt: skip
ENTRY = CourseEntry(
    course_id="abc", citizen_id="B-001", placement_id="P-001", what="trin", day=DAY, hours=4.5, days_week=2,
    dimension="flere_dage", citizens_wish=True, reason=None, measure="fleksjob", weeks=13, note="æøå 🙂", by="mette",
)  # fmt: skip
ROWS: dict[str, Any] = {
    "decisions": Decision(
        citizen_id="B-001", placement_id=None, what="egen_ide", reason="oenske", note="ja", day=DAY, shown=1,
        shown_rank=0, shown_at=AT, seconds=2.5, idea={"employer": "Ib", "title": None}, undoes=None, by="mette",
    ),
    "replies": CitizenReply(citizen_id="B-001", placement_id="P-001", what="ja", day=DAY, by="borger"),
    "entries": ENTRY,
    "agreements": AgreementVersion(citizen_id="B-001", kind="aftale", content={"who": "Ib", "due": None}, by="mette"),
    "follow_ups": FollowUpEntry(
        course_id="abc", citizen_id="B-001", placement_id="P-001", side="borger", series="start", week=1, what="holdt",
        day=DAY, how="sms", by="mette",
    ),
    "contacts": Contact(citizen_id="B-001", day=DAY, how="sms", note="", by="mette"),
}  # fmt: skip


def add(store: Store, ledger: str, row: Any) -> Any:
    kept = []

    def also(connection: Connection, _: int) -> None:
        kept.append(getattr(store.casework, ledger).add(connection, row))

    store.save(Changes(), "mette", also=also)
    return kept[0]


def test_every_kind_of_row_is_read_back_as_it_was_written(store: Store) -> None:
    for name, row in ROWS.items():
        ledger = getattr(store.casework, name)
        first, second = add(store, name, row), add(store, name, replace(row, citizen_id="B-002"))
        assert (first.number, second.number) == (1, 2)
        assert first.at.tzinfo is not None
        assert replace(first, number=0, at=None) == row
        assert ledger.one(1) == first
        assert ledger.of(["B-001", "B-002", "B-003"]) == [first, second]
        assert ledger.of(["B-002"]) == [second]
        assert ledger.rows(limit=1, newest_first=True) == [second]
        assert ledger.one(3) is None


def test_a_list_is_kept_once_for_each_content_with_who_has_seen_it(store: Store) -> None:
    casework = store.casework
    first = casework.keep_shown(SHOWN)
    assert casework.keep_shown(replace(SHOWN, by="samira", revision=9)) == first
    other = casework.keep_shown(replace(SHOWN, digest="y"))
    assert (first.number, other.number, casework.shown.one(1)) == (1, 2, first)
    assert replace(first, number=0, at=None) == SHOWN
    casework.add_seconds(1, "samira", 2.5)
    views = {(one.shown, one.by): (one.times, one.seconds) for one in casework.views.of(["B-001"])}
    assert views == {(1, "mette"): (1, 0), (1, "samira"): (1, 2.5), (2, "mette"): (1, 0)}
    assert casework.view(2, "samira") is None


def test_the_newest_version_of_an_agreement_is_in_force(store: Store) -> None:
    made = add(store, "agreements", ROWS["agreements"])
    add(store, "agreements", replace(made, version=2, content={"who": "Kaj"}, at=None))
    other = add(store, "agreements", ROWS["agreements"])
    assert (made.number, other.number) == (1, 2)
    assert [(one.number, one.version) for one in store.casework.agreements_in_force(["B-001"])] == [(1, 2), (2, 1)]
    add(store, "agreements", replace(other, version=2, removed=True, at=None))
    assert [one.number for one in store.casework.agreements_in_force(["B-001"])] == [1]
    newest = store.casework.newest_version(2)
    assert newest is not None
    assert newest.removed is True


def test_nothing_is_saved_when_a_part_of_it_fails(store: Store) -> None:
    def also(connection: Connection, _: int) -> None:
        store.casework.decisions.add(connection, ROWS["decisions"])
        raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        store.save(Changes(citizens=[citizen()], events=[event()]), "mette", also=also)
    assert (store.citizens(), store.events(), store.casework.decisions.rows()) == ([], [], [])
    assert store.revision() == 0


def test_an_event_can_be_withdrawn_by_its_whole_key_and_comes_back(store: Store) -> None:
    kept, gone = event(event="startet"), event(event="valgt")
    store.save(Changes(events=[kept, gone]), "mette")
    key = ("B-001", "P-001", "2026-03-02", "valgt")
    assert store.save(Changes(withdrawn={"events": {key}}), "mette") == 2
    assert store.events() == [kept]
    assert store.events(revision=1) == [kept, gone]
    assert store.changed_pairs(1) == {("B-001", "P-001")}
    store.save(Changes(events=[gone]), "mette")
    assert store.events() == [kept, gone]
    assert store.events_of(["B-001", "B-002"]) == [kept, gone]
    assert store.events_of(["B-002"]) == []


def test_the_version_of_a_course_changes_with_its_events_and_with_its_entries(store: Store) -> None:
    casework = store.casework
    seen = [casework.pair_version("B-001", "P-001")]
    store.save(Changes(events=[event()]), "mette")
    seen.append(casework.pair_version("B-001", "P-001"))
    add(store, "entries", ENTRY)
    seen.append(casework.pair_version("B-001", "P-001"))
    store.save(Changes(events=[event("B-002")]), "mette")
    add(store, "entries", replace(ENTRY, citizen_id="B-002"))
    assert len(set(seen)) == 3
    assert casework.pair_version("B-001", "P-001") == seen[-1]


def test_decisions_are_paged_for_those_whose_citizens_they_are_about(store: Store) -> None:
    people = [citizen("B-001", team="voksen"), citizen("B-002", team="unge"), citizen("B-003")]
    store.save(Changes(citizens=people, placements=[placement()]), "import")
    for one in people:
        add(store, "decisions", replace(ROWS["decisions"], citizen_id=one.citizen_id))

    def seen(scope: Scope, after: int = 0, limit: int = 9, citizen_id: str | None = None) -> list[str]:
        return [one.citizen_id for one in store.casework.decision_page(after, limit, citizen_id, scope)]

    everything = Scope(None, True)
    assert seen(everything) == ["B-001", "B-002", "B-003"]
    assert seen(everything, after=1, limit=1) == ["B-002"]
    assert seen(everything, citizen_id="B-003") == ["B-003"]
    assert seen(Scope(frozenset({"unge"}), False)) == ["B-002"]
    assert seen(Scope(frozenset({"unge"}), True)) == ["B-002", "B-003"]
    assert seen(Scope(frozenset(), False)) == []
    assert [one.citizen_id for one in store.casework.decided_between(DAY, DAY)] == ["B-001", "B-002", "B-003"]
