"""Whole nights over generated worlds of several sizes: load, score, plan and publish, and what changes cost.

    python -m benchmarks.night [--sizes 230x400 2000x2000 20000x8000 200000x60000] [--database ADDRESS]

Each size gets a SQLite database of its own in a temporary folder. With ``--database`` one is used on any kind of
server instead: as it is, or, when it is empty, with the first of the sizes. Each night is a process of its own, so
that its peak is its own and its processor seconds, of all threads together, count the start as well:

1. *full*: everything read, scored and planned for the first time
2. *1 % changed*: other hours for one in a hundred citizens and placements, the same day
3. *full again*: with yesterday's plan to begin from; it must write no list, since the changed night wrote them all
4. *next day*, nothing changed
5. *next day, 1 % changed*
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from jobmatch.bootstrap import Application
from jobmatch.core.compiled import load_kernel
from jobmatch.settings import Settings
from jobmatch.store import Changes

DAY = date(2026, 11, 21)
CHANGED = 0.01
SIZES = ("230x400", "2000x2000", "20000x8000", "200000x60000")
NIGHTS = (("full", 0), ("1 % changed", 0), ("full again", 0), ("next day", 1), ("next day, 1 % changed", 2))
"""Each night with the days since the first."""
WORLD = ("citizens", "placements", "M pairs", "M feasible", "database MiB")
FIGURES = ("clock s", "processor s", "of it lists", "of it plan", "peak MiB", "lists written")


def main() -> None:
    """Print one table a size, and the curve of what scoring costs."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", nargs="+", default=SIZES)
    arguments.add_argument("--database")
    arguments.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.one:
        print(json.dumps(_step(*asked.one)), flush=True)
        return
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    firsts = [_shown(address) for address in _addresses(asked.sizes, asked.database)]
    print("\n| M feasible pairs | scoring: processor s | s a million |\n|---:|---:|---:|")
    for first in firsts:
        million = first["feasible_pairs"] / 1e6
        print(f"| {million:.2f} | {first['lists']:.2f} | {first['lists'] / million:.3f} |")


def _addresses(sizes: list[str], database: str | None) -> Iterator[str]:
    if database is not None:
        _in_own_process(f"import {sizes[0]}", database)
        yield database
        return
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            address = f"sqlite:///{folder}/night.sqlite"
            _in_own_process(f"import {size}", address)
            yield address


def _shown(address: str) -> dict[str, Any]:
    """The table of one size; gives the figures of the first night."""
    start = _in_own_process("start", address)["processor"]
    rows = {}
    for name, _ in NIGHTS:
        if "changed" in name:
            _in_own_process("change", address)
        rows[name] = _in_own_process(name, address)
    first = rows["full"]
    assert rows["full again"]["lists_written"] == 0, "a full night writes other lists than the changed one"
    world = (
        first["citizens"], first["placements"], f"{first['pairs'] / 1e6:.1f}", f"{first['feasible_pairs'] / 1e6:.1f}",
        rows["next day"]["database"],
    )  # fmt: skip
    print("\n" + ", ".join(f"{name}: {value}" for name, value in zip(WORLD, world, strict=True)), end="")
    print(f"; a start alone: {start:.1f} processor s\n\n| night | " + " | ".join(FIGURES) + " | of a full night |")
    print("|---|" + "---:|" * (len(FIGURES) + 1))
    for name, row in rows.items():
        share = f"{100 * row['processor'] / first['processor']:.1f} %"
        print(
            f"| {name} | {row['clock']:.1f} | {row['processor']:.1f} | {row['lists']:.1f} | {row['plan']:.1f} "
            f"| {row['peak']:.0f} | {row['lists_written']} | {share} |",
            flush=True,
        )
    return first


def _in_own_process(step: str, address: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.night", "--one", step, address]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def _step(step: str, address: str) -> Mapping[str, Any]:
    if step.startswith("import "):
        return _import(step.removeprefix("import "), address)
    days = dict(NIGHTS).get(step, 0)
    application = Application(Settings(database_url=address, as_of=DAY + timedelta(days=days)), create=False)
    if step == "change":
        return _change(application)
    if step == "start":
        return _start(application)
    return _night(application, full=step.startswith("full"))


def _import(size: str, address: str) -> Mapping[str, Any]:
    """A generated world, unless there is one already."""
    from jobmatch.sample import write_sample  # a night does without it

    application = Application(Settings(database_url=address, as_of=DAY))
    if application.store.revision() == 0:
        citizens, placements = map(int, size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            files = write_sample(Path(folder), citizens, placements, seed=11)
            report = application.importing.run([path for path in files if path.suffix == ".csv"])
            assert not report.errors
    return {}


def _start(application: Application) -> Mapping[str, Any]:
    """What every night pays before it does anything: Python, the libraries, the vocabulary, the compiled loops."""
    kernel, _ = application.worlds.in_force(DAY, application.store.revision())
    assert application.nightly
    assert application.worlds.vocabulary
    load_kernel(kernel.factors)
    return {"processor": _processor()}


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Marks:
    """Processor seconds when the steps of a night are done: 25 of 100 is loaded, 50 scored, 92 planned."""

    def __init__(self) -> None:
        self._at = {0: _processor()}

    def __call__(self, done: int, total: int) -> None:
        """Progress of the night."""
        self._at[done] = _processor()

    def between(self, first: int, last: int) -> float:
        """Processor seconds between two of them."""
        return max(at for done, at in self._at.items() if done <= last) - max(
            at for done, at in self._at.items() if done <= first
        )


def _night(application: Application, full: bool) -> Mapping[str, Any]:
    marks, began = _Marks(), time.perf_counter()
    run = application.nightly.run(full=full, progress=marks)
    assert run["published"]
    return {
        **run["counts"],
        "clock": time.perf_counter() - began,
        "processor": _processor(),
        "lists": marks.between(25, 50),
        "plan": marks.between(50, 92),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
        "database": _database_mib(application),
    }


def _database_mib(application: Application) -> int:
    engine = application.store.engine
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0) >> 20
    return Path(engine.url.database or "").stat().st_size >> 20


def _change(application: Application) -> Mapping[str, Any]:
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
    return {}


if __name__ == "__main__":
    main()
