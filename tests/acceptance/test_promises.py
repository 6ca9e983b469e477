"""Promises that hold whatever the data: what a liaison may see, unlocks that come true, slots, days and one answer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.acceptance.trial import DAY, PLACEMENT, Row, Trial, command, csv_text

TODAY = date.fromisoformat(DAY)


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path)


def day(offset: int) -> str:
    return f"{TODAY + timedelta(days=offset):%d-%m-%Y}"


def event(citizen: str, offset: int, what: str, reason: str = "") -> Row:
    return {"borgernr": citizen, "pladsnr": "P-1", "dato": day(offset), "haendelse": what, "aarsag": reason}


STRICT = {
    "tilbud": "ro:nej|mentor:nej|fast_kontakt:nej|forudsigelig:nej|rusfri:nej",
    "min_timer_dag": "4",
    "senest": "12:00",
}
KIND = {"tilbud": "ro:ja|mentor:ja|fast_kontakt:ja|forudsigelig:ja|rusfri:ja|fravaer_beh:ja", "krav": "koerekort_b"}


@pytest.mark.parametrize("place", [STRICT, KIND], ids=["strict", "kind"])
def test_what_may_not_be_told_changes_nothing_that_a_liaison_sees(tmp_path: Path, place: Row) -> None:
    needs = (
        "ingen",
        "ro:krav|mentor:krav|fast_kontakt:krav|rusfri:krav",
        "mentor:nej|forudsigelig:vigtigt",
        "korte_dage:krav|sen_start:krav|fravaer_beh:krav",
    )
    seen = set()
    for n, need in enumerate(needs):
        trial = Trial(tmp_path / str(n))
        trial.give([{"behov": need, "maa_oplyses": "ingen", "beviser": "koerekort_b"}, {"borgernr": "B-2"}], [place])
        asked = ("candidates", "P-1", "--db", trial.db, "--as-of", DAY)
        seen.add((command(*asked, "--json").out, command(*asked).out))
    assert len(seen) == 1


def test_what_may_be_told_is_seen(trial: Trial) -> None:
    trial.give([{"behov": "ro:krav", "maa_oplyses": "ro"}], [{"tilbud": "ro:nej"}])
    reasons = [r for row in trial.candidates()["excluded"] for r in row["reasons"]]
    assert [(r["gate"], r["code"]) for r in reasons] == [("needs", "ro")]


def test_an_unlock_comes_true_when_the_file_says_so(tmp_path: Path) -> None:
    person = {"timer_nu": "5", "beviser": "ingen", "behov": "ro:krav", "dage": "man|ons", "timer_dag_maks": "3"}
    places = [
        {"pladsnr": "P-1"},
        {"pladsnr": "P-2", "min_timer_uge": "8"},
        {"pladsnr": "P-3", "krav": "koerekort_b|rengøring"},
        {"pladsnr": "P-4", "tilbud": "ro:nej|pauser:ja"},
        {"pladsnr": "P-5", "dage": "tir|tor"},
    ]
    trial = Trial(tmp_path / "before")
    trial.give([person], places)
    unlocks = trial.match()["unlocks"]
    assert {unlock["placement_id"] for unlock in unlocks} == {"P-2", "P-3", "P-4", "P-5"}
    for unlock in unlocks:
        changed = [{**p, **unlock["cells"]} if p["pladsnr"] == unlock["placement_id"] else p for p in places]
        after = Trial(tmp_path / unlock["placement_id"])
        after.give([person], changed)
        ranks = {row["placement_id"]: row["rank"] for row in after.match()["matches"]}
        assert ranks[unlock["placement_id"]] == unlock["rank_after"]


@pytest.mark.parametrize("status", ["pause", "afsluttet"])
def test_a_pause_gives_no_proposals_and_says_so(trial: Trial, status: str) -> None:
    trial.give([{"status": status}], [{}])
    answer = trial.match()
    assert answer["matches"] == []
    assert answer["message"]["da"]
    assert answer["message"]["en"]
    assert set(trial.gates()) == {"status"}


@pytest.mark.parametrize(
    ("events", "full"),
    [
        ([event("B-2", -10, "startet")], True),
        ([event("B-2", -14, "valgt")], True),
        ([event("B-2", -15, "valgt")], False),
        ([event("B-2", -5, "valgt"), event("B-2", -4, "fravalgt_borger", "transport")], False),
        ([event("B-2", -50, "startet"), event("B-2", -1, "gennemfoert")], False),
        ([event("B-2", -5, "startet"), event("B-2", 5, "afbrudt", "pause")], True),
        ([event("B-2", 3, "startet")], False),
        ([event("B-2", -3, "foreslaaet")], False),
        ([event("B-1", -3, "startet")], False),
    ],
)
def test_courses_and_fresh_choices_of_others_hold_the_only_slot(trial: Trial, events: list[Row], full: bool) -> None:
    trial.give([{}, {"borgernr": "B-2"}], [{"antal": "1"}], events)
    assert ("availability" in trial.gates()) is full


def test_the_same_pair_has_the_same_points_everywhere(trial: Trial) -> None:
    trial.give([{}, {"borgernr": "B-2"}], [{"pladsnr": f"P-{n}"} for n in range(1, 5)])
    matches = trial.match()["matches"]
    assert [row["placement_id"] for row in matches] == ["P-1", "P-2", "P-3", "P-4"]
    assert [row["rank"] for row in matches] == [1, 2, 3, 4]
    assert trial.why("B-1", "P-3")["matches"] == [matches[2]]
    assert {row["points"] for row in trial.candidates("P-3")["matches"]} == {matches[2]["points"]}


def test_withdrawn_rows_are_not_proposed_and_come_back(trial: Trial) -> None:
    trial.give([{}], [{}, {"pladsnr": "P-2"}])
    only = trial.write("pladser.csv", csv_text([{**PLACEMENT}]))
    assert trial.imports(only).json["withdrawn"] == 1
    assert [row["placement_id"] for row in trial.match()["matches"]] == ["P-1"]
    trial.give([{}], [{}, {"pladsnr": "P-2"}])
    assert len(trial.match()["matches"]) == 2
