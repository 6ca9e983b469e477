"""The pairs of the lists that a plan chooses among: those that its prices make worth looking at.

A plan that begins from prices takes up the pairs that come near to what each person has at those prices; what turns out
to be worth more at the prices of the plan comes in then, until nothing does. The plan is as good as over all of the
lists, however near is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from jobmatch.core.loops import suited
from jobmatch.executor import Block, blocks_of, map_blocks
from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.mending import PLACED, Prices, open_placements
from jobmatch.services.night.lists import LIST_LENGTH, NightLists
from jobmatch.services.night.told import Mask

R = TypeVar("R")
NEAR = 100
"""A pair is taken up when it is worth at most so many points less than the best of its person,"""
RESERVE = 8
"""or when it is one of so many of its placement that come nearest to that: a slot that is left must find somebody."""
OPEN, CLOSED = 1 << 59, 1 << 60
"""Nobody is so far from a placement that is open; the price of one that is not."""
AT_ONCE = 50_000
"""People whose pairs are looked through at once."""
FEW_PAIRS = 30_000
"""So many are done in plain Python before numba has loaded."""


class ListedPairs:
    """The pairs of the lists of those whom the plan may propose to."""

    def __init__(self, lists: NightLists, limits: Limits, asked: Mask, kept: Ints, keep_points: int) -> None:
        """Args: kept: By person, the placement that was proposed yesterday; below zero without one."""
        self.rows, self._points = lists.first(LIST_LENGTH)
        self._limits, self._kept, self._keep_points = limits, np.where(asked, kept, -1), keep_points
        self._asked = asked

    def all(self) -> Edges:
        """Every one of them."""
        people, position = np.nonzero((self.rows >= 0) & self._asked[:, None])
        rows, points = self.rows[people, position].astype(np.int64), self._points[people, position].astype(np.int64)
        return Edges(people, rows, points, rows == self._kept[people])

    def there(self, people: Ints, places: Ints) -> Mask:
        """Whether these placements stand on the lists of these people."""
        found: Mask = (self.rows[people] == places[:, None]).any(axis=1)
        return found

    def nearest(self, met: tuple[Ints, Ints]) -> Ints:
        """By person: the most of what is said of the placements on her list, for those who need a mentor or do not."""
        step, said = _runs(most_said, self.rows.size), np.stack(met).astype(np.int8)
        parts = self._each(lambda _, given: step(given[0], given[3], said), AT_ONCE)
        return np.concatenate(parts)

    def near(self, prices: Prices) -> Edges:
        """Those that come near to the best that each person has at these prices, and the nearest of each placement."""
        price, step = self._worth_of_placing(prices), _runs(bars, self.rows.size)
        parts = self._each(lambda _, given: step(*given, price, NEAR, RESERVE), len(self.rows) // 2 + 1)
        nearest = np.concatenate([ones for _, ones in parts], axis=1)
        nearest.sort(axis=1)
        bar = np.minimum(nearest[:, -RESERVE], -NEAR) - 1
        return self._edges(price - bar, np.concatenate([best for best, _ in parts]))

    def better(self, prices: Prices, gains: Ints) -> Edges:
        """Those that are worth more at these prices than what each person has of the plan."""
        return self._edges(self._worth_of_placing(prices), gains)

    @property
    def _given(self) -> tuple[Any, ...]:
        needs = self._limits.needs_mentor.astype(np.int64)
        return self.rows, self._points, self._asked, needs, self._kept, self._keep_points

    def _worth_of_placing(self, prices: Prices) -> Ints:
        """[need of a mentor, placement] what it is worth to place somebody there, beside the points of the pair."""
        both = zip(open_placements(self._limits), prices.by_need(self._limits), strict=True)
        return np.stack([np.where(open_, PLACED - price, -CLOSED) for open_, price in both])

    def _edges(self, price: Ints, gains: Ints) -> Edges:
        step = _runs(above, self.rows.size)
        parts = self._each(lambda some, given: (some.start, step(*given, price, gains[some])), AT_ONCE)
        people = np.concatenate([pairs[0] + start for start, pairs in parts])
        rows, points = np.concatenate([pairs[1:] for _, pairs in parts], axis=1)
        return Edges(people, rows, points, rows == self._kept[people])

    def _each(self, work: Callable[[slice, tuple[Any, ...]], R], size: int) -> list[R]:
        """Some work on the pairs of so many people at once."""

        def on_some(block: Block) -> R:
            some = slice(*block)
            return work(some, tuple(one if isinstance(one, int) else one[some] for one in self._given))

        return [part for _, part in map_blocks(on_some, blocks_of(len(self.rows), size) or [(0, 0)])]


def bars(
    rows: Any, points: Any, asked: Any, needs: Any, kept: Any, keep: int, price: Any, near: int, reserve: int
) -> Any:
    """By person, what her best pair is worth; by placement, how much less than that those of its pairs are worth that
    come nearest to it but are not near, the farthest first."""
    best, worth = np.zeros(len(rows), np.int64), np.zeros(rows.shape[1], np.int64)
    behind = np.full((price.shape[1], reserve), -OPEN)
    worst = np.full(price.shape[1], -OPEN)  # the first of each again, since it is looked at for every pair
    for i in range(len(rows)):
        listed = rows.shape[1] if asked[i] else 0
        to_place = price[needs[i]]
        for k in range(listed):
            row = rows[i, k]
            if row >= 0:
                worth[k] = max(points[i, k], 0) + to_place[row] + (keep if row == kept[i] else 0)
                best[i] = max(best[i], worth[k])
        for k in range(listed):
            row = rows[i, k]
            if row >= 0 and worst[row] < worth[k] - best[i] < -near:
                ones, n = behind[row], 0
                while n + 1 < reserve and ones[n + 1] < worth[k] - best[i]:
                    ones[n] = ones[n + 1]
                    n += 1
                ones[n] = worth[k] - best[i]
                worst[row] = ones[0]
    return best, behind


def above(rows: Any, points: Any, asked: Any, needs: Any, kept: Any, keep: int, price: Any, gains: Any) -> Any:
    """Pairs that are worth more than what their person has.

    Args:
        price: With whatever their worth may lack at a placement.
    """
    found = 0
    pairs = np.empty((3, 1024), np.int64)
    for i in range(len(rows)):
        to_place = price[needs[i]]
        for k in range(rows.shape[1] if asked[i] else 0):
            row = rows[i, k]
            if row < 0 or max(points[i, k], 0) + to_place[row] + (keep if row == kept[i] else 0) <= gains[i]:
                continue
            if found == pairs.shape[1]:
                more = np.empty((3, 2 * found), np.int64)
                more[:, :found] = pairs
                pairs = more
            pairs[0, found], pairs[1, found], pairs[2, found] = i, row, points[i, k]
            found += 1
    return pairs[:, :found].copy()


def most_said(rows: Any, needs: Any, said: Any) -> Any:
    """By person, the most of what is said of the placements on her list.

    Args:
        said: [need of a mentor, placement] never below zero.
    """
    most = np.zeros(len(rows), np.int64)
    for i in range(len(rows)):
        for k in range(rows.shape[1]):
            if rows[i, k] >= 0:
                most[i] = max(most[i], said[needs[i], rows[i, k]])
    return most


def _runs(step: Callable[..., Any], pairs: int) -> Callable[..., Any]:
    return suited(step, pairs >= FEW_PAIRS)
