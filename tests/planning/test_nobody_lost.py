"""Nobody lost: whoever has few possibilities is told why, and every unlock does what it says when it is replayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings

from benchmarks.nobody_lost import look_at, replayed
from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.placement import Offer, Placement
from jobmatch.planning.blockers import lack_of
from tests.worlds import TODAY, Municipality, kernel, loaded, municipalities, world_of


def test_nobody_is_lost_in_the_sample(sample: Application) -> None:
    found = look_at(sample.worlds.at())
    assert found.people > 0
    assert found.wrong == []
    assert found.looked_at == found.few == found.unlocked + found.told_none


@settings(max_examples=40, deadline=None)
@given(municipalities(most_citizens=4))
def test_nobody_is_lost_in_any_municipality(town: Municipality) -> None:
    assert look_at(loaded(town.world)).wrong == []


def test_where_no_placement_is_open_there_is_no_hurdle_to_name() -> None:
    later = Placement(placement_id="P-1", available_from=TODAY + timedelta(weeks=9))
    world = world_of([Citizen(citizen_id="B-1", status="klar")], [later])
    assert look_at(loaded(world)).wrong == []
    assert lack_of(world, kernel(), "B-1").hurdles == ()


def test_an_unlock_that_does_not_do_what_it_says_is_found() -> None:
    noisy = Placement(placement_id="P-1", offers=(Offer("ro", "nej"),))
    world = world_of([Citizen(citizen_id="B-1", status="klar", needs=(Need("ro", "krav"),))], [noisy])
    unlock = lack_of(world, kernel(), "B-1").unlock
    assert unlock is not None
    assert replayed(world, kernel(), "B-1", unlock) is None
    assert replayed(world, kernel(), "B-1", replace(unlock, rank_after=2)) is not None
    assert replayed(world, kernel(), "B-1", replace(unlock, changes=())) is not None
