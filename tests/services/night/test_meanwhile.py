"""What happens in the database while a night works: nothing is published that was overtaken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.shipped import DATA
from jobmatch.errors import Conflict
from jobmatch.services.night import kept as night_kept
from jobmatch.services.night import spool as night_spool
from jobmatch.services.night.kept import FILE, Keeping, load
from jobmatch.services.night.nightly import Nightly
from jobmatch.services.night.world import NightWorld
from jobmatch.settings import Settings
from jobmatch.store import Changes, erasure
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


def meanwhile(monkeypatch: pytest.MonkeyPatch, something: Any, step: str = "_publish") -> None:
    """Have something done after a night has worked and before it publishes, or before another of its steps."""
    meant = getattr(Nightly, step)

    def late(self: Nightly, *given: Any) -> Any:
        monkeypatch.undo()
        something()
        return meant(self, *given)

    monkeypatch.setattr(Nightly, step, late)


class Killed(BaseException):
    """There is no time to clear up."""


def files_of(application: Application) -> list[str]:
    """What lies on the disk beside the database."""
    return sorted(path.name for path in application.night_folder.rglob("*") if path.is_file())


def one_who_goes_after_a_run(application: Application) -> Citizen:
    """Somebody to be erased; since the run another has changed, so that the next night has something to do."""
    application.nightly.run(full=True)
    gone, changed = application.store.citizens()[:2]
    application.store.save(Changes(citizens=[replace(changed, hours_now=1.0)]), by="test")
    return gone


@pytest.mark.parametrize("full", [True, False])
def test_who_was_erased_while_a_night_worked_is_not_published(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    gone = one_who_goes_after_a_run(own_sample)
    before = own_sample.store.runs()
    meanwhile(monkeypatch, lambda: own_sample.store.erase(gone.citizen_id, by="dpo"))
    with pytest.raises(Conflict, match="slettet") as caught:
        own_sample.nightly.run(full=full)
    assert "Nothing was published" in caught.value.here.en
    assert own_sample.store.runs() == before
    assert files_of(own_sample) == []  # nor kept anywhere
    run = own_sample.nightly.run(full=False)
    assert gone.citizen_id not in {one.citizen_id for one in own_sample.store.lists(run["run_id"])}


@pytest.mark.parametrize("full", [True, False])
def test_who_was_erased_after_a_night_has_published_is_not_kept(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    gone = one_who_goes_after_a_run(own_sample)
    monkeypatch.setattr(night_kept, "PLENTY", 1 << 62)  # so nothing is kept before it is published
    meanwhile(monkeypatch, lambda: own_sample.store.erase(gone.citizen_id, by="dpo"), "_keep")
    assert own_sample.nightly.run(full=full)["published"]
    assert files_of(own_sample) == []


def test_a_night_that_is_killed_after_somebody_was_erased_leaves_nothing_of_her(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Erased when all is read, killed before it has cleared up: neither the unfinished nor the kept lies there."""
    monkeypatch.setattr(night_spool, "LEAST_PAIRS", 0)
    monkeypatch.setattr(night_kept, "PLENTY", 0)
    own_sample.nightly.run(full=True)
    gone, read = own_sample.store.citizens()[0], NightWorld.of

    def erased_now(*given: Any) -> NightWorld:
        found = read(*given)
        own_sample.store.erase(gone.citizen_id, by="dpo")
        return found

    def killed(self: Keeping, *_: object) -> None:
        assert self._files is not None
        self._files.exception()  # what it was writing is written
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(NightWorld, "of", erased_now)
        patch.setattr(Keeping, "__exit__", killed)
        with pytest.raises(Killed):
            own_sample.nightly.run(full=True)
    assert files_of(own_sample) == []
    assert own_sample.nightly.run(full=False)["published"]
    assert FILE in files_of(own_sample)


def test_a_night_that_begins_while_somebody_is_being_erased_leaves_nothing_of_her(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase, found = erasure.erase, []

    def later(*given: Any) -> Any:
        own_sample.nightly.run(full=True)
        found.extend(files_of(own_sample))
        return erase(*given)

    monkeypatch.setattr(erasure, "erase", later)
    own_sample.store.erase(own_sample.store.citizens()[0].citizen_id, by="dpo")
    assert FILE in found
    assert files_of(own_sample) == []


def test_who_was_erased_from_another_machine_goes_when_the_next_night_begins(
    own_sample: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(night_spool, "LEAST_PAIRS", 0)

    def killed(*_: Any) -> Any:
        raise Killed

    def killed_at(owner: Any, name: str) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, killed)
            with pytest.raises(Killed):
                own_sample.nightly.run(full=True)

    own_sample.nightly.run(full=True)
    killed_at(night_spool.Spool, "keep_block")
    assert {"night", "world"} <= set(files_of(own_sample))
    elsewhere = Application(own_sample.settings.model_copy(update={"night_folder": tmp_path / "elsewhere"}))
    elsewhere.store.erase(own_sample.store.citizens()[0].citizen_id, by="dpo")
    elsewhere.store.close()
    killed_at(NightWorld, "of")
    assert files_of(own_sample) == []


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
