"""A process that has everything compiled and brings forth nights which can be killed, one after the other.

Started as a program it takes one order a line on stdin and answers each with one line on stdout. Every night is a
process of its own, made by a fork, so that two hundred of them take minutes and not hours; the world counts as one that
is large, so that unfinished work is kept.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

STAGES = ("starting", "reading", "scoring", "planning", "publishing", "keeping", "clearing", "leaving")
"""What a night does, one after the other; an incremental one has nothing to clear, but looks."""

Say = Callable[[str], None]


class Nursery:
    """The process as a test sees it."""

    def __init__(self, folder: Path) -> None:
        """Args: folder: Where the municipality that it warms itself up on is left, with a published run."""
        self.town = folder / "town.sqlite"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", __name__, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def night(self, **order: Any) -> dict[str, Any]:
        """Run one night; gives whether it was killed, and what it said.

        Args:
            order: ``address``, ``folder``, ``as_of``, ``full``, and ``kill``: ``{"after": seconds}`` from the start,
                ``{"stage": name, "after": seconds}`` from there, or ``{"step": n}`` as it is about to touch database or
                disk for the n-th time.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """No more nights."""
        self._process.communicate(timeout=60)


def _brought_forth(order: Mapping[str, Any]) -> dict[str, Any]:
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        status = 1
        try:
            _work(order, lambda line: _write(said, line))
            status = 0
        finally:
            os._exit(status)
    os.close(said)
    lines = _listened(heard, child, order.get("kill") or {})
    _, status = os.waitpid(child, 0)
    os.close(heard)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return {"killed": killed, "failed": not killed and status != 0, "said": lines}


def _write(said: int, line: str) -> None:
    os.write(said, f"{monotonic()} {line}\n".encode())


def _listened(heard: int, child: int, kill: Mapping[str, Any]) -> list[list[Any]]:
    """What a night says until its end, which comes by itself or when the time has come."""
    at = monotonic() + kill["after"] if "after" in kill and "stage" not in kill else None
    whole, seen = b"", 0
    while True:
        ready, _, _ = select.select([heard], [], [], None if at is None else max(0.0, at - monotonic()))
        if not ready:
            os.kill(child, signal.SIGKILL)
            at = None
            continue
        part = os.read(heard, 1 << 16)
        if not part:
            break
        whole += part
        for line in whole.decode().splitlines()[seen:]:
            seen += 1
            if "stage" in kill and line.endswith(f" stage {kill['stage']}"):
                at = monotonic() + kill["after"]
    return [[float(one.partition(" ")[0]), one.partition(" ")[2]] for one in whole.decode().splitlines()]


def _work(order: Mapping[str, Any], say: Say) -> None:
    """The night itself, in the process that may be killed."""
    from jobmatch.bootstrap import Application
    from jobmatch.errors import Conflict
    from jobmatch.settings import Settings

    step = _counted((order.get("kill") or {}).get("step"), say)
    say("stage starting")
    _told(say)
    settings = Settings(
        database_url=order["address"], as_of=date.fromisoformat(order["as_of"]), night_folder=Path(order["folder"])
    )
    application = Application(settings, create=False)
    _watch_database(application.store.engine, step)
    _watch_disk(Path(order["folder"]), step)
    try:
        run = application.nightly.run(full=order["full"])
    except Conflict:
        say("refused")
        return
    say(f"published {json.dumps(run)}")
    application.store.close()
    say(f"steps {step(-1)}")


def _counted(last: int | None, say: Say) -> Callable[[int], int]:
    """Counts what touches database or disk, and ends the process at the last one."""
    done = 0

    def step(by: int = 1) -> int:
        nonlocal done
        if by > 0:
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return done

    return step


def _watch_database(engine: Any, step: Callable[[int], int]) -> None:
    from sqlalchemy import event

    for name in ("before_cursor_execute", "after_cursor_execute", "begin", "commit"):
        event.listen(engine, name, lambda *_: None if step(1) else None)


def _watch_disk(folder: Path, step: Callable[[int], int]) -> None:
    def heard(name: str, given: tuple[Any, ...]) -> None:
        if name in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir") and str(folder) in str(given[0]):
            step(1)

    sys.addaudithook(heard)


def _told(say: Say) -> None:
    """Have the stages of the night told, and what it takes over from one that was stopped."""
    from jobmatch.services.night import again, nightly, spool
    from jobmatch.services.night.world import NightWorld

    def before(owner: Any, name: str, stage: str) -> None:
        meant = getattr(owner, name)

        def telling(*given: Any, **named: Any) -> Any:
            say(f"stage {stage}")
            return meant(*given, **named)

        setattr(owner, name, telling)

    before(nightly.Nightly, "_mended", "reading")
    before(nightly.Nightly, "_anew", "reading")
    before(nightly, "scored", "scoring")
    before(again, "scored", "scoring")
    before(NightWorld, "plan", "planning")
    before(nightly.Nightly, "_publish", "publishing")
    before(nightly.Nightly, "_keep", "keeping")
    before(spool.Spool, "clear", "clearing")
    before(nightly, "run_row", "leaving")

    def taken(name: str) -> None:
        meant = getattr(spool.Spool, name)

        def telling(*given: Any) -> Any:
            found = meant(*given)
            say(f"took {name} {len(found) if isinstance(found, dict) else int(found is not None)}")
            return found

        setattr(spool.Spool, name, telling)

    for name in ("world", "blocks", "flow"):
        taken(name)


def _ready(folder: Path) -> None:
    """Have everything compiled that a night needs: on a municipality that is left for the test."""
    from dataclasses import replace
    from shutil import copyfile

    from jobmatch.bootstrap import Application
    from jobmatch.sample.municipality import write_sample
    from jobmatch.services.night import lists as night_lists
    from jobmatch.services.night import spool as night_spool
    from jobmatch.settings import Settings
    from jobmatch.store import Changes

    night_spool.LEAST_PAIRS, night_spool.BLOCKS_A_FILE, night_lists.BLOCK_CITIZENS = 0, 1, 10
    write_sample(folder / "files", 230, 400, seed=1)
    warm, town = folder / "warm.sqlite", folder / "town.sqlite"

    def opened(path: Path) -> Application:
        return Application(Settings(database_url=f"sqlite:///{path}", as_of=date(2026, 11, 21)))

    first = opened(town)
    assert first.importing.run([folder / "files"]).errors == []
    first.nightly.run(full=True)
    first.store.close()
    copyfile(town, warm)
    again = opened(warm)
    citizen = again.store.citizens()[0]
    for full in (True, False):
        again.store.save(Changes(citizens=[replace(citizen, hours_now=1.0 + full)]), by="natten")
        again.nightly.run(full=full)
    again.store.close()


def _serve() -> None:
    _ready(Path(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_brought_forth(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()
