"""Invented towns in which it is known why people choose: what is learned there can be held against the truth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jobmatch.bootstrap import Application
from jobmatch.core.model import ScoringModel, load_model
from jobmatch.domain.decision import ShownList
from jobmatch.domain.event import Event
from jobmatch.domain.shipped import MODELS
from jobmatch.factors import all_factors
from jobmatch.learning.evidence import Evidence, evidence_of
from jobmatch.learning.labels import labels_of
from jobmatch.sample.choosing import Habits, choices, points_under
from jobmatch.store.changes import Changes
from jobmatch.store.transaction import writing

TODAY = date(2026, 11, 21)
VALUED = [factor for factor in all_factors() if factor.value is not None]
NAMES = [factor.name for factor in VALUED]
NEUTRAL = {factor.name: factor.neutral for factor in VALUED}
EXPERT: ScoringModel = load_model(MODELS / "expert-1", all_factors())
EXPERT_KNOTS = {name: list(table.knots) for name, table in EXPERT.tables.items()}
Knots = Mapping[str, Sequence[tuple[float, int]]]


def with_maxima(**maxima: int) -> Knots:
    """The expert table with other heights; the truth of a town need not add to anything."""
    knots: dict[str, Sequence[tuple[float, int]]] = dict(EXPERT_KNOTS)
    for name, most in maxima.items():
        was = EXPERT_KNOTS[name][-1][1]
        knots[name] = [(value, round(points * most / was)) for value, points in EXPERT_KNOTS[name]]
    return knots


OTHERWISE = with_maxima(commute=2600, fixed_contact=1800, wishes=300, needs=400, competences=150)
"""A truth that differs: the way there and the contact person matter most, wishes and needs hardly."""


@dataclass(frozen=True)
class Town:
    """What happened in an invented town, and what every pair was like."""

    events: tuple[Event, ...]
    values: Mapping[tuple[str, str], NDArray[np.float64]]

    @property
    def evidence(self) -> Evidence:
        """What can be learned from it."""
        lists = labels_of(self.events, TODAY).lists
        return evidence_of(
            lists, NAMES, lambda one: (np.array([self.of(one.citizen_id, r.placement_id) for r in one.rows]), True)
        )

    def of(self, citizen_id: str, placement_id: str) -> NDArray[np.float64]:
        """The values of one pair."""
        return self.values[citizen_id, placement_id]


def town(people: int, truth: Knots, habits: Habits | None = None, seed: int = 1, lists: int = 3) -> Town:
    """So many citizens with some lists each, ordered by the expert table and chosen from by the truth."""
    chance = np.random.default_rng(seed)
    values = chance.beta(0.9, 0.9, (people, 30, len(NAMES))).round(6)
    ids = [f"B-{n:05d}" for n in range(people)]
    placements = [[f"P-{(7 * n + k) % 3000:05d}" for k in range(30)] for n in range(people)]
    days = [sorted(date(2026, 1, 5) + timedelta(int(day)) for day in chance.integers(0, 250, lists)) for _ in ids]
    shown, hidden = points_under(EXPERT_KNOTS, NAMES, values), points_under(truth, NAMES, values)
    events = choices(ids, placements, shown, hidden, days, seed, habits)
    pairs = {(a, b): values[n, k] for n, a in enumerate(ids) for k, b in enumerate(placements[n])}
    return Town(tuple(events), pairs)


@cache
def evidence(people: int, truth: str, seed: int = 1) -> Evidence:
    """The evidence of a town by the name of its truth; made once."""
    truths = {"otherwise": (OTHERWISE, Habits()), "expert": (EXPERT_KNOTS, Habits()), "order": (EXPERT_KNOTS, ORDER)}
    return town(people, *truths[truth], seed=seed).evidence


ORDER = Habits(pull=0)
"""Order alone decides: what a placement is like makes no difference."""


def teach(application: Application, truth: Knots = OTHERWISE, lists: int = 10, habits: Habits | None = None) -> None:
    """Let the citizens of a sample choose by a truth of their own for a year; it is stored like an import."""
    loaded = application.worlds.at(TODAY)
    ids, placements = list(loaded.world.citizens), loaded.world.around.placements.ids
    rows = np.arange(len(placements))
    values = np.array(
        [
            loaded.kernel.pairs(loaded.world.around, np.full(len(rows), loaded.world.citizen_rows[one]), rows).values
            for one in ids
        ]
    )
    neutral = np.array([NEUTRAL[name] for name in NAMES])
    values = np.where(np.isnan(values), neutral, values)
    chance = np.random.default_rng(7)
    days = [sorted(date(2025, 11, 24) + timedelta(int(day)) for day in chance.integers(0, 280, lists)) for _ in ids]
    shown, hidden = points_under(EXPERT_KNOTS, NAMES, values), points_under(truth, NAMES, values)
    events = choices(
        ids, [list(placements)] * len(ids), shown, hidden, days, 7, habits or Habits(pull=3.0, jitter=1500)
    )
    newest = {(one.citizen_id, one.placement_id, one.date, one.event): one for one in events}
    application.store.save(Changes(what="taught", events=list(newest.values())), "test")
    place = {one: n for n, one in enumerate(placements)}
    listed: dict[tuple[str, date], list[str]] = {}
    for one in newest.values():
        if one.event == "foreslaaet" and one.date is not None:
            listed.setdefault((one.citizen_id, one.date), []).append(one.placement_id)
    with writing(application.store.engine) as connection:
        for (citizen_id, day), shown_ids in listed.items():
            row = loaded.world.citizen_rows[citizen_id]
            told = {one: dict(zip(NAMES, values[row, place[one]].tolist(), strict=True)) for one in shown_ids}
            application.store.casework.shown.add(connection, _as_shown(citizen_id, day, told))


def _as_shown(citizen_id: str, day: date, told: dict[str, dict[str, float]]) -> ShownList:
    """A list as it is kept when somebody sees it."""
    return ShownList(
        citizen_id=citizen_id,
        digest=day.isoformat(),
        content=b"",
        factor_values={one: dict(values) for one, values in told.items()},
        model="expert-1",
        rules="",
        run_id=None,
        revision=1,
        as_of=day,
        placement_ids=tuple(told),
        by="test",
    )
