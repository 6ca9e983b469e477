"""What a night has done so far, so that one that was killed goes on where it was.

The encoded world, the blocks that are scored and the plan's flow lie in files beside what the last night left. They
belong to one question (data version, day, versions, the run before); for any other they are thrown away.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch.core.kernel import BestLists
from jobmatch.executor import Block
from jobmatch.planning.mending import Before, Prices
from jobmatch.services.night.kept import Keeping, KeptNight, load_world
from jobmatch.services.night.world import NightWorld
from jobmatch.store import kept

LEAST_PAIRS = 50_000_000
"""A smaller world is done again sooner than it is read back."""
BLOCKS_A_FILE = 8
_BLOCKS = re.compile(r"blocks-[0-9]+")
_log = logging.getLogger(__name__)


class Spool:
    """The unfinished work on one question; does nothing without a folder, and gives up when it cannot write."""

    def __init__(self, folder: Path | None, question: Mapping[str, Any]) -> None:
        self._folder = folder / "unfinished" if folder is not None else None
        self._question = dict(question)
        self._waiting: dict[Block, BestLists] = {}

    def _write(self, name: str, arrays: Mapping[str, Any]) -> None:
        if self._folder is None:
            return
        try:
            kept.write(self._folder / name, {"identity": self._question}, arrays, lasting=False)
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        _log.warning("unfinished work cannot be kept: %s", type(error).__name__)
        self._folder = None

    def _read(self, name: str) -> Mapping[str, Any] | None:
        found = kept.read(self._folder / name) if self._folder is not None else None
        return found.arrays if found is not None and found.facts.get("identity") == self._question else None

    def keep_world(self, night: NightWorld) -> None:
        """Everything is read and encoded."""
        around = night.loaded.world.around
        if len(around.citizens.ids) * len(around.placements.ids) < LEAST_PAIRS:
            self._folder = None
        if self._folder is None:
            return
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            Keeping(self._folder / "world", night).finish(self._question)
        except OSError as error:
            self._give_up(error)

    def world(self, revision: int, as_of: Any) -> KeptNight | None:
        """What was read and encoded."""
        if self._folder is None:
            return None
        return load_world(self._folder / "world", self._question, revision, as_of)

    def keep_block(self, block: Block, best: BestLists) -> None:
        """A block is scored."""
        self._waiting[block] = best
        if self._folder is not None and len(self._waiting) >= BLOCKS_A_FILE:
            blocks = list(self._waiting)
            parts = list(self._waiting.values())
            arrays = {name: np.concatenate([getattr(one, name) for one in parts]) for name in _BEST}
            self._write(f"blocks-{blocks[0][0]}", {**arrays, "blocks": np.array(blocks, np.int64)})
        if len(self._waiting) >= BLOCKS_A_FILE:
            self._waiting = {}

    def blocks(self) -> dict[Block, BestLists]:
        """The blocks that are scored."""
        found: dict[Block, BestLists] = {}
        names = sorted(path.name for path in self._folder.glob("blocks-*")) if self._folder is not None else []
        for name in filter(_BLOCKS.fullmatch, names):
            arrays = self._read(name) or {"blocks": np.zeros((0, 2), np.int64)}
            at = 0
            for first, last in arrays["blocks"].tolist():
                size = last - first
                found[first, last] = BestLists(*(arrays[part][at : at + size] for part in _BEST))
                at += size
        return found

    def keep_flow(self, flow: Before) -> None:
        """The plan over the lists has come out."""
        self._write(
            "flow",
            {
                "places": flow.places,
                "slots": flow.prices.slots,
                "mentors": flow.prices.mentors,
                "workplaces": flow.prices.workplaces,
            },
        )

    def flow(self) -> Before | None:
        """Where the plan over the lists came out."""
        arrays = self._read("flow")
        if arrays is None:
            return None
        return Before(arrays["places"], Prices(arrays["slots"], arrays["mentors"], arrays["workplaces"]))

    def clear(self) -> None:
        """Nothing is unfinished any more: the night is published, or what lies there belongs to another question."""
        if self._folder is not None and self._folder.is_dir():
            for path in self._folder.iterdir():
                path.unlink()
            self._folder.rmdir()


_BEST = ("rows", "points", "counts", "feasible")
