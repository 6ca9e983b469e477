"""Killed at any moment of the night: nothing is lost, nothing there twice, and the next start ends in the same bytes.

Every night is run twice: undisturbed on one database, and killed on another that has lived through the same days. The
moments are drawn over the whole run by the clock, within each of its stages, and between any two touches of database or
disk. ``JOBMATCH_TEST_KILLS=200 pytest -n 2 --dist loadgroup tests/services/night/test_killed.py`` kills each database
two hundred times, the two side by side.
"""

from __future__ import annotations

import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from jobmatch.domain.event import Event
from jobmatch.services.linking import VETOES
from jobmatch.services.night.beside import PARTS
from jobmatch.store import Changes, Store, kept
from jobmatch.store.backup import restore
from jobmatch.store.metadata import METADATA
from jobmatch.store.tables import LINKS
from tests.conftest import SAMPLE_DAY
from tests.databases import Postgres
from tests.services.night.nursery import STAGES, Nursery

_log = logging.getLogger(__name__)
KILLS = int(os.environ.get("JOBMATCH_TEST_KILLS", "4"))
"""How often each database is killed; more for a long night's test."""
ENOUGH = 100
"""With so many kills every stage of a night must have been hit."""


@dataclass
class Town:
    """One municipality: where its data lies and where its nights are kept."""

    address: str
    folder: Path
    store: Store

    def order(self, full: bool, **kill: Any) -> dict[str, Any]:
        """What the nursery is asked for."""
        return {
            "address": self.address,
            "folder": str(self.folder),
            "as_of": SAMPLE_DAY.isoformat(),
            "full": full,
            "kill": kill,
        }

    def bytes(self, names: Collection[str] = METADATA.tables.keys() - {"links"}) -> dict[str, list[tuple[Any, ...]]]:
        """The tables as they stand in the database, but for the moments at which things were written.

        What texts were linked to is compared by ``answers``: a night that was killed before it was kept is followed by
        one that reads everything, and so asks about all phrases at once, which a night from a kept one never does.
        """
        found = {}
        with self.store.engine.connect() as connection:
            for table in (METADATA.tables[name] for name in names):
                columns = [column for column in table.c if column.name != "at" and not column.name.endswith("_at")]
                rows = connection.execute(select(*columns)).all()
                found[table.name] = sorted((tuple(map(_plain, row)) for row in rows), key=repr)
        return found

    def answers(self) -> dict[tuple[str, ...], str]:
        """What texts were linked to, by question, vocabulary and text."""
        with self.store.engine.connect() as connection:
            return {tuple(row[:3]): row[3] for row in connection.execute(select(*LINKS.c))}

    def published(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that a night publishes."""
        return self.bytes(("runs", "run_blocks", "run_people", "run_places", "night_notes"))

    def unfinished(self) -> Counter[str]:
        """What an unfinished night has done that the next start can use, by kind."""
        folder, latest, found = self.folder / "unfinished", self.store.latest_run(), Counter[str]()
        for path in folder.iterdir() if folder.is_dir() else ():
            whole = kept.read(path) if path.suffix != ".part" else None
            question = whole.facts.get("identity", {}) if whole is not None else {}
            if latest and (question.get("latest"), question.get("revision")) == (latest.run_id, self.store.revision()):
                found[path.name.partition("-")[0]] += 1
        return found


def _plain(cell: Any) -> Any:
    return bytes(cell) if isinstance(cell, memoryview) else cell


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Where nights come from."""
    found = Nursery(tmp_path_factory.mktemp("nursery"))
    yield found
    found.close()


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.xdist_group("kills-sqlite")),
        pytest.param("postgresql", marks=pytest.mark.xdist_group("kills-postgresql")),
    ]
)
def towns(request: pytest.FixtureRequest, tmp_path: Path, nursery: Nursery) -> Iterator[tuple[Town, Town]]:
    """The same municipality twice, with a published run: one whose nights are killed, one that is left in peace."""
    found = []
    kind: str = request.param
    for name in ("killed", "undisturbed"):
        if kind == "sqlite":
            path = tmp_path / f"{name}.sqlite"
            shutil.copyfile(nursery.town, path)
            address, store = f"sqlite:///{path}", Store.open(str(path))
        else:
            server: Postgres = request.getfixturevalue("postgres")
            address = server.ready()
            store = Store.open(address)
            restore(store.engine, nursery.town, overwrite=True)
        found.append(Town(address, tmp_path / f"{name}-kept", store))
    yield found[0], found[1]
    for one in found:
        one.store.close()
        if kind == "postgresql":
            server.drop(one.address)


@dataclass
class Pace:
    """How long an undisturbed night takes, as the last few did: what moments are drawn from."""

    seconds: float = 1.0
    stages: dict[str, float] = field(default_factory=dict)
    steps: int = 100

    @classmethod
    def of(cls, told: dict[str, Any]) -> Pace:
        """From what a night said that came to its end."""
        said = told["said"]
        stages: dict[str, float] = {}
        for (at, line), (until, _) in zip(said, said[1:], strict=False):
            if line.startswith("stage "):
                stages[line.removeprefix("stage ")] = until - at
        return cls(said[-1][0] - said[0][0], stages, int(said[-1][1].removeprefix("steps ")))

    def moment(self, chance: random.Random) -> dict[str, Any]:
        """Some moment of the night."""
        how = chance.choice(("clock", "stage", "step"))
        if how == "clock":
            return {"after": chance.uniform(0.0, self.seconds)}
        if how == "step":
            return {"step": chance.randint(1, self.steps)}
        stage = chance.choice(sorted(self.stages))
        return {"stage": stage, "after": chance.uniform(0.0, self.stages[stage])}


