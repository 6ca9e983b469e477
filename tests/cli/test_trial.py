"""Scoring of real citizens is off until purpose and legal basis are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

SCORING = [
    ["match", "B-001"],
    ["candidates", "P-201"],
    ["why", "B-001", "P-201"],
    ["rematch"],
    ["plan"],
    ["gaps"],
    ["demo", "--no-serve"],
]


@pytest.mark.parametrize("words", SCORING[:3], ids=lambda words: words[0])
def test_a_trial_says_that_it_is_one_beside_the_answer(on_sample: Call, words: list[str]) -> None:
    said = on_sample(*words, "--json")
    assert said.status == 0
    assert said.err.splitlines()[0] == "Prøvedrift: kun opdigtede borgere."
    assert said.json["model"] == "expert-1"


@pytest.mark.parametrize("words", [*SCORING, ["serve"]], ids=lambda words: words[0])
@pytest.mark.parametrize("written", [{}, {"JOBMATCH_PURPOSE": "Forslag til praktik"}, {"JOBMATCH_LEGAL_BASIS": "  "}])
def test_real_operation_demands_purpose_and_legal_basis(
    on_sample: Call, monkeypatch: pytest.MonkeyPatch, words: list[str], written: dict[str, str]
) -> None:
    monkeypatch.setenv("JOBMATCH_OPERATION", "true")
    for name, value in written.items():
        monkeypatch.setenv(name, value)
    said = on_sample(*words)
    assert (said.status, said.out) == (1, "")
    assert "JOBMATCH_PURPOSE" in said.err
    assert "JOBMATCH_LEGAL_BASIS" in said.err


def test_real_operation_with_both_written_says_nothing_about_a_trial(
    on_sample: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBMATCH_OPERATION", "true")
    monkeypatch.setenv("JOBMATCH_PURPOSE", "Forslag til virksomhedspraktik")
    monkeypatch.setenv("JOBMATCH_LEGAL_BASIS", "LAB kapitel 11")
    said = on_sample("match", "B-001", "--json")
    assert said.status == 0
    assert said.err == ""


def test_settings_may_stand_in_a_file(on_sample: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "kommune.toml"
    file.write_text('operation = true\npurpose = "Forslag"\nlanguage = "en"\n', encoding="utf-8")
    monkeypatch.setenv("JOBMATCH_CONFIG", str(file))
    said = on_sample("match", "B-001")
    assert said.status == 1
    assert "No placements are proposed" in said.err
    file.write_text("operation = [", encoding="utf-8")
    assert "TOML" in on_sample("match", "B-001").err
    monkeypatch.setenv("JOBMATCH_CONFIG", str(tmp_path / "mangler.toml"))
    assert "findes ikke" in on_sample("match", "B-001").err
