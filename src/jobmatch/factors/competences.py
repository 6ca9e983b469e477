"""Competences that the placement needs from day one: never a gate, the strongest evidence is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jobmatch.core.factor import Check, Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Demand, Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text

NOTHING_ASKED = 0.6
"""A place that is known to ask for nothing suits everybody, but no strength is used there."""
MOST_NAMED = 3
NOT_STATED = Text("Vi ved ikke, hvad man skal kunne her.", "We do not know what is needed here.")
NOT_TOLD = Text("Vi har ikke talt om kompetencer endnu.", "Competences have not been talked about yet.")


@formula
def covered(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
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
    best = sorted([d for d in demands if d.share > 0], key=lambda d: -d.share)[:MOST_NAMED]
    da = "; ".join([d.word if d.evidence is None else f"{d.word} ({d.evidence.da})" for d in best])
    en = "; ".join([d.word if d.evidence is None else f"{d.word} ({d.evidence.en})" for d in best])
    return Text(da, en)


def lacking(demands: Sequence[Demand]) -> Text:
    """What nothing covers."""
    words = ", ".join([d.word for d in demands if d.share == 0])
    return Text(words, words)


_NOTHING = Text("", "")


def facts(pair: Pair) -> Mapping[str, object]:
    """What is brought, and what is new."""
    demands = pair.demands("requires")
    new = lacking(demands)
    also = Text(f" Nyt at lære: {new.da}.", f" New to learn: {new.en}.") if new.da else _NOTHING
    missing = NOT_STATED if pair.placement.requires is None else NOT_TOLD
    return {"brought": brought(demands), "also": also, "new": new, "missing": missing}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask the citizen about a competence that was only found in free text."""
    unconfirmed = [d.word for d in pair.demands("requires") if d.share > 0 and not d.confirmed]
    if unconfirmed:
        words = ", ".join(unconfirmed)
        yield Check(
            "competence_unconfirmed",
            "citizen",
            Text(
                f"Det læser vi ud af din fortælling: {words}. Passer det?",
                f"This is what we read in your story: {words}. Is that right?",
            ),
        )


FACTOR = Factor(
    name="competences",
    title=Text("Kan i forvejen", "Can do already"),
    value=covered,
    reads=(
        "citizen.competences_known",
        "placement.requires_from",
        "placement.requires_to",
        "world.codes",
        "world.covers",
    ),
    neutral=0.4,
    unknown=Text("{missing}", "{missing}"),
    levels=(
        Level(0.605, Text("Kan det, der skal bruges: {brought}.{also}", "Can do what is needed: {brought}.{also}")),
        Level(0.595, Text("Man skal ikke kunne noget bestemt for at starte.", "Nothing special is needed to start.")),
        Level(0.01, Text("Kan noget af det, der skal bruges: {brought}.{also}", "Can do some of it: {brought}.{also}")),
        Level(0.0, Text("Her er noget nyt at lære: {new}.", "There is something new to learn here: {new}.")),
    ),
    facts=facts,
    checks=checks,
)
