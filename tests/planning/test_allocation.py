"""The plan: nothing overbooked, nobody left out who need not be, the best total, and calm from night to night."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.planning import budget, mending, network, ways
from jobmatch.planning.allocation import Allocation, allocate, edge_values, greedy
from jobmatch.planning.budget import exactly
from jobmatch.planning.flow import Edges, Limits, hours_used
from jobmatch.planning.mending import Before, Prices
from jobmatch.planning.network import Network


@st.composite
def problems(draw: st.DrawFn, budgets: bool = True) -> tuple[Edges, Limits]:
    """Any small plan to make: citizens with feasible placements, and limits of every kind, stated or not."""
    people, places, workplaces = draw(st.integers(1, 7)), draw(st.integers(1, 6)), draw(st.integers(1, 3))
    pairs = draw(st.lists(st.tuples(st.integers(0, people - 1), st.integers(0, places - 1)), unique=True, max_size=30))

    def whole(size: int, least: int, most: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array(draw(st.lists(st.integers(least, most), min_size=size, max_size=size)), np.int64)

    edges = Edges(
        np.array([citizen for citizen, _ in pairs], np.int64),
        np.array([place for _, place in pairs], np.int64),
        whole(len(pairs), 0, 10_000),
        np.zeros(len(pairs), np.bool_),
    )
    limits = Limits(
        slots=whole(places, 0, 3),
        mentor_places=whole(places, -1, 2),
        workplace=whole(places, -1, workplaces - 1),
        ratio_room=whole(workplaces, 0, 3),
        needs_mentor=whole(people, 0, 1).astype(np.bool_),
        support_hours=whole(people, 0, 3),
        budget_hours=draw(st.none() | st.integers(0, 8)) if budgets else None,
    )
    return edges, limits


def chosen_by(allocation: Allocation) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The chosen edges."""
    return allocation.edge_of[allocation.edge_of >= 0]


def assert_within(edges: Edges, limits: Limits, allocation: Allocation) -> None:
    """No limit is exceeded, and everybody has at most one placement, a feasible one."""
    chosen = chosen_by(allocation)
    assert len(set(edges.citizens[chosen].tolist())) == len(chosen)
    for citizen, edge in enumerate(allocation.edge_of.tolist()):
        assert edge < 0 or edges.citizens[edge] == citizen
    places = edges.placements[chosen]
    taken = np.bincount(places, minlength=len(limits.slots))
    assert (taken <= limits.slots).all()
    mentored = np.bincount(places[limits.needs_mentor[edges.citizens[chosen]]], minlength=len(limits.slots))
    assert ((mentored <= limits.mentor_places) | (limits.mentor_places < 0)).all()
    counted = limits.workplace[places]
    assert (np.bincount(counted[counted >= 0], minlength=len(limits.ratio_room)) <= limits.ratio_room).all()
    if limits.budget_hours is not None:
        assert hours_used(edges, chosen, limits) <= limits.budget_hours
    assert allocation.fit == edges.points[chosen].sum()


@settings(max_examples=300)
@given(problems())
def test_no_limit_is_ever_exceeded(problem: tuple[Edges, Limits]) -> None:
    edges, limits = problem
    assert_within(edges, limits, allocate(edges, limits))
    assert_within(edges, limits, greedy(edges, limits))


@settings(max_examples=200)
@given(problems())
def test_as_many_as_possible_have_a_placement_and_the_total_is_the_exact_optimum(problem: tuple[Edges, Limits]) -> None:
    edges, limits = problem
    ours = allocate(edges, limits)
    exact = budget.exactly(edges, edge_values(edges, 0, len(limits.needs_mentor)), limits)
    assert ours.placed == len(exact)
    assert ours.fit == edges.points[exact].sum()


@settings(max_examples=100)
@given(problems(), st.integers(0, 8))
def test_hours_with_a_price_stay_within_the_budget_too(problem: tuple[Edges, Limits], hours: int) -> None:
    edges, unlimited = problem
    limits = Limits(
        unlimited.slots,
        unlimited.mentor_places,
        unlimited.workplace,
        unlimited.ratio_room,
        unlimited.needs_mentor,
        unlimited.support_hours,
        hours,
    )
    chosen = budget.priced(edges, edge_values(edges, 0, len(limits.needs_mentor)), limits)
    edge_of = np.full(len(limits.needs_mentor), -1, np.int64)
    edge_of[edges.citizens[chosen]] = chosen
    assert_within(edges, limits, Allocation(edge_of, int(edges.points[chosen].sum())))


