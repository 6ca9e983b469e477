"""A night's plan over whole generated municipalities: within every limit, true, calm, and nobody lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.planning.mending import PLACED, Prices
from jobmatch.rules.workplace import allowed_supported
from jobmatch.services.night import listed as night_listed
from jobmatch.services.night import plan as night_plan
from jobmatch.services.night.lists import NightLists, Scoring, proposed_at_night, scored
from jobmatch.services.night.plan import PlanSettings, Yesterday
from jobmatch.services.night.world import NightWorld
from jobmatch.services.planning import blocker_in
from jobmatch.services.worlds import proposable
from jobmatch.store.runs import RankedList
from jobmatch.world.openings import free_slots
from jobmatch.world.world import World
from tests.worlds import TODAY, Municipality, kernel, loaded, municipalities, world_of

COUNTED = {"virksomhedspraktik", "loentilskud"}


def lists_of(night: NightWorld, length: int) -> NightLists:
    """Every proposable citizen's list, as the night makes it."""
    around = night.loaded.world.around
    chosen = proposed_at_night(around.citizens.records)
    return scored(Scoring(around, night.loaded.world.order, chosen, kernel().model, length), kernel())


def plan_of(
    world: World, plan: PlanSettings | None = None, yesterday: Mapping[str, str | None] | None = None, length: int = 50
) -> dict[str, dict[str, Any]]:
    """What is published about each citizen."""
    night = NightWorld.of(loaded(world), {})
    lists = lists_of(night, length)
    before = [RankedList(key, (), 0, {"plan": {"placement_id": place}}) for key, place in (yesterday or {}).items()]
    made = night.plan(lists, night.yesterday(lists, before, None), plan or PlanSettings())
    found = {}
    ids, feasible = world.around.placements.ids, lists.feasible
    for n, details in enumerate(made.told(ids, feasible)):
        ranked = [(ids[row], points) for row, points in zip(lists.rows[n], lists.points[n], strict=True) if row >= 0]
        one = RankedList(world.around.citizens.ids[lists.people[n]], ranked, int(feasible[n]), json.loads(details))
        found[one.citizen_id] = {**(one.details or {}), "feasible": int(feasible[n]), "blocker": blocker_in(one)}
    return found


def places_of(details: Mapping[str, Mapping[str, Any]]) -> dict[str, str | None]:
    """By citizen: the planned placement."""
    return {key: (one["plan"] or {}).get("placement_id") for key, one in details.items()}


def feasible(world: World, citizen_id: str, placement_id: str) -> bool:
    """Whether no gate keeps the pair apart."""
    pair = np.array([world.citizen_rows[citizen_id]]), np.array([world.placement_rows[placement_id]])
    return bool(kernel().pairs(world.around, *pair).failed[0] == 0)


def wants_mentor(citizen: Citizen) -> bool:
    """A mentor is a must or important."""
    return any(need.code == "mentor" and need.strength in ("krav", "vigtigt") for need in citizen.needs or ())


@settings(max_examples=60)
@given(municipalities(most_citizens=6, most_placements=6), st.none() | st.integers(0, 4))
def test_a_plan_is_feasible_and_never_overbooked(town: Municipality, budget: int | None) -> None:
    world = town.world
    details = plan_of(world, PlanSettings(support_hours_week=budget))
    new = {key: one["plan"]["placement_id"] for key, one in details.items() if one["plan"] and not under_way(one)}
    assert all(feasible(world, *pair) for pair in new.items())
    for placement_id, taken in Counter(new.values()).items():
        assert taken <= free_slots(world.placements[placement_id], world.held)
    for placement_id, mentored in Counter(p for c, p in new.items() if wants_mentor(world.citizens[c])).items():
        hours = world.placements[placement_id].mentor_hours
        assert hours is None or mentored <= hours
    counted = [world.placements[p] for p in new.values() if set(world.placements[p].measures or ()) <= COUNTED]
    for p_number, more in Counter(one.p_number for one in counted if one.measures and one.p_number).items():
        there = world.workplaces[p_number]
        if there.ordinary_staff is not None:
            assert more + (there.supported_now or 0) <= allowed_supported(there.ordinary_staff)
    if budget is not None:
        hours_used = sum(1 for c in new if wants_mentor(world.citizens[c]))
        assert hours_used <= budget


def under_way(one: Mapping[str, Any]) -> bool:
    """Whether the published place is a course or a fresh choice."""
    return bool(one["plan"].get("under_way"))


@settings(max_examples=40)
@given(municipalities(most_citizens=6, most_placements=6))
def test_a_pair_under_way_stays_and_everybody_is_told_where_or_why_not(town: Municipality) -> None:
    world = town.world
    details = plan_of(world)
    assert set(details) == {key for key, citizen in world.citizens.items() if proposable(citizen)}
    for key, one in details.items():
        if key in world.held_by:
            assert one["plan"] == {"placement_id": world.held_by[key], "under_way": True}
        elif one["plan"] is None:
            assert one["blocker"]["text"]["da"]
        is_open = int(world.around.placements.records["open"].sum())
        if one["feasible"] < min(3, is_open):
            assert hurdles(one)


