"""The log: whole as long as nobody touches it, and whoever touches it is found."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from jobmatch.errors import BadInput, JobmatchError, NotReady, Text
from jobmatch.services.access.audit import Audit
from jobmatch.services.access.journal import Journal
from jobmatch.store import Store
from jobmatch.store.access_log import Entry

Damage = Callable[[Store], None]


def audit(store: Store) -> Audit:
    return Audit(lambda: store.log)


def fill(store: Store, rows: int = 9) -> None:
    for number in range(rows // 3):
        store.log.add(
            [Entry("mette", "see_citizens", f"B-{number}"), Entry("mette", "login"), Entry("?", "x", None, "P")]
        )


def told(store: Store, *statements: str) -> None:
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


COLUMNS = "number, at, actor, action, subject, object, details, previous, hash"
DAMAGES: dict[str, tuple[str, ...]] = {
    "another actor": ("UPDATE audit_log SET actor = 'jonas' WHERE number = 4",),
    "another time": ("UPDATE audit_log SET at = '2020-01-01' WHERE number = 4",),
    "another citizen": ("UPDATE audit_log SET subject = 'x' WHERE number = 4",),
    "another detail": ("UPDATE audit_log SET details = '{\"a\": 1}' WHERE number = 4",),
    "nobody": ("UPDATE audit_log SET subject = NULL WHERE number = 4",),
    "a row removed": ("DELETE FROM audit_log WHERE number = 5",),
    "a row removed and the rest moved up": (
        "DELETE FROM audit_log WHERE number = 5",
        "UPDATE audit_log SET number = -number WHERE number > 5",
        "UPDATE audit_log SET number = -number - 1 WHERE number < 0",
    ),
    "the first row removed": ("DELETE FROM audit_log WHERE number = 1",),
    "a row inserted": (
        f"INSERT INTO audit_log ({COLUMNS}) SELECT 10, at, actor, action, subject, object, details, previous, hash"
        " FROM audit_log WHERE number = 4",
    ),
    "two rows exchanged": (
        "UPDATE audit_log SET number = -4 WHERE number = 4",
        "UPDATE audit_log SET number = 4 WHERE number = 5",
        "UPDATE audit_log SET number = 5 WHERE number = -4",
    ),
}


def test_an_untouched_log_is_whole(store: Store) -> None:
    assert audit(store).verify().anchor == "0:" + "0" * 64
    fill(store)
    verdict = audit(store).verify()
    assert (verdict.whole, verdict.rows) == (True, 9)
    assert audit(store).verify((verdict.anchor,)).whole
    fill(store)
    assert audit(store).verify((verdict.anchor,)).whole


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_log_that_was_touched_is_found_out(store: Store, damage: str) -> None:
    fill(store)
    told(store, *DAMAGES[damage])
    assert not audit(store).verify().whole, damage


def test_rows_cut_off_at_the_end_are_found_with_an_anchor_kept_elsewhere(store: Store) -> None:
    fill(store)
    anchor = audit(store).verify().anchor
    told(store, "DELETE FROM audit_log WHERE number > 6")
    assert audit(store).verify().whole
    (fault,) = audit(store).verify((anchor,)).faults
    assert "de sidste rækker er fjernet" in fault.da


def test_a_log_written_anew_is_found_with_an_anchor_kept_elsewhere(store: Store) -> None:
    fill(store)
    anchor = audit(store).verify().anchor
    told(store, "DELETE FROM audit_log")
    fill(store)
    assert audit(store).verify().whole
    assert [fault.en for fault in audit(store).verify((anchor,)).faults] == [
        "Row 9 is not the one that the anchor is of: the log was rewritten."
    ]
    with pytest.raises(BadInput):
        audit(store).verify(("9:æ",))


def test_entries_tell_about_whom_and_by_whom(store: Store) -> None:
    fill(store)
    about = store.log.entries(citizen_id="B-1")
    assert [(one.actor, one.action, one.citizen_id) for one in about] == [("mette", "see_citizens", "B-1")]
    assert len(store.log.entries(actor="?")) == 3
    assert [one.number for one in store.log.entries(before=5, limit=2)] == [4, 3]
    assert store.log.entries(citizen_id="B-404") == []


def test_what_comes_at_the_same_time_goes_to_disk_together_and_nothing_is_lost(store: Store) -> None:
    journal = Journal(lambda: store.log)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: journal.write(Entry(f"u{n % 7}", "see_citizens", f"B-{n % 5}")), range(200)))
    verdict = audit(store).verify()
    assert (verdict.whole, verdict.rows) == (True, 200)


def test_who_waits_is_told_when_the_log_cannot_be_written(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "x.db"))
    journal = Journal(lambda: store.log)
    told(store, "DROP TABLE audit_log")
    with pytest.raises(JobmatchError):
        journal.write(Entry("mette", "login"))
    store.close()


class Troubled:
    """A log of which one transaction takes long and the next one fails."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.may_end = threading.Event()
        self.groups: list[int] = []

    def add(self, entries: Sequence[Entry]) -> tuple[int, str]:
        self.groups.append(len(entries))
        if len(self.groups) == 1:
            self.may_end.wait(30)
        if len(self.groups) == 2:
            raise NotReady(Text("Disken er fuld.", "The disk is full."))
        return self._store.log.add(entries)


def test_those_whose_rows_went_together_fail_together_and_nobody_else(store: Store) -> None:
    log = Troubled(store)
    journal = Journal(lambda: log)  # type: ignore[arg-type,return-value]
    first = journal.submit([Entry("u1", "see_matches", "B-1")])
    while not log.groups:
        time.sleep(0.001)
    together = [journal.submit([Entry(f"u{n}", "see_matches", f"B-{n}")]) for n in (2, 3, 4)]
    log.may_end.set()
    first.result(30)
    for one in together:
        with pytest.raises(NotReady):
            one.result(30)
    journal.write(Entry("u5", "see_matches", "B-5"))
    assert log.groups == [1, 3, 1]
    assert [one.actor for one in store.log.entries()] == ["u5", "u1"]
    assert audit(store).verify().whole


def write_many(address: str, name: str, rows: int) -> None:
    store = Store.open(address)
    for number in range(rows):
        store.log.add([Entry(name, "see_citizens", f"B-{number % 3}"), Entry(name, "login")])
    store.close()


@pytest.mark.slow
def test_several_processes_write_one_chain(database: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(database, f"p{n}", 20)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    store = Store.open(database)
    verdict = audit(store).verify()
    assert (verdict.whole, verdict.rows) == (True, 120)
    store.close()
