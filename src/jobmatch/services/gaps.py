"""Gaps: what is missing and what would help most, so that a liaison can act, and nobody can be recognised."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import numpy as np

from jobmatch.core.stretches import Spread, one_by_one
from jobmatch.domain.small_groups import tellable_pair
from jobmatch.executor import in_blocks
from jobmatch.planning.blockers import ENOUGH
from jobmatch.planning.demand import unmet_demand
from jobmatch.planning.levers import levers
from jobmatch.planning.questions import questions
from jobmatch.planning.standing import Standing
from jobmatch.services import faults
from jobmatch.services.gap_rows import demand_rows, for_viewer, lever_row, question_row
from jobmatch.services.garbage import without_collecting
from jobmatch.services.worlds import LoadedWorld, Worlds, proposable

SHOWN = 10
DAYS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that was found in one world."""

    world: weakref.ref[LoadedWorld]
    """The viewer's world; a country's is not kept alive for the sake of what was counted in it."""
    at: datetime
    """When it was worked out."""
    whole: dict[str, Any]


class Gaps:
    """What no placement meets today."""

    def __init__(self, worlds: Worlds, now: Callable[[], datetime] | None = None) -> None:
        self._worlds = worlds
        self._now = now or partial(datetime.now, UTC)
        self._kept: dict[tuple[str, date], Kept] = {}
        """By viewer and day, the latest few."""
        self._lock = threading.Lock()
        self._behind: dict[str, threading.Thread] = {}
        """By viewer: who works them out anew beside the questions."""

    def gaps(
        self, top: int = SHOWN, as_of: date | None = None, viewer: str = "liaison", wait: bool = True
    ) -> dict[str, Any]:
        """Unmet demand by kind and area, the changes that would open most, and the questions worth most.

        Args:
            viewer: ``liaison`` reads about groups of at least three, sees no citizen, and everything is counted in a
                world without the needs that may not be told; ``consultant`` sees all.
            wait: False where what was worked out earlier on the same day, before the latest changes, is better than
                waiting: it is then told under ``worked_out_at`` when that was, and the new one is begun.
        """
        everyone = self._worlds.at(as_of)
        loaded = everyone if viewer == "consultant" else everyone.for_liaison
        kept = self._kept.get((viewer, loaded.world.as_of))
        older = kept is not None and kept.world() is not loaded
        if kept is None or (older and wait):
            kept, older = self._current(loaded, viewer, in_blocks), False
        elif older:
            self._begin(loaded, viewer)
        return {**_told(kept.whole, top, viewer), "worked_out_at": kept.at.isoformat() if older else None}

    def make_ready(self, loaded: LoadedWorld, viewer: str = "liaison") -> None:
        """Work them out for this world, on one processor, so that the next question finds them."""
        self._current(loaded if viewer == "consultant" else loaded.for_liaison, viewer, one_by_one)

    def _current(self, loaded: LoadedWorld, viewer: str, spread: Spread) -> Kept:
        """Everything in the viewer's world; worked out once, however many ask at once."""
        with self._lock:
            key = viewer, loaded.world.as_of
            kept = self._kept.get(key)
            if kept is None or kept.world() is not loaded:
                kept = Kept(weakref.ref(loaded), self._now(), _found_in(loaded, spread))
                others = [one for one in self._kept.items() if one[0] != key]
                self._kept = dict([*others[1 - DAYS_KEPT :], (key, kept)])
            return kept

    def _begin(self, loaded: LoadedWorld, viewer: str) -> None:
        """Begin to work them out beside the questions, unless somebody does already."""
        running = self._behind.get(viewer)
        if running is not None and running.is_alive():
            return

        def work() -> None:
            try:
                self._current(loaded, viewer, one_by_one)
            except Exception as fault:  # whoever asks and waits is told; here nobody does
                faults.note(fault, "gaps", "work", as_json=False)

        self._behind[viewer] = threading.Thread(target=work, name="gaps", daemon=True)
        self._behind[viewer].start()


def _told(whole: dict[str, Any], top: int, viewer: str) -> dict[str, Any]:
    kept = partial(for_viewer, top=top, viewer=viewer)
    demand, dropped_demand = kept(whole["demand"])
    changes, dropped_changes = kept(whole["changes"])
    asked, dropped_questions = kept(whole["questions"])
    few, none = whole["few"], whole["none"]
    told = (few, none) if viewer == "consultant" else tellable_pair(few, none)
    return {
        "as_of": whole["as_of"],
        "viewer": viewer,
        "citizens": whole["citizens"],
        "enough": ENOUGH,
        "few": told[0],
        "none": told[1],
        "demand": demand,
        "changes": changes,
        "questions": asked,
        "smaller_groups": dropped_demand + dropped_changes + dropped_questions,
    }


def _found_in(loaded: LoadedWorld, spread: Spread = in_blocks) -> dict[str, Any]:
    with without_collecting():
        return _counted(loaded, spread)


def _counted(loaded: LoadedWorld, spread: Spread) -> dict[str, Any]:
    people = [key for key, citizen in loaded.world.citizens.items() if proposable(citizen)]
    standing = Standing.of(loaded.world, loaded.kernel, people, spread)
    demand = unmet_demand(standing)
    found = levers(standing, [one.people for one in demand])
    return {
        "as_of": loaded.world.as_of.isoformat(),
        "citizens": len(people),
        "few": int(standing.few.sum()),
        "none": int(np.count_nonzero(standing.feasible == 0)),
        "demand": demand_rows(demand, found),
        "changes": [lever_row(one) for one in found],
        "questions": [question_row(one) for one in questions(standing)],
    }
