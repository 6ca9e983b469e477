"""Schedule: days, windows, fixed times taken, and the longest day against the shortest attendance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import isnan

from jobmatch.core.factor import Check, Factor, Gate, Level, Measured, Reason
from jobmatch.core.formula import UNKNOWN_VALUE, count_bits, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.codes import WEEKDAY
from jobmatch.domain.text import hours_counted, join_words
from jobmatch.errors import Text

WORLD = ("world.free_days", "world.free_start", "world.free_end")
READS = (
    "citizen.free_from",
    "citizen.free_to",
    "citizen.hours_day_max",
    "placement.days",
    "placement.earliest_hours",
    "placement.latest_hours",
    "placement.min_hours_day",
    *WORLD,
)
GOOD_ROOM = 0.9
"""What room for twice the smallest pattern is worth; the rest is for still more days and hours to choose from."""
FULL_WEEK_HOURS = 37.0
_GRACE = 1e-9
"""Sums of quarter hours are exact; a decimal such as 7.4 hours may miss by a rounding."""


@formula
def attendance_hours(stretch: float, citizen: CitizenRecord, placement: PlacementRecord) -> float:
    """Hours of one day's stretch that can be worked: no longer than the longest day, none below the shortest."""
    hours = stretch
    if hours > citizen.hours_day_max:
        hours = citizen.hours_day_max
    if hours + _GRACE < placement.min_hours_day:
        return 0.0
    return max(0.0, hours)


@formula
def weekly_room(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """Hours a week when both can: one attendance a day, the longest shared stretch of each shared day."""
    total = 0.0
    i = citizen.free_from
    while i < citizen.free_to:
        days = world.free_days[i]
        longest = 0.0
        while i < citizen.free_to and world.free_days[i] == days:
            start = max(world.free_start[i], placement.earliest_hours)
            end = min(world.free_end[i], placement.latest_hours)
            longest = max(longest, end - start)
            i += 1
        total += count_bits(days & placement.days) * attendance_hours(longest, citizen, placement)
    return total


@formula
def no_room(room: float, citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when the hours that both can hold nothing, or less than the smallest pattern."""
    return room <= 0.0 or room + _GRACE < placement.min_hours


@formula
def cannot_meet(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when no day is shared, or the shared days cannot hold the smallest pattern."""
    return no_room(weekly_room(citizen, placement, world), citizen, placement, world)


@formula
def freedom_in(room: float, citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """0.9 when the shared times could hold the smallest pattern twice over, half of that when they just hold it."""
    if citizen.days < 0 or citizen.window_known == 0 or placement.days < 0:
        return UNKNOWN_VALUE
    if isnan(placement.earliest_hours) or isnan(placement.latest_hours) or isnan(placement.min_hours):
        return UNKNOWN_VALUE
    return GOOD_ROOM * ratio(room, 2.0 * placement.min_hours) + (1.0 - GOOD_ROOM) * ratio(room, FULL_WEEK_HOURS)


@formula
def freedom(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """How freely the shared times can be chosen from."""
    return freedom_in(weekly_room(citizen, placement, world), citizen, placement, world)


ROOM = Measured("weekly_room", weekly_room, READS)


@cache
def _day_names(mask: int) -> Text:
    names = [text for bit, text in enumerate(WEEKDAY.values()) if mask >> bit & 1]
    return Text(join_words([n.da for n in names], "da"), join_words([n.en for n in names], "en"))


def _shared_days(pair: Pair) -> int:
    citizen_days = 127 if pair.c.days < 0 else pair.c.days
    return int(citizen_days & (127 if pair.p.days < 0 else pair.p.days))


def _days_that_work(pair: Pair) -> int:
    """The shared days that hold an attendance, as bits."""
    citizen, placement, world = pair.c, pair.p, pair.world
    working = 0
    for i in range(citizen.free_from, citizen.free_to):
        start = max(world.free_start[i], placement.earliest_hours)
        end = min(world.free_end[i], placement.latest_hours)
        if attendance_hours(end - start, citizen, placement) > 0.0:
            working |= int(world.free_days[i])
    return working & _shared_days(pair)


def reasons(pair: Pair) -> Iterable[Reason]:
    """No shared day, too short a day, or too little room in the week."""
    citizen, placement = pair.citizen, pair.placement
    if _shared_days(pair) == 0:
        yield Reason("dage", Text("Der er ingen fælles dage.", "There are no days in common."))
        return
    shortest, longest = placement.min_hours_day, citizen.hours_day_max
    if shortest is not None and longest is not None and longest < shortest:
        least, most = hours_counted(shortest), hours_counted(longest)
        yield Reason(
            "min_timer_dag",
            Text(
                f"En dag varer mindst {least.da} her. Den må højst vare {most.da}.",
                f"A day lasts at least {least.en} here. It may last {most.en} at most.",
            ),
        )
        return
    room = hours_counted(pair.room_hours)
    if room.da == "0 timer":
        yield Reason("tidsrum", Text("Tiderne på dagen passer ikke sammen.", "The times of day do not meet."))
        return
    least = hours_counted(placement.min_hours or 0)
    yield Reason(
        "tidsrum",
        Text(
            f"De fælles tider giver højst {room.da} om ugen. Pladsen kræver mindst {least.da}.",
            f"The times in common give at most {room.en} a week. The place needs at least {least.en}.",
        ),
    )


def facts(pair: Pair) -> Mapping[str, object]:
    """Days and hours that both can."""
    return {"days": _day_names(_days_that_work(pair)), "room": hours_counted(pair.room_hours)}


def checks(pair: Pair) -> Iterable[Check]:
    """Ask for days and times that are not stated."""
    if pair.c.days < 0 or pair.c.window_known == 0:
        yield Check(
            "schedule_unknown",
            "citizen",
            Text("Hvilke dage og tider kan du arbejde?", "Which days and times can you work?"),
        )
    placement = pair.placement
    if placement.days is None or placement.earliest is None or placement.latest is None:
        yield Check(
            "schedule_unknown",
            "employer",
            Text("Hvilke dage og tider er der arbejde?", "On which days and at what times is there work?"),
        )


FACTOR = Factor(
    name="schedule",
    title=Text("Dage og tider", "Days and times"),
    value=freedom,
    measured=ROOM,
    given=freedom_in,
    reads=("citizen.days", "citizen.window_known", "placement.min_hours", *READS),
    neutral=0.4,
    unknown=Text("Vi mangler at høre om dage og tider.", "We have yet to hear about days and times."),
    levels=(
        Level(GOOD_ROOM, Text("God plads i ugen: {days}.", "Good room in the week: {days}.")),
        Level(
            0.0,
            Text(
                "Fælles tid lige nu: {days}, højst {room} om ugen.",
                "Time in common right now: {days}, at most {room} a week.",
            ),
        ),
    ),
    facts=facts,
    checks=checks,
    gate=Gate(
        "schedule",
        cannot_meet,
        reads=("placement.min_hours", *READS),
        reasons=reasons,
        cost=7,
        measured=ROOM,
        given=no_room,
        told_by="reads",
    ),
)
