"""Nobody lost: the hurdles and the cheapest unlock of somebody are those that every pair's own score tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from jobmatch.core.survey import surveyed_plainly
from jobmatch.planning import blockers
from jobmatch.planning.blockers import NEAR_MISS_GATES, SAID, TRIED, lack_of, why_unplaced
from jobmatch.planning.unlocks import possible_changes, verified
from jobmatch.world.pair import WorldPair
from jobmatch.world.world import World
from tests.worlds import Municipality, kernel, municipalities, world_of


def unlock_by_brute_force(world: World, citizen_id: str) -> object:
    """The cheapest unlock, looked for among all pairs that few gates keep apart."""
    ids = world.around.placements.ids
    rows = np.full(len(ids), world.citizen_rows[citizen_id])
    scores = kernel().pairs(world.around, rows, np.arange(len(ids)))
    gates = np.bitwise_count(scores.failed)
    near = np.flatnonzero((gates > 0) & (gates <= NEAR_MISS_GATES))
    wanted = []
    for n in near[np.lexsort((near, -scores.points[near], gates[near]))].tolist():
        names = [gate.name for gate in kernel().failed_gates(int(scores.failed[n]))]
        changes = possible_changes(WorldPair(world, citizen_id, ids[n], {}), names)
        if changes:
            wanted.append((ids[n], changes))
    today = surveyed_plainly(scores.failed, scores.points, 0, 0)
    return next(iter(verified(world, kernel(), citizen_id, wanted[:TRIED], today.rank, most=1)), None)


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=3))
def test_the_unlock_is_that_of_all_pairs(town: Municipality) -> None:
    world = town.world
    for citizen_id in world.citizens:
        assert lack_of(world, kernel(), citizen_id).unlock == unlock_by_brute_force(world, citizen_id)


@settings(max_examples=10, deadline=None)
@given(municipalities(most_citizens=2, most_placements=4))
def test_so_it_is_where_the_nearest_cannot_be_changed(town: Municipality) -> None:
    many = [replace(one, placement_id=f"{one.placement_id}-{k:02}") for one in town.placements for k in range(15)]
    world = world_of(town.citizens, many, town.events)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blockers, "LOOKED_AT", 2)
        for citizen_id in world.citizens:
            assert lack_of(world, kernel(), citizen_id).unlock == unlock_by_brute_force(world, citizen_id)


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=3))
def test_every_hurdle_is_counted(town: Municipality) -> None:
    world = town.world
    opened = np.flatnonzero(world.around.placements.records["open"] == 1)
    for citizen_id, row in world.citizen_rows.items():
        failed = kernel().pairs(world.around, np.full(len(opened), row), opened).failed
        found = {one.gate: (one.placements, one.alone) for one in lack_of(world, kernel(), citizen_id).hurdles}
        expected = {
            gate.name: (int(np.count_nonzero(failed >> bit & 1)), int(np.count_nonzero(failed == 1 << bit)))
            for bit, gate in enumerate(kernel().gates)
            if gate.name in SAID
        }
        assert found == {name: counts for name, counts in expected.items() if counts[0]}


@pytest.mark.parametrize(
    ("feasible", "said"),
    [(1, "1 sted passer, men mentortimerne dér er brugt."), (2, "2 steder passer, men mentortimerne dér er brugt.")],
)
def test_one_place_is_spoken_of_as_one(feasible: int, said: str) -> None:
    assert why_unplaced(feasible, None, "mentor_hours")["text"]["da"] == said
