"""Looking often must not find by chance what is not there."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.learning.measuring import SURE, Measured, gain_of, sure_at


def of_differences(differences: list[float]) -> Measured:
    """One list a citizen, with so much more for the tested table."""
    count = len(differences)
    even, none = np.ones(count), np.zeros(count, np.int64)
    return Measured(np.arange(count), even, even, np.array(differences), np.zeros(count), (none, none))


def test_all_looks_together_are_wrong_upwards_in_one_of_twenty() -> None:
    spent = [(1 - sure_at(looks)) / 2 for looks in range(1, 2000)]
    assert sure_at(1) == SURE
    assert spent == sorted(spent, reverse=True)
    assert sum(spent) < 0.05


@given(st.lists(st.floats(-1, 1), min_size=5, max_size=60), st.integers(1, 12))
def test_each_look_asks_for_no_less_than_the_one_before(differences: list[float], looks: int) -> None:
    found = of_differences(differences)
    before, after = gain_of(found, looks=looks), gain_of(found, looks=looks + 1)
    assert after.difference == before.difference
    assert after.lowest <= before.lowest
    assert after.highest >= before.highest


def test_a_clear_gain_is_still_seen_at_the_tenth_look() -> None:
    chance = np.random.default_rng(3)
    assert gain_of(of_differences(chance.normal(0.1, 0.1, 200).tolist()), looks=10).lowest > 0
