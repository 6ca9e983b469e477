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
    if placement.min_hours_day is not None and placement.min_hours_day > given["hours_day"]:
        return True
    if placement.min_hours and placement.days and placement.min_hours > given["hours_day"] * len(placement.days):
        return True
    return _only_at_night(placement, rule)


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


def _only_at_night(placement: Placement, rule: Rule) -> bool:
    starts, ends = _daytime(rule)
    if placement.earliest is not None and placement.earliest >= ends:
        return True
    return placement.latest is not None and time.min < placement.latest <= starts
