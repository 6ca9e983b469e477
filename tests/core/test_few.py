"""Few placements looked at for everybody: the same pairs, points and counts as when each pair is scored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from jobmatch.core import lineup
from jobmatch.core.factor import Factor
from jobmatch.core.kernel import Kernel, PairScores
from jobmatch.core.lineup import ANEW, Earlier, Ints
from jobmatch.core.plan import placement_fields
from jobmatch.core.scan import WORD, scan_order
from tests.worlds import Municipality, kernel, municipalities

OTHER_HOURS = ("max_hours", "min_hours", "mentor_hours", "offers_yes", "reliability")
"""Fields of a placement that somebody changes: a gate reads one of them, and one gives the same to everybody."""


@contextmanager
def known_beforehand(always: bool) -> Iterator[None]:
    """A small world in which citizens count as few kinds, as in a country; a list of two codes counts as long."""
    with pytest.MonkeyPatch.context() as patch:
        if always:
            patch.setattr(lineup, "FEW_KINDS", 0)
            patch.setattr(lineup, "LONG_LIST", 2)
            patch.setattr(lineup, "AT_ONCE", 2)
            patch.setattr(lineup, "MOST_AT_ONCE", WORD)
        yield


def judges(plainly: bool) -> Kernel:
    """The kernel that scores in one way alone."""
    model = kernel()
    return Kernel(model.factors, model.model, few_pairs=10**9 if plainly else 0)


@settings(max_examples=60, deadline=None)
@given(municipalities(), st.data(), st.booleans(), st.booleans())
def test_pairs_above_the_floor_and_counts_are_those_of_brute_force(
    town: Municipality, data: st.DataObject, plainly: bool, known: bool
) -> None:
    world = town.world
    records = world.around.placements.records
    some = np.array(data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records))), np.bool_)
    chosen = np.arange(len(world.citizens))[::-1]
    floors = np.array(data.draw(st.lists(st.integers(-1, 9000), min_size=len(chosen), max_size=len(chosen))), np.int64)
    counted = np.array(data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records))), np.bool_)
    model = kernel()
    with known_beforehand(known):
        few = judges(plainly).few(world.around, scan_order(records[some]), chosen, floors, counted)
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


@settings(max_examples=60, deadline=None)
@given(municipalities(), st.data(), st.booleans(), st.booleans())
def test_only_what_stood_below_and_has_not_risen_is_left_out(
    town: Municipality, data: st.DataObject, plainly: bool, known: bool
) -> None:
    around, model = town.world.around, kernel()
    now = around.placements
    was = now.records.copy()
    row = st.integers(0, max(0, len(was) - 1))
    for at, name in data.draw(st.lists(st.tuples(row, st.sampled_from(OTHER_HOURS)), max_size=6)):
        if len(was):
            was[name][at] = data.draw(st.integers(0, 40)) / (40.0 if name == "reliability" else 1)
    new = data.draw(st.lists(row, max_size=1))  # it was not there
    row_then = np.array([-1 if at in new else at for at in range(len(was))], np.int64)
    chosen = np.arange(len(town.world.citizens))
    people, places = np.repeat(chosen, len(was)), np.tile(np.arange(len(was)), len(chosen))
    before = model.pairs(replace(around, placements=replace(now, records=was)), people, places)
    after = model.pairs(around, people, places)
    there = (before.failed == 0) & (row_then[places] >= 0)
    length = data.draw(st.integers(0, 3))
    lists, floors = np.full((len(chosen), length), -1, np.int32), np.full(len(chosen), -1, np.int64)
    listed = np.zeros(len(people), np.bool_)
    for n in chosen.tolist():
        fit = np.flatnonzero(there & (people == n))
        best = fit[np.lexsort((places[fit], -before.points[fit]))][:length]
        lists[n, : len(best)], listed[best] = places[best], True
        if len(best) < len(fit):  # ties below the last one stay below it
            floors[n] = before.points[best[-1]] - 1 if len(best) else 1 << 40
    earlier = Earlier(replace(now, records=was), row_then, moved(was, now.records), shift(model, before, after, places),
                      lists, chosen)  # fmt: skip
    counted = np.ones(len(was), np.bool_)
    with known_beforehand(known):
        few = judges(plainly).few(around, scan_order(now.records), chosen, floors, counted, earlier)
    fits = after.failed == 0
    assert few.feasible.tolist() == [np.count_nonzero(fits[people == n]) for n in chosen.tolist()]
    points = {(n, place): worth for n, place, worth in zip(people[fits], places[fits], after.points[fits], strict=True)}
    found = dict(zip(zip(few.people.tolist(), few.rows.tolist(), strict=True), few.points.tolist(), strict=True))
    assert found.items() <= points.items()
    higher = fits & (after.points > floors[people])
    risen = higher & (listed | ~there | (after.points > before.points))
    assert set(zip(people[risen].tolist(), places[risen].tolist(), strict=True)) <= found.keys()


def moved(was: NDArray[np.void], now: NDArray[np.void]) -> Ints:
    """By placement: the factors that read something that is otherwise; ANEW where a gate does."""
    found = np.zeros(len(was), np.int64)

    def differs(reads: tuple[str, ...]) -> NDArray[np.bool_]:
        away = np.zeros(len(was), np.bool_)
        for name in placement_fields(reads):
            away |= (was[name] != now[name]) & ~(np.isnan(was[name] * 1.0) & np.isnan(now[name] * 1.0))
        return away

    for bit, factor in enumerate(kernel().valued):
        found[differs(factor.reads)] |= 1 << bit
    for gate in kernel().gates:
        found[differs(gate.reads)] = ANEW
    return found


def shift(model: Kernel, before: PairScores, after: PairScores, places: Ints) -> Ints:
    """By placement: what it gives to everybody now, less what it gave."""

    def for_all(factor: Factor) -> bool:
        return all(name.startswith("placement.") for name in factor.reads)

    alike = [n for n, one in enumerate(model.valued) if for_all(one)]
    found = np.zeros(len(set(places.tolist())), np.int64)
    found[places] = after.parts[:, alike].sum(axis=1) - before.parts[:, alike].sum(axis=1)
    return found
