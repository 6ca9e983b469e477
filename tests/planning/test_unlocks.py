"""Every unlock that is shown does what it says when it is carried out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import numpy as np
from hypothesis import given, settings

from jobmatch.core.survey import surveyed_plainly
from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.placement import Offer, Placement
from jobmatch.planning.unlocks import Unlock, possible_changes, verified
from jobmatch.world.pair import WorldPair
from jobmatch.world.world import World
from tests.worlds import Municipality, kernel, municipalities, world_of


def unlocks_in(world: World, citizen_id: str) -> list[Unlock]:
    """All verified unlocks of a citizen."""
    row, count = world.citizen_rows[citizen_id], len(world.placements)
    scores = kernel().pairs(world.around, np.full(count, row), np.arange(count))
    today = surveyed_plainly(scores.failed, scores.points, 0, 0)
    wanted = []
    for n, placement_id in enumerate(world.around.placements.ids):
        if scores.failed[n]:
            gates = [gate.name for gate in kernel().failed_gates(int(scores.failed[n]))]
            changes = possible_changes(WorldPair(world, citizen_id, placement_id, {}), gates)
            if changes:
                wanted.append((placement_id, changes))
    return verified(world, kernel(), citizen_id, wanted, today.rank, most=count)


@settings(max_examples=80, deadline=None)
@given(municipalities(most_citizens=1))
def test_carried_out_in_a_world_built_anew_the_unlocked_place_stands_where_it_was_promised(town: Municipality) -> None:
    world = town.world
    unlocks = unlocks_in(world, "B-001")
    for unlock in unlocks:
        place = world.placements[unlock.placement_id]
        for change in unlock.changes:
            place = replace(place, **change.fields)
        openings = [place if p.placement_id == place.placement_id else p for p in town.placements]
        after = world_of(town.citizens, openings, town.events)
        best = kernel().best(after.around, after.order, 0, 1, len(after.placements))
        ranked = [after.around.placements.ids[row] for row in best.rows[0, : best.counts[0]]]
        assert unlock.placement_id in ranked
        position = ranked.index(unlock.placement_id)
        assert best.points[0, position] == unlock.points
        assert unlock.rank_after == position + 1


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=1))
def test_an_unlock_never_changes_who_the_person_is(town: Municipality) -> None:
    world = town.world
    unlocks = unlocks_in(world, "B-001")
    allowed = {
        "min_hours",
        "min_hours_day",
        "days",
        "earliest",
        "latest",
        "offers",
        "mentor_hours",
        "max_hours",
        "requires",
    }
    for unlock in unlocks:
        assert set().union(*(change.fields for change in unlock.changes)) <= allowed


def only_unlock(citizen: Citizen, placement: Placement) -> Unlock:
    """The one unlock of a world of two."""
    unlocks = unlocks_in(world_of([citizen], [placement]), citizen.citizen_id)
    assert len(unlocks) == 1
    return unlocks[0]


def test_eight_hours_instead_of_twelve() -> None:
    unlock = only_unlock(
        Citizen(citizen_id="B-1", hours_now=8.0), Placement(placement_id="P-1", min_hours=12.0, max_hours=20.0)
    )
    assert unlock.code == "min_hours:8"
    assert "8 timer" in unlock.text.da
    assert "12" in unlock.text.da
    assert unlock.rank_after == 1


def test_a_quiet_room() -> None:
    unlock = only_unlock(
        Citizen(citizen_id="B-1", needs=(Need("ro", "krav"),)),
        Placement(placement_id="P-1", offers=(Offer("ro", "nej"),)),
    )
    assert unlock.code == "need:ro"


def test_hours_and_a_need_together() -> None:
    unlock = only_unlock(
        Citizen(citizen_id="B-1", hours_now=4.0, needs=(Need("pauser", "krav"),)),
        Placement(placement_id="P-1", min_hours=6.0, offers=(Offer("pauser", "nej"),)),
    )
    assert {change.gate for change in unlock.changes} == {"hours", "needs"}


def test_another_time_of_day() -> None:
    unlock = only_unlock(
        Citizen(citizen_id="B-1", days=(0, 1), earliest=time(9), latest=time(14)),
        Placement(placement_id="P-1", days=(0, 1), earliest=time(5), latest=time(8, 30)),
    )
    assert "kl. 9 og 14" in unlock.text.da


def test_an_evening_place_is_not_asked_to_open_in_the_morning() -> None:
    citizen = Citizen(citizen_id="B-1", days=(0, 1), earliest=time(8), latest=time(12))
    evening = Placement(placement_id="P-1", days=(0, 1), earliest=time(16), latest=time(22))
    assert unlocks_in(world_of([citizen], [evening]), "B-1") == []


def test_a_colleague_can_drive_but_not_be_the_nurse() -> None:
    citizen = Citizen(citizen_id="B-1", licences=())
    driving = Placement(placement_id="P-1", requires=("koerekort_b",))
    nursing = Placement(placement_id="P-2", requires=("autorisation_sosu",))
    unlocks = unlocks_in(world_of([citizen], [driving, nursing]), "B-1")
    assert [unlock.placement_id for unlock in unlocks] == ["P-1"]


def test_a_place_too_far_away_or_not_wanted_has_no_unlock() -> None:
    far = Citizen(citizen_id="B-1", postcode="3300", transport="cykel", max_travel_min=10)
    unlocks = unlocks_in(world_of([far], [Placement(placement_id="P-1", postcode="6950")]), "B-1")
    assert unlocks == []
    closed = Placement(placement_id="P-1", available_to=date(2026, 1, 1))
    assert unlocks_in(world_of([Citizen(citizen_id="B-1")], [closed]), "B-1") == []
