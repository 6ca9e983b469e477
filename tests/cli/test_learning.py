"""Learning on the command line, as people and other programs read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.shipped import DATA
from tests.cli.conftest import Call
from tests.conftest import SAMPLE_DAY


@pytest.fixture
def on_year(call: Call, taught_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run ``jobmatch`` over a copy of it, on the day of the sample."""
    path = tmp_path / "own.sqlite"
    shutil.copyfile(taught_file, path)
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("JOBMATCH_AS_OF", SAMPLE_DAY.isoformat())
    return call


def test_the_whole_way_from_learning_to_going_back(on_year: Call) -> None:
    learned = on_year("learn", "--json")
    assert learned.status == 0
    assert (learned.json["model"], learned.json["new"], learned.json["simulated"]) == ("learned-1", False, True)
    test = on_year("evaluate", "--json").json
    assert {"model", "against", "ndcg@10", "groups", "promotable", "why"} <= set(test)
    assert set(test["ndcg@10"]) == {"value", "difference", "interval"}
    assert set(test["why"]) == {"da", "en"}
    assert (test["model"], test["against"], test["promotable"], test["simulated"]) == (
        "learned-1", "expert-1", True, True,
    )  # fmt: skip
    promoted = on_year("promote", "learned-1", "--because", "Prøvet og bedre.", "--json")
    assert (promoted.status, promoted.json["in_force"], promoted.json["because"]) == (0, True, "Prøvet og bedre.")
    models = {row["name"]: row["in_force"] for row in on_year("models", "--json").json["models"]}
    assert (models["learned-1"], models["expert-1"]) == (True, False)
    assert on_year("match", "B-017", "--json").json["model"] == "learned-1"
    back = on_year("rollback", "--json")
    assert (back.status, back.json["model"], back.json["in_force"]) == (0, "expert-1", True)
    assert on_year("match", "B-017", "--json").json["model"] == "expert-1"
    assert on_year("audit", "verify").status == 0


def test_it_reads_in_both_languages_and_says_simulated(on_year: Call) -> None:
    danish, again = on_year("learn").out, on_year("learn", "--lang", "en").out
    assert "learned-1 er lært af" in danish
    assert "har lært os learned-1 før" in danish
    assert "Simuleret" in danish
    assert "taught learned-1 before" in again
    assert "Simulated" in again
    for words in (("evaluate",), ("evaluate", "learned-1", "--lang", "en"), ("models",), ("models", "--lang", "en")):
        said = on_year(*words)
        assert said.status == 0
        assert ("Simulated" if "en" in words else "Simuleret") in said.out
    assert "er i kraft" in on_year("promote", "learned-1").out
    assert "er i kraft" in on_year("rollback").out


def test_files_are_checked_like_an_import(on_year: Call, tmp_path: Path) -> None:
    bad = tmp_path / "forloeb.csv"
    bad.write_text("borgernr;pladsnr;dato;haendelse\nB-001;P-001;2026-13-45;valgt\n", encoding="utf-8")
    said = on_year("learn", "--from", str(bad))
    assert said.status == 1
    assert "forloeb.csv, række 2" in said.err
    assert len(on_year("models", "--json").json["models"]) == 3, "nothing new"


def test_learning_from_files_is_tested_from_files(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBMATCH_AS_OF", SAMPLE_DAY.isoformat())
    call("import", str(DATA / "sample"))
    said = call("learn", "--from", str(DATA / "sample" / "forloeb.csv"), "--json")
    assert said.status == 0
    assert said.json["source"].startswith("forloeb.csv (sha256 ")
    kept = call("evaluate", "--json").json
    assert kept["promotable"] is False
    assert call("evaluate", "--from", str(DATA / "sample"), "--json").json["ndcg@10"] == kept["ndcg@10"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("evaluate", "learned-7"), "learned-7"),
        (("promote", "learned-7"), "learned-7"),
        (("rollback",), "ingen model før expert-1"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(on_year: Call, words: tuple[str, ...], said: str) -> None:
    answer = on_year(*words)
    assert answer.status == 1
    assert said in answer.err


def test_without_a_learned_model_there_is_nothing_to_evaluate(on_sample: Call) -> None:
    answer = on_sample("evaluate")
    assert answer.status == 1
    assert "ingen lært model endnu" in answer.err


def test_too_little_evidence_is_exit_status_1(on_sample: Call, sample: Application, tmp_path: Path) -> None:
    path = tmp_path / "own.sqlite"
    shutil.copyfile(sample.settings.database_url.removeprefix("sqlite:///"), path)
    assert on_sample("learn", "--db", f"sqlite:///{path}").status == 0
    answer = on_sample("promote", "learned-1", "--db", f"sqlite:///{path}")
    assert answer.status == 1
    assert "for lidt" in answer.err


def test_real_citizens_are_not_learned_from_before_purpose_and_legal_basis(
    on_year: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBMATCH_OPERATION", "true")
    for words in (("learn",), ("evaluate",), ("promote", "learned-1")):
        answer = on_year(*words)
        assert answer.status == 1
        assert "JOBMATCH_PURPOSE" in answer.err
    monkeypatch.setenv("JOBMATCH_PURPOSE", "At finde praktikpladser.")
    monkeypatch.setenv("JOBMATCH_LEGAL_BASIS", "LAB.")
    refused = on_year("promote", "learned-1")
    assert refused.status == 1
    assert "opdigtede borgere" in refused.err
    again = on_year("learn", "--json").json
    assert (again["model"], again["new"], again["simulated"]) == ("learned-2", True, False)
    assert on_year("promote", "learned-2", "--json").json["waits_for_another"] is True
