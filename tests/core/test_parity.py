"""One score for a pair, whichever way it is asked for: list, reverse, block, executor, and by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.kernel import BestLists, Kernel
from jobmatch.executor import blocks_of, map_blocks
from jobmatch.world.pair import WorldPair
from jobmatch.world.world import World
from tests.worlds import Municipality, kernel, municipalities, world_of


def every_pair(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Rows of all pairs, citizen by citizen."""
    citizens, placements = len(world.citizens), len(world.placements)
    return np.repeat(np.arange(citizens), placements), np.tile(np.arange(placements), citizens)


def assert_brute_force(world: World, best: BestLists, top: int) -> None:
    """The lists, their ties and the counts of a whole world are those of every pair's own score."""
    placements = np.arange(len(world.placements))
    for citizen in range(len(world.citizens)):
        scores = kernel().pairs(world.around, np.full(len(placements), citizen), placements)
        fits = np.flatnonzero(scores.failed == 0)
        ranked = fits[np.lexsort((fits, -scores.points[fits]))][:top]
        assert (int(best.feasible[citizen]), int(best.counts[citizen])) == (len(fits), len(ranked))
        assert best.rows[citizen, : len(ranked)].tolist() == ranked.tolist()
        assert best.points[citizen, : len(ranked)].tolist() == scores.points[ranked].tolist()
        assert (best.rows[citizen, len(ranked) :] == -1).all()
        assert (best.points[citizen, len(ranked) :] == -1).all()


@settings(max_examples=60, deadline=None)
@given(municipalities(), st.integers(0, 12))
def test_the_pruned_best_list_is_the_brute_force_list(town: Municipality, top: int) -> None:
    world = town.world
    assert_brute_force(world, kernel().best(world.around, world.order, 0, len(world.citizens), top), top)


@settings(max_examples=15, deadline=None)
@given(municipalities(most_citizens=3, most_placements=3), st.integers(1, 60), st.integers(30, 70))
def test_where_many_placements_are_alike_ties_and_counts_are_those_of_brute_force(
    town: Municipality, top: int, copies: int
) -> None:
    alike = [replace(one, placement_id=f"P-{n}-{k:03}") for n, one in enumerate(town.placements) for k in range(copies)]
    world = world_of(town.citizens, alike)
    assert_brute_force(world, kernel().best(world.around, world.order, 0, len(world.citizens), top), top)


@settings(max_examples=15, deadline=None)
@given(municipalities(most_citizens=2, most_placements=3), st.integers(1, 60), st.integers(105, 130))
def test_some_kinds_few_and_others_many_for_citizens_who_share_answers(
    town: Municipality, top: int, steps: int
) -> None:
    # Every pattern of hours stands twice, so lists are cut between ties; more patterns than are worth sharing.
    openings = [
        replace(one, placement_id=f"P-{n}-{k:03}", min_hours=k // 2 / 8, max_hours=k // 2 / 4)
        for n, one in enumerate(town.placements)
        for k in range(2 * steps)
    ]
    same = [replace(one, citizen_id=f"B-{n}-{k}") for n, one in enumerate(town.citizens) for k in range(2)]
    other = [replace(one, citizen_id=f"C-{n}", wishes=(), hours_now=20.0) for n, one in enumerate(town.citizens)]
    world = world_of([*same, *other], openings)
    best = kernel().best(world.around, world.order, 0, len(world.citizens), top)
    assert_brute_force(world, best, top)
    for citizen in range(len(world.citizens)):
        alone = kernel().best(world.around, world.order, citizen, citizen + 1, top)
        assert alone.rows.tobytes() == best.rows[citizen : citizen + 1].tobytes()
        assert alone.points.tobytes() == best.points[citizen : citizen + 1].tobytes()


@settings(max_examples=40, deadline=None)
@given(municipalities())
def test_the_order_of_pairs_changes_nothing(town: Municipality) -> None:
    world = town.world
    citizen_rows, placement_rows = every_pair(world)
    forward = kernel().pairs(world.around, citizen_rows, placement_rows)
    by_placement = np.lexsort((citizen_rows, placement_rows))
    reverse = kernel().pairs(world.around, citizen_rows[by_placement], placement_rows[by_placement])
    assert (forward.points[by_placement] == reverse.points).all()
    assert (forward.failed[by_placement] == reverse.failed).all()
    np.testing.assert_array_equal(forward.values[by_placement], reverse.values)


@settings(max_examples=30, deadline=None)
@given(municipalities(), st.integers(1, 3))
def test_blocks_and_executors_give_the_same_bytes(town: Municipality, size: int) -> None:
    world = town.world

    def score(block: tuple[int, int]) -> BestLists:
        return kernel().best(world.around, world.order, *block, 5)

    whole = score((0, len(world.citizens)))
    for executor in ("inprocess", "joblib"):
        parts = [best for _, best in map_blocks(score, blocks_of(len(world.citizens), size), executor)]
        assert np.concatenate([part.rows for part in parts]).tobytes() == whole.rows.tobytes()
        assert np.concatenate([part.points for part in parts]).tobytes() == whole.points.tobytes()


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=2, most_placements=4))
def test_compiled_formulas_and_gates_equal_plain_python(town: Municipality) -> None:
    world = town.world
    citizen_rows, placement_rows = every_pair(world)
    scores = kernel().pairs(world.around, citizen_rows, placement_rows)
    people, openings = list(world.citizens), list(world.placements)
    for n, (i, j) in enumerate(zip(citizen_rows, placement_rows, strict=True)):
        pair = WorldPair(world, people[i], openings[j], {})
        for column, factor in enumerate(kernel().valued):
            assert factor.value is not None
            plain = float(factor.value(pair.c, pair.p, pair.world))
            compiled = scores.values[n, column]
            assert plain == compiled or (isnan(plain) and isnan(compiled)), factor.name
        failed = {gate.name for gate in kernel().failed_gates(int(scores.failed[n]))}
        assert failed == {g.name for g in kernel().gates if g.excludes(pair.c, pair.p, pair.world)}


@settings(max_examples=30, deadline=None)
@given(municipalities(), st.integers(1, 12))
def test_a_few_pairs_scored_plainly_are_scored_alike(town: Municipality, top: int) -> None:
    world = town.world
    plain = Kernel(kernel().factors, kernel().model, few_pairs=10**9)
    citizen_rows, placement_rows = every_pair(world)
    one, other = (k.pairs(world.around, citizen_rows, placement_rows) for k in (plain, kernel()))
    for mine, theirs in ((one.failed, other.failed), (one.values, other.values), (one.parts, other.parts)):
        np.testing.assert_array_equal(mine, theirs)
    lists = [k.best(world.around, world.order, 0, len(world.citizens), top) for k in (plain, kernel())]
    for name in ("rows", "points", "counts", "feasible"):
        np.testing.assert_array_equal(getattr(lists[0], name), getattr(lists[1], name))
