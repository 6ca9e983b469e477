"""The heap of the best keys gives them in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.compiled import load_kernel
from tests.worlds import kernel


@settings(deadline=None)
@given(st.lists(st.integers(0, 1 << 45), unique=True, max_size=200), st.integers(0, 70))
def test_the_best_keys_stand_in_order_best_first(keys: list[int], length: int) -> None:
    loops = load_kernel(kernel().factors)
    heap, size = np.zeros(length, np.int64), 0
    for key in keys:
        size = loops.keep_best(heap, size, key)
    loops.best_first(heap, size)
    assert heap[:size].tolist() == sorted(keys, reverse=True)[:length]
