"""Whom a placement fits, as it is and as changed, is what every pair's own score says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.kernel import Kernel
from jobmatch.core.stretches import one_by_one
from jobmatch.domain.placement import Placement
from jobmatch.executor import in_blocks
from jobmatch.planning.standing import Fits, Standing
from jobmatch.world.world import World
from tests.worlds import Municipality, kernel, municipalities, placements, world_of

MAY_CHANGE = ("min_hours", "max_hours", "min_hours_day", "days", "earliest", "latest", "offers", "mentor_hours")
PLAINLY = Kernel(kernel().factors, kernel().model, few_pairs=10**9)


def in_pairs(world: World, ids: Sequence[str], placement_id: str) -> list[tuple[int, int]]:
    """Position and points of everybody whom a placement fits, pair by pair."""
    rows = np.array([world.citizen_rows[key] for key in ids], np.int64)
    places = np.full(len(rows), world.placement_rows[placement_id])
    scores = kernel().pairs(world.around, rows, places)
    fits = np.flatnonzero(scores.failed == 0)
    return list(zip(fits.tolist(), scores.points[fits].tolist(), strict=True))


def told(fits: Fits) -> list[tuple[int, int]]:
    """The same of an answer."""
    return list(zip(fits.who.tolist(), fits.points.tolist(), strict=True))


@settings(max_examples=25, deadline=None)
@given(municipalities(most_citizens=5, most_placements=6), st.data(), st.booleans())
def test_whom_placements_fit_today_and_as_changed(town: Municipality, data: st.DataObject, plainly: bool) -> None:
    world, ids = town.world, sorted(one.citizen_id for one in town.citizens)
    standing = Standing.of(
        world, PLAINLY if plainly else kernel(), ids, data.draw(st.sampled_from((one_by_one, in_blocks)))
    )
    keys = data.draw(st.lists(st.sampled_from(sorted(world.placements)), max_size=5, unique=True))
    assert [told(fits) for fits in standing.if_changed([world.placements[key] for key in keys])] == [
        in_pairs(world, ids, key) for key in keys
    ]
    drawn = [data.draw(placements(key)) for key in (*keys, *keys[:2])]
    changed = [
        replace(world.placements[one.placement_id], **{name: getattr(one, name) for name in MAY_CHANGE})
        for one in drawn
    ]
    for one, fits in zip(changed, standing.if_changed(changed), strict=True):
        assert told(fits) == in_pairs(with_one(world, one), ids, one.placement_id)


def with_one(world: World, changed: Placement) -> World:
    """The world with one placement changed, everything that is known of its workplace as it was."""
    return world.with_placements([{**world.placements, changed.placement_id: changed}[key] for key in world.placements])


def test_work_is_spread_over_everybody_in_stretches() -> None:
    assert list(one_by_one(lambda first, last: (first, last), 5, 2)) == [(0, 2), (2, 4), (4, 5)]
    assert list(in_blocks(lambda first, last: (first, last), 5, 2)) == [(0, 2), (2, 4), (4, 5)]


def test_nobody_has_nothing() -> None:
    standing = Standing.of(world_of([], [Placement(placement_id="P-1")]), kernel(), [])
    assert told(standing.if_changed([Placement(placement_id="P-1")])[0]) == []
    assert standing.fit_new([], []) == []
