"""Room to grow: can this placement follow the citizen from today's hours towards the goal?"""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.text import hours_counted
from jobmatch.errors import Text

FIRST_STEPS_HOURS = 10.0
"""So much room is enough as long as nobody has set a goal."""
NO_ROOM, MUCH_ROOM = 0.3, 0.5
"""Without a goal: from a place that stops at today's hours to one with room for the first steps; never above a half."""


@formula
def room(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 when the placement can carry the citizen all the way to the goal, 0 when it stops at today's hours."""
    if isnan(placement.max_hours):
        return UNKNOWN_VALUE
    if isnan(citizen.hours_goal):
        now = 0.0 if isnan(citizen.hours_now) else citizen.hours_now
        return NO_ROOM + (MUCH_ROOM - NO_ROOM) * ratio(placement.max_hours - now, FIRST_STEPS_HOURS)
    if isnan(citizen.hours_now):
        return 0.5 * ratio(placement.max_hours, citizen.hours_goal)
    if citizen.hours_goal <= citizen.hours_now:
        return ratio(placement.max_hours, citizen.hours_goal)
    return ratio(placement.max_hours - citizen.hours_now, citizen.hours_goal - citizen.hours_now)


def facts(pair: Pair) -> Mapping[str, object]:
    """How far it goes, and the goal as a sentence and as a figure."""
    most, goal = pair.placement.max_hours, pair.citizen.hours_goal
    figure = hours_counted(goal or 0)
    aim = Text(f"Målet er {figure.da}.", f"The goal is {figure.en}.")
    if goal is None:
        aim = Text("Der er ikke sat et mål for timerne endnu.", "No goal has been set for the hours yet.")
    return {"most": hours_counted(most or 0), "goal": figure, "aim": aim}


FACTOR = Factor(
    name="growth",
    title=Text("Plads til at vokse", "Room to grow"),
    value=room,
    reads=("citizen.hours_now", "citizen.hours_goal", "placement.max_hours"),
    neutral=0.4,
    unknown=Text("Vi ved ikke, hvor mange timer stedet kan give.", "We do not know how many hours the place can give."),
    levels=(
        Level(
            1.0,
            Text(
                "Stedet har timer nok til målet på {goal} om ugen.",
                "The place has hours enough for the goal of {goal} a week.",
            ),
        ),
        Level(
            0.3,
            Text(
                "Stedet har op til {most} om ugen. {aim}",
                "The place has up to {most} a week. {aim}",
            ),
        ),
        Level(
            0.0,
            Text(
                "Stedet har kun få timer mere: op til {most} om ugen. Målet er {goal}.",
                "The place has only a few hours more: up to {most} a week. The goal is {goal}.",
            ),
        ),
    ),
    facts=facts,
    rising=("placement.max_hours",),
)
