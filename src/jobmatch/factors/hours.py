"""Hours: the smallest workable pattern of the placement against today's stable hours.

Fit is never measured against full time: one to four hours a week is a normal start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import isnan

from jobmatch.core.factor import Check, Factor, Gate, Level, Reason
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio, within_one
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.text import hours_counted
from jobmatch.errors import Text

SMALL_START_HOURS = 4.0
"""A pattern this small can clarify what somebody can manage (one to four hours is a normal start)."""
LARGE_START_HOURS = 20.0
"""A pattern this large clarifies nothing for somebody whose hours are unknown."""
MOST_WHEN_UNKNOWN = 0.5
SMALLER_IS_EASIER = 0.05
"""Also among starts that leave room, the smaller one leaves more."""


@formula
def too_many(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when the smallest weekly pattern is above today's stable hours."""
    return placement.min_hours > citizen.hours_now


@formula
def start_fit(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """Near 1 when the smallest pattern leaves the room that today's certainty calls for, a half when it takes all.

    With unknown hours the smallest, clarifying patterns come first, and none counts more than a half.
    """
    if isnan(placement.min_hours):
        return UNKNOWN_VALUE
    if isnan(citizen.hours_now):
        span = LARGE_START_HOURS - SMALL_START_HOURS
        small = 1.0 - 2.0 * SMALLER_IS_EASIER * ratio(placement.min_hours, SMALL_START_HOURS)
        return MOST_WHEN_UNKNOWN * small * within_one((LARGE_START_HOURS - placement.min_hours) / span)
    room = 0.9
    if citizen.certainty == 1:
        room = 0.75
    elif citizen.certainty <= 0:
        room = 0.6
    comfortable = citizen.hours_now * room
    fit = 1.0 - SMALLER_IS_EASIER * ratio(placement.min_hours, comfortable)
    if placement.min_hours > comfortable:
        fit -= (0.5 - SMALLER_IS_EASIER) * ratio(placement.min_hours - comfortable, citizen.hours_now - comfortable)
    if placement.max_hours < citizen.hours_now:
        fit *= ratio(placement.max_hours, citizen.hours_now)
    return fit


def reasons(pair: Pair) -> Iterable[Reason]:
    """The two figures."""
    yield _too_many(pair.placement.min_hours or 0, pair.citizen.hours_now or 0)


@lru_cache(4096)
def _too_many(min_hours: float, hours_now: float) -> Reason:
    least, now = hours_counted(min_hours), hours_counted(hours_now)
    return Reason(
        "min_timer_uge",
        Text(
            f"Pladsen kræver mindst {least.da} om ugen. I dag går det stabilt med {now.da}.",
            f"The place needs at least {least.en} a week. Today {now.en} are stable.",
        ),
    )


def facts(pair: Pair) -> Mapping[str, object]:
    """Smallest pattern, today's hours, and what that means for the start."""
    least, now = pair.placement.min_hours or 0, pair.citizen.hours_now
    return {"least": hours_counted(least), "now": hours_counted(now or 0), "start": _start(pair, least, now)}


def _start(pair: Pair, least: float, now: float | None) -> Text:
    """What is said about the start when it leaves little room, or when nobody knows yet."""
    most, said = pair.placement.max_hours, hours_counted(least)
    if now is None and least <= SMALL_START_HOURS:
        return Text(
            f"Man kan starte med {said.da} om ugen. Det er lidt nok til at finde ud af, hvad der passer.",
            f"One can start with {said.en} a week. That is little enough to find out what works.",
        )
    if now is None:
        return Text(
            f"Man skal starte med mindst {said.da} om ugen. Vi ved ikke endnu, om det er for mange.",
            f"One must start with at least {said.en} a week. We do not know yet if that is too many.",
        )
    today = hours_counted(now)
    if most is not None and most < now:
        top = hours_counted(most)
        return Text(
            f"Her er højst {top.da} om ugen. I dag går det stabilt med {today.da}.",
            f"There is at most {top.en} a week here. Today {today.en} are stable.",
        )
    if least == now:
        return Text(
            f"Man skal starte med mindst {said.da} om ugen. Det er alt det, der er stabilt i dag.",
            f"One must start with at least {said.en} a week. That is all that is stable today.",
        )
    return Text(
        f"Man skal starte med mindst {said.da} om ugen. Det er tæt på det, der er stabilt i dag: {today.da}.",
        f"One must start with at least {said.en} a week. That is close to what is stable today: {today.en}.",
    )


def checks(pair: Pair) -> Iterable[Check]:
    """Ask for what is not stated on either side."""
    if pair.citizen.hours_now is None:
        yield Check(
            "hours_unknown",
            "citizen",
            Text(
                "Hvor mange timer om ugen kan du holde til lige nu?", "How many hours a week can you manage right now?"
            ),
        )
    if pair.placement.min_hours is None:
        yield Check(
            "hours_unknown",
            "employer",
            Text(
                "Hvor få timer om ugen kan man starte med?",
                "How few hours a week can one start with?",
            ),
        )


FACTOR = Factor(
    name="hours",
    title=Text("Timer nu", "Hours now"),
    value=start_fit,
    reads=("citizen.hours_now", "citizen.certainty", "placement.min_hours", "placement.max_hours"),
    neutral=0.35,
    unknown=Text("Vi ved ikke, hvor få timer man kan starte med.", "We do not know how few hours one can start with."),
    levels=(
        Level(
            0.9,
            Text(
                "Man kan starte med {least} om ugen. I dag går det stabilt med {now}.",
                "One can start with {least} a week. Today {now} are stable.",
            ),
        ),
        Level(0.0, Text("{start}", "{start}")),
    ),
    facts=facts,
    checks=checks,
    gate=Gate(
        "hours",
        too_many,
        reads=("citizen.hours_now", "placement.min_hours"),
        reasons=reasons,
        cost=2,
        told_by="reads",
    ),
    falling=("placement.min_hours",),
)
