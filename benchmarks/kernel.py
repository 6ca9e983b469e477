"""Scoring speed: every factor, every gate and the exact best 20, beside the top-k of a dot product.

    python -m benchmarks.kernel DATABASE [--citizens 2000] [--day 2026-11-21] [--rounds 5]

The database holds a generated municipality or country (``jobmatch sample``, ``jobmatch import``). Both sides get the
same counts and the same threads, in turn, in one run; the peer, ``implicit.cpu.topk``, multiplies 64-dimensional
random vectors and knows no gates. Times are the best of the rounds; processor seconds stand beside them, because
a busy machine stretches the clock of both.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from datetime import date

import numpy as np
from implicit.cpu.topk import topk

from jobmatch.bootstrap import Application
from jobmatch.executor import blocks_of, map_blocks
from jobmatch.services.night.lists import BLOCK_CITIZENS, Scoring
from jobmatch.services.worlds import proposable
from jobmatch.settings import Settings

TOP = 20
DIMENSIONS = 64


def main() -> None:
    """Print one row for each side, and the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("database")
    arguments.add_argument("--citizens", type=int, default=2_000)
    arguments.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 21))
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()
    application = Application(Settings(database_url=asked.database, as_of=asked.day), create=False)
    loaded = application.worlds.at()
    world = loaded.world
    rows = [row for row, citizen in enumerate(world.citizens.values()) if proposable(citizen)]
    # Spread over the whole list: ids stand in the order in which the people were made up.
    chosen = np.array(rows, np.int64)[np.linspace(0, len(rows) - 1, min(asked.citizens, len(rows))).astype(np.int64)]
    scoring = Scoring(world.around, world.order, chosen, loaded.kernel.model, length=TOP)
    scoring.__dict__["kernel"] = loaded.kernel
    blocks = blocks_of(len(chosen), BLOCK_CITIZENS)
    random = np.random.default_rng(7)
    people = random.standard_normal((len(chosen), DIMENSIONS), np.float32)
    openings = random.standard_normal((len(world.placements), DIMENSIONS), np.float32)
    threads = os.cpu_count() or 1

    def ours() -> int:
        return sum(int(best.feasible.sum()) for _, best in map_blocks(scoring, blocks))

    def peer() -> int:
        return len(topk(openings, people, TOP, num_threads=threads)[0])

    feasible = ours()
    peer()
    pairs = len(chosen) * len(world.placements)
    print(f"{len(chosen)} citizens × {len(world.placements)} placements, {pairs / 1e6:.0f} M pairs, ", end="")
    print(f"{feasible / pairs:.1%} feasible, {threads} threads, load {os.getloadavg()[0]:.1f}")
    print("| | clock s | M pairs/s | processor s | M pairs / processor s |\n|---|---:|---:|---:|---:|")
    timed = [_in_turn(work, asked.rounds) for work in (ours, peer)]
    for name, (clock, processor) in zip(("jobmatch", "implicit topk"), timed, strict=True):
        print(f"| {name} | {clock:.2f} | {pairs / clock / 1e6:.0f} | {processor:.2f} | {pairs / processor / 1e6:.0f} |")
    print(f"ratio by clock {timed[1][0] / timed[0][0]:.2f}, by processor time {timed[1][1] / timed[0][1]:.2f}")


def _in_turn(work: Callable[[], int], rounds: int) -> tuple[float, float]:
    """The best clock and processor seconds of some rounds."""
    clocks, processors = [], []
    for _ in range(rounds):
        clock, processor = time.perf_counter(), time.process_time()
        work()
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    return min(clocks), min(processors)


if __name__ == "__main__":
    main()
