"""What a plan is given, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jobmatch.planning.flow import Ints
from jobmatch.planning.mending import Before, Prices
from jobmatch.planning.room_left import LIMITS
from jobmatch.services.night.told import NO_LIMIT, Mask, Told, told_by_hand

KEEP_POINTS = 100
"""Yesterday's proposal stays unless the plan gains more points than this; a hundredth of the most points."""


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
    limits: Ints
    """By person: position among the limits of that which keeps her, without a place, from the nearest one."""
    lacks: Mapping[int, dict[str, Any]]
    counts: dict[str, int]
    prices: Prices | None
    looked: Looked | None
    """For tomorrow."""

    def told(self, ids: Sequence[str], feasible: Ints) -> Told:
        """What is published beside each list."""
        limits = np.where((self.places < 0) & (feasible > 0), self.limits, NO_LIMIT).astype(np.int8)
        limits[list(self.elsewhere)] = NO_LIMIT
        special = {}
        for n in {*self.lacks, *self.elsewhere}:
            place = int(self.places[n])
            special[n] = told_by_hand(
                ids[place] if place >= 0 else self.elsewhere.get(n),
                n in self.elsewhere or bool(self.under_way[n]),
                LIMITS[limits[n]] if limits[n] != NO_LIMIT else None,
                self.lacks.get(n),
            )
        return Told(ids, self.places, self.under_way, limits, special)
