"""A survey of one citizen is what every pair's own score says: what fits best, what fits nearly, and in which place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.kernel import Kernel
from jobmatch.world.world import World
from tests.worlds import Municipality, kernel, municipalities, world_of


def _holds(scoring: Kernel, world: World, top: int, near: int) -> None:
    count = len(world.placements)
    for row in range(len(world.citizens)):
        scores = scoring.pairs(world.around, np.full(count, row), np.arange(count))
        survey = scoring.survey(world.around, row, top, near)
        np.testing.assert_array_equal(survey.points, np.where(scores.failed == 0, scores.points, -1))
        gates = np.bitwise_count(scores.failed)
        fits = sorted(np.flatnonzero(gates == 0).tolist(), key=lambda n: (-scores.points[n], n))
        out = sorted(np.flatnonzero(gates).tolist(), key=lambda n: (gates[n], -scores.points[n], n))
        assert survey.best.tolist() == fits[:top]
        assert survey.near.tolist() == out[:near]
        assert survey.feasible == len(fits)
        assert [survey.rank(int(scores.points[n]), n) for n in fits] == list(range(1, len(fits) + 1))


@settings(max_examples=60, deadline=None)
@given(municipalities(), st.integers(1, 12), st.integers(0, 12))
def test_a_survey_is_what_the_pairs_say(town: Municipality, top: int, near: int) -> None:
    _holds(kernel(), town.world, top, near)


@settings(max_examples=15, deadline=None)
@given(municipalities(most_citizens=3, most_placements=3), st.integers(1, 60), st.integers(0, 60), st.integers(20, 40))
def test_where_many_placements_are_alike_ties_are_in_order_of_id(
    town: Municipality, top: int, near: int, copies: int
) -> None:
    alike = [replace(one, placement_id=f"P-{n}-{k:03}") for n, one in enumerate(town.placements) for k in range(copies)]
    _holds(kernel(), world_of(town.citizens, alike), top, near)


@settings(max_examples=30, deadline=None)
@given(municipalities(), st.integers(1, 12), st.integers(0, 12))
def test_a_few_pairs_surveyed_plainly_are_surveyed_alike(town: Municipality, top: int, near: int) -> None:
    _holds(Kernel(kernel().factors, kernel().model, few_pairs=10**9), town.world, top, near)


GATES = st.lists(st.sampled_from([gate.name for gate in kernel().gates]), max_size=4)
PLAINLY = Kernel(kernel().factors, kernel().model, few_pairs=10**9)


@settings(max_examples=40, deadline=None)
@given(municipalities(), st.integers(0, 12), GATES)
def test_who_fails_a_gate_that_nothing_can_open_is_no_near_miss(
    town: Municipality, near: int, never: list[str]
) -> None:
    world, count = town.world, len(town.placements)
    for row in range(len(world.citizens)):
        whole = kernel().survey(world.around, row, 3, count)
        failed = kernel().pairs(world.around, np.full(count, row), np.arange(count)).failed
        left = [n for n in whole.near.tolist() if failed[n] & kernel().mask_of(never) == 0]
        for scoring in (kernel(), PLAINLY):
            survey = scoring.survey(world.around, row, 3, near, never)
            assert survey.near.tolist() == left[:near]
            assert survey.best.tolist() == whole.best.tolist()
            assert survey.points.tolist() == whole.points.tolist()


@settings(max_examples=40, deadline=None)
@given(municipalities(), st.data())
def test_gates_that_fail_together_are_counted(town: Municipality, data: st.DataObject) -> None:
    world, count = town.world, len(town.placements)
    chosen = np.array(data.draw(st.lists(st.integers(0, count - 1), unique=True)), np.int64)
    for row in range(len(world.citizens)):
        failed = kernel().pairs(world.around, np.full(len(chosen), row), chosen).failed
        expected = np.bincount(failed, minlength=1 << len(kernel().gates))
        for scoring in (kernel(), PLAINLY):
            assert scoring.failed_together(world.around, row, chosen).tolist() == expected.tolist()
