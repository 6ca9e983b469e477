"""The disk is full: one plain sentence, nothing published or half saved, and the next start ends in the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.cli.main import run
from jobmatch.cli.site import Site
from jobmatch.domain.shipped import DATA
from jobmatch.sample.municipality import write_sample
from jobmatch.services.night import lists as night_lists
from jobmatch.services.night import spool as night_spool
from jobmatch.services.night.beside import PARTS
from jobmatch.settings import Settings
from jobmatch.store import Store
from jobmatch.store.backup import restore
from tests.clients import visitor
from tests.conftest import SAMPLE_DAY
from tests.disks import Disk, Ground, ground_for, mounted

FULL = {"da": "Der er ikke mere plads på disken", "en": "The disk that holds the database"}
NOTHING = {"da": "Intet er gemt", "en": "Nothing was saved"}
MEGABYTES = {"sqlite": 24, "postgresql": 130}
"""A server's own files take some eighty of them."""
PEOPLE = 400

pytestmark = pytest.mark.xdist_group("full-disk")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def prepared(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """A small disk for one kind of database."""
    with ground_for(request.param, MEGABYTES[request.param]) as found:
        yield found


@pytest.fixture
def ground(prepared: Ground) -> Iterator[Ground]:
    """The small disk with nothing left on it by another test."""
    yield prepared
    prepared.clear()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk for something else than the database: for a night too, whose minutes of travel alone are 11 MB."""
    (tmp_path / "disk").mkdir()
    with mounted(tmp_path / "disk", 32) as found:
        yield found


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A larger municipality to import."""
    folder = tmp_path_factory.mktemp("larger")
    write_sample(folder / "files", PEOPLE, 400, seed=3)
    return folder / "files"


@pytest.fixture(scope="module")
def before_the_night(sample_file: Path, larger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The larger municipality, imported over the invented one; the run is still that of the invented one."""
    path = tmp_path_factory.mktemp("before") / "town.sqlite"
    shutil.copyfile(sample_file, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    assert application.importing.run([larger]).errors == []
    application.store.close()
    return path


@pytest.fixture(scope="module")
def undisturbed(before_the_night: Path) -> list[Any]:
    """What a night publishes that has room."""
    path = before_the_night.with_name("undisturbed.sqlite")
    shutil.copyfile(before_the_night, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY))
    application.nightly.run(full=True)
    application.store.close()
    return saved(f"sqlite:///{path}")


Say = Callable[..., str]


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Run ``jobmatch``; gives what stands on stderr beside progress and the note about the trial."""

    def once(*words: str, status: int = 0) -> str:
        capfd.readouterr()
        assert run(list(words)) == status
        lines = capfd.readouterr().err.splitlines()
        trial = ("Prøvedrift", "Trial mode")
        return "\n".join(line for line in lines if not line.endswith("%") and not line.startswith(trial))

    return once


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JOBMATCH_AS_OF", SAMPLE_DAY.isoformat())
    monkeypatch.setenv("JOBMATCH_NIGHT_FOLDER", str(tmp_path / "night"))


def saved(address: str) -> list[Any]:
    """Everybody, all that happened, and every run with its lists as they are written."""
    store = Store.open(address)
    records = (store.citizens(), store.placements(), store.events())
    runs = []
    for one in store.runs():
        reading = store.list_reading(one.run_id)
        assert reading is not None
        runs.append((one.run_id, list(store.packed_lists(one.run_id)), reading.fixed.tobytes()))
    store.close()
    return [*records, runs]


def refused(said: str, lang: str = "da") -> None:
    """One sentence for a person: what is wrong, that nothing is saved, and no address that says a password."""
    assert said.startswith(FULL[lang])
    assert NOTHING[lang] in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(("left", "lang"), [(0, "en"), (40_000, "da"), (300_000, "da")])
def test_an_import_on_a_full_disk_saves_nothing_and_goes_on_when_there_is_room(
    ground: Ground, sample_file: Path, larger: Path, say: Say, left: int, lang: str
) -> None:
    address = ground.database(sample_file)
    before = saved(address)
    ground.disk.fill(left)
    refused(say("import", str(larger), "--db", address, "--lang", lang, status=1), lang)
    ground.disk.make_room()
    assert saved(address) == before
    assert say("import", str(DATA / "sample"), "--db", address) == ""


@pytest.mark.parametrize(("share", "lang"), [(0.0, "en"), (0.3, "da"), (0.7, "da")])
def test_a_night_on_a_full_disk_publishes_nothing_and_ends_in_the_same_bytes_when_there_is_room(
    ground: Ground, before_the_night: Path, undisturbed: list[Any], say: Say, share: float, lang: str
) -> None:
    address = ground.database(before_the_night)
    before = saved(address)
    lists = sum(len(packed) + len(details or "") for _, packed, details in undisturbed[-1][0][1])
    ground.disk.fill(int(share * lists))
    refused(say("rematch", "--db", address, "--lang", lang, status=1), lang)
    if address.startswith("postgresql"):  # SQLite takes room for its files before it reads
        assert saved(address) == before
    ground.disk.make_room()
    assert saved(address) == before
    assert say("rematch", "--db", address) == ""
    assert saved(address) == undisturbed


def test_views_and_decisions_on_a_full_disk_are_saved_whole_or_not_at_all(ground: Ground, sample_file: Path) -> None:
    address = ground.database(sample_file)
    application = Application(Settings(database_url=address, as_of=SAMPLE_DAY))
    people = [one.citizen_id for one in application.store.citizens()]
    with visitor(Site(application)) as client:
        ground.disk.fill()
        seen, logged = [], application.store.log.count()
        for n in range(400):
            seen.append(client.get(f"/api/v1/citizens/{people[n % len(people)]}/matches"))
            if seen[-1].status_code != 200:
                break
        assert seen[-1].status_code == 503
        decided = []
        for n, citizen_id in enumerate(people):
            body = {"citizen_id": citizen_id, "placement_id": f"P-{201 + n}", "decision": "fravalgt_konsulent"}
            decided.append(client.post("/api/v1/decisions", json={**body, "reason": "andet"}))
        for answer in (seen[-1], next(one for one in decided if one.status_code != 200)):
            assert answer.status_code == 503
            assert answer.json()["message"]["da"].startswith("Databasen kan ikke bruges lige nu. Intet er gemt.")
            assert "No space" not in answer.text
        ground.disk.make_room()
        assert client.get(f"/api/v1/citizens/{people[0]}/matches").status_code == 200
    events = [e for e in application.store.events() if e.reason == "andet" and e.date == SAMPLE_DAY]
    assert len(events) == sum(one.status_code == 200 for one in decided)
    assert application.access.audit.verify().whole
    assert application.store.log.count() >= logged + sum(one.status_code == 200 for one in seen)
    application.store.close()


@pytest.mark.parametrize("left", [0, 60_000])
def test_a_night_that_cannot_leave_its_work_on_the_disk_is_published_and_says_so(
    disk: Disk,
    database: str,
    before_the_night: Path,
    undisturbed: list[Any],
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
    left: int,
) -> None:
    for module, name, value in (
        (night_spool, "LEAST_PAIRS", 0),
        (night_spool, "BLOCKS_A_FILE", 1),
        (night_lists, "BLOCK_CITIZENS", 10),
    ):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setenv("JOBMATCH_NIGHT_FOLDER", str(disk.folder / "night"))
    store = Store.open(database)
    restore(store.engine, before_the_night, overwrite=True)
    store.close()
    disk.fill(left)
    said = say("rematch", "--db", database)
    assert said.startswith("Kørslen blev ikke lagt på disken til næste nat")
    assert len(said.splitlines()) == 1
    assert saved(database) == undisturbed
    disk.make_room()
    assert say("rematch", "--full", "--db", database) == ""
    kept = (path.name for path in (disk.folder / "night").iterdir())  # each but one with a name of its own behind
    assert sorted(name.rpartition("-")[0] or name for name in kept) == [
        "night",
        *sorted(f"night-{part}" for part in PARTS),
    ]


def test_what_is_written_beside_the_database_says_that_the_disk_is_full(
    disk: Disk, sample_file: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.sqlite"
    shutil.copyfile(sample_file, own)
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{own}")
    disk.fill(4_096)
    for words in (
        ["db", "backup", str(disk.folder / "copy.sqlite")],
        ["db", "backup", str(disk.folder / "copy.zip")],
        ["sample", str(disk.folder / "sample")],
        ["export", "B-001", "--output", str(disk.folder / "b-001.json")],
    ):
        said = say(*words, status=1)
        assert "der er ikke mere plads på drevet" in said
        assert str(own) not in said
    assert not list(disk.folder.glob("copy*"))