def assert_same_answers(killed: Town, calm: Town) -> None:
    """No answer is lost, and whatever both were asked was answered alike."""
    mine, theirs = killed.answers(), calm.answers()
    assert mine.keys() >= {key for key in theirs if not key[0].startswith(VETOES)}
    both = mine.keys() & theirs.keys()
    assert {key: mine[key] for key in both} == {key: theirs[key] for key in both}


def _edit(store: Store, chance: random.Random) -> None:
    """One of the things that happen on a day, the same for both towns."""
    person, place = chance.choice(store.citizens()), chance.choice(store.placements())
    started = Event(citizen_id=person.citizen_id, placement_id=place.placement_id, date=SAMPLE_DAY, event="startet")
    changes = chance.choice(
        [
            Changes(citizens=[replace(person, hours_now=float(chance.randint(1, 30)))]),
            Changes(citizens=[replace(person, needs=None, max_travel_min=chance.randint(10, 90))]),
            Changes(placements=[replace(place, slots=chance.randint(1, 5), min_hours=float(chance.randint(1, 20)))]),
            Changes(withdrawn={"placements": [place.placement_id]}),
            Changes(events=[started]),
        ]
    )
    store.save(changes, by="natten")


def _when_free(nursery: Nursery, order: dict[str, Any]) -> dict[str, Any]:
    """A night as soon as the lock is free; a server may take a moment to see that the one before it is gone."""
    for _ in range(100):
        told = nursery.night(**order)
        assert not told["failed"]
        if told["killed"] or told["said"][-1][1] != "refused":  # killed before it said anything
            return told
        time.sleep(0.1)
    raise AssertionError("the lock of a killed night was never given back")


def _stage(told: dict[str, Any]) -> str:
    stages = [line.removeprefix("stage ") for _, line in told["said"] if line.startswith("stage ")]
    return stages[-1] if stages else STAGES[0]


def _taken_over(told: dict[str, Any]) -> Counter[str] | None:
    """What a night did not do again because one before it had done it; None when it began from the kept night."""
    took = [line.split() for _, line in told["said"] if line.startswith("took ")]
    return Counter({name: int(count) for _, name, count in took if count != "0"}) if took else None


def _go_on(nursery: Nursery, town: Town, full: bool) -> None:
    """The next start after a kill that left nothing published: what lies on the disk whole is not done again."""
    left = town.unfinished()
    told = _when_free(nursery, town.order(full))
    assert not told["killed"]
    assert _taken_over(told) in ((left,) if full else (left, None))
    beside = [f"night-{name}" for name in sorted(PARTS)]  # each with a name behind it
    assert sorted(path.name.rpartition("-")[0] or path.name for path in town.folder.iterdir()) == ["night", *beside]


def test_nothing_is_lost_nothing_is_there_twice_and_the_bytes_are_the_same(
    towns: tuple[Town, Town], nursery: Nursery, tmp_path: Path
) -> None:
    killed, calm = towns
    chance = random.Random(tmp_path.name)
    hit: Counter[tuple[str, str]] = Counter()
    night = mended = 0
    while sum(hit.values()) < KILLS:
        full, seed = night % 2 == 0, chance.random()
        for town in towns:
            _edit(town.store, random.Random(seed))
        before = killed.published()
        undisturbed = _when_free(nursery, calm.order(full))
        mended += _taken_over(undisturbed) is None
        expected, pace = calm.published(), Pace.of(undisturbed)
        again = True
        while again:
            told = _when_free(nursery, killed.order(full, **pace.moment(chance)))
            hit["full" if full else "incremental", _stage(told)] += told["killed"]
            now = killed.published()
            assert now in (before, expected)
            again = told["killed"] and now == before and chance.random() < 0.6
        if now != expected:
            _go_on(nursery, killed, full)
        assert killed.bytes() == calm.bytes()
        assert_same_answers(killed, calm)
        night += 1
    _log.info("%d kills in %d nights: %s", sum(hit.values()), night, dict(sorted(hit.items())))
    assert mended == night // 2
    if KILLS >= ENOUGH:
        whole = {(kind, stage) for kind in ("full", "incremental") for stage in STAGES[1:-2]}
        assert whole <= {one for one, times in hit.items() if times}


def test_the_command_itself_may_be_killed(
    towns: tuple[Town, Town], nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, calm = towns
    chance = random.Random(tmp_path.name)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("JOBMATCH_NIGHT_FOLDER", str(killed.folder))
    command = [sys.executable, "-m", "jobmatch", "rematch", "--db", killed.address, "--as-of", SAMPLE_DAY.isoformat()]
    for _ in range(max(1, KILLS // 20)):
        seed = chance.random()
        for town in towns:
            _edit(town.store, random.Random(seed))
        before = killed.published()
        assert not _when_free(nursery, calm.order(full=False))["killed"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 5.0))
        process.send_signal(signal.SIGKILL)
        assert process.wait() in (0, -signal.SIGKILL)
        assert killed.published() in (before, calm.published())
        _when_free(nursery, killed.order(full=False))
        assert killed.bytes() == calm.bytes()
        assert_same_answers(killed, calm)
