"""Sort keys: whole numbers that order by points, then by placement id, alike on every machine."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

ROW_BITS = 32
LAST_ROW = (1 << 31) - 1


def keys_of(points: NDArray[np.integer[Any]], rows: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """The sort keys of placements: the higher, the better; of two with the same points the lower row is the better."""
    keys: NDArray[np.int64] = (points.astype(np.int64) << ROW_BITS) | (LAST_ROW - rows.astype(np.int64))
    return keys


def points_of_keys(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The points that sort keys carry."""
    points: NDArray[np.int64] = keys >> ROW_BITS
    return points


def rows_of_keys(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The placement rows that sort keys carry."""
    return LAST_ROW - (keys & ((1 << ROW_BITS) - 1))