@settings(max_examples=100)
@given(problems(budgets=False), st.integers(0, 2_000))
def test_yesterdays_plan_stays_when_nothing_changed(problem: tuple[Edges, Limits], keep_points: int) -> None:
    edges, limits = problem
    first = allocate(edges, limits)
    kept = np.zeros(len(edges.points), np.bool_)
    kept[chosen_by(first)] = True
    again = allocate(Edges(edges.citizens, edges.placements, edges.points, kept), limits, keep_points)
    assert again.placed == first.placed
    assert again.fit == first.fit
    if keep_points:
        np.testing.assert_array_equal(again.edge_of, first.edge_of)


@pytest.mark.parametrize(("gain", "moves"), [(99, False), (101, True)])
def test_a_proposal_moves_when_the_gain_passes_the_threshold(gain: int, moves: bool) -> None:
    edges = Edges(np.array([0, 0]), np.array([0, 1]), np.array([5_000, 5_000 + gain]), np.array([True, False]))
    allocation = allocate(edges, roomy(people=1, places=2), keep_points=100)
    assert allocation.edge_of.tolist() == [1 if moves else 0]


def test_somebody_without_a_placement_outweighs_what_others_lose_by_moving() -> None:
    # Citizen 0 gives up her best place so that citizen 1, who has no other, is not left out.
    edges = Edges(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([9_000, 100, 50]), np.array([True, False, False]))
    allocation = allocate(edges, roomy(people=2, places=2), keep_points=2_000)
    assert allocation.edge_of.tolist() == [1, 2]


