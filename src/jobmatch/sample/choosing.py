"""Invented choices with a known reason: people take from lists by a hidden table, and read the top of a list most.

What is learned from such a world can be held against what was true in it. All of it is simulated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.model import STEPS, FactorTable
from jobmatch.domain.event import Event
from jobmatch.errors import Text

Knots = Mapping[str, Sequence[tuple[float, int]]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Habits:
    """How the invented people choose."""

    pull: float = 1.5
    """Logits for a thousand points of the hidden table; 0: what a placement is like makes no difference."""
    haste: float = 1.0
    """How fast reading falls down a list: place k is read 1 / k ** haste as much as the first."""
    length: int = 5
    jitter: int = 300
    """Points by which chance moves a row of the shown list up or down."""
    holds: float = 0.0
    """Logits of a course holding where a placement is like the rest of its list."""
    settled: float = 0.8
    """Share of the choices whose course is known to have held or not."""


def points_under(table: Knots, factors: Sequence[str], values: Floats) -> Floats:
    """Points of factor values [..., factor] under a table; every value is known."""
    steps = np.floor(values * STEPS + 0.5).astype(np.int64)
    total = np.zeros(values.shape[:-1])
    for column, name in enumerate(factors):
        total += np.array(FactorTable(tuple(table[name]), Text("", "")).points())[steps[..., column]]
    return total


def choices(
    citizen_ids: Sequence[str],
    placement_ids: Sequence[Sequence[str]],
    shown: Floats,
    hidden: Floats,
    days: Sequence[Sequence[date]],
    seed: int,
    habits: Habits | None = None,
) -> list[Event]:
    """What happened: a list on each day, a choice from it, and mostly how that went.

    Args:
        placement_ids: By citizen the placements that could be shown.
        shown: [citizen, placement] points by which lists are ordered.
        hidden: [citizen, placement] points by which people choose, and courses hold.
        days: By citizen the days on which a list is shown.
    """
    chance, ways = np.random.default_rng(seed), habits or Habits()
    reading = 1 / np.arange(1, ways.length + 1) ** ways.haste
    told: list[Event] = []
    for row, citizen_id in enumerate(citizen_ids):
        left = list(range(len(placement_ids[row])))
        for day in days[row]:
            if len(left) < 2:
                break
            luck = chance.normal(0, ways.jitter, len(left)) if ways.jitter else np.zeros(len(left))
            listed = [left[n] for n in np.argsort(-(shown[row, left] + luck), kind="stable")[: ways.length]]
            taken = _taken(chance, hidden[row, listed] * ways.pull / 1000, reading[: len(listed)])
            ahead = (hidden[row, listed[taken]] - hidden[row, listed].mean()) * ways.pull / 1000
            ids = [placement_ids[row][n] for n in listed]
            told += _told(chance, citizen_id, ids, taken, day, ahead, ways)
            left.remove(listed[taken])
    return told


def _taken(chance: np.random.Generator, liking: Floats, reading: Floats) -> int:
    weight = reading * np.exp(liking - liking.max())
    return int(chance.choice(len(weight), p=weight / weight.sum()))


def _told(
    chance: np.random.Generator, citizen_id: str, ids: Sequence[str], taken: int, day: date, ahead: float, ways: Habits
) -> list[Event]:
    """One list, the choice from it, and its course."""
    seen = [
        Event(citizen_id=citizen_id, placement_id=one, date=day, event="foreslaaet", shown_rank=rank)
        for rank, one in enumerate(ids, start=1)
    ]
    known, luck = chance.random() < ways.settled, chance.random()
    about = partial(Event, citizen_id=citizen_id, placement_id=ids[taken])
    begins = day + timedelta(days=7)
    told = [*seen, about(date=day, event="valgt", reason="bedst_samlet", shown_rank=taken + 1)]
    if not known:
        return [*told, about(date=begins, event="afvist_virksomhed", reason="besat")]
    told.append(about(date=begins, event="startet"))
    if luck < 1 / (1 + np.exp(-(ways.holds + ahead))):
        return [*told, about(date=begins + timedelta(days=63), event="gennemfoert")]
    return [*told, about(date=begins + timedelta(days=21), event="afbrudt", reason="opgaver")]
