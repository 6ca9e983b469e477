"""Citizens and placements for the tests of rules, known and unknown in every mix."""

from __future__ import annotations

from datetime import date, time

from hypothesis import strategies as st

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.measures import MEASURES
from jobmatch.domain.placement import Placement
from jobmatch.domain.target_groups import ALL_TARGET_GROUPS
from jobmatch.rules.table import rules_in_force

TODAY = date(2026, 11, 21)
IN_FORCE = rules_in_force(TODAY)


def citizen(**facts: object) -> Citizen:
    return Citizen(citizen_id="B-1", **facts)  # type: ignore[arg-type]


def placement(*measures: str, **facts: object) -> Placement:
    return Placement(placement_id="P-1", measures=measures, **facts)  # type: ignore[arg-type]


citizens = st.builds(
    citizen,
    target_group=st.none() | st.sampled_from(ALL_TARGET_GROUPS),
    under_18=st.none() | st.booleans(),
    needs=st.none() | st.just(()) | st.just((Need("mentor", "vigtigt"), Need("fravaer_beh", "krav"))),
)
_whole = st.none() | st.integers(0, 80)
_hours = st.none() | st.floats(0, 60).map(lambda hours: round(hours * 4) / 4)
_times = st.none() | st.times().map(lambda t: time(t.hour, t.minute))
placements = st.builds(
    lambda measures, **facts: placement(*measures, **facts),
    measures=st.lists(st.sampled_from(MEASURES), unique=True),
    min_hours=_hours,
    max_hours=_hours,
    min_hours_day=st.none() | st.floats(0, 12),
    days=st.none() | st.lists(st.integers(0, 6), unique=True).map(tuple),
    earliest=_times,
    latest=_times,
    weeks=_whole,
    ordinary_staff=_whole,
    supported_now=_whole,
    updated=st.none() | st.dates(date(2025, 1, 1), TODAY),
    title=st.none() | st.sampled_from(["pædagogmedhjælper", "køkkenmedhjælper", "barista"]),
    requires=st.none() | st.just(("straffeattest", "hygiejnebevis")),
)
