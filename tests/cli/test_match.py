"""Matches, candidates and why on a terminal and as JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobmatch.bootstrap import Application
from jobmatch.errors import NotReady, Text
from jobmatch.store.access_log import AccessLog
from jobmatch.store.changes import Changes
from tests.cli.conftest import Call
from tests.conftest import SAMPLE_DAY


def test_match_gives_the_service_answer_as_one_json_object(on_sample: Call, sample: Application) -> None:
    said = on_sample("match", "B-001", "--top", "3", "--json")
    assert said.status == 0
    assert said.out.count("\n") == 1
    assert said.json == sample.suggest.match("B-001", top=3)


def test_the_three_doors_say_the_same_about_one_pair(on_sample: Call) -> None:
    matched = on_sample("match", "B-001", "--json").json["matches"][0]
    place = matched["placement_id"]
    assert on_sample("why", "B-001", place, "--json").json["matches"][0]["points"] == matched["points"]
    rows = on_sample("candidates", place, "--viewer", "consultant", "--top", "100", "--json").json["matches"]
    assert {row["citizen_id"]: row["points"] for row in rows}["B-001"] == matched["points"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_person_reads_reasons_questions_and_what_would_help(on_sample: Call, language: str) -> None:
    answer = on_sample("match", "B-001", "--json").json
    said = on_sample("match", "B-001", "--lang", language)
    assert said.status == 0
    text = said.out.replace("\n", " ")
    for row in answer["matches"]:
        for part in row["contributions"]:
            assert part["text"][language] in text
        for check in row["checks"]:
            assert check["text"][language] in text
    for unlock in answer["unlocks"]:
        assert unlock["text"][language] in text
    assert str(answer["matches"][0]["points"]) not in said.out.split()


def test_a_pause_is_said_and_nothing_is_proposed(on_sample: Call) -> None:
    said = on_sample("match", "B-005")
    assert said.status == 0
    assert "pause" in said.out.lower()
    assert on_sample("match", "B-005", "--json").json["matches"] == []


def test_unknown_ids_are_a_no(on_sample: Call) -> None:
    for words in (["match", "B-999"], ["candidates", "P-999"], ["why", "B-001", "P-999"], ["why", "B-999", "P-201"]):
        said = on_sample(*words)
        assert (said.status, said.out) == (1, "")
        assert "999" in said.err


def test_a_cpr_number_as_an_id_is_not_repeated(on_sample: Call) -> None:
    said = on_sample("match", "010190-1234")
    assert said.status == 1
    assert "010190" not in said.err + said.out


def test_why_names_every_gate_of_an_excluded_pair(on_sample: Call) -> None:
    excluded = on_sample("match", "B-001", "--json").json["excluded"][0]
    answer = on_sample("why", "B-001", excluded["placement_id"], "--json").json
    assert answer["matches"] == []
    assert answer["excluded"][0]["reasons"] == excluded["reasons"]


def test_as_of_takes_danish_and_iso_days(on_sample: Call) -> None:
    iso = on_sample("match", "B-001", "--as-of", SAMPLE_DAY.isoformat(), "--json").json
    danish = on_sample("match", "B-001", "--as-of", "21-11-2026", "--json").json
    assert iso == danish
    assert iso["as_of"] == "2026-11-21"


@pytest.mark.parametrize("day", ["2026-02-30", "9999-12-31", "01-01-0001", "i går"])
def test_a_day_that_nobody_can_count_from_is_said_to_be_none(on_sample: Call, day: str) -> None:
    said = on_sample("match", "B-001", "--as-of", day)
    assert said.status == 1
    assert "Skriv den som 2026-11-21 eller 21-11-2026." in said.err


def test_what_is_shown_on_a_terminal_stands_in_the_log_with_who_looked(
    on_sample: Call, sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "mette")
    before = sample.store.log.head()[0]
    on_sample("match", "B-001")
    on_sample("why", "B-001", "P-203", "--json")
    candidates = on_sample("candidates", "P-203", "--top", "2", "--json").json
    entries = sample.store.log.entries(limit=sample.store.log.head()[0] - before)[::-1]
    assert {one.actor for one in entries} == {"cli:mette"}
    assert [(one.action, one.citizen_id, one.object) for one in entries[:2]] == [
        ("see_matches", "B-001", None),
        ("see_matches", "B-001", "P-203"),
    ]
    seen = {row["citizen_id"] for part in ("matches", "excluded") for row in candidates[part]}
    assert {(one.action, one.object) for one in entries[2:]} == {("see_candidates", "P-203")}
    assert {one.citizen_id for one in entries[2:]} == seen


def test_what_cannot_be_logged_is_not_shown(on_sample: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: AccessLog, entries: object) -> None:
        raise NotReady(Text("Drevet er fuldt.", "The drive is full."))

    monkeypatch.setattr(AccessLog, "add", fails)
    for words in (("match", "B-001"), ("why", "B-001", "P-203"), ("candidates", "P-203"), ("plan",)):
        said = on_sample(*words, "--json")
        assert (said.status, said.out) == (1, "")
        assert "Drevet er fuldt." in said.err


@pytest.mark.parametrize(
    ("words", "action"),
    [
        (("plan",), "see_plan"),
        (("plan", "--json"), "see_plan"),
        (("gaps", "--viewer", "consultant"), "see_demand"),
        (("gaps", "--viewer", "consultant", "--json"), "see_demand"),
        (("changes", "--json"), "see_changes"),
    ],
    ids=" ".join,
)
def test_who_is_named_in_a_whole_list_stands_in_the_log_too(
    call: Call, own_sample: Application, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], action: str
) -> None:
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", own_sample.settings.database_url)
    monkeypatch.setenv("JOBMATCH_AS_OF", "2026-11-21")
    for key in ("B-001", "B-002"):
        citizen = own_sample.store.citizen(key)
        assert citizen is not None
        own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=1.0)]), "test")
    own_sample.nightly.run(full=False)
    before = own_sample.store.log.head()[0]
    said = call(*words).out
    entries = own_sample.store.log.entries(limit=max(1, own_sample.store.log.head()[0] - before))
    assert {entry.action for entry in entries} == {action}
    named = {one.citizen_id for one in own_sample.store.citizens() if one.citizen_id in said}
    assert {entry.citizen_id for entry in entries} == named
    assert named


def test_groups_without_names_are_nobodys_views(on_sample: Call, sample: Application) -> None:
    before = sample.store.log.head()[0]
    on_sample("gaps")
    on_sample("changes", "--workplaces")
    assert sample.store.log.head()[0] == before
