"""A night that was stopped goes on where it was, and ends in the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.night import further as night_further
from jobmatch.services.night import listed as night_listed
from jobmatch.services.night import lists as night_lists
from jobmatch.services.night import nightly
from jobmatch.services.night import plan as night_plan
from jobmatch.services.night import spool as night_spool
from jobmatch.settings import Settings
from jobmatch.store import Store
from tests.conftest import SAMPLE_DAY


def bytes_of(store: Store, run_id: str) -> list[Any]:
    """A run as the database holds it."""
    reading = store.list_reading(run_id)
    assert reading is not None
    return [list(store.packed_lists(run_id)), reading.fixed.tobytes(), reading.feasible.tobytes(),
            store.night_note(nightly.PRICES)]  # fmt: skip


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the municipality were a country."""
    monkeypatch.setattr(night_spool, "LEAST_PAIRS", 0)
    monkeypatch.setattr(night_spool, "BLOCKS_A_FILE", 2)
    monkeypatch.setattr(night_lists, "BLOCK_CITIZENS", 4)


@pytest.fixture
def twins(sample_file: Path, tmp_path: Path) -> Iterator[tuple[Application, Application]]:
    """The same municipality twice."""
    found = []
    for name in ("one", "other"):
        path = tmp_path / f"{name}.sqlite"
        shutil.copyfile(sample_file, path)
        found.append(Application(Settings(database_url=f"sqlite:///{path}", as_of=SAMPLE_DAY)))
    yield found[0], found[1]
    for one in found:
        one.store.close()


class Stopped(BaseException):
    """The machine is switched off."""


def stop_at(monkeypatch: pytest.MonkeyPatch, application: Application, place: str, after: int = 0) -> None:
    """Start a night and stop it at a place, the n-th time that it comes there."""
    target, name = {
        "scoring": (night_spool.Spool, "keep_block"),
        "plan": (night_plan.NightPlan, "_figures"),
        "looks": (night_further.FurtherLooks, "find"),
        "publishing": (nightly.Nightly, "_publish"),
    }[place]
    meant, seen = getattr(target, name), []

    def stopping(*given: Any) -> Any:
        seen.append(1)
        if len(seen) > after:
            raise Stopped
        return meant(*given)

    with monkeypatch.context() as patch:
        patch.setattr(target, name, stopping)
        with pytest.raises(Stopped):
            application.nightly.run(full=True)


@pytest.mark.parametrize(
    ("place", "after"), [("scoring", 0), ("scoring", 5), ("looks", 0), ("plan", 0), ("publishing", 0)]
)
def test_a_stopped_night_goes_on_and_ends_in_the_same_bytes(
    twins: tuple[Application, Application], monkeypatch: pytest.MonkeyPatch, place: str, after: int
) -> None:
    stopped, undisturbed = twins
    if place == "looks":  # as in a country: the plan chooses among short lists, and looks further
        monkeypatch.setattr(night_plan, "MOST_EDGES", 1)
        monkeypatch.setattr(night_listed, "LIST_LENGTH", 1)
    before = stopped.store.latest_run()
    stop_at(monkeypatch, stopped, place, after)
    assert stopped.store.latest_run() == before
    again = Application(stopped.settings)
    with monkeypatch.context() as patch:
        patch.setattr(type(again.worlds), "at", lambda *_: pytest.fail("what was read is read again"))
        run = again.nightly.run(full=True)["run_id"]
    assert bytes_of(again.store, run) == bytes_of(undisturbed.store, undisturbed.nightly.run(full=True)["run_id"])
    assert not (again.night_folder / "unfinished").exists()
    again.store.close()


def test_blocks_that_are_scored_are_not_scored_again(
    twins: tuple[Application, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, _ = twins
    stop_at(monkeypatch, stopped, "publishing")
    done: list[Any] = []
    monkeypatch.setattr(night_spool.Spool, "keep_block", lambda self, block, best: done.append(block))
    Application(stopped.settings).nightly.run(full=True)
    assert done in ([], done[-1:])  # at most the last blocks, which did not fill a file


def test_unfinished_work_on_other_data_is_thrown_away(
    twins: tuple[Application, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, _ = twins
    stop_at(monkeypatch, stopped, "publishing")
    stopped.store.erase(stopped.store.citizens()[0].citizen_id, by="dpo")
    again = Application(stopped.settings)
    run = again.nightly.run(full=True)
    assert run["counts"]["citizens"] == 44
    assert not (again.night_folder / "unfinished").exists()


def test_damaged_unfinished_work_counts_for_nothing(
    twins: tuple[Application, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, undisturbed = twins
    stop_at(monkeypatch, stopped, "publishing")
    for path in (stopped.night_folder / "unfinished").iterdir():
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2] ^= 1
        path.write_bytes(whole)
    run = Application(stopped.settings).nightly.run(full=True)["run_id"]
    assert bytes_of(stopped.store, run) == bytes_of(undisturbed.store, undisturbed.nightly.run(full=True)["run_id"])
