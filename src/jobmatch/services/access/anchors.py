"""Anchors: the newest row of the log, noted outside the database, so that a log cut off or rewritten is found out."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from jobmatch.errors import NotFound, NotReady, Text

_NO_FILE = Text(
    "Filen med ankre, {path}, findes ikke. Ret --anchors eller JOBMATCH_ANCHOR_FILE.",
    "The file of anchors, {path}, does not exist. Correct --anchors or JOBMATCH_ANCHOR_FILE.",
)
_CANNOT_WRITE = Text(
    "Loggens anker kan ikke skrives i {path}. Giv adgang til filen, eller ret JOBMATCH_ANCHOR_FILE.",
    "The anchor of the log cannot be written to {path}. Allow it, or correct JOBMATCH_ANCHOR_FILE.",
)
EVERY = timedelta(minutes=1)


def read_anchors(path: Path | None) -> list[str]:
    """Every anchor of a file, the oldest first; the file says for each when it was noted.

    Raises:
        NotFound: There is no such file.
    """
    if path is None:
        return []
    if not path.is_file():
        raise NotFound(_NO_FILE.fill(path=path))
    return [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class Anchors:
    """Notes the newest row in a file, at most once a minute."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._noted_at: datetime | None = None

    def note(self, number: int, digest: str, now: datetime) -> None:
        """Add the row to the end of the file, unless one was added just now.

        Raises:
            NotReady: The file cannot be written.
        """
        if self._noted_at is not None and now - self._noted_at < EVERY:
            return
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{number}:{digest} {now.isoformat()}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:
            raise NotReady(_CANNOT_WRITE.fill(path=self._path)) from fault
        self._noted_at = now
