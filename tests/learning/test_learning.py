"""Learning finds a truth that differs from the experts', and leaves their table alone where nothing speaks against."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from jobmatch.core.model import read_model
from jobmatch.factors import all_factors
from jobmatch.learning.challenger import black_box
from jobmatch.learning.evaluation import Evaluation, evaluate
from jobmatch.learning.learning import Learned, learn
from jobmatch.learning.measuring import gain_of, measured
from jobmatch.learning.table import TOTAL, document_of
from tests.learning.towns import EXPERT, EXPERT_KNOTS, NEUTRAL, OTHERWISE, evidence

TOWNS = [(60, "otherwise"), (300, "otherwise"), (60, "expert"), (300, "expert"), (60, "order"), (300, "order")]


@cache
def learned(people: int, truth: str, seed: int = 1) -> Learned:
    """What a town teaches."""
    return learn(evidence(people, truth, seed), EXPERT, NEUTRAL)


def verdict_on(people: int, truth: str, seed: int = 1) -> Evaluation:
    """How that does on people it has not seen."""
    found = learned(people, truth, seed)
    later = evidence(people, truth, seed).after(found.cut)
    return evaluate(later, found.sisters, found.reading, ("expert-1", [EXPERT_KNOTS] * 5), NEUTRAL, {})


def maxima(found: Learned) -> dict[str, int]:
    """By factor the most points."""
    return {name: knots[-1][1] for name, knots in found.table.items()}


def test_it_finds_what_matters_more_and_less_than_the_experts_thought() -> None:
    most = maxima(learned(300, "otherwise"))
    assert most["commute"] > 1.5 * 800
    assert most["fixed_contact"] > 1.5 * 550
    assert most["wishes"] < 0.7 * 1500
    assert most["needs"] < 0.8 * 1500
    assert most["competences"] < 0.8 * 900


def test_it_beats_the_expert_table_on_people_it_has_not_seen_when_the_truth_differs() -> None:
    found = verdict_on(300, "otherwise")
    assert found.promotable
    assert found.gain.lowest > 0.05
    later = evidence(300, "otherwise").after(learned(300, "otherwise").cut)
    reading = learned(300, "otherwise").reading
    truth = gain_of(measured(later, [OTHERWISE] * 5, [EXPERT_KNOTS] * 5, NEUTRAL, reading))  # type: ignore[list-item]
    assert found.gain.difference > 0.6 * truth.difference, "most of what the truth itself would gain"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_not_promotable_when_the_experts_are_right(seed: int) -> None:
    found = verdict_on(300, "expert", seed)
    assert not found.promotable
    assert abs(found.gain.difference) < 0.02
    assert "ikke sikkert, at den er bedre" in found.why.da


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_order_alone_decides_nothing_is_learned(seed: int) -> None:
    most = maxima(learned(300, "order", seed))
    assert all(abs(most[name] - knots[-1][1]) <= max(60, 0.1 * knots[-1][1]) for name, knots in EXPERT_KNOTS.items())
    assert not verdict_on(300, "order", seed).promotable


def test_it_learns_how_far_down_a_list_is_read() -> None:
    reading = learned(300, "order").reading
    assert all(right <= left for left, right in pairwise(reading))
    assert reading[1] == pytest.approx(1 / 2, abs=0.15)
    assert reading[4] == pytest.approx(1 / 5, abs=0.1)


def test_little_data_changes_little_and_is_never_promotable() -> None:
    few = learned(20, "expert")
    most = maxima(few)
    assert all(abs(most[name] - knots[-1][1]) <= 50 for name, knots in EXPERT_KNOTS.items())
    verdict = verdict_on(60, "otherwise")
    assert verdict.as_shown < 100
    assert not verdict.promotable, "however good it looks"
    assert "for lidt" in verdict.why.da


@pytest.mark.parametrize(("people", "truth"), TOWNS)
def test_tables_never_fall_and_always_add_to_the_total(people: int, truth: str) -> None:
    found = learned(people, truth)
    for table in (found.table, *found.sisters):
        assert sum(knots[-1][1] for knots in table.values()) == TOTAL
        for name, knots in table.items():
            assert [value for value, _ in knots][:: len(knots) - 1] == [0, 1]
            assert all(left <= right for (_, left), (_, right) in pairwise(knots))
            assert knots[-1][1] >= 0.05 * EXPERT_KNOTS[name][-1][1], "nothing that experts thought of vanishes"


@pytest.mark.parametrize(("people", "truth"), TOWNS)
def test_the_table_is_a_model_that_the_kernel_takes(people: int, truth: str) -> None:
    found = learned(people, truth)
    document = document_of("learned-1", "2026-11-21", found.table, list(found.changes), EXPERT)
    model = read_model(document.encode(), "learned-1", all_factors())
    assert model.origin == "learned"
    assert {name: list(table.knots) for name, table in model.tables.items()} == found.table
    assert all(table.because.da != table.because.en for table in model.tables.values())


def test_the_same_data_gives_the_same_bytes() -> None:
    first, second = learned(300, "otherwise"), learn(evidence(300, "otherwise"), EXPERT, NEUTRAL)
    assert first == second
    changes = list(first.changes)
    assert document_of("a", "d", first.table, changes, EXPERT) == document_of("a", "d", second.table, changes, EXPERT)


def test_a_weight_that_would_turn_round_is_held_and_said_so() -> None:
    """Everybody takes what lies farthest away."""
    known = evidence(300, "otherwise")
    column = known.factors.index("commute")
    values = known.values.copy()
    values[:, column] = 1 - values[:, column]
    found = learn(replace(known, values=values), EXPERT, NEUTRAL)
    change = next(one for one in found.changes if one.factor == "commute")
    assert change.what == "held"
    assert 0 < change.after < 200
    assert "vende" in change.as_dict()["text"]["da"]


def test_what_is_the_same_for_a_person_on_every_row_teaches_nothing() -> None:
    """Whoever is known to like work has courses that hold: that is about the person, not about the placement."""
    known = evidence(300, "expert")
    column = known.factors.index("growth")
    values = known.values.copy()
    luck = np.random.default_rng(5).random(len(known.ids))
    values[:, column] = luck[known.people][known.of_row]
    outcomes = np.where(known.outcomes == -1, -1, (luck[known.people] > 0.5).astype(int))
    found = learn(replace(known, values=values, outcomes=outcomes), EXPERT, NEUTRAL)
    change = next(one for one in found.changes if one.factor == "growth")
    assert abs(change.after - change.before) <= 0.1 * change.before


def test_a_black_box_is_measured_beside_and_nothing_more() -> None:
    found = learned(300, "otherwise")
    known = evidence(300, "otherwise")
    later = known.after(found.cut)
    told = measured(later, found.sisters, [EXPERT_KNOTS] * 5, NEUTRAL, found.reading)
    value = black_box(known.until(found.cut), later, found.reading, told)
    assert value is not None
    assert gain_of(told).value - gain_of(told).difference < value <= 1


def test_outcomes_alone_move_the_table_too() -> None:
    """Choices by the experts' table; but courses hold where the contact person is fixed."""
    known = evidence(300, "expert")
    column = known.factors.index("fixed_contact")
    ahead = known.values[known.chosen, column] - np.add.reduceat(known.values[:, column], known.starts[:-1]) / np.diff(
        known.starts
    )
    outcomes = np.where(known.outcomes == -1, -1, (ahead > 0).astype(int))
    most = maxima(learn(replace(known, outcomes=outcomes), EXPERT, NEUTRAL))
    assert most["fixed_contact"] > 1.3 * maxima(learned(300, "expert"))["fixed_contact"]


