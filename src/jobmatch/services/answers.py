"""The objects of the surface contract: one row of a list, one excluded pair, one unlock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from jobmatch.core.explain import contributions, open_questions
from jobmatch.core.factor import Check, Gate
from jobmatch.core.kernel import Kernel, PairScores
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import columns_of
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.exchange.cells import format_cell
from jobmatch.planning.ramp import Step, ramp
from jobmatch.planning.unlocks import Unlock
from jobmatch.rules.evaluate import RuleResult, evaluate
from jobmatch.world.pair import WorldPair
from jobmatch.world.world import World

CAPACITY_OLD_WEEKS = 8
_CELLS = {column.name: column for column in columns_of(Placement)}
AGREED_WITH_CONSULTANT = Text("Skånehensyn aftales med konsulenten.", "Considerations are agreed with the consultant.")


def pair_of(
    world: World,
    kernel: Kernel,
    scores: PairScores,
    n: int,
    citizen_id: str,
    placement_id: str,
    like: WorldPair | None = None,
) -> WorldPair:
    """The pair behind one row of scores.

    Args:
        like: Another pair of the same citizen in the same world; what is seen of her is used again.
    """
    values = {one.name: value for one, value in zip(kernel.valued, scores.values[n].tolist(), strict=True)}
    return WorldPair(world, citizen_id, placement_id, values, like)


def start_date(placement: Placement, as_of: date) -> date:
    """The first day it could start."""
    return max(as_of, placement.available_from or as_of)


def ramp_of(pair: WorldPair, after_a_fall: bool) -> list[Step]:
    """The suggested ramp of a pair.

    Args:
        after_a_fall: Whether hours rose too fast for her before.
    """
    return ramp(pair.citizen, pair.placement, pair.room_hours, after_a_fall)


def match_row(
    kernel: Kernel,
    scores: PairScores,
    n: int,
    pair: WorldPair,
    rank: int,
    steps: Sequence[Step],
    in_line: int,
    told: Collection[str] | None = None,
) -> dict[str, Any]:
    """One match with its parts, questions, rules and ramp.

    Args:
        told: The needs that the reader may know of; None for somebody who may know all.
    """
    parts = contributions(kernel.valued, kernel.model, pair, scores.parts[n].tolist())
    results = [one for one in rules_of(pair, steps) if told is None or one.reveals is None or one.reveals in told]
    checks = [*open_questions(kernel.factors, pair), *capacity_check(pair.citizen, pair.as_of)]
    return {
        "rank": rank,
        "placement_id": pair.placement.placement_id,
        "points": sum(part.points for part in parts),
        "contributions": [
            {
                "factor": part.factor,
                "title": part.title.as_dict(),
                "points": part.points,
                "max": part.maximum,
                "known": part.known,
                "text": part.text.as_dict(),
            }
            for part in parts
        ],
        "checks": [check_row(check) for check in checks] + rule_questions(results),
        "rules": [rule_row(result) for result in results],
        "ramp": [step.as_dict() for step in steps],
        "others_in_line": in_line,
    }


def rules_of(pair: WorldPair, steps: Sequence[Step]) -> list[RuleResult]:
    """Everything in force on the day it could start that concerns the pair."""
    start = start_date(pair.placement, pair.as_of)
    return evaluate(pair.citizen, pair.placement, pair.workplace, pair.rules, start, ramp_weeks=steps[-1].week)


def capacity_check(citizen: Citizen, as_of: date) -> list[Check]:
    """Ask the citizen again when hours and needs were talked through long ago."""
    talked = citizen.capacity_date
    if talked is None or as_of - talked <= timedelta(weeks=CAPACITY_OLD_WEEKS):
        return []
    return [
        Check(
            "capacity_old",
            "citizen",
            Text(
                f"Vi talte sidst om timer og behov den {talked:%d-%m-%Y}. Passer det stadig?",
                f"Hours and needs were last talked through on {talked:%d-%m-%Y}. Does it still hold?",
            ),
        )
    ]


def check_row(check: Check) -> dict[str, Any]:
    """One question of the contract."""
    return {"code": check.code, "ask": check.ask, "text": check.text.as_dict()}


def rule_questions(results: Iterable[RuleResult]) -> list[dict[str, Any]]:
    """The rules that ask something before a choice; what is asked when it is agreed stands with the rules alone."""
    asked = [result for result in results if result.is_question and result.stage == "choose"]
    return [{"code": result.rule_id, "ask": result.ask, "text": result.text.as_dict()} for result in asked]


def rule_row(result: RuleResult) -> dict[str, Any]:
    """One rule of the contract."""
    return {
        "rule_id": result.rule_id,
        "severity": result.severity,
        "measure": result.measure,
        "stage": result.stage,
        "text": result.text.as_dict(),
        "source": result.source,
    }


def reason_rows(gate: Gate, pair: WorldPair) -> list[dict[str, Any]]:
    """The contract's reasons of one gate that excludes a pair."""
    return [{"gate": gate.name, "code": reason.code, "text": reason.text.as_dict()} for reason in gate.reasons(pair)]


def excluded_row(pair: WorldPair, gates: Iterable[Gate]) -> dict[str, Any]:
    """One excluded pair with every reason of every failed gate."""
    reasons = [row for gate in gates for row in reason_rows(gate, pair)]
    return {"placement_id": pair.placement.placement_id, "reasons": reasons}


def unlock_row(unlock: Unlock) -> dict[str, Any]:
    """One verified unlock, with the cells that a file would hold after the change."""
    cells = {_CELLS[name].danish: format_cell(_CELLS[name], value) for name, value in unlock.fields.items()}
    return {
        "placement_id": unlock.placement_id,
        "side": "employer",
        "change": unlock.code,
        "cells": cells,
        "text": unlock.text.as_dict(),
        "rank_after": unlock.rank_after,
    }


def without_undisclosed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A candidate's row as a liaison sees it: the same line about considerations stands with everyone."""
    line = AGREED_WITH_CONSULTANT.as_dict()
    parts = [
        {**part, "text": line} if part["factor"] == "needs" and not part["known"] else part
        for part in row["contributions"]
    ]
    return {**row, "contributions": parts, "considerations": line}
