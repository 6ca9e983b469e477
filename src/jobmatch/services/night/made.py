"""What a plan is given, and what comes out of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.planning.flow import Ints
from jobmatch.planning.mending import Before, Prices

KEEP_POINTS = 100
"""Yesterday's proposal stays unless the plan gains more points than this; a hundredth of the most points."""
Mask = NDArray[np.bool_]
_JSON = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What the lead decides about the plan."""

    keep_points: int = KEEP_POINTS
    support_hours_week: int | None = None
    """The municipality's budget of support hours a week; None without a budget."""

    def as_counts(self) -> dict[str, int]:
        """The settings as a run keeps them."""
        budget = -1 if self.support_hours_week is None else self.support_hours_week
        return {"plan_keep_points": self.keep_points, "plan_support_hours_budget": budget}


@dataclass(frozen=True, slots=True)
class Looked:
    """Who was left without a place and where there was room left, when every pair of them was seen not to fit."""

    waiting: Mask
    """By person of the lists."""
    roomy: Mask
    """By placement."""
    mentored: Mask
    """By placement: for somebody who needs a mentor."""


@dataclass(frozen=True, slots=True)
class Yesterday:
    """What the latest plan leaves to this one, by row of this world."""

    places: Ints
    """By person of the lists: the placement proposed, -1 without one."""
    prices: Prices | None = None
    """By placement; None to make the plan from nothing."""
    flow: Before | None = None
    """Where this very plan came out over the lists, in an unfinished start."""
    looked: Looked | None = None
    """Those of yesterday's that are as they were; pairs of them need not be looked at again."""


@dataclass(frozen=True, slots=True)
class MadePlan:
    """Who is proposed where, and what is told of those with few possibilities."""

    places: Ints
    """By person: the placement, -1 without one."""
    under_way: Mask
    """Whether it is a course or a fresh choice, which the plan leaves alone."""
    elsewhere: Mapping[int, str]
    """By person: a placement under way that is no longer in the world."""
    limits: Sequence[str]
    """Which limit keeps somebody without a place from the nearest one."""
    lacks: Mapping[int, dict[str, Any]]
    counts: dict[str, int]
    prices: Prices | None
    looked: Looked | None
    """For tomorrow."""

    def details(self, ids: Sequence[str], feasible: Iterable[int]) -> list[str]:
        """What is published beside each list, as JSON."""
        found = []
        rows = zip(self.places.tolist(), self.under_way.tolist(), feasible, strict=True)
        told: dict[Any, str] = {}  # most are told the same as many others
        for n, (place, under_way, fits) in enumerate(rows):
            if n in self.lacks or n in self.elsewhere:
                found.append(self._told(n, ids, bool(fits)))
                continue
            same = place if place >= 0 else self.limits[n] if fits else None
            key = same, under_way
            if key not in told:
                told[key] = self._told(n, ids, bool(fits))
            found.append(told[key])
        return found

    def _told(self, n: int, ids: Sequence[str], fits: bool) -> str:
        place = int(self.places[n])
        one: dict[str, Any] = {"lack": self.lacks[n]} if n in self.lacks else {}
        if n in self.elsewhere:
            one["plan"] = {"placement_id": self.elsewhere[n], "under_way": True}
        elif place >= 0:
            one["plan"] = {"placement_id": ids[place], **({"under_way": True} if self.under_way[n] else {})}
        else:
            one["plan"] = None
            if fits:
                one["limit"] = self.limits[n]
        return _JSON(one)