@settings(max_examples=30)
@given(municipalities(most_citizens=4, most_placements=6))
def test_the_cheapest_unlock_of_somebody_with_few_possibilities_comes_true(town: Municipality) -> None:
    world = town.world
    for key, one in plan_of(world).items():
        unlock = one.get("lack", {}).get("unlock")
        if unlock:
            assert not feasible(world, key, unlock["placement_id"])
            assert unlock["rank_after"] >= 1


@settings(max_examples=30)
@given(municipalities(most_citizens=6, most_placements=6), st.integers(1, 500))
def test_the_night_after_a_quiet_day_is_the_same_plan(town: Municipality, keep_points: int) -> None:
    first = places_of(plan_of(town.world))
    again = places_of(plan_of(town.world, PlanSettings(keep_points=keep_points), first))
    assert again == first


def people(count: int, **facts: Any) -> list[Citizen]:
    """So many citizens alike, ready for work."""
    return [Citizen(citizen_id=f"B-{n:02}", status="klar", **facts) for n in range(count)]


@given(st.integers(1, 8), st.randoms(use_true_random=False))
def test_everybody_is_placed_when_there_is_a_way(count: int, random: Any) -> None:
    # Citizen n has the licences of places 0 to n; only one order of giving way places all.
    licences = ["koerekort_b", "truckcertifikat", "hygiejnebevis", "svejsecertifikat", "koerekort_c", "koerekort_d",
                "sprogproeve_pd2", "sprogproeve_pd3"]  # fmt: skip
    random.shuffle(licences)
    citizens = [replace(one, licences=tuple(licences[: n + 1])) for n, one in enumerate(people(count))]
    openings = [
        Placement(placement_id=f"P-{n}", requires=(licences[n],), slots=1, title="medhjælper") for n in range(count)
    ]
    planned = places_of(plan_of(world_of(citizens, openings)))
    assert None not in planned.values()
    assert len(set(planned.values())) == count


def test_the_ratio_rule_counts_for_all_openings_of_a_workplace_together() -> None:
    openings = [
        Placement(
            placement_id=f"P-{n}", p_number="1000000001", measures=("virksomhedspraktik",), slots=3, ordinary_staff=10,
            supported_now=1, updated=TODAY,
        )
        for n in range(2)
    ]  # fmt: skip
    details = plan_of(world_of(people(4), openings))
    assert sum(1 for one in details.values() if one["plan"]) == 1
    assert {one["blocker"]["code"] for one in details.values() if not one["plan"]} == {"ratio"}


def test_a_choice_made_after_the_workplace_counted_uses_its_room() -> None:
    opening = Placement(
        placement_id="P-1", p_number="1000000001", measures=("virksomhedspraktik",), slots=5, ordinary_staff=10,
        supported_now=0, updated=date(2026, 11, 1),
    )  # fmt: skip
    chosen = [Event(citizen_id="B-00", placement_id="P-1", date=date(2026, 11, 20), event="valgt")]
    details = plan_of(world_of(people(4), [opening], chosen))
    assert under_way(details["B-00"])
    assert sum(1 for one in details.values() if one["plan"] and not under_way(one)) == 1


def test_ordinary_jobs_do_not_count_in_the_ratio() -> None:
    opening = Placement(
        placement_id="P-1", p_number="1000000001", measures=("ordinaer",), slots=3, ordinary_staff=5, supported_now=1
    )
    assert None not in places_of(plan_of(world_of(people(3), [opening]))).values()


@pytest.mark.parametrize(("hours", "placed"), [(None, 3), (2.5, 2), (1.0, 1), (0.0, 0)])
def test_one_mentor_hour_serves_one_person_who_needs_it(hours: float | None, placed: int) -> None:
    needing = people(3, needs=(Need("mentor", "vigtigt"),))
    details = plan_of(world_of(needing, [Placement(placement_id="P-1", slots=3, mentor_hours=hours)]))
    assert sum(1 for one in details.values() if one["plan"]) == placed
    assert {one["blocker"]["code"] for one in details.values() if not one["plan"]} <= {"mentor_hours"}


def test_a_wish_for_a_mentor_takes_no_hours() -> None:
    wishing = people(3, needs=(Need("mentor", "oenske"),))
    planned = places_of(plan_of(world_of(wishing, [Placement(placement_id="P-1", slots=3, mentor_hours=1.0)])))
    assert None not in planned.values()


