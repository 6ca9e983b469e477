"""What is counted over the municipality tells of nobody, neither as a number nor by what is left of a total."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.bootstrap import Application
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.services.workplaces.demand import _hours, _told_apart, demand_of

SMALL = range(1, FEWEST_TOLD)
OPENINGS = np.zeros(0, [("min_hours", np.float64)])


@given(st.lists(st.sampled_from((1.0, 3.0, 5.0, 8.0, 12.0, 20.0)), max_size=40))
def test_steps_of_hours_never_lie_a_few_people_apart(hours: list[float]) -> None:
    steps = _hours(hours, OPENINGS)
    told = [step.citizens or 0 for step in steps]
    assert all(later - before not in SMALL for before, later in zip([0, *told], told, strict=False))
    for step in steps:
        real = sum(1 for one in hours if one <= step.hours)
        assert step.citizens is None or step.citizens <= real
        assert step.citizens != 0 or real == 0
        assert step.at_least == (step.citizens is not None and step.citizens < real)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 12)), st.integers(0, 9))
def test_a_map_leaves_nobody_or_a_group_outside_its_marks(living: dict[str | None, int], unplaced: int) -> None:
    whole = sum(living.values()) + unplaced
    told = _told_apart(living, whole)
    assert all(living[code] >= FEWEST_TOLD for code in told)
    assert whole - sum(living[code] for code in told) not in SMALL or not told


def test_needs_of_the_sample_tell_neither_of_few_nor_of_all_but_few(sample: Application) -> None:
    found = demand_of(sample.worlds.at())
    assert found.needs
    for one in found.needs:
        assert one.citizens >= FEWEST_TOLD
        assert one.lacking is None or one.lacking in (0, one.citizens) or one.lacking not in SMALL
        assert one.lacking is None or one.citizens - one.lacking not in SMALL
