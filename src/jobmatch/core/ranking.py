"""Sort keys: whole numbers that order by points, then by placement id, alike on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROW_BITS = 32
LAST_ROW = (1 << 31) - 1


def points_of_keys(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The points that sort keys carry."""
    points: NDArray[np.int64] = keys >> ROW_BITS
    return points


def rows_of_keys(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The placement rows that sort keys carry."""
    return LAST_ROW - (keys & ((1 << ROW_BITS) - 1))
