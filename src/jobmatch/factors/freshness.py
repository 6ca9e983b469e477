"""Freshness: how long ago the workplace confirmed its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from jobmatch.core.factor import Check, Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.errors import Text

FRESH_DAYS, OLD_DAYS = 30.0, 180.0
STALE_DAYS = 90
"""Older than this is stale (contract)."""


@formula
def fresh(citizen: Any, placement: Any, world: Any) -> float:
    """1 within thirty days, 0 after half a year."""
    if isnan(placement.age_days):
        return UNKNOWN_VALUE
    return 1.0 - ratio(placement.age_days - FRESH_DAYS, OLD_DAYS - FRESH_DAYS)


def facts(pair: Pair) -> Mapping[str, object]:
    """The day."""
    day = f"{pair.placement.updated:%d-%m-%Y}" if pair.placement.updated else ""
    return {"day": Text(day, day)}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask the workplace again when the facts are stale."""
    updated = pair.placement.updated
    if updated is not None and (pair.as_of - updated).days > STALE_DAYS:
        yield Check(
            "placement_stale",
            "employer",
            Text(
                f"Oplysningerne er fra {updated:%d-%m-%Y}. Gælder de stadig?",
                f"The facts are from {updated:%d-%m-%Y}. Do they still hold?",
            ),
        )


FACTOR = Factor(
    name="freshness",
    title=Text("Friske oplysninger", "Fresh facts"),
    value=fresh,
    reads=("placement.age_days",),
    neutral=0.4,
    unknown=Text("Vi ved ikke, hvor gamle oplysningerne er.", "It is not known how old the facts are."),
    levels=(
        Level(0.6, Text("Oplysningerne er friske ({day}).", "The facts are fresh ({day}).")),
        Level(0.0, Text("Oplysningerne er fra {day}. Spørg igen.", "The facts are from {day}. Ask again.")),
    ),
    facts=facts,
    checks=checks,
    falling=("placement.age_days",),
)
