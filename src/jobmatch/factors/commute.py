"""Commute: minutes one way from home to the workplace, the way the citizen travels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import isnan

from jobmatch.core.factor import Check, Factor, Gate, Level, Reason
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.codes import TRANSPORT
from jobmatch.errors import Text

USUAL_LIMIT_MIN = 60.0
"""Scored against this, and asked about beyond it, when the citizen has set no limit."""


@formula
def too_far(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when the known travel time is above the citizen's own limit."""
    minutes = world.travel_min[placement.place]
    return bool(minutes > citizen.max_travel_min)


@formula
def closeness(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 next door, 0 at the citizen's limit."""
    minutes = world.travel_min[placement.place]
    if minutes < 0:
        return UNKNOWN_VALUE
    limit = USUAL_LIMIT_MIN if isnan(citizen.max_travel_min) else citizen.max_travel_min
    return 1.0 - ratio(minutes, limit)


def reasons(pair: Pair) -> Iterable[Reason]:
    """The two figures."""
    yield _too_far(pair.travel_min, pair.citizen.max_travel_min)


@lru_cache(4096)
def _too_far(minutes: int | None, limit: int | None) -> Reason:
    return Reason(
        "maks_transport_min",
        Text(
            f"Turen tager omkring {minutes} minutter. Den må højst tage {limit} minutter.",
            f"The trip takes about {minutes} minutes. It may take {limit} minutes at most.",
        ),
    )


_NOT_STATED = Text("", "")


def facts(pair: Pair) -> Mapping[str, object]:
    """Minutes and how."""
    return {"minutes": pair.travel_min, "by": TRANSPORT.get(pair.citizen.transport or "", _NOT_STATED)}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask when travel cannot be told, or is long and nobody has set a limit."""
    citizen, minutes = pair.citizen, pair.travel_min
    if minutes is None:
        if citizen.postcode is None or citizen.transport is None:
            question = Text("Hvor rejser du fra, og hvordan kommer du frem?", "Where do you travel from, and how?")
            yield Check("travel_unknown", "citizen", question)
        else:
            yield Check(
                "travel_unknown",
                "employer",
                Text(
                    "Hvad er adressen, og hvordan kommer man dertil?",
                    "What is the address, and how does one get there?",
                ),
            )
    elif citizen.max_travel_min is None and minutes > USUAL_LIMIT_MIN:
        yield Check(
            "travel_unknown",
            "citizen",
            Text(
                f"Turen tager omkring {minutes} minutter. Er det for langt?",
                f"The trip takes about {minutes} minutes. Is that too far?",
            ),
        )


FACTOR = Factor(
    name="commute",
    title=Text("Transport", "Travel"),
    value=closeness,
    reads=("citizen.max_travel_min", "placement.place", "world.travel_min"),
    neutral=0.4,
    unknown=Text("Vi ved ikke, hvor lang turen er.", "We do not know how long the trip is."),
    levels=(
        Level(0.6, Text("Kort tur: omkring {minutes} minutter {by}.", "A short trip: about {minutes} minutes {by}.")),
        Level(
            0.25, Text("Turen tager omkring {minutes} minutter {by}.", "The trip takes about {minutes} minutes {by}.")
        ),
        Level(0.0, Text("Lang tur: omkring {minutes} minutter {by}.", "A long trip: about {minutes} minutes {by}.")),
    ),
    facts=facts,
    checks=checks,
    gate=Gate(
        "commute",
        too_far,
        reads=("citizen.max_travel_min", "placement.place", "world.travel_min"),
        reasons=reasons,
        cost=1,
        told_by="reads",
    ),
)