def test_what_people_set_to_nothing_stays_nothing() -> None:
    tables = dict(EXPERT.tables)
    way, hours = tables["commute"], tables["hours"]
    tables["commute"] = replace(way, knots=((0.0, 0), (1.0, 0)))
    tables["hours"] = replace(hours, knots=(*hours.knots[:-1], (1.0, 1300 + 800)))
    found = learn(evidence(300, "otherwise"), replace(EXPERT, tables=tables), NEUTRAL)
    assert found.table["commute"] == [(0.0, 0), (1.0, 0)]
    assert next(one.what for one in found.changes if one.factor == "commute") == "off"
    assert sum(knots[-1][1] for knots in found.table.values()) == TOTAL


def test_of_what_is_not_known_nothing_is_said() -> None:
    known = evidence(300, "otherwise")
    values = known.values.copy()
    values[:, known.factors.index("freshness")] = np.nan
    values[:, known.factors.index("mentor")] = 0.5
    found = learn(replace(known, values=values), EXPERT, NEUTRAL)
    for name in ("freshness", "mentor"):
        assert found.table[name] == EXPERT_KNOTS[name]
        assert next(one.what for one in found.changes if one.factor == name) == "nothing_told"


def test_values_made_again_do_not_speak_for_a_table() -> None:
    known = evidence(300, "otherwise")
    found = learned(300, "otherwise")
    later = replace(known, as_shown=np.zeros(len(known), bool)).after(found.cut)
    verdict = evaluate(later, found.sisters, found.reading, ("expert-1", [EXPERT_KNOTS] * 5), NEUTRAL, {})
    assert (verdict.as_shown, verdict.promotable) == (0, False)
    assert "fra dengang" in verdict.why.da
