"""What happens in the database while a night works: nothing is published that was overtaken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.shipped import DATA
from jobmatch.errors import Conflict
from jobmatch.services.night.kept import FILE, load
from jobmatch.services.night.nightly import Nightly
from jobmatch.settings import Settings
from jobmatch.store import Changes
from tests.conftest import SAMPLE_DAY
from tests.databases import Postgres


@pytest.fixture
def town(postgres: Postgres) -> Any:
    """The invented municipality with a run, on a server."""
    address = postgres.ready()
    application = Application(Settings(database_url=address, as_of=SAMPLE_DAY))
    assert application.importing.run([DATA / "sample"]).errors == []
    application.nightly.run(full=True)
    yield application
    application.store.close()
    postgres.drop(address)


def meanwhile(monkeypatch: pytest.MonkeyPatch, something: Any) -> None:
    """Have something done after a night has worked and before it publishes."""
    publish = Nightly._publish

    def late(self: Nightly, *given: Any) -> Any:
        monkeypatch.undo()
        something()
        return publish(self, *given)

    monkeypatch.setattr(Nightly, "_publish", late)


@pytest.mark.parametrize("full", [True, False])
def test_who_was_erased_while_a_night_worked_is_not_published(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    own_sample.nightly.run(full=True)
    gone, changed = own_sample.store.citizens()[:2]
    own_sample.store.save(Changes(citizens=[replace(changed, hours_now=1.0)]), by="test")
    before = own_sample.store.runs()
    meanwhile(monkeypatch, lambda: own_sample.store.erase(gone.citizen_id, by="dpo"))
    with pytest.raises(Conflict, match="slettet") as caught:
        own_sample.nightly.run(full=full)
    assert "Nothing was published" in caught.value.here.en
    assert own_sample.store.runs() == before
    assert not [path for path in own_sample.night_folder.rglob("*") if path.is_file()]  # nor kept anywhere
    run = own_sample.nightly.run(full=False)
    assert gone.citizen_id not in {one.citizen_id for one in own_sample.store.lists(run["run_id"])}


@pytest.mark.parametrize("full", [True, False])
def test_a_night_that_has_lost_its_lock_does_not_publish_over_the_one_that_took_it(
    town: Application, postgres: Postgres, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    name = town.store.engine.url.database
    holds = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"

    def cut_off_and_overtaken() -> None:
        postgres.run(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid IN ({holds})"
        )
        other = Application(town.settings)
        other.nightly.run(full=True)
        other.store.close()

    town.store.save(Changes(citizens=[replace(town.store.citizens()[0], hours_now=1.0)]), by="test")
    meanwhile(monkeypatch, cut_off_and_overtaken)
    with pytest.raises(Conflict, match="En anden kørsel blev offentliggjort"):
        town.nightly.run(full=full)
    files = {path.name for path in town.night_folder.iterdir()}
    kept = load(town.night_folder, town.store.runs()[0])
    assert kept is not None
    assert files == {FILE, *(file for file, _ in kept.beside.files.values())}  # those of the one that took it
    assert [run.run_id for run in town.store.runs()] == ["R-000002", "R-000001"]
    assert town.nightly.run(full=True)["published"]
