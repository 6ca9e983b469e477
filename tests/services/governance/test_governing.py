"""Weights and rules are changed by two people, and everybody sees beforehand what that would move."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.bootstrap import Application
from jobmatch.core.model import read_model
from jobmatch.domain.proposal import APPROVED, REJECTED, WITHDRAWN
from jobmatch.domain.shipped import MODELS
from jobmatch.domain.viewer import Role, Viewer
from jobmatch.errors import BadInput, Conflict, NotFound
from jobmatch.factors import all_factors
from jobmatch.services.governance.weights import TOTAL, maxima_of, weighted
from tests.conftest import SAMPLE_DAY

SHIPPED: dict[str, Any] = json.loads((MODELS / "expert-1" / "model.json").read_text(encoding="utf-8"))
NEARER = {"commute": 1800, "wishes": 500}
"""Travel matters more than wishes: enough to move lists."""


def lead(name: str, *teams: str) -> Viewer:
    """A lead; of every team when none is named."""
    return Viewer(name, name.capitalize(), frozenset({Role.LEAD}), frozenset(teams) or None)


LONE, PER = lead("lone"), lead("per")


def first_points(application: Application, citizen_id: str = "B-017") -> int:
    """Points of the first placement on a citizen's list."""
    points: int = application.suggest.match(citizen_id)["matches"][0]["points"]
    return points


def test_a_proposal_changes_nothing_before_another_person_approves_it(own_sample: Application) -> None:
    before = own_sample.suggest.match("B-017")
    proposal = own_sample.governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE)
    assert own_sample.suggest.match("B-017") == before
    with pytest.raises(Conflict, match="En anden"):
        own_sample.governing.answer(proposal.number, APPROVED, "", LONE)
    own_sample.governing.answer(proposal.number, APPROVED, "Enig.", PER)
    after = own_sample.suggest.match("B-017")
    assert after["model"].startswith("expert-1-lokal-1")
    most = {part["factor"]: part["max"] for part in after["matches"][0]["contributions"]}
    assert (most["commute"], most["wishes"]) == (1800, 500)
    assert all(sum(part["points"] for part in row["contributions"]) == row["points"] for row in after["matches"])


def test_what_was_shown_before_can_be_made_again(own_sample: Application) -> None:
    revision = own_sample.store.revision()
    points = first_points(own_sample)
    proposal = own_sample.governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE)
    own_sample.governing.answer(proposal.number, APPROVED, "", PER)
    assert own_sample.store.revision() == revision + 1
    then = own_sample.worlds.at(revision=revision)
    assert then.kernel.model.name == "expert-1"
    assert int(then.best("B-017", 1).points[0, 0]) == points


def test_the_night_after_uses_the_new_weights(own_sample: Application) -> None:
    proposal = own_sample.governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE)
    own_sample.governing.answer(proposal.number, APPROVED, "", PER)
    own_sample.nightly.run()
    run = own_sample.store.latest_run()
    assert run is not None
    assert run.model == own_sample.in_force.model().version


def test_the_preview_tells_what_the_approval_then_moves(own_sample: Application) -> None:
    governing = own_sample.governing
    proposal = governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE)
    found = governing.preview(proposal.number, PER)
    assert found.citizens >= found.other_list >= found.other_first > 0
    assert found.left_without == found.helped == 0, "weights close no door and open none"
    assert sum(count for _, count in found.gaining) == sum(count for _, count in found.losing)
    governing.answer(proposal.number, APPROVED, "", PER)
    for moved in found.examples:
        now = own_sample.suggest.match(moved.citizen_id)["matches"]
        assert tuple(row["placement_id"] for row in now) == moved.after != moved.before


def test_a_preview_tells_a_lead_of_the_own_team_alone(own_sample: Application) -> None:
    proposal = own_sample.governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE)
    team = next(citizen.team for citizen in own_sample.store.citizens() if citizen.team)
    found = own_sample.governing.preview(proposal.number, lead("ida", team))
    teams = {citizen.citizen_id: citizen.team for citizen in own_sample.store.citizens()}
    assert 0 < found.citizens < 45
    assert {teams[one.citizen_id] for one in found.examples} <= {team}


def test_a_proposal_is_answered_once_and_withdrawn_by_its_own_author(own_sample: Application) -> None:
    governing = own_sample.governing
    number = governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE).number
    with pytest.raises(Conflict, match="lone"):
        governing.answer(number, WITHDRAWN, "", PER)
    governing.answer(number, WITHDRAWN, "", LONE)
    with pytest.raises(Conflict, match="allerede besvaret"):
        governing.answer(number, APPROVED, "", PER)
    assert own_sample.in_force.model().name == "expert-1"


def test_weights_from_an_older_base_are_not_approved_over_newer_ones(own_sample: Application) -> None:
    governing = own_sample.governing
    one = governing.propose_weights(NEARER, "Bussen er skåret ned.", LONE).number
    other = governing.propose_weights({"mentor": 400, "tasks": 700}, "Mentorer virker.", LONE).number
    governing.answer(one, APPROVED, "", PER)
    with pytest.raises(Conflict, match="ændret, siden"):
        governing.answer(other, APPROVED, "", PER)
    assert governing.answer(other, REJECTED, "Lav det igen.", PER).verdict is not None


