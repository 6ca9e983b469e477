"""Few placements looked at for everybody: the same pairs, points and counts as when each pair is scored."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.kernel import Kernel
from jobmatch.core.scan import scan_order
from tests.worlds import Municipality, kernel, municipalities


@settings(max_examples=60, deadline=None)
@given(municipalities(), st.data(), st.booleans())
def test_pairs_above_the_floor_and_counts_are_those_of_brute_force(
    town: Municipality, data: st.DataObject, compiled: bool
) -> None:
    world = town.world
    records = world.around.placements.records
    some = np.array(data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records))), np.bool_)
    chosen = np.arange(len(world.citizens))[::-1]
    floors = np.array(data.draw(st.lists(st.integers(-1, 9000), min_size=len(chosen), max_size=len(chosen))), np.int64)
    counted = np.array(data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records))), np.bool_)
    model = kernel()
    judge = Kernel(model.factors, model.model, few_pairs=0 if compiled else 10**9)
    few = judge.few(world.around, scan_order(records[some]), chosen, floors, counted)
    found = sorted(zip(few.people.tolist(), few.rows.tolist(), few.points.tolist(), strict=True))
    expected = []
    for n, citizen in enumerate(chosen.tolist()):
        rows = np.flatnonzero(some)
        scores = model.pairs(world.around, np.full(len(rows), citizen), rows)
        fits = scores.failed == 0
        assert few.feasible[n] == np.count_nonzero(fits & counted[rows])
        above = fits & (scores.points > floors[n])
        expected += [
            (n, row, points) for row, points in zip(rows[above].tolist(), scores.points[above].tolist(), strict=True)
        ]
    assert found == sorted(expected)
    assert (np.diff(few.people) >= 0).all()


@settings(max_examples=20, deadline=None)
@given(municipalities())
def test_what_a_placement_gives_to_everybody_is_the_sum_of_the_parts_that_read_nothing_else(town: Municipality) -> None:
    around, model = town.world.around, kernel()
    alike = [n for n, one in enumerate(model.valued) if all(name.startswith("placement.") for name in one.reads)]
    count = len(around.placements.ids)
    for citizen in range(len(around.citizens.ids)):
        parts = model.pairs(around, np.full(count, citizen), np.arange(count)).parts
        assert parts[:, alike].sum(axis=1).tolist() == model.fixed_points(around.placements.records).tolist()
