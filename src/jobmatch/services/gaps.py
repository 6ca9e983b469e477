"""Gaps: what is missing and what would help most, so that a liaison can act, and nobody can be recognised."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text
from jobmatch.executor import blocks_of, map_blocks
from jobmatch.planning.blockers import ENOUGH
from jobmatch.planning.demand import Demand, unmet_demand
from jobmatch.planning.levers import Lever, levers
from jobmatch.planning.questions import Question, questions
from jobmatch.planning.standing import Standing
from jobmatch.services.worlds import LoadedWorld, Worlds, proposable

SMALLEST_GROUP = 3
"""A liaison reads about fewer people than this only that they are there: one person's need must not be told."""
SHOWN = 10


class Gaps:
    """What no placement meets today."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._kept: dict[str, tuple[LoadedWorld, dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def gaps(self, top: int = SHOWN, as_of: date | None = None, viewer: str = "liaison") -> dict[str, Any]:
        """Unmet demand by kind and area, the changes that would open most, and the questions worth most.

        Args:
            viewer: ``liaison`` reads about groups of at least three, sees no citizen, and everything is counted in a
                world without the needs that may not be told; ``consultant`` sees all.
        """
        everyone = self._worlds.at(as_of)
        loaded = everyone if viewer == "consultant" else everyone.for_liaison
        whole = self._whole(loaded, viewer)
        kept = partial(_for_viewer, top=top, viewer=viewer)
        demand, dropped_demand = kept(whole["demand"])
        changes, dropped_changes = kept(whole["changes"])
        asked, dropped_questions = kept(whole["questions"])
        return {
            "as_of": loaded.world.as_of.isoformat(),
            "viewer": viewer,
            "citizens": whole["citizens"],
            "enough": ENOUGH,
            "few": whole["few"],
            "none": whole["none"],
            "demand": demand,
            "changes": changes,
            "questions": asked,
            "smaller_groups": dropped_demand + dropped_changes + dropped_questions,
        }

    def _whole(self, loaded: LoadedWorld, viewer: str) -> dict[str, Any]:
        """Everything in the viewer's world; kept while it is the same."""
        with self._lock:
            kept = self._kept.get(viewer)
            if kept is None or kept[0] is not loaded:
                kept = self._kept[viewer] = loaded, _found_in(loaded)
            return kept[1]


def in_blocks(work: Callable[[int, int], Any], count: int, each: int) -> Iterator[Any]:
    """Stretches of people on all processors."""
    return (found for _, found in map_blocks(lambda block: work(*block), blocks_of(count, each)))


def _found_in(loaded: LoadedWorld) -> dict[str, Any]:
    people = [key for key, citizen in loaded.world.citizens.items() if proposable(citizen)]
    standing = Standing.of(loaded.world, loaded.kernel, people, in_blocks)
    demand = unmet_demand(standing)
    found = levers(standing, [one.people for one in demand])
    return {
        "citizens": len(people),
        "few": int(standing.few.sum()),
        "none": int(np.count_nonzero(standing.feasible == 0)),
        "demand": _demand_rows(demand, found),
        "changes": [_lever_row(one) for one in found],
        "questions": [_question_row(one) for one in questions(standing)],
    }


def _for_viewer(rows: Sequence[dict[str, Any]], top: int, viewer: str) -> tuple[list[dict[str, Any]], int]:
    """The rows that the viewer may read, and how many are about too few people."""
    if viewer == "consultant":
        return [_told(row, ("gives_away",)) for row in rows[:top]], 0
    large = [row for row in rows if row["count"] >= SMALLEST_GROUP and not row["gives_away"]]
    told = [_without_small_help(_told(row, ("people", "gives_away"))) for row in large[:top]]
    return told, len(rows) - len(large)


def _told(row: dict[str, Any], hidden: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in hidden}


def _without_small_help(told: dict[str, Any]) -> dict[str, Any]:
    if told.get("helped_by") and told["helped_by"]["count"] < SMALLEST_GROUP:
        told["helped_by"] = None
        told["text"] = told["demand_text"]
    return told


def _demand_rows(demand: Sequence[Demand], found: Sequence[Lever]) -> list[dict[str, Any]]:
    opened = [frozenset(lever.opened) for lever in found]
    rows = []
    for one in demand:
        counts = [len(people.intersection(one.people)) for people in opened]
        most = max(counts, default=0)
        rows.append(_demand_row(one, found[counts.index(most)] if most else None, most))
    return rows


def _demand_row(one: Demand, best: Lever | None, count: int) -> dict[str, Any]:
    helped = None
    text = one.text
    if best is not None:
        helped = {
            "placement_id": best.placement.placement_id,
            "change": best.change.code,
            "text": best.change.text.as_dict(),
            "count": count,
        }
        place, change = best.placement.placement_id, best.change.text
        text = Text(
            f"{one.text.da} {place} ville passe til {count} af dem, hvis {change.da}.",
            f"{one.text.en} {place} would fit {count} of them if {change.en}.",
        )
    return {
        "count": len(one.people),
        "kind": {"needs": list(one.kind.needs), "start_hours": one.kind.start_hours, "other": list(one.kind.other)},
        "postcode": one.postcode,
        "close_by": one.close_by,
        "demand_text": one.text.as_dict(),
        "text": text.as_dict(),
        "before": {"none": one.none_before, "possibilities": one.feasible_before},
        "after": {"none": 0, "possibilities": one.feasible_before + len(one.people)},
        "helped_by": helped,
        "people": list(one.people),
        "gives_away": False,
    }


def _lever_row(one: Lever) -> dict[str, Any]:
    return {
        "count": len(one.opened),
        "placement_id": one.placement.placement_id,
        "employer": one.placement.employer,
        "change": one.change.code,
        "gate": one.change.gate,
        "clause": one.change.text.as_dict(),
        "text": one.text.as_dict(),
        "before": {"fits": one.fits_before, "few": one.few_before, "none": one.none_before},
        "after": {"fits": one.fits_after, "few": one.few_after, "none": one.none_after},
        "people": list(one.opened),
        "gives_away": False,
    }


def _question_row(one: Question) -> dict[str, Any]:
    return {
        "count": len(one.concerned),
        "placement_id": one.placement.placement_id,
        "employer": one.placement.employer,
        "need": one.need,
        "label": NEEDS[one.need].label.as_dict(),
        "text": one.text.as_dict(),
        "before": {"fits": one.fits_before, "top": one.top_before},
        "if_yes": {"fits": one.fits_before, "top": one.top_if_yes},
        "if_no": {"fits": one.fits_if_no, "top": one.top_if_no},
        "moved": one.weight,
        "people": list(one.concerned),
        # When everybody whom the place fits has the need, each candidate's need would be told.
        "gives_away": len(one.concerned) == one.fits_before,
    }
