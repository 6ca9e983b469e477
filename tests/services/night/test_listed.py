"""The pairs that a plan takes up from the lists."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.planning.flow import Edges, Limits
from jobmatch.planning.mending import PLACED, Prices
from jobmatch.services.night import listed
from jobmatch.services.night.listed import ListedPairs
from jobmatch.services.night.lists import NightLists

PEOPLE, PLACES, LENGTH = 30, 12, 5


def pairs_of(seed: int) -> tuple[ListedPairs, Prices]:
    """Lists of a generated town, and prices of any kind."""
    random = np.random.default_rng(seed)
    rows = np.array([random.permutation(PLACES)[:LENGTH] for _ in range(PEOPLE)], np.int32)
    rows[np.arange(LENGTH)[None, :] >= random.integers(0, LENGTH + 1, PEOPLE)[:, None]] = -1
    points = np.where(rows >= 0, random.integers(-50, 10_000, rows.shape), -1).astype(np.int32)
    people = np.arange(PEOPLE)
    limits = Limits(
        slots=random.integers(0, 3, PLACES),
        mentor_places=random.integers(-1, 2, PLACES),
        workplace=random.integers(-1, 3, PLACES),
        ratio_room=random.integers(0, 3, 3),
        needs_mentor=random.random(PEOPLE) < 0.3,
        support_hours=np.zeros(PEOPLE, np.int64),
    )
    prices = Prices(*(random.choice([0, 3_000, PLACED + 5_000], PLACES) for _ in range(3)))
    lists = NightLists(people, rows, points, people, people)
    asked, kept = random.random(PEOPLE) < 0.9, random.integers(-1, PLACES, PEOPLE)
    return ListedPairs(lists, limits, asked, kept, 100), prices


def as_set(edges: Edges) -> set[tuple[Any, ...]]:
    """The pairs with what is known of them."""
    return set(zip(*(getattr(edges, name).tolist() for name in Edges.__slots__), strict=True))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_compiled_code_takes_up_the_very_same_pairs(seed: int) -> None:
    pairs, prices = pairs_of(seed)
    gains = np.random.default_rng(seed).integers(0, PLACED + 9_000, PEOPLE)
    plainly = [pairs.near(prices), pairs.better(prices, gains)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "FEW_PAIRS", 0)
        compiled = [pairs.near(prices), pairs.better(prices, gains)]
    for one, other in zip(plainly, compiled, strict=True):
        for name in Edges.__slots__:
            assert getattr(one, name).tolist() == getattr(other, name).tolist()


@given(st.integers(0, 2**32 - 1))
def test_what_is_near_is_the_same_however_many_look_for_it(seed: int) -> None:
    pairs, prices = pairs_of(seed)
    price, loop = pairs._worth_of_placing(prices), cast(Any, listed.bars)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "RESERVE", 2)
        best, behind = loop(*pairs._given, price, listed.NEAR, 2)
        by_one = pairs._edges(price + 1 - np.minimum(behind[:, 0], -listed.NEAR), best)
        assert as_set(pairs.near(prices)) == as_set(by_one)


@given(st.integers(0, 2**32 - 1))
def test_the_most_that_is_said_of_the_listed_placements(seed: int) -> None:
    pairs, _ = pairs_of(seed)
    plain, mentored = np.random.default_rng(seed).integers(0, 4, (2, PLACES))
    expected = [
        max([int((mentored if needs else plain)[row]) for row in rows if row >= 0], default=0)
        for needs, rows in zip(pairs._limits.needs_mentor.tolist(), pairs.rows.tolist(), strict=True)
    ]
    assert pairs.nearest((plain, mentored)).tolist() == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listed, "FEW_PAIRS", 0)
        assert pairs.nearest((plain, mentored)).tolist() == expected


@given(st.integers(0, 2**32 - 1))
def test_only_listed_pairs_of_those_who_are_asked_are_taken_up_and_nobodys_best_is_left_out(seed: int) -> None:
    pairs, prices = pairs_of(seed)
    every, near = pairs.all(), pairs.near(prices)
    assert as_set(near) <= as_set(every)
    assert len(as_set(near)) == len(near.points)
    worth = np.full(PEOPLE, 0)
    np.maximum.at(worth, near.citizens, _worth(pairs, near, prices))
    assert not len(pairs.better(prices, worth).points)
    assert as_set(pairs.better(prices, np.full(PEOPLE, -(1 << 58)))) >= as_set(near)


def _worth(pairs: ListedPairs, edges: Edges, prices: Prices) -> Any:
    price = np.stack(prices.by_need(pairs._limits))[pairs._limits.needs_mentor[edges.citizens].astype(int)]
    return np.maximum(edges.points, 0) + 100 * edges.kept + PLACED - price[np.arange(len(price)), edges.placements]


def test_people_are_looked_through_in_parts_and_nobody_has_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs, prices = pairs_of(1)
    nobody, gains = np.zeros(0, np.int64), np.zeros(PEOPLE, np.int64)
    several = as_set(pairs.better(prices, gains))
    monkeypatch.setattr(listed, "AT_ONCE", 7)
    assert as_set(pairs.better(prices, gains)) == several
    pairs.rows, pairs._points, pairs._asked, pairs._kept = pairs.rows[:0], pairs._points[:0], pairs._asked[:0], nobody
    pairs._limits = replace(pairs._limits, needs_mentor=pairs._limits.needs_mentor[:0])
    assert not len(pairs.near(prices).points)
    assert not len(pairs.nearest((np.ones(PLACES, np.int64), np.ones(PLACES, np.int64))))