def test_the_municipalitys_support_hours_are_kept_and_the_blocker_is_named() -> None:
    needing = people(4, needs=(Need("stoetteperson", "krav"),))
    details = plan_of(world_of(needing, [Placement(placement_id="P-1", slots=4)]), PlanSettings(support_hours_week=5))
    assert sum(1 for one in details.values() if one["plan"]) == 2
    assert {one["blocker"]["code"] for one in details.values() if not one["plan"]} == {"support_budget"}


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were too many pairs to choose among all of them."""
    monkeypatch.setattr(night_plan, "MOST_EDGES", 1)


def test_the_plan_of_a_municipality_chooses_among_all_pairs_not_only_the_lists() -> None:
    openings = [Placement(placement_id=f"P-{n}", slots=1, title="medhjælper") for n in range(6)]
    details = plan_of(world_of(people(6), openings), length=2)
    assert len(set(places_of(details).values()) - {None}) == 6


@pytest.mark.usefixtures("country")
def test_somebody_whose_whole_list_is_taken_gets_a_second_look_further_down() -> None:
    openings = [Placement(placement_id=f"P-{n}", slots=1, title="medhjælper") for n in range(6)]
    planned = places_of(plan_of(world_of(people(6), openings), length=2))
    assert len(set(planned.values()) - {None}) == 6


@settings(max_examples=60)
@given(municipalities(most_citizens=6, most_placements=6), st.integers(1, 2))
def test_as_many_are_placed_from_short_lists_as_from_all_pairs(town: Municipality, length: int) -> None:
    world = town.world
    of_all = places_of(plan_of(world))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(night_plan, "MOST_EDGES", -1)
        short = plan_of(world, length=length)
        again = plan_of(world, PlanSettings(), places_of(short), length=length)
    planned = places_of(short)
    assert sum(one is not None for one in planned.values()) == sum(one is not None for one in of_all.values())
    assert all(feasible(world, key, place) for key, place in planned.items() if place and not under_way(short[key]))
    assert places_of(again) == planned


@settings(max_examples=60)
@given(municipalities(most_citizens=6, most_placements=6), st.integers(0, 300), st.integers(0, 2**32 - 1))
def test_a_plan_that_begins_from_prices_is_as_good_as_one_from_nothing(
    town: Municipality, near: int, seed: int
) -> None:
    night = NightWorld.of(loaded(town.world), {})
    lists = lists_of(night, 50)
    random = np.random.default_rng(seed)
    count = len(town.world.around.placements.ids)
    places = random.integers(-1, count, len(lists.people))
    prices = Prices(*(random.choice([0, 5_000, PLACED, PLACED + 7_000], count) for _ in range(3)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(night_plan, "MOST_EDGES", -1)
        patch.setattr(night_listed, "NEAR", near)
        anew = night.plan(lists, Yesterday(places), PlanSettings())
        made = night.plan(lists, Yesterday(places, prices), PlanSettings())
    for name in ("planned", "plan_under_way"):
        assert made.counts[name] == anew.counts[name]
    worth = [one.counts["plan_fit"] + 100 * one.counts["plan_kept"] for one in (made, anew)]
    assert worth[0] == worth[1]
    if np.array_equal(made.places, anew.places):
        assert made.limits.tolist() == anew.limits.tolist()


@pytest.mark.usefixtures("country")
def test_room_beyond_the_lists_is_found_for_those_without_support_hours_when_the_budget_is_used() -> None:
    openings = [Placement(placement_id=f"P-{n}", slots=1, title="medhjælper") for n in range(6)]
    supported = [replace(one, needs=(Need("stoetteperson", "krav"),)) for one in people(2)]
    details = plan_of(world_of([*supported, *people(6)[2:]], openings), PlanSettings(support_hours_week=3), length=2)
    planned = places_of(details)
    assert sum(planned[key] is not None for key in ("B-00", "B-01")) == 1
    assert None not in [planned[f"B-{n:02}"] for n in range(2, 6)]


@pytest.mark.usefixtures("country")
def test_yesterdays_place_is_kept_when_it_has_slipped_off_the_list() -> None:
    openings = [Placement(placement_id=f"P-{n}", slots=1, title="medhjælper") for n in range(6)]
    world = world_of(people(1), openings)
    details = plan_of(world, PlanSettings(keep_points=100), {"B-00": "P-5"}, length=2)
    assert details["B-00"]["plan"]["placement_id"] == "P-5"


def test_a_place_that_no_longer_fits_is_not_kept() -> None:
    openings = [Placement(placement_id="P-1", min_hours=20.0), Placement(placement_id="P-2", min_hours=2.0)]
    world = world_of(people(1, hours_now=5.0), openings)
    assert places_of(plan_of(world, PlanSettings(keep_points=10_000), {"B-00": "P-1"})) == {"B-00": "P-2"}


def hurdles(details: Mapping[str, Any]) -> Sequence[str]:
    """The named blockers of somebody with few possibilities."""
    return [hurdle["gate"] for hurdle in details["lack"]["hurdles"]]


def test_nobody_is_lost_the_blockers_are_named_with_the_cheapest_unlock() -> None:
    openings = [Placement(placement_id="P-1", min_hours=12.0), Placement(placement_id="P-2", min_hours=30.0)]
    details = plan_of(world_of(people(1, hours_now=5.0), openings))["B-00"]
    assert details["plan"] is None
    assert details["blocker"]["code"] == "hours"
    assert hurdles(details) == ["hours"]
    assert "5 timer" in details["lack"]["unlock"]["text"]["da"]
