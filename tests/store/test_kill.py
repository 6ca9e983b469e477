"""Killed at any moment: what was saved is there whole, what was not is not there at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from jobmatch.store import Store

KILLS = int(os.environ.get("JOBMATCH_TEST_KILLS", "2"))
"""How often each database is killed; more for a long night's test."""

PEOPLE = 40

WRITER = f"""
import sys
from datetime import UTC, date, datetime
from jobmatch.domain.citizen import Citizen
from jobmatch.store import Changes, RankedList, Run, Store

store = Store.open(sys.argv[1])
number = store.revision()
print("ready", flush=True)
while True:
    number += 1
    people = [Citizen(citizen_id=f"B-{{n}}", max_travel_min=number, experience="x" * 2_000) for n in range({PEOPLE})]
    store.save(Changes(citizens=people, complete=["citizens"]), by="natten")
    run = Run(
        model="m", rules="r", vocabulary="v", revision=number, as_of=date(2026, 11, 21), started_at=datetime.now(UTC)
    )
    store.publish(run, [RankedList(one.citizen_id, [(f"P-{{n}}", number) for n in range(20)], 20) for one in people])
"""


def _write_and_kill(address: str, after: float) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writer = subprocess.Popen([sys.executable, "-c", WRITER, address], stdout=subprocess.PIPE, env=environment)
    assert writer.stdout is not None
    with writer.stdout as said:
        assert said.readline() == b"ready\n"
        time.sleep(after)
        assert writer.poll() is None
        writer.send_signal(signal.SIGKILL)
    writer.wait()


def _check(store: Store, kills: int) -> int:
    """Everything is whole; gives the newest revision. Each kill may cost the one run that was under way."""
    newest = store.revision()
    for revision in (newest, newest // 2):
        people = store.citizens(revision)
        assert [one.max_travel_min for one in people] == [revision] * (PEOPLE if revision else 0)
    runs = store.runs()
    published = {run.revision for run in runs}
    assert len(published) == len(runs)
    assert published <= set(range(1, newest + 1))
    assert len(runs) >= newest - kills
    for run in runs[:3]:
        lists = list(store.lists(run.run_id))
        assert len(lists) == PEOPLE
        assert {points for one in lists for _, points in one.ranked} == {run.revision}
    return newest


def test_nothing_is_lost_and_nothing_is_there_halfway(database: str, tmp_path: Path) -> None:
    chance = random.Random(str(tmp_path.name))
    before = 0
    for kill in range(1, KILLS + 1):
        _write_and_kill(database, after=chance.uniform(0.05, 0.5))
        store = Store.open(database)
        after = _check(store, kill)
        store.close()
        assert after >= before
        before = after
    assert before > 0
