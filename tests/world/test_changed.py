"""A few citizens put into a world: what comes of it is what a world built anew says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.world.changed import with_changed_citizens
from jobmatch.world.world import World
from tests.worlds import Municipality, citizens, kernel, municipalities, placements, world_of


def told_by(world: World) -> list[object]:
    """Failed gates, values and points of every pair."""
    people, openings = len(world.citizens), len(world.placements)
    rows = np.repeat(np.arange(people), openings), np.tile(np.arange(openings), people)
    scores = kernel().pairs(world.around, *rows)
    return [list(world.citizens), scores.failed.tolist(), repr(scores.values.tolist()), scores.parts.tolist()]


@settings(max_examples=60)
@given(municipalities(), st.data())
def test_some_changed_some_gone_and_some_new(town: Municipality, data: st.DataObject) -> None:
    ids = [one.citizen_id for one in town.citizens] + ["B-000", "B-9"]
    changed = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    now = [data.draw(citizens(one)) for one in changed if data.draw(st.booleans())]
    world = with_changed_citizens(town.world, changed, now, town.world.words)
    people = [one for one in town.citizens if one.citizen_id not in changed] + now
    anew = world_of(people, town.placements, town.events)
    assert told_by(world) == told_by(anew)
    assert dict(world.citizens) == dict(anew.citizens)
    assert dict(world.citizen_rows) == dict(anew.citizen_rows)
    lists = [kernel().best(one.around, one.order, 0, len(people), 9) for one in (world, anew)]
    assert lists[0].rows.tolist() == lists[1].rows.tolist()


@settings(max_examples=30)
@given(municipalities(), st.data())
def test_the_world_from_before_stays_as_it_was(town: Municipality, data: st.DataObject) -> None:
    before = told_by(town.world)
    one = data.draw(citizens("B-001", vetoes=("fisk", "rengøring", "have")))
    with_changed_citizens(town.world, ["B-001"], [one], town.world.words)
    assert told_by(town.world) == before


@settings(max_examples=80)
@given(municipalities(), st.data())
def test_a_placement_changed_in_some_fields_is_encoded_as_one_built_anew(
    town: Municipality, data: st.DataObject
) -> None:
    old = data.draw(st.sampled_from(town.placements))
    other = data.draw(placements(old.placement_id, p_number=old.p_number))
    said = data.draw(st.sampled_from(town.placements))  # words that the world knows
    other = replace(other, **{name: getattr(said, name) for name in WORDS})
    names = data.draw(st.lists(st.sampled_from(FIELDS), unique=True))
    new = replace(old, **{name: getattr(other, name) for name in names})
    around = town.world.if_changed([new])
    whole = town.world.with_placements([new if one is old else one for one in town.placements])
    # a workplace's numbers are counted anew only when the world is read: both take them as they stand
    row = whole.placement_rows[old.placement_id]
    people = np.arange(len(town.citizens))
    one = kernel().pairs(around, people, np.zeros(len(people), np.int64))
    same = kernel().pairs(whole.around, people, np.full(len(people), row))
    assert one.failed.tolist() == same.failed.tolist()
    assert one.parts.tolist() == same.parts.tolist()


WORDS = ("industry", "title", "tasks", "requires", "nice_to_have")
FIELDS = (
    *WORDS, "measures", "min_hours", "max_hours", "min_hours_day",
    "days", "earliest", "latest", "postcode", "slots", "offers", "mentor_hours", "ordinary_staff", "supported_now",
    "available_from", "updated",
)  # fmt: skip
