"""What the first views need is made ready beside the requests, and its failing or ending harms nobody."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from jobmatch.bootstrap import Application
from jobmatch.core.compiled import is_compiled
from jobmatch.services import gaps
from jobmatch.web import compiling, warming
from jobmatch.web.warming import Warming

PATIENCE_SECONDS = 300


@pytest.fixture
def ready(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> Application:
    monkeypatch.setattr(warming, "is_compiled", lambda factors: True)
    monkeypatch.setattr(own_sample.worlds.at().kernel, "load", lambda around, order: None)
    return own_sample


def until(what: Callable[[], object]) -> None:
    for _ in range(PATIENCE_SECONDS * 20):
        if what():
            return
        time.sleep(0.05)
    pytest.fail("it never came")


def test_the_first_view_finds_everything_counted(ready: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Warming(ready)
    made.start()
    assert made.warm.wait(PATIENCE_SECONDS)
    monkeypatch.setattr(gaps, "_found_in", lambda *given: pytest.fail("counted while somebody waits"))
    assert ready.gaps.gaps()["citizens"] > 0
    made.stop()


def test_what_was_made_ready_before_anybody_asked_is_not_made_ready_again(
    ready: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Warming(ready)
    made.make_ready()
    assert made.warm.is_set()
    monkeypatch.setattr(Warming, "_linker", lambda self: pytest.fail("made ready while somebody waits"))
    monkeypatch.setattr(Warming, "_templates", lambda self: pytest.fail("made ready while somebody waits"))
    made.start()
    time.sleep(0.1)
    assert made._thread.is_alive()
    made.stop()


def test_after_a_change_the_next_view_finds_it_too(ready: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Warming(ready)
    made.start()
    assert made.warm.wait(PATIENCE_SECONDS)
    before = ready.gaps.gaps()
    counted: list[object] = []
    found_in = gaps._found_in

    def counting(*given: Any) -> Any:
        counted.append(given)
        return found_in(*given)

    monkeypatch.setattr(gaps, "_found_in", counting)
    stored = ready.store.stored_citizen("B-001")
    assert stored is not None
    ready.editing.save(stored.record, stored.version, {"status": "pause"}, "mette", ready.today())
    until(lambda: counted)
    until(lambda: ready.gaps.gaps()["citizens"] == before["citizens"] - 1)
    made.stop()


def test_a_large_municipality_finds_its_gaps_ready_each_morning_but_not_after_every_change(
    ready: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "small_enough", lambda loaded: False)
    monkeypatch.setattr(type(ready.worlds.at().kernel), "plainly", lambda self, pairs: False)
    counted: list[object] = []
    monkeypatch.setattr(ready.gaps, "make_ready", counted.append)
    made = Warming(ready)
    made._gaps_of_the_day()
    assert counted == [ready.worlds.at()]
    stored = ready.store.stored_citizen("B-001")
    assert stored is not None
    ready.editing.save(stored.record, stored.version, {"status": "pause"}, "mette", ready.today())
    made._look()
    assert len(counted) == 1, "after a change whoever asks reads those of before, and new ones are begun"
    ready.nightly.run()
    made._look()
    assert len(counted) == 2


def test_a_large_municipality_waits_for_a_calm_moment_but_not_all_day(
    ready: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    monkeypatch.setattr(warming, "small_enough", lambda loaded: False)
    monkeypatch.setattr(type(ready.worlds.at().kernel), "plainly", lambda self, pairs: False)
    monkeypatch.setattr(ready.gaps, "make_ready", counted.append)
    monkeypatch.setattr(Warming, "_scoring", lambda self: None)
    quiet, now = [0.5], [0.0]
    monkeypatch.setattr(warming, "monotonic", lambda: now[0])
    made = Warming(ready, lambda: quiet[0])
    made._look()
    assert counted == []
    quiet[0] = warming.CALM_SECONDS
    made._look()
    assert len(counted) == 1
    ready.nightly.run()
    quiet[0] = 0.0
    made._look()
    assert len(counted) == 1
    now[0] = warming.PATIENCE_SECONDS
    made._look()
    assert len(counted) == 2


def test_a_step_that_fails_is_noted_and_the_others_are_done(
    ready: Application, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(self: Warming) -> None:
        raise RuntimeError("Anna Hansen")

    monkeypatch.setattr(Warming, "_counts", broken)
    made = Warming(ready)
    made.start()
    assert made.warm.wait(PATIENCE_SECONDS)
    made.stop()
    said = capfd.readouterr().err
    assert "warming" in said
    assert "RuntimeError" in said
    assert "Anna" not in said


def test_it_ends_when_told_also_while_it_compiles(own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "is_compiled", lambda factors: False)
    for step in ("_world", "_counts", "_linker", "_words"):
        monkeypatch.setattr(Warming, step, lambda self: None)
    made = Warming(own_sample)
    made.start()
    assert made.warm.wait(PATIENCE_SECONDS)
    child = made._compiling
    assert child is not None
    made.stop()
    assert child.wait(PATIENCE_SECONDS) != 0
    assert not made._thread.is_alive()
    assert own_sample.worlds.at().kernel.plainly(1), "nothing half compiled is used"


def test_what_is_compiled_apart_is_loaded_and_scores_the_same(own_sample: Application) -> None:
    loaded = own_sample.worlds.at()
    first = np.arange(8, dtype=np.int64)
    plain = loaded.kernel.pairs(loaded.world.around, first, first)
    child = compiling.begin(own_sample.settings.database_url)
    assert child.wait(PATIENCE_SECONDS) == 0
    assert is_compiled(loaded.kernel.factors)
    loaded.kernel.load(loaded.world.around, loaded.world.order)
    assert not loaded.kernel.plainly(1)
    again = loaded.kernel.pairs(loaded.world.around, first, first)
    assert np.array_equal(plain.parts, again.parts)
    assert np.array_equal(plain.failed, again.failed)
