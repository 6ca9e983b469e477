"""Gaps as rows: what is missing, what would help and what to ask, as each reader may know it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.small_groups import FEWEST_TOLD, tellable, tellable_pair
from jobmatch.errors import Text
from jobmatch.planning.demand import Demand
from jobmatch.planning.levers import Lever
from jobmatch.planning.questions import Question


def for_viewer(rows: Sequence[dict[str, Any]], top: int, viewer: str) -> tuple[list[dict[str, Any]], int]:
    """The rows that the viewer may read, and how many are about too few people."""
    if viewer == "consultant":
        return [_told(row, ("gives_away",)) for row in rows[:top]], 0
    large = [row for row in rows if row["count"] >= FEWEST_TOLD and not row["gives_away"]]
    told = [_without_small_numbers(_told(row, ("people", "gives_away"))) for row in large[:top]]
    return told, len(rows) - len(large)


def _told(row: dict[str, Any], hidden: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in hidden}


def _without_small_numbers(told: dict[str, Any]) -> dict[str, Any]:
    """The row with None for every number, before or after, that tells of fewer than three people."""
    if told.get("helped_by") and told["helped_by"]["count"] < FEWEST_TOLD:
        told["helped_by"] = None
        told["text"] = told["demand_text"]
    if "moved" in told:
        told["moved"] = tellable(told["moved"])
    afters = [name for name in ("after", "if_yes", "if_no") if name in told]
    before = told["before"]
    kept = {name: {**told[name]} for name in ("before", *afters)}
    for name in before.keys() - {"possibilities"}:  # those are counts of placements
        for after in afters:
            kept["before"][name], kept[after][name] = tellable_pair(before[name], told[after][name])
    return {**told, **kept}


def demand_rows(demand: Sequence[Demand], found: Sequence[Lever]) -> list[dict[str, Any]]:
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


def lever_row(one: Lever) -> dict[str, Any]:
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


def question_row(one: Question) -> dict[str, Any]:
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
        # When everybody whom the place fits has the need, or nearly, each candidate's need would be told.
        "gives_away": one.fits_before - len(one.concerned) < FEWEST_TOLD,
    }
