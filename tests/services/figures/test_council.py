"""The council's table: a share is hidden when either of its two groups is small, and a mean of few citizens too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.viewer import Role, Viewer
from jobmatch.services.figures.council import HIDDEN, MISSING, table
from jobmatch.services.figures.figures import TeamFigures
from jobmatch.services.figures.outcomes import Held


@pytest.fixture
def figures(sample: Application) -> TeamFigures:
    """The whole invented municipality's."""
    return sample.figures.of(Viewer("lone", "Lone", frozenset({Role.LEAD}), None))


def said(figures: TeamFigures, name: str) -> str:
    """A line of the table as it is now."""
    return next(one.now.da for one in table(figures) if one.name == name)


@pytest.mark.parametrize(
    ("still", "gone", "told"),
    [(20, 6, "20 af 26"), (20, 2, HIDDEN.da), (2, 20, HIDDEN.da), (2, 1, HIDDEN.da), (20, 0, "20 af 20"),
     (0, 20, "0 af 20"), (0, 0, MISSING.da)],
)  # fmt: skip
def test_nobody_can_be_worked_out_of_a_share(figures: TeamFigures, still: int, gone: int, told: str) -> None:
    held = tuple(Held(weeks, still, gone, 0) for weeks in (13, 26))
    assert said(replace(figures, now=replace(figures.now, held=held)), "still_13") == told


@pytest.mark.parametrize(
    ("gained", "measured", "told"), [(2.5, 5, "+2,5"), (-1.0, 12, "-1"), (2.5, 4, HIDDEN.da), (None, 0, MISSING.da)]
)
def test_hours_gained_by_few_are_not_told(figures: TeamFigures, gained: float | None, measured: int, told: str) -> None:
    now = replace(figures.now, hours_gained=gained, measured=measured)
    assert said(replace(figures, now=now), "hours_gained") == told
