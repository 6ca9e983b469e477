"""Writing in the log without making anybody wait long: what comes at the same time goes to disk together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

from jobmatch.services.access.anchors import Anchors
from jobmatch.store.access_log import AccessLog, Entry


class Journal:
    """One process's way into the log."""

    def __init__(self, log: Callable[[], AccessLog], anchors: Anchors | None = None) -> None:
        self._log = log
        self._anchors = anchors
        self._lock = threading.Lock()
        self._waiting: list[tuple[Sequence[Entry], Future[None]]] = []
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")

    def submit(self, entries: Sequence[Entry]) -> Future[None]:
        """Have entries written; the future is done when they are on disk, or says why they are not."""
        done: Future[None] = Future()
        with self._lock:
            self._waiting.append((entries, done))
        self._writer.submit(self._write_waiting)
        return done

    def write(self, *entries: Entry) -> None:
        """Write entries and wait until they are on disk."""
        self.submit(entries).result()

    def _write_waiting(self) -> None:
        """Everything that waits, in one transaction: the later calls find nothing left to do."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        try:
            number, digest = self._log().add([entry for entries, _ in waiting for entry in entries])
            if self._anchors is not None:
                self._anchors.note(number, digest, datetime.now(UTC))
        except BaseException as fault:
            for _, done in waiting:
                done.set_exception(fault)
            return
        for _, done in waiting:
            done.set_result(None)
