"""The runs as people look them up: when, how long, how many, with which versions; and one that is under way."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from jobmatch.domain.small_groups import FEWEST_TOLD, rounded
from jobmatch.errors import NotFound, Text
from jobmatch.store.runs import Run
from jobmatch.store.store import Store

FILE = "progress"
_PART = f"{FILE}.part"
QUIET_AFTER = timedelta(minutes=10)
"""A night that has not been heard of for so long was stopped."""
_EVERY_SECONDS = 2.0

NO_SUCH_RUN = Text(
    "Der er ingen kørsel med nummer {run}. Se kørslerne på /koersler eller med: jobmatch changes.",
    "There is no run {run}. See the runs at /koersler or with: jobmatch changes.",
)


class RunBook:
    """Published runs, and how far one is."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        """Args: folder: Where a night says how far it is."""
        self._store = store
        self._folder = folder

    def newest(self, limit: int = 30) -> list[dict[str, Any]]:
        """The latest runs, the newest first."""
        return [run_row(run) for run in self._store.runs(limit)]

    def one(self, run_id: str) -> dict[str, Any]:
        """One run.

        Raises:
            NotFound: when there is no such run.
        """
        run = self._store.run(run_id)
        if run is None:
            raise NotFound(NO_SUCH_RUN.fill(run=run_id))
        before = self._store.run_before(run_id)
        return {**run_row(run), "before": None if before is None else before.run_id}

    def under_way(self, now: datetime | None = None) -> dict[str, Any] | None:
        """How far the night is that works now, in percent; None when none does."""
        if self._folder is None:
            return None
        try:
            said = json.loads((self._folder / FILE).read_text("utf-8"))
            heard = datetime.fromisoformat(said["heard_at"])
        except (OSError, ValueError, KeyError):
            return None
        stopped = (now or datetime.now(UTC)) - heard > QUIET_AFTER
        return {**{name: said[name] for name in ("started_at", "heard_at", "percent")}, "stopped": stopped}


class Progress:
    """Tells how far a night is, for whoever looks at the page of runs; a short night says nothing."""

    def __init__(self, folder: Path | None, started: datetime) -> None:
        self._path = None if folder is None else folder / FILE
        self._started = started
        self._said_at = monotonic()

    def say(self, done: int, total: int) -> None:
        """So much is done."""
        if self._path is None or monotonic() - self._said_at < _EVERY_SECONDS:
            return
        self._said_at = monotonic()
        said = {
            "started_at": self._started.isoformat(),
            "heard_at": datetime.now(UTC).isoformat(),
            "percent": round(100 * done / max(total, 1)),
        }
        part = self._path.with_name(_PART)
        # What nobody can read is no reason to stop a night.
        with suppress(OSError):
            part.write_text(json.dumps(said), "utf-8")
            os.replace(part, self._path)

    def over(self) -> None:
        """The night is done, or has failed and said so."""
        if self._path is not None:
            for path in (self._path, self._path.with_name(_PART)):  # what a full disk took in half as well
                with suppress(OSError):
                    path.unlink(missing_ok=True)


_PARTS = ("fewer_than_three", "without_any", "planned", "unplanned", "plan_under_way", "plan_kept", "lists_written")
"""Counts of some of those whom a run proposes for."""
_WITHIN = (("fewer_than_three", "without_any"), ("planned", "plan_under_way"), ("planned", "plan_kept"))
"""Counts that are parts of others."""
_OF_PAIRS = ("pairs", "feasible_pairs", "plan_fit")
"""Sums over pairs: each moves with a single citizen's need."""


def without_small_counts(row: dict[str, Any]) -> dict[str, Any]:
    """The run as a liaison may read it: no count tells of fewer than three people, nor do two runs' counts together.

    None for what few, nobody, nearly all or all are (0 one day and None the next would tell of a few) and for sums over
    pairs; every other count of people is rounded, so that one more or one fewer cannot be read from two runs.
    """
    counts = row["counts"]
    whole = counts["proposed_for"]
    pairs = [(whole, name) for name in _PARTS if name in counts]
    pairs += [(counts[around], name) for around, name in _WITHIN if around in counts and name in counts]
    pairs.append((counts["citizens"], "proposed_for"))
    hidden = {name for around, name in pairs if min(counts[name], around - counts[name]) < FEWEST_TOLD} | {*_OF_PAIRS}
    people = {"citizens", "proposed_for", *_PARTS}
    told = {name: rounded(count) if name in people else count for name, count in counts.items()}
    return {**row, "counts": {name: None if name in hidden else count for name, count in told.items()}}


def run_row(run: Run) -> dict[str, Any]:
    """One run as people read it."""
    took = None if run.published_at is None else (run.published_at - run.started_at).total_seconds()
    return {
        "run_id": run.run_id,
        "model": run.model.split("+")[0],
        "model_version": run.model,
        "rules": run.rules,
        "vocabulary": run.vocabulary,
        "revision": run.revision,
        "as_of": run.as_of.isoformat(),
        "started_at": run.started_at.isoformat(),
        "published_at": run.published_at.isoformat() if run.published_at else None,
        "seconds": None if took is None else round(took, 1),
        "counts": dict(run.counts),
    }
