"""The rules for under 18 (U1): what a placement's own hours already tell."""

from __future__ import annotations

from datetime import time
from functools import lru_cache

from jobmatch.domain.placement import Placement
from jobmatch.rules.rule import Rule


def beyond_limits(placement: Placement, rule: Rule) -> bool:
    """True when the smallest pattern that the placement offers is more, or at other hours, than is allowed."""
    given = rule.parameters
    if placement.min_hours is not None and placement.min_hours > given["hours_week"]:
        return True
    day = _longest_day(placement, rule)
    if day <= 0 or (placement.min_hours_day is not None and placement.min_hours_day > day):
        return True
    return bool(placement.min_hours and placement.days and placement.min_hours > day * len(placement.days))


def may_reach_limits(placement: Placement, rule: Rule) -> bool:
    """True when some of what the placement offers is more, or at other hours, than is allowed."""
    starts, ends = _daytime(rule)
    return (
        (placement.max_hours is not None and placement.max_hours > rule.parameters["hours_week"])
        or (placement.earliest is not None and placement.earliest < starts)
        or (placement.latest is not None and (placement.latest > ends or placement.latest == time.min))
    )


def _daytime(rule: Rule) -> tuple[time, time]:
    return _clock(rule.parameters["day_starts"]), _clock(rule.parameters["day_ends"])


@lru_cache(64)
def _clock(written: str) -> time:
    return time.fromisoformat(written)


def _longest_day(placement: Placement, rule: Rule) -> float:
    """Hours of attendance that one day can hold outside the night, none when the place works at night alone."""
    starts, ends = _daytime(rule)
    if placement.earliest is not None:
        starts = max(starts, placement.earliest)
    if placement.latest is not None and placement.latest != time.min:
        ends = min(ends, placement.latest)
    room = (ends.hour - starts.hour) + (ends.minute - starts.minute) / 60
    return min(float(rule.parameters["hours_day"]), room)