@pytest.mark.parametrize("slots", [1, 3, 12])
def test_whoever_are_fewer_look_for_the_others_and_the_plan_is_as_good(
    slots: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For four people three slots are too few, so the slots look; of twelve each finds the best herself."""
    auctions: list[Network] = []

    def auction_off(net: Network) -> None:
        auctions.append(net)
        network.auction_off(net)

    monkeypatch.setattr(mending, "auction_off", auction_off)
    points = np.random.default_rng(slots).integers(1, 9_000, 12)
    edges = Edges(np.repeat(np.arange(4), 3), np.tile(np.arange(3), 4), points, np.zeros(12, np.bool_))
    limits = replace(roomy(people=4, places=3), slots=np.array([0, 0, slots]) if slots < 4 else np.full(3, 4))
    allocation = allocate(edges, limits)
    assert len(auctions) == (slots < 4)
    exact = exactly(edges, edge_values(edges, 0, 4), limits)
    assert (allocation.placed, allocation.fit) == (min(4, slots), edges.points[exact].sum())


def test_nothing_to_choose_among_is_a_plan_without_anybody() -> None:
    none = np.zeros(0, np.int64)
    allocation = allocate(Edges(none, none, none, none.astype(np.bool_)), roomy(people=3, places=1))
    assert allocation.placed == 0


def test_a_perfect_matching_is_found_where_the_greedy_one_loses_people() -> None:
    # Everybody likes place n best; only one order of giving way leaves nobody out.
    people = 40
    citizens = np.repeat(np.arange(people), 2)
    places = np.stack([np.arange(people), np.minimum(np.arange(people) + 1, people - 1)], axis=1).ravel()
    points = np.tile([10, 9_000], people)
    pairs = np.unique(np.stack([citizens, places], axis=1), axis=0, return_index=True)[1]
    edges = Edges(citizens[pairs], places[pairs], points[pairs], np.zeros(len(pairs), np.bool_))
    limits = roomy(people, people)
    assert allocate(edges, limits).placed == people
    assert greedy(edges, limits).placed < people


def roomy(people: int, places: int) -> Limits:
    """One slot a place and no other limit."""
    return Limits(
        np.ones(places, np.int64),
        np.full(places, -1),
        np.full(places, -1),
        np.zeros(0, np.int64),
        np.zeros(people, np.bool_),
        np.zeros(people, np.int64),
    )


def value_of(edges: Edges, limits: Limits, chosen: np.ndarray[tuple[int], np.dtype[np.int64]], keep: int) -> int:
    """What a choice is worth: people placed above all, then points."""
    return int(edge_values(edges, keep, len(limits.needs_mentor))[chosen].sum())


@st.composite
def two_days(draw: st.DrawFn) -> tuple[tuple[Edges, Limits], tuple[Edges, Limits]]:
    """A plan to make, and the next day's: some pairs new or gone, other points, other room."""
    edges, limits = draw(problems(budgets=False))
    people, places = len(limits.needs_mentor), len(limits.slots)
    pairs = dict(zip(zip(edges.citizens.tolist(), edges.placements.tolist(), strict=True), edges.points, strict=True))
    for pair in draw(st.lists(st.tuples(st.integers(0, people - 1), st.integers(0, places - 1)), max_size=8)):
        if not draw(st.booleans()):
            pairs.pop(pair, None)
        else:
            pairs[pair] = draw(st.integers(0, 10_000))
    of, to = np.array(list(pairs), np.int64).reshape(-1, 2).T
    after = Edges(of, to, np.array(list(pairs.values()), np.int64), np.zeros(len(pairs), np.bool_))

    def moved(
        room: np.ndarray[tuple[int], np.dtype[np.int64]], least: int
    ) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        steps = draw(st.lists(st.sampled_from((0, 0, 0, -1, 1)), min_size=len(room), max_size=len(room)))
        return np.maximum(room + np.array(steps, np.int64), least)

    later = replace(
        limits,
        slots=moved(limits.slots, 0),
        mentor_places=moved(limits.mentor_places, -1),
        ratio_room=moved(limits.ratio_room, 0),
        needs_mentor=np.array([bool(x) ^ draw(st.sampled_from((False, False, True))) for x in limits.needs_mentor]),
    )
    return (edges, limits), (after, later)


@settings(max_examples=300)
@given(days=two_days(), keep=st.sampled_from((0, 100, 5_000)))
def test_a_plan_mended_from_yesterdays_is_the_optimum(
    days: tuple[tuple[Edges, Limits], tuple[Edges, Limits]], keep: int
) -> None:
    (edges, limits), (after, later) = days
    yesterday = allocate(edges, limits)
    assert yesterday.prices is not None
    places = (
        np.where(yesterday.edge_of >= 0, edges.placements[yesterday.edge_of], -1)
        if len(edges.points)
        else (np.full(len(limits.needs_mentor), -1))
    )
    after = replace(after, kept=after.placements == places[after.citizens])
    for before in (Before(places, yesterday.prices), Before(places, prices_of_nothing(limits)), None):
        today = allocate(after, later, keep, before)
        assert_within(after, later, today)
        best = exactly(after, edge_values(after, keep, len(places)), later)
        assert value_of(after, later, chosen_by(today), keep) == value_of(after, later, best, keep)


@settings(max_examples=40, deadline=None)
@given(days=two_days(), keep=st.sampled_from((0, 100)))
def test_a_large_plan_is_mended_by_compiled_code_to_the_very_same(
    days: tuple[tuple[Edges, Limits], tuple[Edges, Limits]], keep: int
) -> None:
    (edges, limits), (later, new_limits) = days
    first = allocate(edges, limits, keep)
    assert first.prices is not None
    places = np.full(len(limits.needs_mentor), -1, np.int64)
    chosen = first.edge_of >= 0
    places[chosen] = edges.placements[first.edge_of[chosen]]
    before = Before(places, first.prices)
    plainly = allocate(later, new_limits, keep, before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ways, "FEW_ARCS", 0)
        compiled = allocate(later, new_limits, keep, before)
    assert compiled.edge_of.tolist() == plainly.edge_of.tolist()
    assert compiled.prices is not None
    assert plainly.prices is not None
    for name in ("slots", "mentors", "workplaces"):
        assert getattr(compiled.prices, name).tolist() == getattr(plainly.prices, name).tolist()


def prices_of_nothing(limits: Limits) -> Prices:
    """Wrong prices: as if there were room everywhere."""
    return Prices(*(np.zeros(len(limits.slots), np.int64) for _ in range(3)))
