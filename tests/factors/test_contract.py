"""What every factor promises, checked for all of them alike."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jobmatch.core.apart import excluded_by_bit
from jobmatch.core.factor import Factor, Formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CITIZEN, PLACEMENT
from jobmatch.core.records import World as Around
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.domain.shipped import DATA
from jobmatch.exchange.read import read_files
from jobmatch.factors import all_factors
from jobmatch.world.pair import WorldPair
from tests.worlds import Municipality, citizens, kernel, municipalities, placements, world_of

FACTORS = {factor.name: factor for factor in all_factors()}
VALUED = [name for name, factor in FACTORS.items() if factor.value is not None]
GATED = [name for name, factor in FACTORS.items() if factor.gate is not None]


class Reading:
    """Lets a formula read only what it has said that it reads."""

    def __init__(self, of: object, prefix: str, allowed: tuple[str, ...], read: set[str]) -> None:
        self._of, self._prefix, self._allowed, self._read = of, prefix, allowed, read

    def __getattr__(self, name: str) -> object:
        full = f"{self._prefix}.{name}"
        assert full in self._allowed, f"reads {full} without saying so"
        self._read.add(full)
        return getattr(self._of, name)


def read_by(formula: Formula, pair: Pair, allowed: tuple[str, ...]) -> set[str]:
    """The fields that a formula reads for a pair; fails on one that it has not named."""
    read: set[str] = set()
    sides = {"citizen": pair.c, "placement": pair.p, "world": pair.world}
    formula(*(Reading(side, prefix, allowed, read) for prefix, side in sides.items()))
    return read


@pytest.mark.parametrize("name", VALUED)
def test_it_names_fields_that_exist(name: str) -> None:
    known = {f"citizen.{n}" for n in CITIZEN.names or ()} | {f"placement.{n}" for n in PLACEMENT.names or ()}
    known |= {f"world.{n}" for n in Around._fields}
    assert set(FACTORS[name].reads) <= known
    assert set(FACTORS[name].rising) | set(FACTORS[name].falling) <= set(FACTORS[name].reads)


@pytest.mark.parametrize("name", VALUED)
def test_its_texts_and_neutral_value_are_complete(name: str) -> None:
    factor = FACTORS[name]
    assert 0 <= factor.neutral <= 0.5
    assert factor.unknown is not None
    assert factor.levels[-1].least == 0
    leasts = [level.least for level in factor.levels]
    assert leasts == sorted(leasts, reverse=True)
    for level in factor.levels:
        assert set(re.findall(r"{(\w+)}", level.text.da)) == set(re.findall(r"{(\w+)}", level.text.en))


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=2, most_placements=4))
def test_values_stand_in_zero_to_one_and_only_declared_fields_are_read(town: Municipality) -> None:
    world = town.world
    for citizen_id in world.citizens:
        for placement_id in world.placements:
            pair = WorldPair(world, citizen_id, placement_id, {})
            for factor in FACTORS.values():
                if factor.value is not None:
                    value = factor.value(pair.c, pair.p, pair.world)
                    assert isnan(value) or 0.0 <= value <= 1.0, factor.name
                    read_by(factor.value, pair, factor.reads)
                if factor.gate is not None:
                    read_by(factor.gate.excludes, pair, factor.gate.reads)


@pytest.mark.parametrize("name", [name for name in VALUED if FACTORS[name].offers >= 0])
@settings(max_examples=40, deadline=None)
@given(municipalities(1, 1), *(st.integers(0, (1 << len(NEEDS)) - 1) for _ in range(6)))
def test_needs_that_it_does_not_look_at_change_nothing_on_either_side(
    name: str, town: Municipality, yes: int, partly: int, no: int, must: int, important: int, wished: int
) -> None:
    factor = FACTORS[name]
    assert factor.value is not None
    pair = WorldPair(town.world, "B-001", "P-001", {})
    before = factor.value(pair.c, pair.p, pair.world)
    for field, other in (("offers_yes", yes), ("offers_partly", partly), ("offers_no", no)):
        setattr(pair.p, field, getattr(pair.p, field) & factor.offers | other & ~factor.offers)
    for field, other in (("must", must), ("important", important), ("wished", wished)):
        setattr(pair.c, field, getattr(pair.c, field) & factor.offers | other & ~factor.offers)
    after = factor.value(pair.c, pair.p, pair.world)
    assert before == after or (isnan(before) and isnan(after))


@pytest.mark.parametrize("name", [name for name in GATED if FACTORS[name].gate.apart])  # type: ignore[union-attr]
@settings(max_examples=60, deadline=None)
@given(municipalities(1, 3), st.data())
def test_a_gate_that_looks_at_bits_one_by_one_excludes_for_one_of_them_alone(
    name: str, town: Municipality, data: st.DataObject
) -> None:
    gate = FACTORS[name].gate
    assert gate is not None
    assert gate.apart is not None
    records = town.world.around.placements.records
    bits = data.draw(st.integers(0, (1 << gate.apart.bits.bit_length()) - 1)) & gate.apart.bits
    alone = excluded_by_bit(gate, records)
    for row, placement_id in enumerate(town.world.placements):
        pair = WorldPair(town.world, "B-001", placement_id, {})
        setattr(pair.c, gate.apart.citizen, bits)
        expected = any(alone[bit, row] for bit in range(len(alone)) if bits >> bit & 1)
        assert bool(gate.excludes(pair.c, pair.p, pair.world)) == expected


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=2, most_placements=4))
def test_a_measured_number_gives_what_the_formula_gives_and_reads_what_it_names(town: Municipality) -> None:
    pairs = [WorldPair(town.world, c, p, {}) for c in town.world.citizens for p in town.world.placements]
    for factor in FACTORS.values():
        for one, formula in ((factor, factor.value), (factor.gate, factor.gate and factor.gate.excludes)):
            if one is None or one.measured is None:
                continue
            assert set(one.measured.reads) <= set(one.reads)
            for pair in pairs:
                sides = pair.c, pair.p, pair.world
                read_by(one.measured.value, pair, one.measured.reads)
                number = one.measured.value(*sides)
                np.testing.assert_equal(one.given(number, *sides), formula(*sides))  # type: ignore[misc, operator]


@settings(max_examples=60, deadline=None)
@given(municipalities(most_citizens=3, most_placements=3))
def test_what_cannot_be_told_of_a_citizen_is_unknown_everywhere(town: Municipality) -> None:
    for factor in FACTORS.values():
        for citizen_id in town.world.citizens if factor.told else ():
            for placement_id in town.world.placements:
                pair = WorldPair(town.world, citizen_id, placement_id, {})
                assert factor.told(pair.c) or isnan(factor.value(pair.c, pair.p, pair.world))  # type: ignore[misc]


def test_every_declared_field_is_read_by_somebody(sample_of_pairs: list[WorldPair]) -> None:
    for factor in FACTORS.values():
        if factor.value is not None:
            read = set().union(*(read_by(factor.value, pair, factor.reads) for pair in sample_of_pairs))
            assert read == set(factor.reads), factor.name


@pytest.fixture(scope="module")
def sample_of_pairs() -> list[WorldPair]:
    """Every pair of the shipped sample municipality."""
    files = read_files([DATA / "sample"])
    people = [row.record for row in files.citizens if row.record]
    openings = [row.record for row in files.placements if row.record]
    world = world_of(people, openings, [row.record for row in files.events if row.record])
    return [WorldPair(world, c, p, {}) for c in world.citizens for p in world.placements]


def value_of(factor: Factor, pair: Pair) -> float:
    """The value, with the neutral one where it is unknown."""
    assert factor.value is not None
    value = float(factor.value(pair.c, pair.p, pair.world))
    return factor.neutral if isnan(value) else value


@pytest.mark.parametrize("name", [n for n in VALUED if FACTORS[n].rising or FACTORS[n].falling])
@settings(max_examples=40, deadline=None)
@given(municipalities(1, 1), st.floats(0, 40), st.floats(0, 40))
def test_it_is_monotone_where_it_says_so(name: str, town: Municipality, one: float, other: float) -> None:
    world = town.world
    factor = FACTORS[name]
    pair = WorldPair(world, "B-001", "P-001", {})
    low, high = sorted((one, other))
    for field, sign in [*((f, 1) for f in factor.rising), *((f, -1) for f in factor.falling)]:
        attribute = field.split(".")[1]
        scale = 0.025 if attribute == "reliability" else 1.0
        values = []
        for given_value in (low, high):
            setattr(pair.p, attribute, given_value * scale)
            values.append(factor.value(pair.c, pair.p, pair.world))  # type: ignore[misc]
        assume(not any(isnan(v) for v in values))
        assert sign * (values[1] - values[0]) >= -1e-12


@pytest.mark.parametrize(("better", "worse"), [("ja", "delvist"), ("delvist", "ukendt"), ("ukendt", "nej")])
@settings(max_examples=40, deadline=None)
@given(citizens(), placements(), st.data())
def test_an_unknown_answer_is_no_better_than_half_and_no_worse_than_no(
    better: str, worse: str, person: Citizen, place: Placement, data: st.DataObject
) -> None:
    needs = [n.code for n in person.needs or ()]
    assume(needs)
    code = data.draw(st.sampled_from(needs))
    others = tuple(o for o in place.offers or () if o.code != code)
    two = [
        replace(place, placement_id=key, offers=(*others, Offer(code, answer)))
        for key, answer in (("P-001", better), ("P-002", worse))
    ]
    world = world_of([person], two)
    scores = kernel().pairs(world.around, np.zeros(2, np.int64), np.arange(2))
    assert scores.points[0] >= scores.points[1]
    if worse == "ukendt":
        assert scores.failed[1] == scores.failed[0]


@settings(max_examples=60, deadline=None)
@given(citizens())
def test_a_placement_that_nobody_has_described_excludes_nobody(person: Citizen) -> None:
    world = world_of([person], [Placement(placement_id="P-001", title="medhjælper")])
    scores = kernel().pairs(world.around, np.zeros(1, np.int64), np.zeros(1, np.int64))
    failed = {gate.name for gate in kernel().failed_gates(int(scores.failed[0]))}
    assert failed <= {"status"}


@settings(max_examples=60, deadline=None)
@given(placements())
def test_a_citizen_about_whom_nothing_is_known_is_excluded_by_nothing_but_the_opening_and_its_rules(
    place: Placement,
) -> None:
    world = world_of([Citizen(citizen_id="B-001")], [place])
    scores = kernel().pairs(world.around, np.zeros(1, np.int64), np.zeros(1, np.int64))
    failed = {gate.name for gate in kernel().failed_gates(int(scores.failed[0]))}
    assert failed <= {"availability", "measure", "schedule"}
    if "schedule" in failed:
        # Only where the placement contradicts itself: its own days and window cannot hold its smallest pattern.
        assert place.min_hours is not None or place.min_hours_day is not None
