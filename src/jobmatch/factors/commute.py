"""Commute: minutes one way from home to the workplace, the way the citizen travels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from jobmatch.core.factor import Check, Factor, Gate, Level, Reason
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.domain.codes import TRANSPORT
from jobmatch.errors import Text

USUAL_LIMIT_MIN = 60.0
"""Scored against this, and asked about beyond it, when the citizen has set no limit."""


@formula
def too_far(citizen: Any, placement: Any, world: Any) -> bool:
    """True when the known travel time is above the citizen's own limit."""
    return world.travel_min[placement.place] > citizen.max_travel_min


@formula
def closeness(citizen: Any, placement: Any, world: Any) -> float:
    """1 next door, 0 at the citizen's limit."""
    minutes = world.travel_min[placement.place]
    if minutes < 0:
        return UNKNOWN_VALUE
    limit = USUAL_LIMIT_MIN if isnan(citizen.max_travel_min) else citizen.max_travel_min
    return 1.0 - ratio(minutes, limit)


def reasons(pair: Pair) -> Iterable[Reason]:
    """The two figures."""
    limit = pair.citizen.max_travel_min
    yield Reason(
        "maks_transport_min",
        Text(
            f"Turen tager omkring {pair.travel_min} minutter. Grænsen er {limit} minutter.",
            f"The trip takes about {pair.travel_min} minutes. The limit is {limit} minutes.",
        ),
    )


def facts(pair: Pair) -> Mapping[str, object]:
    """Minutes and how."""
    return {"minutes": pair.travel_min, "by": TRANSPORT.get(pair.citizen.transport or "", Text("", ""))}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask when travel cannot be told, or is long and nobody has set a limit."""
    citizen = pair.citizen
    if pair.travel_min is None:
        if citizen.postcode is None or citizen.transport is None:
            question = Text("Hvor rejser du fra, og hvordan kommer du frem?", "Where do you travel from, and how?")
            yield Check("travel_unknown", "citizen", question)
        else:
            yield Check(
                "travel_unknown",
                "employer",
                Text("Hvor ligger arbejdspladsen, og hvordan kommer man dertil?", "Where is it, and how does one get there?"),
            )
    elif citizen.max_travel_min is None and pair.travel_min > USUAL_LIMIT_MIN:
        yield Check(
            "travel_unknown",
            "citizen",
            Text(
                f"Turen tager omkring {pair.travel_min} minutter. Er det for langt?",
                f"The trip takes about {pair.travel_min} minutes. Is that too far?",
            ),
        )


FACTOR = Factor(
    name="commute",
    title=Text("Transport", "Travel"),
    value=closeness,
    reads=("citizen.max_travel_min", "placement.place", "world.travel_min"),
    neutral=0.4,
    unknown=Text("Vi kender ikke rejsetiden.", "The travel time is not known."),
    levels=(
        Level(0.6, Text("Tæt på: omkring {minutes} minutter {by}.", "Close by: about {minutes} minutes {by}.")),
        Level(0.25, Text("Omkring {minutes} minutter {by}.", "About {minutes} minutes {by}.")),
        Level(0.0, Text("Langt: omkring {minutes} minutter {by}.", "Far: about {minutes} minutes {by}.")),
    ),
    facts=facts,
    checks=checks,
    gate=Gate(
        "commute",
        too_far,
        reads=("citizen.max_travel_min", "placement.place", "world.travel_min"),
        reasons=reasons,
        cost=1,
    ),
)
