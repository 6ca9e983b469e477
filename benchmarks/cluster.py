"""What a cluster costs: the scoring of one night in this process and on two workers over TCP on the same machine.

    python -m benchmarks.cluster [--size 20000x8000] [--workers 2] [--rounds 3]

The same blocks are scored in both ways, in turn, and must come out equal. Processor seconds are of every process that
takes part. The workers start without anything compiled, so that the first round tells what that costs. Needs the extra
``jobmatch[dask]``.
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import psutil  # type: ignore[import-untyped]
from distributed import LocalCluster

from jobmatch.bootstrap import Application
from jobmatch.sample import write_sample
from jobmatch.services.night.lists import NightLists, Scoring, proposed_at_night, scored
from jobmatch.settings import Settings

DAY = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one scoring took."""

    clock: float
    processor: float
    """Of this process and all that it started."""


def main() -> None:
    """Print a line for each way."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", default="20000x8000")
    arguments.add_argument("--database", help="an address with a world in it, instead of a generated one")
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        application = _world(asked.database, asked.size, Path(folder))
        loaded = application.worlds.at()
        around = loaded.world.around
        chosen = proposed_at_night(around.citizens.records)
        work = Scoring(around, loaded.world.order, chosen, loaded.kernel.model)
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {len(chosen):,} citizens to propose for")
        _sizes(work)
        here: list[Spent] = []
        there: list[Spent] = []
        expected = _timed(lambda: scored(work, loaded.kernel), here)  # compiles, when nobody did before
        here.clear()
        os.environ["JOBMATCH_CACHE_DIR"] = str(Path(folder) / "compiled")
        start: Any = LocalCluster
        with start(
            n_workers=asked.workers, threads_per_worker=1, processes=True, protocol="tcp", dashboard_address=None
        ) as cluster:
            address = cluster.scheduler_address
            for number in range(asked.rounds + 1):
                fresh = Scoring(around, loaded.world.order, chosen, loaded.kernel.model)
                found = _timed(lambda: scored(fresh, loaded.kernel, "dask", address), there)  # noqa: B023
                _same(found, expected)
                if number:
                    _same(_timed(lambda: scored(work, loaded.kernel), here), expected)
        first, *there = there
        _tell(here, first, there)


def _world(address: str | None, size: str, folder: Path) -> Application:
    if address is not None:
        return Application(Settings(database_url=address, as_of=DAY), create=False)
    citizens, placements = map(int, size.split("x"))
    files = write_sample(folder / "files", citizens, placements, seed=11)
    application = Application(Settings(database_url=f"sqlite:///{folder}/cluster.sqlite", as_of=DAY))
    assert not application.importing.run([path for path in files if path.suffix == ".csv"]).errors
    return application


def _sizes(work: Scoring) -> None:
    """What travels to the workers, as it travels: arrays beside the rest."""
    buffers: list[pickle.PickleBuffer] = []
    size = len(pickle.dumps(work, protocol=5, buffer_callback=buffers.append))
    size += sum(buffer.raw().nbytes for buffer in buffers)
    print(f"sent once to the scheduler and to each worker: {size / 2**20:.1f} MiB")


def _timed(job: Callable[[], NightLists], spent: list[Spent]) -> NightLists:
    clock, processor = time.perf_counter(), _processor()
    found = job()
    spent.append(Spent(time.perf_counter() - clock, _processor() - processor))
    return found


def _processor() -> float:
    """Processor seconds of this process and of those that it started and that still live."""
    this = psutil.Process()
    return sum(sum(process.cpu_times()[:2]) for process in [this, *this.children(recursive=True)])


def _same(found: NightLists, expected: NightLists) -> None:
    for name in ("people", "rows", "points", "feasible", "bound"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


def _tell(here: list[Spent], first: Spent, there: list[Spent]) -> None:
    for name, spent in (("in process", here), ("workers, nothing compiled", [first]), ("workers, compiled", there)):
        clock = statistics.median(one.clock for one in spent)
        processor = statistics.median(one.processor for one in spent)
        print(f"{name:26} clock {clock:7.2f} s   processor {processor:7.2f} s")


if __name__ == "__main__":
    main()
