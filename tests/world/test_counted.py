"""A citizen's own running course is left out of the count at that workplace, for her pairs there alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.rules.workplace import allowed_supported
from jobmatch.world.pair import WorldPair
from jobmatch.world.world import World
from tests.worlds import TODAY, Municipality, citizens, kernel, placements, world_of

P_NUMBER = "1000000001"
COUNTED_ON = TODAY - timedelta(days=30)
HERE = Placement(
    placement_id="P-1",
    p_number=P_NUMBER,
    measures=("virksomhedspraktik",),
    ordinary_staff=4,
    supported_now=1,
    slots=3,
    updated=COUNTED_ON,
)
SUBSIDISED = replace(HERE, placement_id="P-2", measures=("loentilskud",))


def began(citizen_id: str = "B-1", placement_id: str = "P-1", days_before: int = 60) -> Event:
    """Somebody who started at a placement and has not ended."""
    day = TODAY - timedelta(days=days_before)
    return Event(citizen_id=citizen_id, placement_id=placement_id, date=day, event="startet")


def open_to(world: World) -> set[tuple[str, str]]:
    """The pairs that no gate keeps apart."""
    people, openings = world.around.citizens.ids, world.around.placements.ids
    rows = np.repeat(np.arange(len(people)), len(openings))
    places = np.tile(np.arange(len(openings)), len(people))
    fits = kernel().pairs(world.around, rows, places).failed == 0
    return {(people[c], openings[p]) for c, p in zip(rows[fits].tolist(), places[fits].tolist(), strict=True)}


def town(openings: Sequence[Placement], *events: Event, **facts: Any) -> World:
    """B-1 and B-2 among some placements."""
    people = [Citizen(citizen_id=key, status="klar", **facts) for key in ("B-1", "B-2")]
    return world_of(people, openings, events)


def test_her_own_place_stays_open_and_may_become_a_subsidised_job() -> None:
    assert open_to(town([HERE, SUBSIDISED], began())) == {("B-1", "P-1"), ("B-1", "P-2")}


def test_a_place_that_is_over_full_without_her_stays_closed() -> None:
    fuller = replace(HERE, supported_now=2)
    assert open_to(town([fuller], began())) == set()


def test_who_began_after_the_count_is_not_in_it() -> None:
    assert open_to(town([HERE], began(days_before=29))) == set()
    assert open_to(town([HERE], began(days_before=30))) == {("B-1", "P-1")}


def test_a_course_that_ended_counts_no_more() -> None:
    ended = Event(citizen_id="B-1", placement_id="P-1", date=TODAY, event="afbrudt", reason="opgaver")
    assert open_to(town([HERE], began(), ended)) == set()


def test_a_choice_holds_a_slot_and_is_no_course_yet() -> None:
    chosen = Event(citizen_id="B-1", placement_id="P-1", date=TODAY, event="valgt")
    assert open_to(town([replace(HERE, slots=1)], chosen)) == set()


def test_a_small_job_is_an_ordinary_job() -> None:
    job = replace(HERE, placement_id="P-3", measures=("smaajob",))
    assert open_to(town([HERE, job], began(placement_id="P-3"))) == {("B-1", "P-3"), ("B-2", "P-3")}


def test_a_workplace_without_a_p_number_is_the_placement_alone() -> None:
    alone, other = replace(HERE, p_number=None), replace(SUBSIDISED, p_number=None)
    assert open_to(town([alone, other], began())) == {("B-1", "P-1")}


def test_of_several_running_courses_the_latest_is_left_out() -> None:
    elsewhere = replace(HERE, placement_id="P-9", p_number="1000000002")
    world = town([HERE, elsewhere], began(days_before=90), began(placement_id="P-9", days_before=60))
    assert open_to(world) == {("B-1", "P-9")}


def test_what_is_closed_to_the_young_stays_closed_to_her() -> None:
    heavy = replace(HERE, min_hours_day=10.0)
    assert open_to(town([heavy], began(), under_18=True)) == set()
    assert open_to(town([heavy], began(), under_18=False)) == {("B-1", "P-1")}


def test_the_words_say_whom_the_number_leaves_out() -> None:
    world = town([replace(HERE, supported_now=2)], began())
    told = {key: WorldPair(world, key, "P-1", {}).blocked_measures()[0].text for key in ("B-1", "B-2")}
    assert told["B-1"].da.endswith("Nu er der 1. Borgerens eget forløb der er ikke talt med.")
    assert told["B-2"].da.endswith("Nu er der 2.")


def test_a_change_at_the_workplace_is_tried_with_her_left_out() -> None:
    world = town([HERE], began())
    around = world.if_changed([replace(HERE, min_hours=4.0)])
    assert kernel().pairs(around, np.arange(2), np.zeros(2, np.int64)).failed.tolist()[0] == 0
    again = world.with_placements([replace(HERE, min_hours=4.0)])
    assert open_to(again) == {("B-1", "P-1")}
    assert open_to(world.with_citizens([replace(world.citizens["B-1"], hours_now=8.0)])) == {("B-1", "P-1")}


@st.composite
def crowded(draw: st.DrawFn) -> Municipality:
    """People under way at workplaces that are just full, before or after they were counted."""
    people = [draw(citizens(f"B-{n}", status="klar")) for n in range(1, 4)]
    openings = []
    for n in range(1, 5):
        staff = draw(st.sampled_from((0, 4, 10)))
        supported = allowed_supported(staff) + draw(st.sampled_from((-1, 0, 0, 1)))
        unit = draw(st.sampled_from((None, P_NUMBER, "1000000002")))
        openings.append(
            draw(placements(f"P-{n}", p_number=unit, ordinary_staff=staff, supported_now=supported, slots=3))
        )
    events = [
        began(key, draw(st.sampled_from([one.placement_id for one in openings])), draw(st.integers(0, 300)))
        for key in draw(st.lists(st.sampled_from([one.citizen_id for one in people]), max_size=4))
    ]
    return Municipality(people, openings, events)


@given(crowded())
def test_the_kernel_and_the_words_agree_on_every_pair(some: Municipality) -> None:
    world = some.world
    gates = {gate.name: 1 << bit for bit, gate in enumerate(kernel().gates)}
    for c, citizen_id in enumerate(world.around.citizens.ids):
        for p, placement_id in enumerate(world.around.placements.ids):
            pair = WorldPair(world, citizen_id, placement_id, {})
            offered = set(pair.placement.measures or ())
            closed = {one.measure for one in pair.blocked_measures()}
            failed = int(kernel().pairs(world.around, np.array([c]), np.array([p])).failed[0])
            assert bool(failed & gates["measure"]) == (bool(offered) and closed == offered)


@given(crowded())
def test_every_door_of_the_kernel_knows_her_own_place(some: Municipality) -> None:
    world = some.world
    people, openings = world.around.citizens.ids, world.around.placements.ids
    everyone = np.arange(len(people))
    pairs = open_to(world)
    lists = kernel().best_of(world.around, world.order, everyone, len(openings))
    listed = {(people[c], openings[row]) for c in everyone for row in lists.rows[c].tolist() if row >= 0}
    counted = np.ones(len(openings), np.bool_)
    few = kernel().few(world.around, world.order, everyone, np.full(len(people), -1), counted)
    met = {(people[c], openings[row]) for c, row in zip(few.people.tolist(), few.rows.tolist(), strict=True)}
    seen = {
        (people[c], openings[row])
        for c in everyone
        for row in np.flatnonzero(kernel().survey(world.around, int(c), 1, 1).points >= 0).tolist()
    }
    assert listed == met == seen == pairs
    assert lists.feasible.tolist() == [sum(1 for key, _ in pairs if key == one) for one in people]


@given(crowded())
def test_leaving_her_out_opens_nothing_to_others_and_closes_nothing_to_her(some: Municipality) -> None:
    with_courses = open_to(roomy(some.events, some))
    without = open_to(roomy([], some))
    assert without <= with_courses
    under_way = {event.citizen_id for event in some.events}
    assert {citizen_id for citizen_id, _ in with_courses - without} <= under_way


def roomy(events: Sequence[Event], some: Municipality) -> World:
    """The municipality with these events, and slots enough that nobody stands in the way."""
    return world_of(some.citizens, [replace(one, slots=9) for one in some.placements], events)


def test_where_nobody_knows_when_they_were_counted_she_is_taken_to_be_one() -> None:
    world = town([replace(HERE, updated=None)], began(days_before=1))
    assert open_to(world) == {("B-1", "P-1")}
    assert world.counted.at == {"B-1": 0}
