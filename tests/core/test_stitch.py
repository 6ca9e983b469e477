"""Looking up rows of which some were not there."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.core.stitch import at_rows


@pytest.mark.parametrize(
    ("values", "rows", "found"), [([7, 8], [1, -1, 0], [8, -5, 7]), ([], [-1, -1], [-5, -5]), ([7], [], [])]
)
def test_what_was_not_there_is_told_apart_also_when_nothing_was(
    values: list[int], rows: list[int], found: list[int]
) -> None:
    assert at_rows(np.array(values, np.int64), np.array(rows, np.int64), -5).tolist() == found
