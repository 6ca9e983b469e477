"""Tries are counted over every process of an installation, also when many come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobmatch.services.access.throttle import (
    CODES_IN_ALL,
    CODES_PER_PLACE,
    PER_PLACE,
    PER_USER_AND_PLACE,
    Limit,
    Throttle,
    TooManyTries,
)
from jobmatch.store.store import Store

TWICE = Limit("twice", 2, timedelta(minutes=15))
MANY = Limit("many", 7, timedelta(minutes=15))


def test_two_processes_count_the_same_tries(database: str) -> None:
    one, other = Store.open(database), Store.open(database)
    first, second = Throttle(lambda: one), Throttle(lambda: other)
    first.take((TWICE, "mette"))
    second.take((TWICE, "mette"))
    for full in (first, second):
        with pytest.raises(TooManyTries):
            full.take((TWICE, "mette"))
    first.take((TWICE, "jonas"))
    one.close()
    other.close()


def test_what_went_well_is_not_counted_and_what_is_refused_takes_no_room(store: Store) -> None:
    throttle = Throttle(lambda: store)
    for _ in range(5):
        throttle.give_back(throttle.take((TWICE, "mette"), (MANY, "here")))
    for _ in range(2):
        throttle.take((TWICE, "mette"), (MANY, "here"))
    for _ in range(20):
        with pytest.raises(TooManyTries):
            throttle.take((TWICE, "mette"), (MANY, "here"))
    for _ in range(5):
        throttle.take((MANY, "here"))
    with pytest.raises(TooManyTries):
        throttle.take((MANY, "here"))


def test_many_at_once_have_no_more_tries_than_one_after_the_other(database: str) -> None:
    stores = [Store.open(database) for _ in range(2)]

    def tried(number: int) -> bool:
        try:
            Throttle(lambda: stores[number % 2]).take((CODES_PER_PLACE, "10.0.0.7"), (CODES_IN_ALL,))
        except TooManyTries:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(tried, range(40))) == CODES_PER_PLACE.most
    for store in stores:
        store.close()


def test_a_try_is_forgotten_in_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = Throttle(lambda: store)
    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    monkeypatch.setattr(store.tries, "_clock", lambda: now)
    for _ in range(2):
        throttle.take((TWICE, "mette"))
    with pytest.raises(TooManyTries):
        throttle.take((TWICE, "mette"))
    monkeypatch.setattr(store.tries, "_clock", lambda: now + timedelta(minutes=16))
    throttle.take((TWICE, "mette"))


def test_the_limits_are_those_that_the_guide_promises() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "operating.md").read_text("utf-8").replace("\n", " ")
    assert "Five wrong passwords for one name from one place, fifty from one place in all, or ten wrong codes" in guide
    limits = (PER_USER_AND_PLACE, PER_PLACE, CODES_PER_PLACE)
    assert [limit.most for limit in limits] == [5, 50, 10]
    assert {limit.within for limit in limits} == {timedelta(minutes=15)}
