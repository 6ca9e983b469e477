"""Work on many rows, done stretch by stretch: one after the other here, side by side where somebody knows how."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol


class Spread(Protocol):
    """Does a piece of work on stretches (first, one past the last) of so many rows; the parts come in order."""

    def __call__(self, work: Callable[[int, int], Any], count: int, each: int) -> Iterable[Any]:
        """Args: each: How many rows a stretch has at most."""


def one_by_one(work: Callable[[int, int], Any], count: int, each: int) -> Iterator[Any]:
    """One stretch after the other."""
    for first in range(0, count, each):
        yield work(first, min(first + each, count))
