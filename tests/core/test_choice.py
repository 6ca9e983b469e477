"""The choice among known points: the bound that enough of them reach, and where those lie that reach one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.choice import FOLDED
from jobmatch.core.compiled import load_kernel
from jobmatch.core.scan import WORD
from tests.worlds import kernel

MOST = 9_999
COUNTED, SHIFT = 256, np.uint64(6)
POINTS = st.lists(st.integers(0, MOST) | st.integers(5_000, 5_010), max_size=700)


def written_down(points: list[int]) -> np.ndarray:
    """Known points as the walk leaves them: nothing reaches a bound behind them."""
    return np.array([*points, *[-1] * WORD], np.int32)


def bound_of(points: list[int], length: int) -> int:
    """The bound that the compiled loop finds."""
    known, counts = written_down(points), np.zeros(COUNTED, np.int64)
    found, tops = np.uint64(len(points)), np.empty(len(points), np.int32)
    return int(load_kernel(kernel().factors).reached(known, found, tops, counts, SHIFT, length))


@settings(deadline=None)
@given(POINTS, st.integers(1, 70))
def test_as_many_as_a_list_is_long_reach_the_bound_however_often_they_were_folded(
    points: list[int], length: int
) -> None:
    bound = bound_of(points, length)
    reaching = sum(one >= bound for one in points)
    assert bound == 0 or reaching >= length


def test_hardly_more_than_the_list_holds_reach_the_bound() -> None:
    points = np.random.default_rng(3).permutation(MOST).tolist()
    for length in (1, 20, 64):
        bound = bound_of(points, length)
        assert len(points) > FOLDED * length
        assert sum(one >= bound for one in points) <= 2 * length + 2 ** int(SHIFT)


@settings(deadline=None)
@given(POINTS, st.integers(0, MOST), st.integers(0, MOST))
def test_what_lies_between_two_bounds_is_taken_in_order(points: list[int], low: int, below: int) -> None:
    taken = np.zeros(len(points), np.uint32)
    count = load_kernel(kernel().factors).take(written_down(points), np.uint64(len(points)), low, below, taken)
    assert taken[: int(count)].tolist() == [place for place, one in enumerate(points) if low <= one < below]
