"""Evidence as arrays: the factor values of every row that was shown, what was taken, and whether it held."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jobmatch.learning.labels import ChoiceList

FOLDS = 5
"""Parts that citizens are divided into, so that nobody is tested by a table that has seen her."""
UNKNOWN_OUTCOME = -1

ValuesOf = Callable[[ChoiceList], tuple[NDArray[np.float64], bool]]
"""The factor values [row, factor] of a list, and whether they are those that held when it was shown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lists with a choice. Rows of one list stand together; nothing about a person but which fold she is in."""

    factors: tuple[str, ...]
    """Names of the columns of ``values``."""
    values: NDArray[np.float64]
    """[row, factor] in [0, 1]; NaN unknown."""
    ranks: NDArray[np.int64]
    """[row] where it stood; 0 unknown."""
    chances: NDArray[np.float64]
    """[row] probability with which it was shown; 1 where nothing was drawn."""
    placements: NDArray[np.int64]
    """[row] a number for each placement, in order of their ids."""
    starts: NDArray[np.int64]
    """[list + 1] first row of each list."""
    chosen: NDArray[np.int64]
    """[list] the row that was taken, counted over all rows."""
    outcomes: NDArray[np.int64]
    """[list] 1 held, 0 did not, UNKNOWN_OUTCOME."""
    shown_on: NDArray[np.int64]
    """[list] ordinal of the day it was shown."""
    chosen_on: NDArray[np.int64]
    """[list] ordinal of the day of the choice."""
    settled_on: NDArray[np.int64]
    """[list] ordinal of the day from which the outcome is known; 0 when it is not."""
    people: NDArray[np.int64]
    """[list] a number for each citizen."""
    ids: tuple[str, ...]
    """By that number the citizen, for grouping and dividing alone."""
    folds: NDArray[np.int64]
    """[list] the part that the citizen belongs to."""
    as_shown: NDArray[np.bool_]
    """[list] whether its values are those that held when it was shown: only such lists can speak for a table."""

    def __len__(self) -> int:
        return len(self.chosen)

    @property
    def of_row(self) -> NDArray[np.int64]:
        """[row] the list that it belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def pick(self, wanted: NDArray[np.bool_], known_by: int | None = None) -> Evidence:
        """Some of the lists; outcomes that became known after a day are taken as unknown."""
        lists = np.flatnonzero(wanted)
        lengths = np.diff(self.starts)[lists]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        rows = np.repeat(self.starts[lists] - starts[:-1], lengths) + np.arange(starts[-1])
        outcomes = self.outcomes[lists]
        if known_by is not None:
            outcomes = np.where(self.settled_on[lists] > known_by, UNKNOWN_OUTCOME, outcomes)
        return Evidence(
            factors=self.factors,
            values=self.values[rows],
            ranks=self.ranks[rows],
            chances=self.chances[rows],
            placements=self.placements[rows],
            starts=starts,
            chosen=self.chosen[lists] - self.starts[lists] + starts[:-1],
            outcomes=outcomes,
            shown_on=self.shown_on[lists],
            chosen_on=self.chosen_on[lists],
            settled_on=self.settled_on[lists],
            people=self.people[lists],
            ids=self.ids,
            folds=self.folds[lists],
            as_shown=self.as_shown[lists],
        )

    def until(self, day: date) -> Evidence:
        """What was known on a day: lists with a choice by then, outcomes settled by then."""
        last = day.toordinal()
        return self.pick((self.shown_on <= last) & (self.chosen_on <= last), known_by=last)

    def after(self, day: date) -> Evidence:
        """Lists that were shown later."""
        return self.pick(self.shown_on > day.toordinal())


def fold_of(citizen_id: str) -> int:
    """The part that a citizen belongs to, today and next year."""
    return int.from_bytes(hashlib.sha256(citizen_id.encode()).digest()[:4], "big") % FOLDS


def evidence_of(lists: Sequence[ChoiceList], factors: Sequence[str], values_of: ValuesOf) -> Evidence:
    """The arrays of some lists; a row without values is left out, and a list that cannot be compared without it."""
    kept: list[ChoiceList] = []
    values: list[NDArray[np.float64]] = []
    rows: list[list[int]] = []
    as_shown: list[bool] = []
    for one in lists:
        found, then = values_of(one)
        there = np.flatnonzero(~np.isnan(found).all(axis=1)).tolist()
        if one.chosen in there and len(there) > 1:
            kept.append(one)
            rows.append(there)
            values.append(found[there])
            as_shown.append(then)
    ids = tuple(sorted({one.citizen_id for one in kept}))
    number = {citizen_id: n for n, citizen_id in enumerate(ids)}
    starts = np.concatenate([[0], np.cumsum([len(some) for some in rows])]).astype(np.int64)
    shown = [[one.rows[n] for n in some] for one, some in zip(kept, rows, strict=True)]
    places = {one: n for n, one in enumerate(sorted({row.placement_id for some in shown for row in some}))}
    outcomes = [UNKNOWN_OUTCOME if one.succeeded is None else int(one.succeeded) for one in kept]
    return Evidence(
        factors=tuple(factors),
        values=np.concatenate(values) if values else np.zeros((0, len(factors))),
        ranks=np.array([row.rank for some in shown for row in some], np.int64),
        chances=np.array([row.propensity or 1.0 for some in shown for row in some], np.float64),
        placements=np.array([places[row.placement_id] for some in shown for row in some], np.int64),
        starts=starts,
        chosen=starts[:-1] + np.array([some.index(one.chosen) for one, some in zip(kept, rows, strict=True)], np.int64),
        outcomes=np.array(outcomes, np.int64),
        shown_on=np.array([one.day.toordinal() for one in kept], np.int64),
        chosen_on=np.array([one.chosen_on.toordinal() for one in kept], np.int64),
        settled_on=np.array([one.settled_on.toordinal() if one.settled_on else 0 for one in kept], np.int64),
        people=np.array([number[one.citizen_id] for one in kept], np.int64),
        ids=ids,
        folds=np.array([fold_of(one.citizen_id) for one in kept], np.int64),
        as_shown=np.array(as_shown, bool),
    )
