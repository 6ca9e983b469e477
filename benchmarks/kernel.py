"""Scoring speed: every factor, every gate and the exact best lists, beside the top-k of a dot product.

    python -m benchmarks.kernel DATABASE [--citizens 2000] [--best 20 50] [--day 2026-11-21] [--rounds 7]

The database holds a generated municipality or country (``jobmatch sample``, ``jobmatch import``). All sides get the
same counts and the same threads, in turn round by round, in one run; the peer, ``implicit.cpu.topk``, multiplies
64-dimensional random vectors and knows no gates. It stands here twice: as it comes, and with its matrix library held
to one thread for each of its own, as its authors advise. Times are medians of the rounds with the lowest and the
highest; processor seconds stand beside the clock, because a busy machine stretches the clock of all. Ask for so many
citizens that a round lasts a tenth of a second: 2,000 of a municipality's are one block for each of two threads, and
their rounds measure how an idle processor wakes up. More than there are means all.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Mapping
from datetime import date
from statistics import median

import numpy as np
from implicit.cpu.topk import topk
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from jobmatch.bootstrap import Application
from jobmatch.core.scan import scan_order
from jobmatch.executor import blocks_of, map_blocks
from jobmatch.services.night.lists import BLOCK_CITIZENS, Scoring
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.settings import Settings

TOP = (20, 50)
DIMENSIONS = 64
FEW_PLACEMENTS = 600
SINGLE = 40
"""So many citizens are asked about one by one."""

Times = list[tuple[float, float]]
"""Clock and processor seconds of each round."""


def main() -> None:
    """Print a row for each side, the ratios, and what small questions cost."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("database")
    arguments.add_argument("--citizens", type=int, default=2_000)
    arguments.add_argument("--best", type=int, nargs="+", default=TOP)
    arguments.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 21))
    arguments.add_argument("--rounds", type=int, default=7)
    asked = arguments.parse_args()
    application = Application(Settings(database_url=asked.database, as_of=asked.day), create=False)
    loaded = application.worlds.at()
    chosen = _spread_out(loaded, asked.citizens)
    for top in asked.best:
        _beside_the_peer(loaded, chosen, top, asked.rounds)
    _small(loaded, chosen, asked.rounds)


def _spread_out(loaded: LoadedWorld, count: int) -> NDArray[np.int64]:
    """Rows of citizens over the whole list: ids stand in the order in which the people were made up."""
    citizens = loaded.world.citizens.values()
    rows = np.array([row for row, citizen in enumerate(citizens) if proposable(citizen)], np.int64)
    return rows[np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(np.int64)]


def _beside_the_peer(loaded: LoadedWorld, chosen: NDArray[np.int64], top: int, rounds: int) -> None:
    world = loaded.world
    turns = loaded.kernel.turns(world.around, world.order, chosen)
    scoring = Scoring(world.around, world.order, chosen[turns], loaded.kernel.model, length=top)
    scoring.__dict__["kernel"] = loaded.kernel
    blocks = blocks_of(len(chosen), BLOCK_CITIZENS)
    random = np.random.default_rng(7)
    people = random.standard_normal((len(chosen), DIMENSIONS), np.float32)
    openings = random.standard_normal((len(world.placements), DIMENSIONS), np.float32)
    threads = os.cpu_count() or 1

    def ours() -> int:
        return sum(int(best.feasible.sum()) for _, best in map_blocks(scoring, blocks))

    def as_it_comes() -> int:
        return len(topk(openings, people, top, num_threads=threads)[0])

    def advised() -> int:
        with threadpool_limits(1, "blas"):
            return as_it_comes()

    started, feasible = time.perf_counter(), ours()
    pairs = len(chosen) * len(world.placements)
    print(
        f"\n{top} best, {len(chosen)} citizens × {len(world.placements)} placements, {pairs / 1e6:.0f} M pairs, ",
        end="",
    )
    print(f"{feasible / pairs:.1%} feasible, {threads} threads, load {os.getloadavg()[0]:.1f}")
    print(f"first round, with what it loads or compiles: {time.perf_counter() - started:.1f} s\n")
    names = ("jobmatch", "implicit topk, as it comes", "implicit topk, as advised")
    times = _in_turn(dict(zip(names, (ours, as_it_comes, advised), strict=True)), rounds)
    print("| | clock s | processor s | M pairs / processor s | at best | ours so many times as fast | by clock |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    mine = times[names[0]]
    for name, theirs in times.items():
        clock, processor = (median(column) for column in zip(*theirs, strict=True))
        speed, best = pairs / processor / 1e6, pairs / min(seconds for _, seconds in theirs) / 1e6
        ratios = [_ratio(mine, theirs, which) for which in (1, 0)] if theirs is not mine else ["", ""]
        spent = [_spread([one[which] for one in theirs]) for which in (0, 1)]
        print(f"| {name} | {' | '.join(spent)} | {speed:.0f} | {best:.0f} | {' | '.join(ratios)} |")


def _small(loaded: LoadedWorld, chosen: NDArray[np.int64], rounds: int) -> None:
    """One citizen with everything, and everybody with few placements, laid out anew as after a change."""
    kernel, around, order = loaded.kernel, loaded.world.around, loaded.world.order
    some = np.random.default_rng(7).choice(len(around.placements.ids), FEW_PLACEMENTS, replace=False)
    records = around.placements.records[np.sort(some)]

    def single() -> int:
        return sum(int(kernel.best_of(around, order, chosen[n : n + 1], TOP[0]).counts[0]) for n in range(SINGLE))

    def few() -> int:
        return int(kernel.best_of(around, scan_order(records), chosen, TOP[0]).counts.sum())

    times = _in_turn({"single": single, "few": few}, rounds)
    one = median(seconds for _, seconds in times["single"]) / SINGLE
    many = median(seconds for _, seconds in times["few"])
    print(f"\none citizen × {len(around.placements.ids)}: {one * 1e3:.2f} ms; ", end="")
    print(f"{len(chosen)} citizens × {FEW_PLACEMENTS}, laid out anew: {many * 1e3:.0f} ms (processor)")


def _in_turn(works: Mapping[str, Callable[[], int]], rounds: int) -> dict[str, Times]:
    """Every work once a round, after one round that does not count."""
    times: dict[str, Times] = {name: [] for name in works}
    for counts in range(rounds + 1):
        for name, work in works.items():
            clock, processor = time.perf_counter(), time.process_time()
            work()
            if counts:
                times[name].append((time.perf_counter() - clock, time.process_time() - processor))
    return times


def _spread(seconds: list[float]) -> str:
    """The median with the lowest and the highest."""
    return f"{median(seconds):.2f} ({min(seconds):.2f}–{max(seconds):.2f})"


def _ratio(mine: Times, theirs: Times, which: int) -> str:
    """Median of theirs over median of mine, and the lowest and highest of any one round."""
    each = [their[which] / my[which] for my, their in zip(mine, theirs, strict=True)]
    whole = median(one[which] for one in theirs) / median(one[which] for one in mine)
    return f"{whole:.2f} ({min(each):.2f}–{max(each):.2f})"


if __name__ == "__main__":
    main()
