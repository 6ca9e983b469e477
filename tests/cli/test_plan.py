"""The plan and the gaps as a person, and as another program, reads them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jobmatch.cli.commands import gaps
from jobmatch.errors import Text
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


def question(**numbers: tuple[int | None, int | None]) -> dict[str, Any]:
    """A row with numbers before and after each answer."""
    (fits, fits_no), (top, top_yes), (_, top_no) = (numbers[name] for name in ("fits", "yes", "no"))
    return {
        "before": {"fits": fits, "top": top},
        "if_yes": {"fits": fits, "top": top_yes},
        "if_no": {"fits": fits_no, "top": top_no},
    }


def test_each_answer_to_a_question_is_told_for_what_it_does() -> None:
    row = question(fits=(14, 9), yes=(8, 12), no=(8, 5))
    assert gaps._of_a_yes(row) == Text(
        "Ja: blandt de fem første forslag for 12 borgere, mod 8 nu.",
        "Yes: among the first five suggestions for 12 citizens, 8 now.",
    )
    assert gaps._of_a_no(row) == Text("Nej: passer til 9 borgere, mod 14 nu.", "No: suits 9 citizens, 14 now.")


def test_an_answer_that_moves_nobody_says_so_instead_of_the_same_number_twice() -> None:
    yes = gaps._of_a_yes(question(fits=(14, 9), yes=(8, 8), no=(8, 5)))
    assert yes is not None
    assert yes.da == "Ja: ingen flere får stedet blandt de fem første forslag end de 8, der har det nu."
    no = gaps._of_a_no(question(fits=(14, 14), yes=(8, 12), no=(8, 8)))
    assert no is not None
    assert no.da == "Nej: passer stadig til 14 borgere."
    lower = gaps._of_a_no(question(fits=(14, 14), yes=(8, 12), no=(8, 5)))
    assert lower is not None
    assert lower.da.endswith("men er blandt de fem første forslag for 5, mod 8 nu.")


def test_an_answer_that_would_tell_of_too_few_is_not_told() -> None:
    few = question(fits=(None, None), yes=(None, None), no=(None, None))
    assert (gaps._of_a_yes(few), gaps._of_a_no(few)) == (None, None)
    row = question(fits=(14, None), yes=(8, None), no=(8, None))
    said = [text.da for text in (gaps._of_a_yes(row), gaps._of_a_no(row)) if text is not None]
    assert said == [
        "Ja: blandt de fem første forslag for nogle få flere end de 8 borgere nu.",
        "Nej: passer til færre end de 14 borgere nu.",
    ]
    told = gaps._of_a_no(question(fits=(14, 14), yes=(8, 12), no=(8, None)))
    assert told is not None
    assert told.da == "Nej: passer stadig til 14 borgere."
