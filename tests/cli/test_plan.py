"""The plan and the gaps as a person, and as another program, reads them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call


def test_the_plan_is_one_json_line_a_citizen(on_sample: Call) -> None:
    rows = [json.loads(line) for line in on_sample("plan", "--json").out.splitlines()]
    assert len({row["citizen_id"] for row in rows}) == len(rows) == 30
    assert all(row["citizen_id"] in on_sample("plan").out for row in rows[:5])
    assert all(set(row) == {"run_id", "citizen_id", "placement_id", "blocker"} for row in rows)
    assert all((row["placement_id"] is None) == (row["blocker"] is not None) for row in rows)


def test_the_planned_placement_is_marked_on_the_citizens_own_list(on_sample: Call) -> None:
    planned = {}
    for line in on_sample("plan", "--json").out.splitlines():
        row = json.loads(line)
        planned[row["citizen_id"]] = row["placement_id"]
    for citizen_id in ("B-001", "B-002", "B-017"):
        matches = on_sample("match", citizen_id, "--top", "60", "--json").json["matches"]
        assert [row["placement_id"] for row in matches if row.get("planned")] == [planned[citizen_id]]


def test_a_plan_of_another_day_marks_nothing(on_sample: Call) -> None:
    matches = on_sample("match", "B-001", "--as-of", "2026-12-01", "--json").json["matches"]
    assert not any("planned" in row for row in matches)


def test_without_a_run_there_is_no_plan_and_that_is_said(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text("borgernr;team\nB-1;voksen\n", encoding="utf-8")
    call("import", str(file))
    said = call("plan")
    assert said.status == 1
    assert "jobmatch rematch" in said.err


def test_the_plan_reads_in_both_languages(on_sample: Call) -> None:
    assert "borgere har et sted hver" in on_sample("plan").out
    assert "citizens have a placement each" in on_sample("plan", "--lang", "en").out


def test_gaps_are_told_in_words_and_as_json(on_sample: Call) -> None:
    said = on_sample("gaps", "--top", "3")
    assert said.status == 0
    assert "Én ændring, der åbner for flest" in said.out
    assert "B-0" not in said.out
    assert len(on_sample("gaps", "--top", "3", "--json").json["changes"]) == 3


def test_a_consultant_sees_whom_it_is_about(on_sample: Call) -> None:
    assert "B-0" in on_sample("gaps", "--viewer", "consultant").out
