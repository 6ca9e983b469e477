"""Rematch and changes: what a run brings is said against the one before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.bootstrap import Application
from tests.cli.conftest import Call


@pytest.fixture
def on_own(call: Call, own_sample: Application, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run ``jobmatch`` over a copy of the invented municipality that may change."""
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", own_sample.settings.database_url)
    monkeypatch.setenv("JOBMATCH_AS_OF", "2026-11-21")
    return call


def test_nothing_new_is_published_when_nothing_changed(on_own: Call) -> None:
    said = on_own("rematch", "--json")
    assert said.status == 0
    assert said.json["published"] is False
    assert "Intet er ændret" in on_own("rematch").out


def test_a_full_run_is_published_and_changes_nothing(on_own: Call) -> None:
    said = on_own("rematch", "--full")
    assert said.status == 0
    assert "R-000002" in said.out
    changes = on_own("changes", "--json").json
    assert (changes["run_id"], changes["since"], changes["citizens"]) == ("R-000002", "R-000001", [])


def test_what_an_import_moves_is_told(on_own: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text("borgernr;timer_nu\nB-001;1\n", encoding="utf-8")
    assert on_own("import", str(file), "--partial").status == 0
    assert on_own("rematch").status == 0
    changes = on_own("changes", "--json").json
    moved = {row["citizen_id"]: row for row in changes["citizens"]}
    assert moved["B-001"]["citizen_changed"]
    assert moved["B-001"]["gone"]
    text = on_own("changes")
    assert text.status == 0
    assert "B-001" in text.out
    assert "ikke længere øverst" in text.out
    assert "Borgerens oplysninger er ændret: timer nu." in text.out
    assert "The citizen's facts have changed: hours now." in on_own("changes", "--lang", "en").out


def test_what_changed_for_one_consultant_and_at_workplaces(on_own: Call, tmp_path: Path) -> None:
    borgere, pladser = tmp_path / "borgere.csv", tmp_path / "pladser.csv"
    borgere.write_text("borgernr;timer_nu\nB-001;1\nB-002;1\n", encoding="utf-8")
    pladser.write_text("pladsnr;min_timer_uge;maks_timer_uge\nP-221;6;20\n", encoding="utf-8")
    assert on_own("import", str(borgere), str(pladser), "--partial").status == 0
    assert on_own("rematch").status == 0
    every = on_own("changes", "--json").json
    hers = on_own("changes", "--consultant", "mette", "--json").json
    ids = {row["citizen_id"] for row in hers["citizens"]}
    assert ids < {row["citizen_id"] for row in every["citizens"]}
    assert hers["citizens"] == [row for row in every["citizens"] if row["citizen_id"] in ids]
    assert hers["unchanged"] == every["unchanged"]
    told = on_own("changes", "--workplaces", "--json").json
    assert [row["placement_id"] for one in told["workplaces"] for row in one["placements"]] == ["P-221"]
    text = on_own("changes", "--workplaces", "--lang", "en").out
    assert "P-221" in text
    assert "B-" not in text
    assert on_own("changes", "--workplaces", "--consultant", "mette").status == 1


def test_changes_without_a_run_is_a_no(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_text("borgernr;team\nB-1;voksen\n", encoding="utf-8")
    call("import", str(file))
    assert call("changes").status == 1


def test_changes_since_an_unknown_run_is_a_no(on_own: Call) -> None:
    assert on_own("changes", "--since", "R-999999").status == 1


def test_an_executor_that_is_not_here_is_said(on_own: Call) -> None:
    assert on_own("rematch", "--full", "--executor", "joblib", "--json").json["published"] is True
