"""Keeping the best few while the kernel walks: a heap of whole-number keys, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from jobmatch.core.ranking import LAST_ROW, ROW_BITS


@njit(inline="always")
def sort_key(points: int, row: int) -> Any:
    """One number that orders by points, then by placement id (the row's position among sorted ids)."""
    return (np.int64(points) << ROW_BITS) | np.int64(LAST_ROW - row)


@njit(forceinline=True)
def keep_best(heap: NDArray[np.int64], size: int, key: int) -> int:
    """Put a key into a smallest-first heap that holds the best ``len(heap)`` keys; returns its new size."""
    full = len(heap)
    if size < full:
        child = size
        heap[child] = key
        while child > 0:
            parent = (child - 1) >> 1
            if heap[parent] <= heap[child]:
                break
            heap[parent], heap[child] = heap[child], heap[parent]
            child = parent
        return size + 1
    if full == 0 or key <= heap[0]:
        return size
    heap[0] = key
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= full:
            break
        if child + 1 < full and heap[child + 1] < heap[child]:
            child += 1
        if heap[parent] <= heap[child]:
            break
        heap[parent], heap[child] = heap[child], heap[parent]
        parent = child
    return size


@njit(forceinline=True)
def best_first(heap: NDArray[np.int64], size: int) -> None:
    """Put the ``size`` keys of a smallest-first heap in order, the best first."""
    for last in range(size - 1, 0, -1):
        key = heap[last]
        heap[last] = heap[0]
        parent = 0
        while True:
            child = 2 * parent + 1
            if child >= last:
                break
            child += child + 1 < last and heap[child + 1] < heap[child]
            if key <= heap[child]:
                break
            heap[parent] = heap[child]
            parent = child
        heap[parent] = key
