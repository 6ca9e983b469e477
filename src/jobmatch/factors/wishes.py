"""Wishes: does the placement answer what the citizen wants, as an occupation, a task or a motive?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.errors import Text


@formula
def wanted(citizen: Any, placement: Any, world: Any) -> float:
    """The best share in which anything about the placement is what the citizen wants."""
    if citizen.wishes_known == 0 or placement.about_to <= placement.about_from:
        return UNKNOWN_VALUE
    best = 0.0
    for i in range(placement.about_from, placement.about_to):
        best = max(best, float(world.wanted[world.codes[i]]))
    return best / 100.0


def facts(pair: Pair) -> Mapping[str, object]:
    """The wish, and the words that answer it."""
    hits = pair.wish_hits()
    if not hits:
        return {"wish": Text("", ""), "words": Text("", "")}
    return {"wish": Text(hits[0].wish, hits[0].wish), "words": Text(hits[0].answered_by, hits[0].answered_by)}


FACTOR = Factor(
    name="wishes",
    title=Text("Det, du vil", "What you want"),
    value=wanted,
    reads=("citizen.wishes_known", "placement.about_from", "placement.about_to", "world.codes", "world.wanted"),
    neutral=0.3,
    unknown=Text("Vi kender ikke ønskerne eller arbejdet godt nok.", "The wishes or the work are not known well enough."),
    levels=(
        Level(0.7, Text("Det er dit ønske: {wish}. Her: {words}.", "It is your wish: {wish}. Here: {words}.")),
        Level(0.2, Text("Det ligner dit ønske om {wish}. Her: {words}.", "It resembles your wish: {wish}. Here: {words}.")),
        Level(0.0, Text("Det er ikke noget, du selv har peget på.", "It is not something you have named yourself.")),
    ),
    facts=facts,
)
