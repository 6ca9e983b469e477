"""When to follow up, whatever the days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.follow_up import CITIZEN, PAID, SIDE, STARTED, WEEKS, WORKPLACE
from jobmatch.planning.follow_ups import follow_up_day, follow_ups

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
spans = st.none() | st.integers(0, 400)


@given(days, st.sampled_from(WEEKS))
def test_a_follow_up_is_on_a_working_day_within_two_days_of_the_week(begun: date, week: int) -> None:
    day = follow_up_day(begun, week)
    assert day.weekday() < 5
    assert timedelta(0) <= day - (begun + timedelta(weeks=week)) <= timedelta(days=2)


@given(days, spans, spans)
def test_no_time_is_asked_twice_and_pay_never_ends_the_asking(begun: date, paid: int | None, ended: int | None) -> None:
    paid_on = None if paid is None else begun + timedelta(days=paid)
    ended_on = None if ended is None else begun + timedelta(days=ended)
    found = follow_ups(begun, paid_on, ended_on)
    assert found == sorted(found, key=lambda one: one.day)
    assert len({(one.side, one.series, one.week) for one in found}) == len(found)
    assert len({(one.side, one.day, one.series) for one in found}) == len(found)
    if paid_on is not None:
        for side in SIDE:
            assert [one.week for one in found if one.series == PAID and one.side == side] == list(WEEKS)
        assert all(one.day < paid_on for one in found if one.series == STARTED)
    elif ended_on is None:
        assert len(found) == len(WEEKS) * len(SIDE)
    else:
        after = [one.side for one in found if one.day > ended_on]
        assert after.count(WORKPLACE) == 0
        assert after.count(CITIZEN) <= 1
