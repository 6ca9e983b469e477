"""What a world makes of its records, seen through the kernel."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import numpy as np
import pytest
from hypothesis import given

from jobmatch.core.kernel import PairScores
from jobmatch.core.records import CITIZEN
from jobmatch.domain.citizen import BlockedTime, Citizen, Competence
from jobmatch.domain.event import Event
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.services.worlds import disclosed
from jobmatch.world.citizens import by_days, free_stretches
from jobmatch.world.placements import column_answers, offer_masks
from jobmatch.world.world import World
from tests.worlds import TODAY, Municipality, kernel, municipalities, world_of


def failed(world: World, citizen: int = 0, placement: int = 0) -> set[str]:
    """Names of the gates that keep a pair apart."""
    scores = kernel().pairs(world.around, np.array([citizen]), np.array([placement]))
    return {gate.name for gate in kernel().failed_gates(int(scores.failed[0]))}


def test_a_full_place_is_closed_to_all_but_the_one_who_holds_it() -> None:
    people = [Citizen(citizen_id="B-1"), Citizen(citizen_id="B-2")]
    begun = Event(citizen_id="B-1", placement_id="P-1", date=TODAY - timedelta(days=3), event="valgt")
    world = world_of(people, [Placement(placement_id="P-1", slots=1)], [begun])
    assert failed(world, citizen=0) == set()
    assert failed(world, citizen=1) == {"availability"}


def test_fixed_times_are_cut_out_of_the_day() -> None:
    citizen = Citizen(
        citizen_id="B-1",
        days=(0, 1),
        earliest=time(8),
        latest=time(14),
        blocked=(BlockedTime(1, time(10), time(12)), BlockedTime(4, time(8), time(9))),
    )
    assert free_stretches(citizen) == [(0, 8.0, 14.0), (1, 8.0, 10.0), (1, 12.0, 14.0)]
    assert by_days(free_stretches(citizen)) == [(0b01, 8.0, 14.0), (0b10, 8.0, 10.0), (0b10, 12.0, 14.0)]


def test_a_week_that_is_free_in_the_same_way_stands_there_once_however_it_was_stated() -> None:
    monday = Citizen(citizen_id="B-1", days=(0,), earliest=time(8), latest=time(14))
    taken_elsewhere = replace(monday, citizen_id="B-2", blocked=(BlockedTime(4, time(8), time(9)),))
    later = replace(monday, citizen_id="B-3", earliest=time(9))
    people = world_of([monday, taken_elsewhere, later], [Placement(placement_id="P-1")]).around.citizens
    first, second, third = people.records[["free_from", "free_to"]]
    assert first == second != third
    assert people.free_start.tolist() == [8.0, 9.0]


def test_unknown_days_and_times_are_free() -> None:
    assert len(free_stretches(Citizen(citizen_id="B-1"))) == 7


@pytest.mark.parametrize(
    ("least", "most", "met"), [(5.0, 7.0, True), (5.0, 6.5, False), (5.0, None, None), (None, 9.0, None)]
)
def test_hours_can_step_when_there_are_two_between_least_and_most(
    least: float | None, most: float | None, met: bool | None
) -> None:
    place = Placement(placement_id="P-1", min_hours=least, max_hours=most)
    assert column_answers(place).get("trappe") is met


def test_a_filled_column_wins_over_the_offer() -> None:
    place = Placement(placement_id="P-1", mentor_hours=0.5, offers=(Offer("mentor", "ja"), Offer("ro", "ja")))
    masks = offer_masks(place)
    assert masks["nej"] == 1 << NEEDS["mentor"].position
    assert masks["ja"] == 1 << NEEDS["ro"].position


def test_a_changed_citizen_with_a_new_veto_meets_the_placements_anew() -> None:
    world = world_of([Citizen(citizen_id="B-1")], [Placement(placement_id="P-1", title="køkkenmedhjælper")])
    changed = world.with_citizens([Citizen(citizen_id="B-1", vetoes=("køkken",))])
    assert failed(world) == set()
    assert failed(changed) == {"veto"}


def test_a_word_that_no_vocabulary_knows_still_meets_itself() -> None:
    people = [
        Citizen(citizen_id="B-1", competences=(Competence("Gøgeurtæmning", 2),)),
        Citizen(citizen_id="B-2", competences=(Competence("bogbinding", 2),)),
    ]
    world = world_of(people, [Placement(placement_id="P-1", requires=("goegeurtaemning",))])
    scores = kernel().pairs(world.around, np.array([0, 1]), np.array([0, 0]))
    names = [factor.name for factor in kernel().valued]
    values = scores.values[:, names.index("competences")]
    assert values[0] == 1.0
    assert values[1] == 0.0


@given(municipalities())
def test_a_change_of_needs_alone_is_encoded_as_any_change(town: Municipality) -> None:
    world = town.world
    whole = world.with_citizens([disclosed(one) for one in world.citizens.values()])
    needs = world.with_needs(disclosed)
    assert needs.citizens == whole.citizens
    people = needs.around.citizens
    for name in CITIZEN.names or ():
        if not name.startswith("free_"):  # where her free stretches stand
            np.testing.assert_array_equal(people.records[name], whole.around.citizens.records[name])
    rows, places = np.divmod(np.arange(len(people.ids) * len(world.placements)), len(world.placements))
    for one, other in zip(
        vars_of(kernel().pairs(needs.around, rows, places)),
        vars_of(kernel().pairs(whole.around, rows, places)),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)


def vars_of(scores: PairScores) -> tuple[object, ...]:
    """Everything that is known of some pairs."""
    return scores.failed, scores.values, scores.parts
