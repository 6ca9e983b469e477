"""One citizen's list with explanations over HTTP, asked for at a steady pace, beside a plain answer of the same server.

    python -m benchmarks.http DATABASE [--rate 10 25 50 100] [--seconds 30] [--top 5] [--day 2026-11-21]

The database holds a generated municipality or country (``jobmatch sample``, ``jobmatch import``, and ``jobmatch
rematch`` if a published run is to be there). Give it a copy: every view is written in its log, and for the rows with
writes the hours of citizens are changed. ``jobmatch serve`` is started as a process of its own: one worker. This
process asks at fixed moments, whether or not earlier questions have been answered (open loop), on connections that stay
open, as a proxy keeps them: a time counts from the moment when the question was due until the last byte is here, so
that a slow answer also makes those behind it late. Each question is about another citizen, in an order drawn by seed.
How late this process itself came to ask stands beside: what it loses is in the times too.

The rows: the first seconds after the server said that it is ready; lists alone; lists while a citizen's hours are saved
every second; and the peer, ``/openapi.json``, for which no data is read. The server's own processor time for an answer,
of all its threads, stands beside: a busy machine stretches the clock more. Between the first row and the others the
server is left alone until it has made ready what the pages need.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO

from jobmatch.bootstrap import Application
from jobmatch.services.worlds import proposable
from jobmatch.settings import Settings

PORT = 8741
WARM_SECONDS = 5
FIRST_SECONDS = 10
IDLE_SHARE = 0.1
"""A server that works less than this share of a second waits for questions."""
IDLE_FOR_SECONDS = 3
IDLE_WITHIN_SECONDS = 600
LATE_SECONDS = 60.0
"""An answer that takes longer counts as none."""
SAVED_EVERY_SECONDS = 1.0


def main() -> None:
    """Print one row for each kind of question."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("database")
    arguments.add_argument("--rate", type=float, nargs="+", default=[10.0, 25.0, 50.0, 100.0])
    arguments.add_argument("--seconds", type=float, default=30.0)
    arguments.add_argument("--top", type=int, default=5)
    arguments.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 21))
    asked = arguments.parse_args()
    store = Application(Settings(database_url=asked.database, as_of=asked.day), create=False).store
    citizens = [one.citizen_id for one in store.citizens() if proposable(one)]
    store.close()
    random.Random(7).shuffle(citizens)
    environment = {**os.environ, "JOBMATCH_AS_OF": asked.day.isoformat()}
    command = [sys.executable, "-m", "jobmatch", "serve", "--port", str(PORT), "--db", asked.database]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        _ready(server)
        gc.collect()
        gc.disable()  # the one who asks is not to pause
        asyncio.run(_measured(server.pid, citizens, asked.rate, asked.seconds, asked.top))
    finally:
        server.terminate()
        server.wait()


def _ready(server: subprocess.Popen[bytes]) -> None:
    """Wait until the server says that it answers."""
    begun = time.perf_counter()
    said: IO[bytes] | None = server.stdout
    if said is None or not said.readline():
        raise SystemExit("the server did not start")
    print(f"ready after {time.perf_counter() - begun:.1f} s")


@dataclass
class Answers:
    """What came of the questions of one row."""

    taken: list[float] = field(default_factory=list)
    """Seconds from when a question was due; of good answers."""
    asked_late: list[float] = field(default_factory=list)
    """Seconds from when a question was due until it was sent."""
    size: int = 0
    """Bytes of good answers, with their heads."""
    bad: int = 0


