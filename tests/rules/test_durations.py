"""How long a measure lasts: shortened and warned about, never a reason to exclude."""

from __future__ import annotations

import pytest
from hypothesis import given

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.rules.durations import longest_weeks
from jobmatch.rules.evaluate import RuleResult, evaluate
from tests.rules.world import IN_FORCE, TODAY, citizen, citizens, placement, placements


def said(who: Citizen, there: Placement, ramp_weeks: int | None = None) -> list[RuleResult]:
    found = evaluate(who, there, None, IN_FORCE, TODAY, ramp_weeks=ramp_weeks)
    return [result for result in found if result.rule_id in ("P1", "P2", "L1")]


@pytest.mark.parametrize(
    ("group", "measure", "weeks"),
    [
        ("dagpenge", "virksomhedspraktik", 4),
        ("kontanthjaelp_jobparat", "virksomhedspraktik", 4),
        ("kontanthjaelp_uddannelsesparat", "virksomhedspraktik", 4),
        ("kontanthjaelp_aktivitetsparat", "virksomhedspraktik", 13),
        ("sygedagpenge", "virksomhedspraktik", 13),
        ("dagpenge", "loentilskud", 26),
        ("kontanthjaelp_aktivitetsparat", "smaajob", None),
        ("fleksjobvisiteret", "fleksjob", None),
        (None, "virksomhedspraktik", None),
        (None, "loentilskud", 26),
    ],
)
def test_the_limit_of_each_group(group: str | None, measure: str, weeks: int | None) -> None:
    assert longest_weeks(citizen(target_group=group), measure, IN_FORCE) == weeks


def test_a_plan_within_the_limit_says_nothing() -> None:
    who = citizen(target_group="kontanthjaelp_aktivitetsparat")
    assert said(who, placement("virksomhedspraktik", weeks=13)) == []


def test_a_longer_plan_is_a_warning_with_both_numbers() -> None:
    who = citizen(target_group="dagpenge")
    (warning,) = said(who, placement("virksomhedspraktik", weeks=13))
    assert (warning.rule_id, warning.severity, warning.measure) == ("P1", "warn", "virksomhedspraktik")
    assert "højst vare 4 uger" in warning.text.da
    assert "planlagt til 13 uger" in warning.text.da


def test_hours_that_grow_for_longer_than_the_praktik_warn_in_good_time() -> None:
    """Ten to 37 hours took eight months; praktik normally ends at week 13 or 26."""
    who = citizen(target_group="kontanthjaelp_aktivitetsparat")
    (warning,) = said(who, placement("virksomhedspraktik"), ramp_weeks=35)
    assert warning.severity == "warn"
    assert "35 uger" in warning.text.da
    assert "lønnede timer" in warning.text.da
    assert "forlængelse" in warning.text.da


def test_public_employers_are_reached_by_the_shorter_limit() -> None:
    who = citizen(target_group="dagpenge")
    assert said(who, placement("loentilskud", weeks=17)) == []
    assert [result.rule_id for result in said(who, placement("loentilskud", weeks=20))] == ["L1"]


def test_an_unknown_target_group_is_asked_about_once() -> None:
    questions = said(citizen(), placement("virksomhedspraktik", weeks=20))
    assert [(q.rule_id, q.is_question, q.ask) for q in questions] == [("P1", True, "consultant")]
    assert "målgruppe" in questions[0].text.da


@given(citizens, placements)
def test_a_limit_never_blocks(who: Citizen, there: Placement) -> None:
    assert all(result.severity == "warn" for result in said(who, there, ramp_weeks=100))
