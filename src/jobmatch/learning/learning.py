"""Learning: evidence up to a day → a table, with what is needed to test it on people it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from jobmatch.core.model import ScoringModel
from jobmatch.learning.evidence import FOLDS, UNKNOWN_OUTCOME, Evidence
from jobmatch.learning.fit import Fit, fit_curves, fit_folds
from jobmatch.learning.segments import segments_of, telling_factors
from jobmatch.learning.table import Change, changes_of, knots_of

LEARNED_FROM = 0.7
"""The first seven tenths of the lists teach; those shown later test."""

Tables = dict[str, list[tuple[float, int]]]


@dataclass(frozen=True, slots=True)
class Learned:
    """A table, and the sister tables that test it: each made without a fifth of the citizens."""

    table: Tables
    sisters: tuple[Tables, ...]
    """By fold of the citizens that a table has not seen."""
    changes: tuple[Change, ...]
    reading: tuple[float, ...]
    """How much of each place of a list is read, the first being 1; four decimals."""
    freedom: float
    """How far the curves were let from the expert's."""
    pull: float
    """Logits for a thousand expert points."""
    cut: date
    """The last day that it has seen."""
    first: date
    """The day of the first list."""
    lists: int
    people: int
    held: int
    """Courses that held."""
    failed: int
    """Courses that did not, for a reason that says something about the fit."""


def cut_of(evidence: Evidence) -> date:
    """The day that divides lists that teach from lists that test."""
    days = np.sort(evidence.shown_on)
    return date.fromordinal(int(days[max(0, int(len(days) * LEARNED_FROM) - 1)]))


def learn(evidence: Evidence, expert: ScoringModel, neutral: dict[str, float]) -> Learned:
    """Make a table from the earlier lists; there must be at least one."""
    cut = cut_of(evidence)
    taught = evidence.until(cut)
    telling = telling_factors(evidence.factors, taught.values, taught.starts)
    segments = segments_of(expert, evidence.factors, neutral, telling)
    fit = fit_curves(taught, segments)
    table = knots_of(fit, segments)
    sisters = [knots_of(one, segments) for one in fit_folds(taught, segments, fit.freedom)]
    assert len(sisters) == FOLDS
    return Learned(
        table=table,
        sisters=tuple(sisters),
        changes=tuple(changes_of(table, fit, segments)),
        reading=_rounded(fit),
        freedom=fit.freedom,
        pull=round(fit.pull, 4),
        cut=cut,
        first=date.fromordinal(int(evidence.shown_on.min())),
        lists=len(taught),
        people=len(np.unique(taught.people)),
        held=int((taught.outcomes == 1).sum()),
        failed=int(((taught.outcomes != 1) & (taught.outcomes != UNKNOWN_OUTCOME)).sum()),
    )


def _rounded(fit: Fit) -> tuple[float, ...]:
    return tuple(round(float(share), 4) for share in fit.reading)
