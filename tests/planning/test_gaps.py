"""What is told about gaps comes true when it is carried out in a world built anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.placement import Offer, Placement
from jobmatch.planning.demand import unmet_demand
from jobmatch.planning.levers import levers
from jobmatch.planning.questions import questions
from jobmatch.planning.standing import TOP, Standing
from jobmatch.services.worlds import proposable
from jobmatch.world.world import World
from tests.worlds import Municipality, kernel, municipalities, world_of


def standing_in(world: World) -> Standing:
    """Everybody who may be proposed."""
    return Standing.of(world, kernel(), [key for key, citizen in world.citizens.items() if proposable(citizen)])


def fits(world: World, ids: Sequence[str], placement_id: str) -> set[str]:
    """Whom a placement fits."""
    rows = np.array([world.citizen_rows[key] for key in ids], np.int64)
    places = np.full(len(rows), world.placement_rows[placement_id], np.int64)
    failed = kernel().pairs(world.around, rows, places).failed
    return {key for key, mask in zip(ids, failed.tolist(), strict=True) if mask == 0}


def possibilities(world: World, ids: Sequence[str]) -> dict[str, int]:
    """How many placements fit each."""
    best = kernel().best(world.around, world.order, 0, len(world.citizens), 1)
    return {key: int(best.feasible[world.citizen_rows[key]]) for key in ids}


def at_top(world: World, ids: Sequence[str], placement_id: str) -> int:
    """On how many lists it stands among the first."""
    best = kernel().best(world.around, world.order, 0, len(world.citizens), TOP)
    row = world.placement_rows[placement_id]
    return sum(1 for key in ids if row in best.rows[world.citizen_rows[key]].tolist())


def with_place(town: Municipality, changed: Placement) -> World:
    """The town built anew with one placement changed or added."""
    others = [one for one in town.placements if one.placement_id != changed.placement_id]
    return world_of(town.citizens, [*others, changed], town.events)


@settings(max_examples=40)
@given(municipalities(most_citizens=6, most_placements=6))
def test_a_lever_opens_for_exactly_those_whom_it_names(town: Municipality) -> None:
    standing = standing_in(town.world)
    for lever in levers(standing)[:4]:
        after = with_place(town, lever.changed)
        place = lever.placement.placement_id
        before_fits, after_fits = fits(town.world, standing.ids, place), fits(after, standing.ids, place)
        assert set(lever.opened) == after_fits - before_fits
        assert (lever.fits_before, lever.fits_after) == (len(before_fits), len(after_fits))
        have = possibilities(after, standing.ids)
        assert lever.few_after == sum(1 for count in have.values() if count < 3)
        assert lever.none_after == sum(1 for count in have.values() if count == 0)


@settings(max_examples=40)
@given(municipalities(most_citizens=6, most_placements=6))
def test_an_answer_does_what_the_question_promises(town: Municipality) -> None:
    standing = standing_in(town.world)
    for question in questions(standing)[:4]:
        place = question.placement.placement_id
        others = tuple(one for one in question.placement.offers or () if one.code != question.need)
        worlds = {
            answer: with_place(town, replace(question.placement, offers=(*others, Offer(question.need, answer))))
            for answer in ("ja", "nej")
        }
        assert question.fits_before == len(fits(town.world, standing.ids, place))
        assert question.fits_before == len(fits(worlds["ja"], standing.ids, place))
        assert question.fits_if_no == len(fits(worlds["nej"], standing.ids, place))
        assert question.top_before == at_top(town.world, standing.ids, place)
        assert question.top_if_yes == at_top(worlds["ja"], standing.ids, place)
        assert question.top_if_no == at_top(worlds["nej"], standing.ids, place)


@settings(max_examples=40)
@given(municipalities(most_citizens=8, most_placements=4))
def test_a_new_place_of_the_missing_kind_fits_everyone_who_lacks_it(town: Municipality) -> None:
    standing = standing_in(town.world)
    have = possibilities(town.world, standing.ids)
    found = unmet_demand(standing)
    named = [key for demand in found for key in demand.people]
    assert len(named) == len(set(named))
    for demand in found:
        assert all(have[key] < 3 for key in demand.people)
        assert demand.none_before == sum(1 for key in demand.people if have[key] == 0)
        assert demand.feasible_before == sum(have[key] for key in demand.people)
        after = with_place(town, demand.place)
        assert set(demand.people) <= fits(after, demand.people, demand.place.placement_id)


def quiet_town(count: int) -> Municipality:
    """People in Hundested who start small and need quiet, and one workplace that has none to offer."""
    citizens = [
        Citizen(
            citizen_id=f"B-{n}", status="klar", postcode="3390", transport="cykel", max_travel_min=30, hours_now=6.0,
            needs=(Need("ro", "krav"),),
        )
        for n in range(count)
    ]  # fmt: skip
    noisy: dict[str, Any] = {"postcode": "3390", "min_hours": 4.0, "offers": (Offer("ro", "nej"),)}
    return Municipality(citizens, [Placement(placement_id="P-017", employer="Værftet", **noisy)], [])


def test_the_sentence_says_who_lacks_what_where() -> None:
    (demand,) = unmet_demand(standing_in(quiet_town(11).world))
    assert demand.text.da == (
        "11 borgere mangler et sted, hvor man arbejder et roligt sted, højst 30 minutter fra 3390 Hundested."
    )
    assert demand.none_before == 11


def test_one_change_at_one_workplace_opens_for_all_of_them() -> None:
    (lever,) = levers(standing_in(quiet_town(4).world))
    assert lever.change.code == "need:ro"
    assert len(lever.opened) == 4
    assert (lever.none_before, lever.none_after) == (4, 0)
    assert lever.text.da.startswith("P-017 (Værftet) ville passe til 4 borgere mere, hvis ")


def test_nobody_is_asked_what_no_answer_would_move() -> None:
    calm = Citizen(citizen_id="B-1", status="klar", needs=())
    assert questions(standing_in(world_of([calm], [Placement(placement_id="P-1")]))) == []


def test_a_question_that_a_no_would_close_is_worth_asking() -> None:
    needing = Citizen(citizen_id="B-1", status="klar", needs=(Need("rusfri", "krav"),))
    (question,) = questions(standing_in(world_of([needing], [Placement(placement_id="P-1")])))
    assert question.need == "rusfri"
    assert question.closed == ("B-1",)
    assert question.fits_if_no == 0


def test_without_citizens_or_places_there_is_nothing_to_tell() -> None:
    empty = world_of([], [Placement(placement_id="P-1")])
    assert levers(standing_in(empty)) == []
    assert questions(standing_in(empty)) == []
    assert unmet_demand(standing_in(empty)) == []
    lonely = world_of([Citizen(citizen_id="B-1", status="klar")], [])
    assert levers(standing_in(lonely)) == []
    assert questions(standing_in(lonely)) == []
