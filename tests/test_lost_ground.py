"""The disk is full or the database is gone: one plain sentence, nothing published is lost, and work goes on after."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.cli.main import run
from jobmatch.cli.site import Site
from jobmatch.domain.shipped import DATA
from jobmatch.errors import NotReady
from jobmatch.settings import Settings
from tests.clients import visitor
from tests.conftest import SAMPLE_DAY
from tests.databases import Postgres, start_server

FULL = "Der er ikke mere plads på disken"


class Disk:
    """A real file system of a few megabytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, left: int = 0) -> None:
        """Leave so many bytes."""
        self.make_room()
        room = shutil.disk_usage(self.folder).free - left
        with self._filler.open("wb") as file:
            file.write(bytes(room))
        assert shutil.disk_usage(self.folder).free <= left

    def make_room(self) -> None:
        """Take the filling out."""
        self._filler.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A small disk; only who may mount one can have it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "jobmatch-test", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes root")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


Say = Callable[..., str]


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Run ``jobmatch``; gives what stands on stderr beside progress and the note about the trial."""

    def once(*words: str, status: int = 0) -> str:
        capfd.readouterr()
        assert run(list(words)) == status
        lines = capfd.readouterr().err.splitlines()
        return "\n".join(line for line in lines if not line.endswith("%") and "Prøvedrift" not in line)

    return once


@pytest.fixture
def on_disk(disk: Disk, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented municipality with its run, on the small disk."""
    path = disk.folder / "jobmatch.sqlite"
    shutil.copyfile(sample_file, path)
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("JOBMATCH_AS_OF", SAMPLE_DAY.isoformat())
    return path


@pytest.fixture
def larger(tmp_path: Path, say: Say) -> Path:
    """A larger municipality to import."""
    assert say("sample", str(tmp_path / "larger"), "--citizens", "3000") == ""
    return tmp_path / "larger"


def published(path: Path) -> list[Any]:
    """Every run with all its lists."""
    store = Application(Settings(database_url=f"sqlite:///{path}"), create=False).store
    found = [(run.run_id, list(store.lists(run.run_id))) for run in store.runs()]
    people = len(store.citizens())
    store.close()
    return [people, *found]


@pytest.mark.parametrize("left", [0, 40_000, 300_000])
def test_an_import_on_a_full_disk_saves_nothing_and_goes_on_when_there_is_room(
    disk: Disk, on_disk: Path, larger: Path, say: Say, left: int
) -> None:
    before = published(on_disk)
    disk.fill(left)
    said = say("import", str(larger / "borgere.csv"), status=1)
    assert said.startswith(FULL)
    assert str(on_disk) in said
    assert len(said.splitlines()) == 1
    disk.make_room()
    assert published(on_disk) == before
    assert say("import", str(DATA / "sample")) == ""


@pytest.mark.parametrize("left", [0, 40_000])
def test_a_night_on_a_full_disk_publishes_nothing_and_goes_on_when_there_is_room(
    disk: Disk, on_disk: Path, say: Say, left: int
) -> None:
    before = published(on_disk)
    disk.fill(left)
    said = say("rematch", "--full", status=1)
    assert said.startswith(FULL)
    assert len(said.splitlines()) == 1
    disk.make_room()
    assert published(on_disk) == before
    assert say("rematch", "--full") == ""
    assert len(published(on_disk)) == len(before) + 1


def test_a_night_that_cannot_be_kept_for_the_next_is_published_and_says_so(
    disk: Disk, sample_file: Path, tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.sqlite"
    shutil.copyfile(sample_file, path)
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("JOBMATCH_AS_OF", SAMPLE_DAY.isoformat())
    monkeypatch.setenv("JOBMATCH_NIGHT_FOLDER", str(disk.folder / "night"))
    runs = len(published(path))
    disk.fill()
    assert "blev ikke lagt på disken til næste nat" in say("rematch", "--full")
    assert len(published(path)) == runs + 1
    disk.make_room()
    assert say("rematch", "--full") == ""


def test_what_is_written_beside_the_database_says_that_the_disk_is_full(
    disk: Disk, on_disk: Path, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.sqlite"
    shutil.copyfile(on_disk, own)
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


class Server(Postgres):
    """A server of its own that can be stopped and started."""

    def __init__(self, server: Any) -> None:
        super().__init__(server)
        self.stop = server.stop
        self.start = server.start


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that nobody else uses."""
    own = start_server()
    found = Server(own)
    yield found
    own.cleanup()


@pytest.fixture
def town(server: Server) -> Iterator[Application]:
    """The invented municipality with a run, on the server."""
    application = Application(Settings(database_url=server.ready(), as_of=SAMPLE_DAY))
    assert application.importing.run([DATA / "sample"]).errors == []
    application.nightly.run(full=True)
    yield application
    application.store.close()


def test_a_server_that_stops_during_an_import_or_a_night_loses_nothing(
    server: Server, town: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops_after(share: int) -> Callable[[int, int], None]:
        def progress(done: int, of: int) -> None:
            if done > share * of // 100:
                server.stop()

        return progress

    def refused(job: Callable[[], object]) -> str:
        with pytest.raises(NotReady) as caught:
            job()
        server.start()
        assert town.store.runs() == before
        assert town.store.revision() == revision
        return caught.value.here.da.lower()

    before, revision = town.store.runs(), town.store.revision()
    bring = tmp_path / "borgere.csv"
    rows = (DATA / "sample" / bring.name).read_text(encoding="utf-8-sig")
    bring.write_text(rows.replace("B-0", "B-9"), encoding="utf-8-sig")
    assert "databasen postgresql:" in refused(lambda: town.importing.run([bring], progress=stops_after(50)))
    for share in (0, 30, 60):  # reading, scoring, planning
        night = partial(town.nightly.run, full=True, progress=stops_after(share))
        assert "databasen postgresql:" in refused(night)
    runs = town.store._runs
    publish = runs.publish

    def stops(*given: Any) -> Any:
        made = publish(*given)
        server.stop()
        return made

    monkeypatch.setattr(runs, "publish", stops)
    assert "databasen postgresql:" in refused(lambda: town.nightly.run(full=True))
    monkeypatch.undo()
    assert town.nightly.run(full=True)["published"]


def test_pages_say_that_the_server_is_gone_and_come_back_by_themselves(server: Server, town: Application) -> None:
    with visitor(Site(town)) as client:
        for path in ("/borgere", "/api/v1/runs", "/ready"):
            assert client.get(path).status_code == 200
        server.stop()
        for path in ("/borgere", "/api/v1/runs"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert "Databasen kan ikke bruges lige nu" in answer.text
            assert "postgresql:" not in answer.text
        assert client.get("/ready").status_code == 503
        assert client.get("/health").status_code == 200
        server.start()
        for path in ("/borgere", "/api/v1/runs", "/ready"):
            assert client.get(path).status_code == 200