async def _measured(server: int, citizens: Sequence[str], rates: Sequence[float], seconds: float, top: int) -> None:
    lists = [f"/api/v1/citizens/{one}/matches?top={top}" for one in citizens]
    line = Line()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(
        "| question | a second | answers | KiB | p50 ms | p95 ms | p99 ms | max ms | bad | processor ms "
        "| asked late p99 ms | load |"
    )
    print("|---|" + "---:|" * 11)

    async def row(name: str, rate: float, seconds: float, paths: Sequence[str]) -> None:
        before = _processor_seconds(server)
        answers = await _at_pace(line, paths, rate, seconds)
        _print(name, rate, answers, _processor_seconds(server) - before)

    await row("list, as soon as the server is ready", rates[0], FIRST_SECONDS, lists[::-1])
    await _idle(server)
    for rate in rates:
        await _at_pace(line, lists[::-1], rate, min(WARM_SECONDS, seconds))
        await row("list with explanations", rate, seconds, lists)
        saving = asyncio.create_task(_save_every_second(citizens[::-1]))
        await row("list, while a citizen is saved every second", rate, seconds, lists[len(lists) // 2 :])
        saving.cancel()
        (saved,) = await asyncio.gather(saving, return_exceptions=True)
        if not isinstance(saved, asyncio.CancelledError):
            raise SystemExit(f"saving failed: {saved}")
        await row("/openapi.json", rate, seconds, ["/openapi.json"])


def _print(name: str, rate: float, answers: Answers, processor_seconds: float) -> None:
    count = len(answers.taken)
    shares = " | ".join(f"{_share(answers.taken, share):.1f}" for share in (0.5, 0.95, 0.99, 1.0))
    each = 1000 * processor_seconds / max(1, count)
    figures = f"{count} | {answers.size / max(1, count) / 1024:.0f} | {shares} | {answers.bad} | {each:.1f}"
    late = _share(answers.asked_late, 0.99)
    print(f"| {name} | {rate:g} | {figures} | {late:.1f} | {os.getloadavg()[0]:.1f} |", flush=True)


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


async def _idle(server: int) -> None:
    """Wait until the server has made ready what the first views of the pages need."""
    quiet = 0 if Path("/proc").is_dir() else IDLE_FOR_SECONDS
    for _ in range(IDLE_WITHIN_SECONDS):
        if quiet == IDLE_FOR_SECONDS:
            return
        before = _processor_seconds(server)
        await asyncio.sleep(1)
        quiet = quiet + 1 if _processor_seconds(server) - before < IDLE_SHARE else 0
    raise SystemExit(f"the server is still busy after {IDLE_WITHIN_SECONDS} s")


async def _save_every_second(citizens: Sequence[str]) -> None:
    """Give one citizen after the other half an hour more a week, or less, as a consultant does in a meeting."""
    line = Line()
    for number, citizen in enumerate(citizens):
        path = f"/api/v1/citizens/{citizen}"
        status, head, body = await line.ask(path)
        hours = json.loads(body)["hours_now"]
        changed = json.dumps(
            {"hours_now": 4.0 if hours is None else hours + (0.5 if number % 2 else -0.5) * (hours > 1)}
        )
        version = next(one for one in head.split(b"\r\n") if one.lower().startswith(b"etag:"))[5:].strip().decode()
        status, _, body = await line.ask(path, "PATCH", changed, {"If-Match": version})
        if status != 200:
            raise SystemExit(f"saving {citizen}: {status} {body.decode()}")
        await asyncio.sleep(SAVED_EVERY_SECONDS)


async def _at_pace(line: Line, paths: Sequence[str], rate: float, seconds: float) -> Answers:
    """Ask one path after the other at fixed moments."""
    count = int(rate * seconds)
    answers = Answers()
    begun = time.perf_counter() + 0.1

    async def one(number: int) -> None:
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        answers.asked_late.append(time.perf_counter() - due)
        try:
            status, head, body = await asyncio.wait_for(line.ask(paths[number % len(paths)]), LATE_SECONDS)
        except (OSError, TimeoutError):
            answers.bad += 1
            return
        if status != 200:
            answers.bad += 1
            return
        answers.taken.append(time.perf_counter() - due)
        answers.size += len(head) + len(body)

    await asyncio.gather(*map(one, range(count)))
    return answers


class Line:
    """Connections to the server that stay open; a question takes one that is free, or a new one."""

    def __init__(self) -> None:
        self._free: list[_Connection] = []

    async def ask(
        self, path: str, method: str = "GET", body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, bytes]:
        """Status, head and body of one answer."""
        while self._free and self._free[-1].closed:
            self._free.pop()
        if self._free:
            connection = self._free.pop()
        else:
            loop = asyncio.get_running_loop()
            _, connection = await loop.create_connection(_Connection, "127.0.0.1", PORT)
        answer = await connection.ask(_request(path, method, body, headers or {}))
        self._free.append(connection)
        return answer


def _request(path: str, method: str, body: str, headers: dict[str, str]) -> bytes:
    sent = {"Host": f"127.0.0.1:{PORT}", **headers}
    if body:
        sent |= {"Content-Type": "application/json", "Content-Length": str(len(body.encode()))}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


class _Connection(asyncio.Protocol):
    """One connection: a question at a time."""

    def __init__(self) -> None:
        self.closed = False
        self._here: list[bytes] = []
        self._wanted = 0
        """Bytes still to come; 0 until the head has been read."""
        self._answer: asyncio.Future[tuple[int, bytes, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._write: Callable[[bytes], None] = transport.write

    def ask(self, request: bytes) -> Awaitable[tuple[int, bytes, bytes]]:
        """Send a question; its answer is awaited."""
        self._here, self._wanted = [], 0
        self._answer = asyncio.get_running_loop().create_future()
        self._write(request)
        return self._answer

    def data_received(self, data: bytes) -> None:
        """Put pieces together until the answer is whole."""
        self._here.append(data)
        if not self._wanted:
            head, found, rest = b"".join(self._here).partition(b"\r\n\r\n")
            if not found:
                return
            length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
            self._wanted = int(length.partition(b":")[2]) - len(rest)
        else:
            self._wanted -= len(data)
        if self._wanted == 0 and self._answer is not None and not self._answer.done():
            head, _, body = b"".join(self._here).partition(b"\r\n\r\n")
            self._answer.set_result((int(head.split(b" ", 2)[1]), head, body))

    def connection_lost(self, exc: Exception | None) -> None:
        """A question that waits here gets no answer."""
        self.closed = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed"))


if __name__ == "__main__":
    main()
