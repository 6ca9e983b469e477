"""One citizen's list with explanations over HTTP, asked for at a steady pace, beside a plain answer of the same size.

    python -m benchmarks.http DATABASE [--rate 10 25 50 100] [--seconds 20] [--top 5] [--day 2026-11-21]

The database holds a generated municipality or country (``jobmatch sample``, ``jobmatch import``, and ``jobmatch
rematch`` if a published run is to be there). ``jobmatch serve`` is started as a process of its own: one worker. This
process asks at fixed moments, whether or not earlier questions have been answered (open loop): a time counts from the
moment when the question was due, so that a slow answer also makes those behind it late. Each question is about
another citizen, in an order drawn by seed. The peer is ``/openapi.json`` of the same server: no data is read for it.
The server's own processor time for an answer, of all its threads, stands beside: a busy machine stretches the clock
more. The measuring begins when the server has nothing left to make ready.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jobmatch.bootstrap import Application
from jobmatch.services.worlds import proposable
from jobmatch.settings import Settings

PORT = 8741
READY_SECONDS = 600
WARM_SECONDS = 5
IDLE_SHARE = 0.1
"""A server that works less than this share of a second waits for questions."""
IDLE_FOR_SECONDS = 3
LATE_SECONDS = 60.0
"""An answer that takes longer counts as none."""


def main() -> None:
    """Print one row for each kind of question."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("database")
    arguments.add_argument("--rate", type=float, nargs="+", default=[10.0, 25.0, 50.0, 100.0])
    arguments.add_argument("--seconds", type=float, default=20.0)
    arguments.add_argument("--top", type=int, default=5)
    arguments.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 21))
    asked = arguments.parse_args()
    store = Application(Settings(database_url=asked.database, as_of=asked.day), create=False).store
    citizens = [one.citizen_id for one in store.citizens() if proposable(one)]
    store.close()
    random.Random(7).shuffle(citizens)
    environment = {**os.environ, "JOBMATCH_AS_OF": asked.day.isoformat()}
    command = [sys.executable, "-m", "jobmatch", "serve", "--port", str(PORT), "--db", asked.database]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        asyncio.run(_measured(server.pid, citizens, asked.rate, asked.seconds, asked.top))
    finally:
        server.terminate()
        server.wait()


async def _measured(server: int, citizens: Sequence[str], rates: Sequence[float], seconds: float, top: int) -> None:
    lists = [f"/api/v1/citizens/{one}/matches?top={top}" for one in citizens]
    await _ready(lists[-1])
    await _at_pace(lists[::-1], rates[0], WARM_SECONDS)
    await _idle(server)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("| question | a second | answers | KiB | p50 ms | p95 ms | p99 ms | max ms | bad | processor ms | load |")
    print("|---|" + "---:|" * 10)
    for rate in rates:
        await _at_pace(lists[::-1], rate, min(WARM_SECONDS, seconds))
        for name, paths in (("list with explanations", lists), ("/openapi.json", ["/openapi.json"])):
            before = _processor_seconds(server)
            taken, size, bad = await _at_pace(paths, rate, seconds)
            each = 1000 * (_processor_seconds(server) - before) / max(1, len(taken))
            shares = " | ".join(f"{_share(taken, share):.1f}" for share in (0.5, 0.95, 0.99, 1.0))
            figures = f"{len(taken)} | {size / 1024:.0f} | {shares} | {bad} | {each:.1f} | {os.getloadavg()[0]:.1f}"
            print(f"| {name} | {rate:g} | {figures} |", flush=True)


def _processor_seconds(process: int) -> float:
    """Processor time of a process, of all its threads; NaN where the system does not tell."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return float("nan")
    after_name = stat.read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _share(taken: Sequence[float], share: float) -> float:
    """Milliseconds within which this share was answered."""
    return 1000 * sorted(taken)[min(len(taken) - 1, int(share * len(taken)))] if taken else float("nan")


async def _ready(path: str) -> None:
    """Wait until the server answers a first question."""
    last: object = None
    for _ in range(READY_SECONDS):
        try:
            status, _ = await _ask(path)
            if status == 200:
                return
            last = f"it answers {status}"
        except OSError as fault:  # it does not listen yet
            last = fault
        await asyncio.sleep(1)
    raise SystemExit(f"the server is not ready after {READY_SECONDS} s: {last}")


async def _idle(server: int) -> None:
    """Wait until the server has made ready what the first views of the pages need."""
    quiet = 0 if Path("/proc").is_dir() else IDLE_FOR_SECONDS
    for _ in range(READY_SECONDS):
        if quiet == IDLE_FOR_SECONDS:
            return
        before = _processor_seconds(server)
        await asyncio.sleep(1)
        quiet = quiet + 1 if _processor_seconds(server) - before < IDLE_SHARE else 0
    raise SystemExit(f"the server is still busy after {READY_SECONDS} s")


async def _at_pace(paths: Sequence[str], rate: float, seconds: float) -> tuple[list[float], int, int]:
    """Seconds each answer took from the moment it was due; the mean size in bytes; how many were not 200."""
    count = int(rate * seconds)
    begun = time.perf_counter() + 0.1
    answers = await asyncio.gather(*(_asked_at(begun + n / rate, paths[n % len(paths)]) for n in range(count)))
    good = [answer for answer in answers if answer[1] == 200]
    size = sum(answer[2] for answer in good) // max(1, len(good))
    return [answer[0] for answer in good], size, count - len(good)


async def _asked_at(due: float, path: str) -> tuple[float, int, int]:
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    try:
        status, size = await asyncio.wait_for(_ask(path), LATE_SECONDS)
    except (OSError, TimeoutError):
        status, size = 0, 0
    return time.perf_counter() - due, status, size


async def _ask(path: str) -> tuple[int, int]:
    """Status and size of one answer, on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    try:
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.read(-1)
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0, len(answer)


if __name__ == "__main__":
    main()
