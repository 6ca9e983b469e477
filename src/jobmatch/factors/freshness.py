"""Freshness: how long ago the workplace confirmed its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan

from jobmatch.core.factor import Check, Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.text import day_text
from jobmatch.errors import Text

OLD_DAYS = 240.0
STALE_DAYS = 90
"""Older than this is stale (contract)."""


@formula
def fresh(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 today, 0 after eight months; every day counts alike."""
    if isnan(placement.age_days):
        return UNKNOWN_VALUE
    return 1.0 - ratio(placement.age_days, OLD_DAYS)


def facts(pair: Pair) -> Mapping[str, object]:
    """The day."""
    day = day_text(pair.placement.updated) if pair.placement.updated else ""
    return {"day": Text(day, day)}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask the workplace again when the facts are stale."""
    updated = pair.placement.updated
    if updated is not None and (pair.as_of - updated).days > STALE_DAYS:
        day = day_text(updated)
        yield Check(
            "placement_stale",
            "employer",
            Text(
                f"I svarede sidst den {day}. Passer det hele stadig?",
                f"You last answered on {day}. Does it all still hold?",
            ),
        )


FACTOR = Factor(
    name="freshness",
    title=Text("Nye svar fra stedet", "Recent answers"),
    value=fresh,
    reads=("placement.age_days",),
    neutral=0.4,
    unknown=Text("Vi ved ikke, hvornår stedet sidst har svaret.", "We do not know when the place last answered."),
    levels=(
        Level(1.0 - STALE_DAYS / OLD_DAYS, Text("Stedet svarede den {day}.", "The place answered on {day}.")),
        Level(0.0, Text("Stedet svarede sidst den {day}. Spørg igen.", "The place last answered on {day}. Ask again.")),
    ),
    facts=facts,
    checks=checks,
    falling=("placement.age_days",),
)
