"""The database is gone in the middle of the work: one plain sentence, nothing is lost, and work goes on after."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site
from jobmatch.domain.shipped import DATA
from jobmatch.errors import NotReady
from jobmatch.settings import Settings
from tests.clients import visitor
from tests.conftest import SAMPLE_DAY
from tests.databases import Postgres, start_server


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


def test_a_server_that_crashes_while_a_night_is_published_loses_nothing(
    server: Server, town: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = town.store.runs()
    runs = town.store._runs
    publish = runs.publish

    def crashes(connection: Connection, *given: Any) -> Any:
        made = publish(connection, *given)
        os.kill(connection.scalar(text("SELECT pg_backend_pid()")), signal.SIGKILL)
        return made

    monkeypatch.setattr(runs, "publish", crashes)
    with pytest.raises(NotReady, match="databasen postgresql:"):
        town.nightly.run(full=True)
    monkeypatch.undo()
    for _ in range(100):  # the server brings itself back
        with suppress(NotReady):
            assert town.store.runs() == before
            break
        time.sleep(0.1)
    assert town.nightly.run(full=True)["published"]
