"""What a consultant is told and asked about a pair."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.citizen import BlockedTime, Citizen, Need
from jobmatch.domain.placement import Placement
from jobmatch.rules.evaluate import RuleResult, evaluate
from jobmatch.rules.workplace import Workplace
from tests.rules.world import IN_FORCE, TODAY, citizen, citizens, placement, placements

START = date(2026, 12, 1)
AKTIVITETSPARAT = citizen(target_group="kontanthjaelp_aktivitetsparat")


def results(who: Citizen, there: Placement, workplace: Workplace | None = None) -> dict[str, RuleResult]:
    return {result.rule_id: result for result in evaluate(who, there, workplace, IN_FORCE, START)}


def test_a_well_described_praktik_is_not_drowned_in_questions() -> None:
    there = placement("virksomhedspraktik", ordinary_staff=10, supported_now=0, updated=TODAY, weeks=13)
    found = results(AKTIVITETSPARAT, there)
    assert set(found) == {"P4", "P6", "E1", "E2", "W1"}
    now = [result for result in found.values() if result.is_question and result.stage == "choose"]
    assert now == []


def test_the_ratio_is_told_with_its_numbers() -> None:
    there = placement("virksomhedspraktik", ordinary_staff=10, supported_now=1, updated=TODAY)
    ratio = results(AKTIVITETSPARAT, there)["E1"]
    assert (ratio.severity, ratio.is_question) == ("info", False)
    assert "Her må 2" in ratio.text.da


def test_unknown_numbers_are_asked_of_the_employer() -> None:
    ratio = results(AKTIVITETSPARAT, placement("virksomhedspraktik", ordinary_staff=10))["E1"]
    assert (ratio.severity, ratio.is_question, ratio.ask) == ("warn", True, "employer")


def test_old_numbers_are_asked_about_again() -> None:
    there = placement("virksomhedspraktik", ordinary_staff=10, supported_now=1, updated=date(2026, 1, 5))
    ratio = results(AKTIVITETSPARAT, there)["E1"]
    assert ratio.is_question
    assert "Passer de stadig?" in ratio.text.da


def test_numbers_in_conflict_are_a_warning() -> None:
    workplace = Workplace("1012345678", 10, 1, TODAY, conflict=True)
    ratio = results(AKTIVITETSPARAT, placement("virksomhedspraktik"), workplace)["E1"]
    assert (ratio.severity, ratio.is_question) == ("warn", True)
    assert "ikke de samme tal" in ratio.text.da


def test_the_workplace_counts_and_not_the_row() -> None:
    there = placement("virksomhedspraktik", p_number="1012345678", ordinary_staff=50, supported_now=0)
    workplace = Workplace("1012345678", 4, 1, TODAY)
    assert results(AKTIVITETSPARAT, there, workplace)["E1"].severity == "block"


def test_a_closed_measure_asks_no_more_of_its_own_questions() -> None:
    found = results(AKTIVITETSPARAT, placement("fleksjob", "smaajob"))
    assert found["F1"].severity == "block"
    assert not {"F2", "F3", "F4", "F5"} & set(found)


def test_a_flex_job_asks_for_the_decision_when_the_group_is_unknown() -> None:
    found = results(citizen(), placement("fleksjob"))
    assert (found["F1"].severity, found["F1"].is_question) == ("warn", True)
    assert "sundhedskoordinator" in found["F1"].text.da


def test_a_wage_subsidy_asks_what_a_profile_may_not_hold() -> None:
    found = results(citizen(target_group="dagpenge"), placement("loentilskud"))
    assert {"L2", "L3", "L4", "L5"} <= {rule_id for rule_id, result in found.items() if result.is_question}
    assert found["L2"].severity == "warn"
    assert found["L6"].severity == "info"
    assert found["L3"].ask == "employer"


def test_more_staff_than_before_is_not_asked_for_reduced_capacity() -> None:
    assert "L3" not in results(citizen(target_group="foertidspension"), placement("loentilskud"))


@pytest.mark.parametrize("rule_id", ["L2", "S1", "M2", "P6", "E2"])
def test_a_condition_ticked_off_is_not_asked_again(rule_id: str) -> None:
    who = citizen(target_group="dagpenge", needs=(Need("mentor", "vigtigt"),))
    there = placement("loentilskud", "frikort")
    asked = {result.rule_id for result in evaluate(who, there, None, IN_FORCE, START)}
    left = {result.rule_id for result in evaluate(who, there, None, IN_FORCE, START, settled={rule_id})}
    assert asked - left == {rule_id}


def test_ticking_never_opens_a_closed_measure() -> None:
    there = placement("fleksjob")
    ticked = evaluate(AKTIVITETSPARAT, there, None, IN_FORCE, START, settled={"F1"})
    assert ticked[0].severity == "block"


def test_under_18_is_asked_only_about_the_young() -> None:
    there = placement("virksomhedspraktik", latest=time(21))
    assert "U1" not in results(citizen(), there)
    found = [r for r in evaluate(citizen(under_18=True), there, None, IN_FORCE, START) if r.rule_id == "U1"]
    assert [result.is_question for result in found] == [False, True]
    assert "20:00-06:00" in found[0].text.da


def test_a_mentor_is_only_talked_about_when_one_is_wanted() -> None:
    there = placement("virksomhedspraktik")
    assert "M1" not in results(citizen(needs=()), there)
    assert "M1" not in results(citizen(needs=(Need("mentor", "nej"),)), there)
    assert results(citizen(needs=(Need("mentor", "oenske"),)), there)["M1"].reveals == "mentor"


def test_fixed_appointments_are_asked_about() -> None:
    who = citizen(blocked=(BlockedTime(1, time(10), time(12)),))
    assert results(who, placement("smaajob"))["D1"].ask == "consultant"
    assert "D1" not in results(citizen(), placement("smaajob"))


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Pædagogmedhjælper i børnehave", True),
        ("Pedel på folkeskole", True),
        ("SFO-medhjælper", True),
        ("Køkkenhjælp på højskole", False),
        ("Lagermedarbejder", False),
    ],
)
def test_work_with_children_asks_for_the_certificate(title: str, asked: bool) -> None:
    assert ("C1" in results(AKTIVITETSPARAT, placement("smaajob", title=title))) is asked


def test_a_record_certificate_is_a_rule_to_settle() -> None:
    there = placement("smaajob", requires=("straffeattest",))
    assert "aldrig hvad der står" in results(AKTIVITETSPARAT, there)["C2"].text.da
    assert "C2" not in results(AKTIVITETSPARAT, placement("smaajob"))


def test_paid_hours_beside_praktik_must_be_other_tasks() -> None:
    assert "H1" in results(AKTIVITETSPARAT, placement("virksomhedspraktik", "smaajob"))
    assert "H1" not in results(AKTIVITETSPARAT, placement("virksomhedspraktik"))


def test_many_with_support_is_asked_about_with_the_number() -> None:
    there = placement("virksomhedspraktik", ordinary_staff=50, supported_now=3, updated=TODAY)
    assert "allerede 3" in results(AKTIVITETSPARAT, there)["P5"].text.da


def test_more_than_full_time_is_warned_about() -> None:
    there = placement("virksomhedspraktik", min_hours=5.0, max_hours=40.5)
    assert "40,5 timer" in results(AKTIVITETSPARAT, there)["P3"].text.da
    assert "40.5 hours" in results(AKTIVITETSPARAT, there)["P3"].text.en


@given(citizens, placements, st.booleans())
def test_every_result_is_a_full_sentence_with_its_source(who: Citizen, there: Placement, growing: bool) -> None:
    found = evaluate(who, there, None, IN_FORCE, START, ramp_weeks=35 if growing else None)
    for result in found:
        for sentence in (result.text.da, result.text.en):
            assert sentence[0].isupper()
            assert sentence[-1] in ".?"
            assert "{" not in sentence
            assert "…" not in sentence
            assert "None" not in sentence
        assert result.source
        assert result.severity != "block" or not result.is_question
    order = [("block", "warn", "info").index(result.severity) for result in found]
    assert order == sorted(order)


@given(citizens, placements)
def test_a_rule_is_said_once_and_asked_once(who: Citizen, there: Placement) -> None:
    found = evaluate(who, there, None, IN_FORCE, START)
    keys = [(result.rule_id, result.measure, result.is_question, result.severity) for result in found]
    assert len(keys) == len(set(keys))


@given(placements)
def test_what_is_unknown_about_a_person_never_blocks(there: Placement) -> None:
    for result in evaluate(citizen(), there, None, IN_FORCE, START):
        if result.severity == "block":
            assert result.rule_id in ("E1", "P3")


def test_what_concerns_another_measure_than_the_first_can_wait() -> None:
    who = citizen(target_group="dagpenge")
    first = results(who, placement("loentilskud"))["L2"]
    beside = results(who, placement("virksomhedspraktik", "loentilskud"))["L2"]
    assert (first.stage, beside.stage) == ("choose", "agree")
