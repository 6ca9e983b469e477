"""Hours: the smallest workable pattern of the placement against today's stable hours.

Fit is never measured against full time: one to four hours a week is a normal start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from jobmatch.core.factor import Check, Factor, Gate, Level, Reason
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio, within_one
from jobmatch.core.pair import Pair
from jobmatch.domain.text import hours_text
from jobmatch.errors import Text

SMALL_START_HOURS = 4.0
"""A pattern this small can clarify what somebody can manage (one to four hours is a normal start)."""
LARGE_START_HOURS = 20.0
"""A pattern this large clarifies nothing for somebody whose hours are unknown."""
MOST_WHEN_UNKNOWN = 0.5


@formula
def too_many(citizen: Any, placement: Any, world: Any) -> bool:
    """True when the smallest weekly pattern is above today's stable hours."""
    return placement.min_hours > citizen.hours_now


@formula
def start_fit(citizen: Any, placement: Any, world: Any) -> float:
    """1 when the smallest pattern leaves the room that today's certainty calls for, a half when it takes every hour.

    With unknown hours the smallest, clarifying patterns come first, and none counts more than a half.
    """
    if isnan(placement.min_hours):
        return UNKNOWN_VALUE
    if isnan(citizen.hours_now):
        span = LARGE_START_HOURS - SMALL_START_HOURS
        return MOST_WHEN_UNKNOWN * within_one((LARGE_START_HOURS - placement.min_hours) / span)
    room = 0.9
    if citizen.certainty == 1:
        room = 0.75
    elif citizen.certainty <= 0:
        room = 0.6
    comfortable = citizen.hours_now * room
    fit = 1.0
    if placement.min_hours > comfortable:
        fit = 1.0 - 0.5 * ratio(placement.min_hours - comfortable, citizen.hours_now - comfortable)
    if placement.max_hours < citizen.hours_now:
        fit *= ratio(placement.max_hours, citizen.hours_now)
    return fit


def reasons(pair: Pair) -> Iterable[Reason]:
    """The two figures."""
    least, now = hours_text(pair.placement.min_hours or 0), hours_text(pair.citizen.hours_now or 0)
    yield Reason(
        "min_timer_uge",
        Text(
            f"Pladsen kræver mindst {least.da} timer om ugen. I dag er {now.da} timer stabile.",
            f"The place needs at least {least.en} hours a week. Today {now.en} hours are stable.",
        ),
    )


def facts(pair: Pair) -> Mapping[str, object]:
    """Smallest pattern and today's hours."""
    now = pair.citizen.hours_now
    return {
        "least": hours_text(pair.placement.min_hours or 0),
        "now": Text("ukendt antal", "an unknown number of") if now is None else hours_text(now),
    }


def checks(pair: Pair) -> Iterable[Check]:
    """Ask for what is not stated on either side."""
    if pair.citizen.hours_now is None:
        yield Check(
            "hours_unknown",
            "citizen",
            Text("Hvor mange timer om ugen kan du holde til lige nu?", "How many hours a week can you manage right now?"),
        )
    if pair.placement.min_hours is None:
        yield Check(
            "hours_unknown",
            "employer",
            Text(
                "Hvad er det mindste antal timer om ugen, man kan starte med?",
                "What is the smallest number of hours a week to start with?",
            ),
        )


FACTOR = Factor(
    name="hours",
    title=Text("Timer nu", "Hours now"),
    value=start_fit,
    reads=("citizen.hours_now", "citizen.certainty", "placement.min_hours", "placement.max_hours"),
    neutral=0.35,
    unknown=Text(
        "Pladsens mindste timetal er ikke oplyst.",
        "The smallest number of hours is not stated.",
    ),
    levels=(
        Level(
            0.9,
            Text(
                "Man kan starte med {least} timer om ugen. I dag er {now} timer stabile.",
                "You can start with {least} hours a week. Today {now} hours are stable.",
            ),
        ),
        Level(
            0.5,
            Text(
                "Start med {least} timer om ugen. Det bruger det meste af de {now} timer i dag.",
                "Start with {least} hours a week. That takes most of the {now} hours today.",
            ),
        ),
        Level(
            0.0,
            Text(
                "Start med {least} timer om ugen. Det er usikkert, om timerne passer: {now} timer i dag.",
                "Start with {least} hours a week. It is uncertain that the hours fit: {now} hours today.",
            ),
        ),
    ),
    facts=facts,
    checks=checks,
    gate=Gate(
        "hours",
        too_many,
        reads=("citizen.hours_now", "placement.min_hours"),
        reasons=reasons,
        rises_with="placement.min_hours",
        cost=2,
    ),
    falling=("placement.min_hours",),
)
