"""Wishes: does the placement answer what the citizen wants, as an occupation, a task or a motive?"""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text


@formula
def wanted(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """The best share in which anything about the placement is what the citizen wants."""
    if citizen.wishes_known == 0 or placement.about_to <= placement.about_from:
        return UNKNOWN_VALUE
    best = 0.0
    for i in range(placement.about_from, placement.about_to):
        best = max(best, float(world.wanted[world.codes[i]]))
    return best / 100.0


def facts(pair: Pair) -> Mapping[str, object]:
    """The wish, the words that answer it, and which side has not told."""
    hits = pair.wish_hits()
    if not hits:
        return {"wish": _NONE, "words": _NONE, "missing": _NOT_KNOWN if pair.citizen.wishes else _NOT_TOLD}
    wish, words = hits[0].wish, hits[0].answered_by
    return {"wish": Text(wish, wish), "words": Text(words, words), "missing": _NOT_KNOWN}


_NONE = Text("", "")
_NOT_KNOWN = Text("Vi kender ikke arbejdet her godt nok.", "We do not know the work here well enough.")
_NOT_TOLD = Text("Vi har ikke talt om ønsker endnu.", "Wishes have not been talked about yet.")


FACTOR = Factor(
    name="wishes",
    title=Text("Ønsker", "Wishes"),
    value=wanted,
    reads=("citizen.wishes_known", "placement.about_from", "placement.about_to", "world.codes", "world.wanted"),
    neutral=0.3,
    unknown=Text("{missing}", "{missing}"),
    levels=(
        Level(0.7, Text("Ønsket »{wish}« findes her: {words}.", "The wish “{wish}” is here: {words}.")),
        Level(0.2, Text("Ligner ønsket »{wish}«: {words}.", "Resembles the wish “{wish}”: {words}.")),
        Level(
            0.0,
            Text(
                "Det er ikke et af ønskerne, men kan være en mulighed.",
                "Not among the wishes, but it may be an option.",
            ),
        ),
    ),
    facts=facts,
)
