"""Competences that are good to have and can be learned there: a missing one hardly costs."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text

WORTH_NAMING = 30
"""A competence that is covered less than this is something to learn."""


@formula
def welcome(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """Mean share of the nice-to-have competences that are covered; nothing to say when none is named."""
    if citizen.competences_known == 0 or placement.nice_to <= placement.nice_from:
        return UNKNOWN_VALUE
    total = 0.0
    for i in range(placement.nice_from, placement.nice_to):
        total += world.covers[world.codes[i]]
    return total / (100.0 * (placement.nice_to - placement.nice_from))


def facts(pair: Pair) -> Mapping[str, object]:
    """What of it the citizen brings, else all of it as something to learn."""
    demands = pair.demands("nice_to_have")
    had = ", ".join([d.word for d in demands if d.share >= WORTH_NAMING])
    if had:
        return {"said": Text(f"Det er en fordel her: {had}.", f"An advantage here: {had}.")}
    every = ", ".join([d.word for d in demands])
    return {"said": Text(f"Det kan læres her: {every}.", f"It can be learned here: {every}.")}


FACTOR = Factor(
    name="nice_to_have",
    title=Text("Godt at kunne", "Good to know"),
    value=welcome,
    reads=("citizen.competences_known", "placement.nice_from", "placement.nice_to", "world.codes", "world.covers"),
    neutral=0.4,
    unknown=Text("Der er ikke mere, man helst skal kunne her.", "Nothing more is named as good to know here."),
    levels=(Level(0.0, Text("{said}", "{said}")),),
    facts=facts,
)
