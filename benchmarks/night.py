"""A whole night: load, score, plan and publish for generated worlds of several sizes; then one with 1 % changed rows.

    python -m benchmarks.night [--sizes 230x400 2000x2000 20000x8000] [--database ADDRESS]

Each size gets a database of its own (SQLite in a temporary folder) and a process of its own, so that the peak memory
is that size's. With ``--database`` the world that is imported there is used instead, once, on any kind of database.
Processor seconds are of all threads together.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from jobmatch.bootstrap import Application
from jobmatch.sample import write_sample
from jobmatch.settings import Settings
from jobmatch.store import Changes

DAY = date(2026, 11, 21)
CHANGED = 0.01
HEAD = (
    "| citizens | placements | M pairs | M feasible | clock s | processor s | of it lists | peak MiB | database MiB "
    "| 1 % changed: clock | processor | lists |\n|" + "---:|" * 12
)


def main() -> None:
    """Print one row a size."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", nargs="+", default=["230x400", "2000x2000", "20000x8000"])
    arguments.add_argument("--database")
    arguments.add_argument("--one", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.one:
        print(_row(asked.one), flush=True)
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n{HEAD}", flush=True)
    if asked.database:
        _in_own_process(asked.database)
        return
    for size in asked.sizes:
        citizens, placements = map(int, size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            address = f"sqlite:///{folder}/night.sqlite"
            files = write_sample(Path(folder) / "files", citizens, placements, seed=11)
            application = Application(Settings(database_url=address, as_of=DAY))
            report = application.importing.run([path for path in files if path.suffix == ".csv"])
            assert not report.errors
            application.store.close()
            _in_own_process(address)


def _in_own_process(address: str) -> None:
    subprocess.run([sys.executable, "-m", "benchmarks.night", "--one", address], check=True)


class _Clock:
    """Clock and processor seconds, whole and up to the end of the scoring."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()
        self.loaded = self.scored = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Progress of the night: 25 of 100 is loaded, 50 is scored."""
        if done <= 25:
            self.loaded = time.process_time()
        if done <= 50:
            self.scored = time.process_time()

    def figures(self) -> tuple[float, float, float]:
        """Clock and processor seconds of all, and processor seconds of the lists alone."""
        return time.perf_counter() - self._clock, time.process_time() - self._processor, self.scored - self.loaded


def _row(address: str) -> str:
    application = Application(Settings(database_url=address, as_of=DAY), create=False)
    full = _Clock()
    counts = application.nightly.run(full=True, progress=full)["counts"]
    clock, processor, lists = full.figures()
    _change(application)
    again = Application(Settings(database_url=address, as_of=DAY), create=False)
    part = _Clock()
    assert again.nightly.run(full=False, progress=part)["published"]
    part_clock, part_processor, part_lists = part.figures()
    file = Path(address.removeprefix("sqlite:///"))
    stored = f"{file.stat().st_size / 2**20:.0f}" if file.is_file() else "–"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    return (
        f"| {counts['citizens']} | {counts['placements']} | {counts['pairs'] / 1e6:.1f} "
        f"| {counts['feasible_pairs'] / 1e6:.1f} | {clock:.1f} | {processor:.1f} | {lists:.1f} | {peak:.0f} | {stored} "
        f"| {part_clock:.1f} | {part_processor:.1f} | {part_lists:.1f} |"
    )


def _change(application: Application) -> None:
    """One in a hundred citizens and placements gets other hours."""
    chance = random.Random(7)
    people, openings = application.store.citizens(), application.store.placements()
    some = chance.sample(people, max(1, round(CHANGED * len(people))))
    few = chance.sample(openings, max(1, round(CHANGED * len(openings))))
    application.store.save(
        Changes(
            citizens=[replace(one, hours_now=(one.hours_now or 0.0) + 1.0) for one in some],
            placements=[replace(one, max_hours=(one.max_hours or one.min_hours or 0.0) + 1.0) for one in few],
        ),
        by="benchmark",
    )


if __name__ == "__main__":
    main()
