"""The pairs of the lists that a plan chooses among: those that its prices make worth looking at.

A plan that begins from prices takes up the pairs that come near to what each person has at those prices; what turns out
to be worth more at the prices of the plan comes in then, until nothing does. The plan is as good as over all of the
lists, however near is meant.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.mending import PLACED, Prices, open_placements
from jobmatch.services.night.lists import LIST_LENGTH, NightLists
from jobmatch.services.night.made import Mask

NEAR = 1 << 42
"""A pair is taken up when it is worth at most so much less than her best: all that anybody can take.

With only those within some hundred points a slot that is left would find nobody near, become too cheap, and be taken
and lost by one after the other, which takes longer than all the pairs.
"""
CLOSED = 1 << 60
"""The price of a placement that takes nobody."""
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

    def there(self, places: Ints) -> Mask:
        """By person: whether this placement stands on her list."""
        found: Mask = (self.rows == places[:, None]).any(axis=1)
        return found

    def nearest(self, met: tuple[Ints, Ints]) -> Ints:
        """By person: the most of what is said of the placements on her list, for those who need a mentor or do not."""
        said = np.stack([np.append(one, 0) for one in met]).astype(np.int8)  # past the end of a list nothing is said
        most: Ints = said[self._limits.needs_mentor.astype(np.intp)[:, None], self.rows].max(axis=1, initial=0)
        return most

    def near(self, prices: Prices) -> Edges:
        """Those that come near to the best that each person has at these prices."""
        return self._above(prices, np.full(len(self._asked), -1))

    def better(self, prices: Prices, gains: Ints) -> Edges:
        """Those that are worth more at these prices than what each person has of the plan."""
        return self._above(prices, gains)

    def _above(self, prices: Prices, gains: Ints) -> Edges:
        price = np.stack([
            np.where(open_, PLACED - one, -CLOSED)
            for open_, one in zip(open_placements(self._limits), prices.by_need(self._limits), strict=True)
        ])  # fmt: skip
        chosen = _chooser(self.rows.size)(
            self.rows, self._points, self._asked, self._limits.needs_mentor.astype(np.int64), self._kept,
            self._keep_points, price, gains, NEAR,
        )  # fmt: skip
        people, rows, points = chosen
        return Edges(people, rows, points, rows == self._kept[people])


def above(
    rows: Any, points: Any, asked: Any, needs: Any, kept: Any, keep: int, price: Any, gains: Any, near: int
) -> Any:
    """Pairs that are worth more than what their person has; where that is not known, those near to her best."""
    found = 0
    pairs = np.empty((3, 1024), np.int64)
    for i in range(len(rows)):
        if not asked[i]:
            continue
        floor = gains[i]
        if floor < 0:
            best = 0
            for k in range(rows.shape[1]):
                if rows[i, k] >= 0:
                    worth = max(points[i, k], 0) + price[needs[i], rows[i, k]]
                    best = max(best, worth + (keep if rows[i, k] == kept[i] else 0))
            floor = best - near
        for k in range(rows.shape[1]):
            row = rows[i, k]
            if row < 0:
                break
            worth = max(points[i, k], 0) + price[needs[i], row] + (keep if row == kept[i] else 0)
            if worth > floor:
                if found == pairs.shape[1]:
                    more = np.empty((3, 2 * found), np.int64)
                    more[:, :found] = pairs
                    pairs = more
                pairs[0, found], pairs[1, found], pairs[2, found] = i, row, points[i, k]
                found += 1
    return pairs[:, :found].copy()


@cache
def _compiled() -> Any:
    from numba import njit

    return njit(cache=True, nogil=True)(above)


def _chooser(pairs: int) -> Any:
    return above if pairs < FEW_PAIRS else _compiled()
