"""Groups: small ones are never shown, and none may pay for the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.small_groups import FEWEST_SHOWN
from jobmatch.learning.evaluation import evaluate
from jobmatch.learning.groups import GroupResult, by_group
from jobmatch.learning.measuring import Measured
from jobmatch.learning.scoring import points_of
from tests.learning.towns import EXPERT_KNOTS, NEUTRAL, OTHERWISE, evidence


def results(
    sizes: Mapping[str, int], gains: Mapping[str, float], lists: int = 10, none: str | None = None
) -> list[GroupResult]:
    """Groups of so many people with so many lists each, and what each gains; ``none`` are in no group."""
    names = [name for name, size in sizes.items() for _ in range(size)]
    people = np.repeat(np.arange(len(names)), lists)
    own = np.array([gains[names[person]] for person in people.tolist()])
    ids = [f"B-{n}" for n in range(len(names))]
    before = np.full(len(people), 0.5)
    even = np.ones(len(people))
    found = Measured(people, even, even, before + own, before, (people, people))
    team: dict[str, Sequence[str]] = {one: (name,) for one, name in zip(ids, names, strict=True) if name != none}
    return by_group(found, ids, {"team": team})


@given(st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_groups_below_five_are_never_shown_nor_to_be_worked_out(sizes: list[int]) -> None:
    named = {f"t{n}": size for n, size in enumerate(sizes)}
    found = {one.name: one for one in results(named, dict.fromkeys(named, 0.1))}
    hidden = [name for name, one in found.items() if not one.shown]
    assert {name for name, size in named.items() if size < FEWEST_SHOWN} <= set(hidden)
    together = sum(named[name] for name in hidden)
    assert together == 0 or together >= FEWEST_SHOWN or len(hidden) == len(named)


def test_a_group_is_hidden_too_when_those_outside_it_are_fewer_than_five() -> None:
    """Needs are no partition: six of seven have one, and the seventh would be the difference."""
    (one,) = results({"with": 6, "": 1}, {"with": 0.1, "": 0.1}, none="")
    assert not one.shown


def test_a_group_that_cannot_be_shown_is_guarded_all_the_same() -> None:
    """Four and sixty: both hidden, for one would tell of the other; yet sixty may not lose unseen."""
    found = {one.name: one for one in results({"few": 4, "many": 60}, {"few": 0.5, "many": -0.1})}
    assert [one.shown for one in found.values()] == [False, False]
    assert [found[name].loses for name in ("few", "many")] == [False, True]


def test_a_group_that_loses_is_told() -> None:
    found = {one.name: one for one in results({"a": 20, "b": 20}, {"a": 0.2, "b": -0.1})}
    assert (found["a"].loses, found["b"].loses) == (False, True)
    assert found["a"].as_dict()["ndcg@10"]["difference"] == 0.2


def test_a_table_that_makes_some_pay_for_the_others_is_not_promotable() -> None:
    known = evidence(300, "otherwise")
    later = known.after(date(2026, 6, 1))
    sisters = [dict(OTHERWISE)] * 5
    plain = evaluate(later, sisters, [1.0] * 10, ("expert-1", [EXPERT_KNOTS] * 5), NEUTRAL, {})  # type: ignore[arg-type]
    assert plain.promotable
    wrong = [one for one in range(len(known.ids)) if one % 11 == 0]
    ahead = points_of(later, EXPERT_KNOTS, NEUTRAL) - points_of(later, OTHERWISE, NEUTRAL)
    chosen = later.chosen.copy()
    for number in np.flatnonzero(np.isin(later.people, wrong)).tolist():
        first, last = later.starts[number], later.starts[number + 1]
        chosen[number] = first + int(ahead[first:last].argmax())
    team = {name: ("en" if n in wrong else "anden",) for n, name in enumerate(known.ids)}
    turned = replace(later, chosen=chosen)
    found = evaluate(turned, sisters, [1.0] * 10, ("expert-1", [EXPERT_KNOTS] * 5), NEUTRAL, {"team": team})  # type: ignore[arg-type]
    assert found.gain.lowest > 0
    assert not found.promotable
    assert "en" in found.why.da


def test_which_groups_are_too_small_is_not_told_and_of_fewer_than_five_nothing_is() -> None:
    known = evidence(300, "otherwise")
    few = known.pick(known.people < 4)
    needs = {one: ("tasks",) if n < 3 else ("time",) for n, one in enumerate(known.ids)}
    against = ("expert-1", [EXPERT_KNOTS] * 5)
    found = evaluate(few, [dict(OTHERWISE)] * 5, [1.0] * 10, against, NEUTRAL, {"needs": needs}).as_dict()  # type: ignore[arg-type]
    assert found["ndcg@10"] == {"value": None, "difference": None, "interval": [None, None]}
    assert (found["groups"], set(found["tested_on"].values())) == ({}, {None})
    some = evaluate(known, [dict(OTHERWISE)] * 5, [1.0] * 10, against, NEUTRAL, {"needs": needs}).as_dict()  # type: ignore[arg-type]
    assert some["groups"] == {"needs": {"shown": [], "too_small": 2}}, "three have one, and the others all but three"