@pytest.mark.parametrize(
    ("maxima", "because", "word"),
    [
        ({"commute": 900}, "Fordi.", "10.100"),
        ({"commute": -1, "wishes": 2301}, "Fordi.", "commute"),
        ({"luck": 10}, "Fordi.", "luck"),
        ({}, "Fordi.", "som de var"),
        (NEARER, "  ", "hvorfor"),
        (NEARER, "For 010180-1234.", "CPR"),
        (NEARER, "x" * 1001, "for lang"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_with_why(
    sample: Application, maxima: dict[str, int], because: str, word: str
) -> None:
    with pytest.raises(BadInput) as refused:
        sample.governing.propose_weights(maxima, because, LONE)
    assert word in refused.value.text.da
    assert "1234" not in refused.value.text.da + refused.value.text.en


@given(st.lists(st.integers(0, 2000), min_size=15, max_size=15))
def test_every_spread_of_weights_is_a_model(spread: list[int]) -> None:
    names = list(maxima_of(SHIPPED))
    maxima = {name: TOTAL * part // max(1, sum(spread)) for name, part in zip(names, spread, strict=True)}
    maxima[names[0]] += TOTAL - sum(maxima.values())
    if maxima == maxima_of(SHIPPED):
        return
    document = weighted(SHIPPED, maxima, "expert-1-lokal-1", "Fordi.", "2026-11-21")
    model = read_model(document.encode(), "prøve", all_factors())
    assert {name: model.maximum(name) for name in names} == maxima


def test_weights_may_go_down_to_nothing_and_up_again() -> None:
    off = json.loads(weighted(SHIPPED, {"freshness": 0, "reliability": 200}, "a", "Fordi.", "2026-11-21"))
    on = json.loads(weighted(off, {"freshness": 100, "reliability": 100}, "b", "Fordi.", "2026-11-22"))
    assert maxima_of(on) == maxima_of(SHIPPED)
    assert on["factors"]["wishes"] == SHIPPED["factors"]["wishes"]


def propose_e1(application: Application, **changed: Any) -> int:
    """A proposal to change the ratio rule."""
    rule = application.governing.rule("E1", 1)
    fields = {"parameters": {}, "severity": rule.severity, "valid_from": SAMPLE_DAY, "source": "", **changed}
    return application.governing.propose_rule("E1", 1, **fields, because="Ny lov.", by=LONE).number


def closed_by_e1(application: Application) -> set[str]:
    """Placements that the ratio rule closes for one citizen."""
    rows = application.suggest.match("B-017", excluded=1000)["excluded"]
    return {row["placement_id"] for row in rows for reason in row["reasons"] if reason.get("code") == "E1"}


def test_a_rule_that_no_longer_blocks_opens_what_it_closed(own_sample: Application) -> None:
    assert closed_by_e1(own_sample)
    before = own_sample.in_force.rules(SAMPLE_DAY).version
    own_sample.governing.answer(propose_e1(own_sample, severity="warn"), APPROVED, "", PER)
    table = own_sample.in_force.rules(SAMPLE_DAY)
    rule = own_sample.governing.rule("E1", 1)
    assert (rule.severity, rule.approved_by) == ("warn", "per")
    assert own_sample.suggest.match("B-017")["rules"] == table.version != before
    assert not closed_by_e1(own_sample)


def test_the_preview_of_a_stricter_rule_tells_whose_lists_it_moves(own_sample: Application) -> None:
    number = propose_e1(own_sample, parameters={"staff_each": 40, "least": 0})
    told = own_sample.governing.preview(number, PER)
    assert told.other_list > 0
    own_sample.governing.answer(number, APPROVED, "", PER)
    for moved in told.examples:
        now = own_sample.suggest.match(moved.citizen_id)["matches"]
        assert tuple(row["placement_id"] for row in now) == moved.after


def test_a_rule_of_a_later_day_waits_for_its_day(own_sample: Application) -> None:
    later = SAMPLE_DAY + timedelta(days=40)
    own_sample.governing.answer(
        propose_e1(own_sample, parameters={"staff_each": 4}, valid_from=later), APPROVED, "", PER
    )
    assert own_sample.governing.rule("E1", 1).parameters["staff_each"] == 5
    then = own_sample.in_force.rules(later)
    assert next(rule for rule in then.rules if rule.rule_id == "E1").parameters["staff_each"] == 4


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "som den var"),
        ({"severity": "warn", "valid_from": date(2026, 11, 20)}, "tidligst"),
        ({"parameters": {"staff_each": 0}}, "staff_each"),
        ({"parameters": {"staff_each": "fem"}}, "staff_each"),
        ({"severity": "måske"}, "severity"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_why(
    sample: Application, changes: dict[str, Any], word: str
) -> None:
    with pytest.raises(BadInput) as refused:
        propose_e1(sample, **changes)
    assert word in refused.value.text.da


def test_a_rule_that_is_not_there_is_not_found(sample: Application) -> None:
    with pytest.raises(NotFound):
        sample.governing.rule("Z9", 1)
