"""How earlier courses at this workplace went: about the workplace, never about the person; neutral when new."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text


@formula
def held(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """Share of earlier courses that held, drawn towards a half while there are few."""
    if isnan(placement.reliability):
        return UNKNOWN_VALUE
    return placement.reliability


FEW = 3
"""With fewer courses the sentence does not say how they went: it would tell on the few people who were there."""


def facts(pair: Pair) -> Mapping[str, object]:
    """How it went, on how many courses; nothing about single people."""
    share, n = pair.values["reliability"], pair.courses_there
    if n < FEW:
        return {"said": Text("Vi har kun lidt erfaring med stedet.", "We have little experience with the place.")}
    count = Text(f"{n} forløb", f"{n} courses")
    if share >= 0.6:
        return {
            "said": Text(f"Det går for det meste godt her ({count.da}).", f"It mostly goes well here ({count.en}).")
        }
    if share >= 0.4:
        return {"said": Text(f"Det er gået op og ned her ({count.da}).", f"It has gone up and down here ({count.en}).")}
    return {
        "said": Text(
            f"Flere er stoppet før tid her ({count.da}). Tal om, hvad der skal til.",
            f"Several ended early here ({count.en}). Talk about what it takes.",
        )
    }


FACTOR = Factor(
    name="reliability",
    title=Text("Erfaring med stedet", "Experience with the place"),
    value=held,
    reads=("placement.reliability",),
    neutral=0.5,
    unknown=Text("Stedet er nyt for os.", "The place is new to us."),
    levels=(Level(0.0, Text("{said}", "{said}")),),
    facts=facts,
    rising=("placement.reliability",),
)
