"""Which measures are closed, and that the unknown closes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.rules.evaluate import evaluate
from jobmatch.rules.measures import blocked_at_placement, blocked_for_citizen, blocked_measures, blocked_under_18
from jobmatch.rules.table import rules_in_force
from jobmatch.rules.workplace import workplace_of
from tests.rules.world import IN_FORCE, TODAY, citizen, citizens, placement, placements


@pytest.mark.parametrize("group", ["fleksjobvisiteret", "ledighedsydelse"])
def test_a_flex_job_is_open_with_a_decision(group: str) -> None:
    assert blocked_for_citizen(citizen(target_group=group), IN_FORCE) == {}


def test_a_flex_job_without_a_decision_is_closed_alone() -> None:
    who = citizen(target_group="kontanthjaelp_aktivitetsparat")
    assert blocked_for_citizen(who, IN_FORCE) == {"fleksjob": "F1"}
    closed = blocked_measures(who, placement("fleksjob", "virksomhedspraktik"), None, IN_FORCE)
    assert list(closed) == ["fleksjob"]
    assert "visiteret" in closed["fleksjob"].text.da


def test_an_unknown_target_group_closes_nothing() -> None:
    assert blocked_for_citizen(citizen(), IN_FORCE) == {}


@pytest.mark.parametrize(("supported", "closed"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_ratio_closes_praktik_and_loentilskud_when_it_is_used_up(supported: int, closed: bool) -> None:
    there = placement("virksomhedspraktik", "loentilskud", "smaajob", ordinary_staff=10, supported_now=supported)
    expected = {"virksomhedspraktik": "E1", "loentilskud": "E1"} if closed else {}
    assert blocked_at_placement(there, None, IN_FORCE) == expected


def test_the_sentence_gives_the_numbers_that_were_used() -> None:
    there = placement("virksomhedspraktik", ordinary_staff=10, supported_now=2)
    text = blocked_measures(citizen(), there, None, IN_FORCE)["virksomhedspraktik"].text
    assert "10" in text.da
    assert "Nu er der 2" in text.da


def test_praktik_is_at_most_full_time() -> None:
    assert blocked_at_placement(placement("virksomhedspraktik", min_hours=37.0), None, IN_FORCE) == {}
    over = placement("virksomhedspraktik", "ordinaer", min_hours=40.0)
    assert blocked_at_placement(over, None, IN_FORCE) == {"virksomhedspraktik": "P3"}


@pytest.mark.parametrize(
    "there",
    [
        placement("ordinaer", min_hours=41.0),
        placement("ordinaer", min_hours_day=9.0),
        placement("ordinaer", min_hours=20.0, days=(0, 1)),
        placement("ordinaer", earliest=time(20)),
        placement("ordinaer", earliest=time(1), latest=time(6)),
        placement("ordinaer", min_hours_day=3.5, earliest=time(17), latest=time(21)),
        placement("ordinaer", min_hours=7.0, days=(0, 1), earliest=time(17), latest=time(23)),
    ],
)
def test_too_long_or_at_night_is_closed_under_18_and_open_above(there: Placement) -> None:
    assert blocked_under_18(there, IN_FORCE)["ordinaer"] == "U1"
    assert blocked_measures(citizen(under_18=True), there, None, IN_FORCE)["ordinaer"].rule_id == "U1"
    assert not blocked_measures(citizen(under_18=False), there, None, IN_FORCE)
    assert not blocked_measures(citizen(), there, None, IN_FORCE)


def test_an_ordinary_day_is_open_under_18() -> None:
    day = placement("virksomhedspraktik", min_hours=15.0, days=(0, 1, 2), earliest=time(8), latest=time(16))
    assert blocked_under_18(day, IN_FORCE) == {}


def test_an_evening_that_ends_before_the_night_is_open_under_18() -> None:
    evening = placement("ordinaer", min_hours_day=3.0, min_hours=6.0, days=(4, 5), earliest=time(17), latest=time(22))
    assert blocked_under_18(evening, IN_FORCE) == {}


@given(citizens, placements)
def test_forgetting_a_fact_never_closes_a_measure(who: Citizen, there: Placement) -> None:
    closed = set(blocked_measures(who, there, None, IN_FORCE))
    for fact in ("target_group", "under_18"):
        forgotten = replace(who, **{fact: None})  # type: ignore[arg-type]
        assert set(blocked_measures(forgotten, there, None, IN_FORCE)) <= closed
    for fact in ("ordinary_staff", "supported_now", "min_hours", "min_hours_day", "earliest", "latest", "days"):
        bare = replace(there, **{fact: None})  # type: ignore[arg-type]
        assert set(blocked_measures(who, bare, None, IN_FORCE)) <= closed


@given(placements)
def test_nothing_is_closed_when_nothing_is_known(there: Placement) -> None:
    bare = placement(*(there.measures or ()))
    assert blocked_measures(citizen(), bare, None, IN_FORCE) == {}


@given(citizens, placements)
def test_only_the_placements_own_measures_are_closed(who: Citizen, there: Placement) -> None:
    assert set(blocked_measures(who, there, None, IN_FORCE)) <= set(there.measures or ())


def test_the_ratio_of_the_day_the_placement_starts_counts(tmp_path: Path) -> None:
    own = tmp_path / "egne.toml"
    own.write_text('[[rule]]\nid = "E1"\nvalid_from = 2027-01-01\nparameters = { staff_each = 10 }\n', encoding="utf-8")
    table = rules_in_force(TODAY, own)
    now = placement("virksomhedspraktik", ordinary_staff=10, supported_now=1)
    later = replace(now, available_from=date(2027, 2, 1))
    assert blocked_at_placement(now, None, table) == {}
    assert blocked_at_placement(later, None, table)["virksomhedspraktik"] == "E1"
    (closed, *_) = evaluate(citizen(), later, None, table, date(2027, 2, 1))
    assert (closed.rule_id, closed.severity, closed.valid_from) == ("E1", "block", date(2027, 1, 1))


@given(citizens, placements)
def test_what_was_worked_out_for_others_is_what_holds_for_her(who: Citizen, there: Placement) -> None:
    anew = replace(IN_FORCE)
    for workplace in (None, workplace_of(there).without_own()):
        kept = blocked_measures(who, there, workplace, IN_FORCE)
        assert kept == blocked_measures(who, there, workplace, anew)
    assert blocked_under_18(there, IN_FORCE) == blocked_under_18(there, anew)
