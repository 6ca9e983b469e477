"""Room to grow: can this placement follow the citizen from today's hours towards the goal?"""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.domain.text import hours_text
from jobmatch.errors import Text


@formula
def room(citizen: Any, placement: Any, world: Any) -> float:
    """1 when the placement can carry the citizen all the way to the goal, 0 when it stops at today's hours."""
    if isnan(placement.max_hours) or isnan(citizen.hours_goal):
        return UNKNOWN_VALUE
    if isnan(citizen.hours_now):
        return 0.5 * ratio(placement.max_hours, citizen.hours_goal)
    if citizen.hours_goal <= citizen.hours_now:
        return ratio(placement.max_hours, citizen.hours_goal)
    return ratio(placement.max_hours - citizen.hours_now, citizen.hours_goal - citizen.hours_now)


def facts(pair: Pair) -> Mapping[str, object]:
    """How far it goes, and the goal."""
    return {
        "most": hours_text(pair.placement.max_hours or 0),
        "goal": hours_text(pair.citizen.hours_goal or 0),
    }


FACTOR = Factor(
    name="growth",
    title=Text("Plads til at vokse", "Room to grow"),
    value=room,
    reads=("citizen.hours_now", "citizen.hours_goal", "placement.max_hours"),
    neutral=0.4,
    unknown=Text(
        "Vi ved ikke, om timerne kan vokse så langt som ønsket.",
        "We do not know if the hours can grow as far as wanted.",
    ),
    levels=(
        Level(
            1.0,
            Text("Pladsen kan følge med helt til målet på {goal} timer.", "The place can follow all the way to {goal} hours."),
        ),
        Level(
            0.3,
            Text(
                "Pladsen kan følge med til {most} timer. Målet er {goal} timer.",
                "The place can follow to {most} hours. The goal is {goal} hours.",
            ),
        ),
        Level(
            0.0,
            Text(
                "Her er kun lidt plads til flere timer: op til {most}. Målet er {goal}.",
                "There is little room for more hours here: up to {most}. The goal is {goal}.",
            ),
        ),
    ),
    facts=facts,
    rising=("placement.max_hours",),
)
