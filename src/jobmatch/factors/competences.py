"""Competences that the placement needs from day one: never a gate, the strongest evidence is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jobmatch.core.factor import Check, Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Demand, Pair
from jobmatch.errors import Text

NOTHING_ASKED = 0.6
"""A place that is known to ask for nothing suits everybody, but no strength is used there."""
MOST_NAMED = 3


@formula
def covered(citizen: Any, placement: Any, world: Any) -> float:
    """Mean share of the required competences that the citizen's own cover."""
    if citizen.competences_known == 0 or placement.requires_to < placement.requires_from:
        return UNKNOWN_VALUE
    if placement.requires_to == placement.requires_from:
        return NOTHING_ASKED
    total = 0.0
    for i in range(placement.requires_from, placement.requires_to):
        total += world.covers[world.codes[i]]
    return total / (100.0 * (placement.requires_to - placement.requires_from))


def brought(demands: Sequence[Demand]) -> Text:
    """The strongest first: ``rengøring, køkkenhygiejne (dækkes af erfaring med køkkenarbejde)``."""
    best = sorted((d for d in demands if d.share > 0), key=lambda d: -d.share)[:MOST_NAMED]

    def named(demand: Demand, language: str) -> str:
        evidence = demand.evidence.in_language(language) if demand.evidence else ""
        return f"{demand.word} ({evidence})" if evidence else demand.word

    return Text("; ".join(named(d, "da") for d in best), "; ".join(named(d, "en") for d in best))


def lacking(demands: Sequence[Demand]) -> Text:
    """What nothing covers."""
    words = ", ".join(d.word for d in demands if d.share == 0)
    return Text(words, words)


def facts(pair: Pair) -> Mapping[str, object]:
    """What is brought, and what is new."""
    demands = pair.demands("requires")
    new = lacking(demands)
    also = Text(f" Nyt er: {new.da}.", f" New here: {new.en}.") if new.da else Text("", "")
    return {"brought": brought(demands), "also": also, "new": new}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask the citizen about a competence that was only found in free text."""
    unconfirmed = [d.word for d in pair.demands("requires") if d.share > 0 and not d.confirmed]
    if unconfirmed:
        words = ", ".join(unconfirmed)
        yield Check(
            "competence_unconfirmed",
            "citizen",
            Text(f"Vi læser i din erfaring, at du kan: {words}. Passer det?", f"Your experience suggests: {words}. Right?"),
        )


FACTOR = Factor(
    name="competences",
    title=Text("Det, du kan", "What you can do"),
    value=covered,
    reads=(
        "citizen.competences_known",
        "placement.requires_from",
        "placement.requires_to",
        "world.codes",
        "world.covers",
    ),
    neutral=0.4,
    unknown=Text(
        "Vi mangler at vide, hvad der kræves, eller hvad du kan.",
        "It is not known what is needed or what you can do.",
    ),
    levels=(
        Level(0.605, Text("Du kan det, der skal bruges: {brought}.{also}", "You can do what is needed: {brought}.{also}")),
        Level(
            0.595,
            Text("Der kræves ikke noget bestemt for at starte.", "Nothing special is needed to start."),
        ),
        Level(0.01, Text("Du kan noget af det: {brought}.{also}", "You can do some of it: {brought}.{also}")),
        Level(0.0, Text("Her er noget nyt at lære: {new}.", "There is something new to learn here: {new}.")),
    ),
    facts=facts,
    checks=checks,
)
