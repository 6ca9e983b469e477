"""Measures and their bit masks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.measures import MEASURES, mask_of, measures_in


def test_bits_are_stable() -> None:
    assert MEASURES[0] == "virksomhedspraktik"
    assert [mask_of([measure]) for measure in MEASURES] == [1 << bit for bit in range(7)]


@given(st.sets(st.sampled_from(MEASURES)))
def test_a_mask_comes_back_as_the_same_measures(measures: set[str]) -> None:
    assert set(measures_in(mask_of(measures))) == measures
