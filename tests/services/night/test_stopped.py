"""Refused, cut off or without room: a night that cannot be published leaves the one before it untouched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from jobmatch.bootstrap import Application
from jobmatch.domain.shipped import DATA
from jobmatch.errors import Conflict, NotReady
from jobmatch.settings import Settings
from tests.conftest import SAMPLE_DAY
from tests.databases import Postgres


@pytest.fixture
def municipality(database: str) -> Iterator[Application]:
    """The invented municipality with a published run, once for each kind of database."""
    application = Application(Settings(database_url=database, as_of=SAMPLE_DAY))
    assert application.importing.run([DATA / "sample"]).errors == []
    application.nightly.run(full=True)
    yield application
    application.store.close()


def _run_when_free(application: Application) -> str:
    """The next start; a server may take a moment to see that the killed one is gone."""
    for _ in range(100):
        try:
            return str(application.nightly.run(full=True)["run_id"])
        except Conflict:
            time.sleep(0.1)
    return str(application.nightly.run(full=True)["run_id"])


def test_a_second_night_at_the_same_time_is_refused(municipality: Application, database: str) -> None:
    other = Application(Settings(database_url=database, as_of=SAMPLE_DAY))
    before = municipality.store.latest_run()
    with municipality.store.alone(), pytest.raises(Conflict, match="En anden kørsel er i gang"):
        other.nightly.run(full=True)
    assert other.nightly.run(full=False)["published"] is False
    assert municipality.store.latest_run() == before
    other.store.close()


def test_a_fault_in_the_middle_of_publishing_leaves_the_run_before_it(
    municipality: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = municipality.store.latest_run()
    runs = municipality.store._runs
    publish = runs.publish

    def interrupted(*given: Any) -> Any:
        publish(*given)
        raise KeyboardInterrupt  # the lists are written, the transaction is not at its end

    monkeypatch.setattr(runs, "publish", interrupted)
    with pytest.raises(KeyboardInterrupt):
        municipality.nightly.run(full=True)
    monkeypatch.undo()
    assert municipality.store.latest_run() == before
    assert municipality.nightly.run(full=True)["published"]


def _many_nights(application: Application) -> None:
    """Free pages inside the file may hold a few runs."""
    for _ in range(50):
        application.nightly.run(full=True)


def test_a_full_disk_ends_the_night_plainly(own_sample: Application) -> None:
    before = own_sample.store.latest_run()
    loaded = own_sample.worlds.at()
    with own_sample.store.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))

    @event.listens_for(own_sample.store.engine, "begin")
    def full(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(NotReady, match="plads på disken"):
        _many_nights(own_sample)
    event.remove(own_sample.store.engine, "begin", full)
    runs = own_sample.store.runs()
    assert before in runs
    for run in runs:
        assert len(list(own_sample.store.lists(run.run_id))) == run.counts["proposed_for"]
    assert loaded.revision == own_sample.store.revision()


def test_a_lost_connection_ends_the_night_plainly(
    municipality: Application, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    if municipality.store.engine.dialect.name != "postgresql":
        return
    before = municipality.store.latest_run()
    name = municipality.store.engine.url.database
    runs = municipality.store._runs
    publish = runs.publish

    def cut_off(*given: Any) -> Any:
        published = publish(*given)
        postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        return published

    monkeypatch.setattr(runs, "publish", cut_off)
    with pytest.raises(NotReady, match="Intet er gemt"):
        municipality.nightly.run(full=True)
    monkeypatch.undo()
    assert municipality.store.latest_run() == before
    assert _run_when_free(municipality) != (before.run_id if before else "")
