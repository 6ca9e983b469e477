"""Backups: whole, from either database into either database, and never over something by accident."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jobmatch.errors import BadInput, Conflict, NotFound, NotReady
from jobmatch.store import Changes, RankedList, Run, Store, open_database
from jobmatch.store.backup import backup, restore
from tests.store.people import FULL, citizen, event, placement


def fill(store: Store) -> None:
    """Some of everything, with history."""
    store.save(Changes(citizens=[FULL, citizen("B-2")], placements=[placement(slots=2)], events=[event()]), by="anna")
    store.save(Changes(citizens=[citizen("B-2", team="unge")], withdrawn={"placements": ["P-001"]}), by="bo")
    store.save_links("skill", "v1", {"køkken": {"code": "S1"}})
    run = Run(model="expert-1", rules="2026", vocabulary="v1", revision=2, as_of=date(2026, 11, 21), started_at=_NOW)
    store.publish(run, [RankedList("B-001", [("P-001", 7_420)], 1), RankedList("B-2", [], 0, {"why": "æ"})])
    store.publish(run, [RankedList("B-001", [("P-001", 7_420)], 1)])


_NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)


def everything(store: Store) -> list[object]:
    """What two equal stores answer alike."""
    runs = store.runs()
    return [
        [store.citizens(n, include_withdrawn=True) for n in range(store.revision() + 1)],
        [store.placements(n) for n in range(store.revision() + 1)],
        store.events(),
        runs,
        [list(store.lists(run.run_id)) for run in runs],
        store.links("skill", "v1", ["køkken"]),
    ]


@pytest.mark.parametrize("name", ["kopi.db", "kopi.zip"])
def test_a_backup_brings_everything_back(store: Store, bare_database: str, tmp_path: Path, name: str) -> None:
    fill(store)
    path = tmp_path / name
    rows = backup(store.engine, path)
    assert sorted(one.name for one in tmp_path.iterdir() if "kopi" in one.name) == [name]
    target = open_database(bare_database)
    assert restore(target, path) == rows > 8
    target.dispose()
    copy = Store.open(bare_database)
    assert everything(copy) == everything(store)
    assert copy.save(Changes(citizens=[citizen("B-9")]), by="anna") == 3
    copy.close()


def test_a_store_that_holds_something_is_not_overwritten_by_accident(store: Store, tmp_path: Path) -> None:
    fill(store)
    path = tmp_path / "kopi.zip"
    backup(store.engine, path)
    before = everything(store)
    store.save(Changes(citizens=[citizen("B-9")]), by="anna")
    with pytest.raises(Conflict, match="ikke tom"):
        restore(store.engine, path)
    assert store.citizen("B-9") == citizen("B-9")
    restore(store.engine, path, overwrite=True)
    assert everything(store) == before


def test_empty_tables_may_be_filled(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "kopi.zip"
    assert backup(store.engine, path) == 0
    assert restore(store.engine, path) == 0


def test_a_newer_backup_replaces_an_older_one_but_nothing_else(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "kopi.zip"
    backup(store.engine, path)
    fill(store)
    assert backup(store.engine, path) > 0
    letter = tmp_path / "brev.txt"
    letter.write_text("Kære Anna")
    with pytest.raises(BadInput, match="ikke en sikkerhedskopi"):
        backup(store.engine, letter)
    assert letter.read_text() == "Kære Anna"
    with pytest.raises(BadInput, match="findes ikke"):
        backup(store.engine, tmp_path / "mappe" / "kopi.zip")
    with pytest.raises(BadInput):
        backup(store.engine, tmp_path)


def test_the_database_is_not_its_own_backup(tmp_path: Path) -> None:
    path = tmp_path / "jobmatch.db"
    store = Store.open(str(path))
    with pytest.raises(BadInput, match="selve databasen"):
        backup(store.engine, path)
    store.close()


def _damage(path: Path, how: str) -> None:
    if how == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif how == "text":
        path.write_text("Kære Anna")
    elif how == "empty":
        path.write_bytes(b"")
    else:
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        manifest = json.loads(members["manifest.json"])
        if how == "row lost":
            members["citizens.ndjson"] = members["citizens.ndjson"].split(b"\n", 1)[1]
        elif how == "row broken":
            members["citizens.ndjson"] = b"[1,2\n"
        elif how == "no manifest":
            del members["manifest.json"]
        elif how == "strange table":
            manifest["tables"]['x" (y'] = manifest["tables"]["citizens"]
        elif how == "strange column":
            manifest["tables"]["citizens"]["columns"][3] = 'team" --'
        if "manifest.json" in members:
            members["manifest.json"] = json.dumps(manifest).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)


_DAMAGES = ["cut", "text", "empty", "row lost", "row broken", "no manifest", "strange table", "strange column"]


@pytest.mark.parametrize("how", _DAMAGES)
def test_a_damaged_backup_changes_nothing(store: Store, tmp_path: Path, how: str) -> None:
    fill(store)
    path = tmp_path / "kopi.zip"
    backup(store.engine, path)
    before = everything(store)
    _damage(path, how)
    with pytest.raises(BadInput, match="ikke en hel sikkerhedskopi"):
        restore(store.engine, path, overwrite=True)
    assert everything(store) == before


def test_a_damaged_sqlite_backup_changes_nothing(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "jobmatch.db"))
    fill(store)
    path = tmp_path / "kopi.db"
    backup(store.engine, path)
    before = everything(store)
    content = bytearray(path.read_bytes())
    content[8_192:40_000] = b"\xff" * (40_000 - 8_192)
    path.write_bytes(content)
    with pytest.raises(BadInput):
        restore(store.engine, path, overwrite=True)
    assert everything(store) == before
    store.close()


def test_a_backup_from_a_newer_program_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "kopi.zip"
    backup(store.engine, path)
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps({**manifest, "schema": "9999"}))
    with pytest.raises(NotReady, match="nyere udgave"):
        restore(store.engine, path)


def test_a_backup_that_is_not_there_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="findes ikke"):
        restore(store.engine, tmp_path / "kopi.zip")


def test_a_backup_taken_while_others_write_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    store.save(Changes(citizens=[citizen("B-1")]), by="anna")
    path = tmp_path / "kopi.zip"
    with store.engine.connect() as open_elsewhere:
        open_elsewhere.exec_driver_sql("SELECT 1")
        assert backup(store.engine, path) == 2
