"""Settings: what is asked on the line wins, then the environment, then the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.errors import BadInput
from jobmatch.settings import OperationRefused, load_settings


def test_the_order_of_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "jobmatch.toml"
    file.write_text('municipality = "Fil Kommune"\nlanguage = "en"\nmodel = "fra-fil"\n', encoding="utf-8")
    monkeypatch.setenv("JOBMATCH_CONFIG", str(file))
    monkeypatch.setenv("JOBMATCH_MODEL", "fra-miljø".replace("ø", "oe"))
    settings = load_settings(language="da", municipality=None)
    assert (settings.municipality, settings.language, settings.model) == ("Fil Kommune", "da", "fra-miljoe")


def test_the_file_in_the_working_folder_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "jobmatch.toml").write_text('municipality = "Her"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings().municipality == "Her"


@pytest.mark.parametrize(
    "line", ['langauge = "da"', 'language = "tysk"', "body_limit_bytes = 1", 'model = "../x"', "as_of = 9999-12-31"]
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str) -> None:
    file = tmp_path / "jobmatch.toml"
    file.write_text(line + "\n", encoding="utf-8")
    monkeypatch.setenv("JOBMATCH_CONFIG", str(file))
    with pytest.raises(BadInput, match="JOBMATCH_" + line.split()[0].upper()):
        load_settings()


@pytest.mark.parametrize(
    ("operation", "purpose", "legal_basis", "allowed"),
    [
        (False, "", "", True),
        (True, "", "", False),
        (True, "Forslag", "", False),
        (True, "", "LAB", False),
        (True, " ", "LAB", False),
        (True, "Forslag", "LAB kapitel 11", True),
    ],
)
def test_the_right_to_score(operation: bool, purpose: str, legal_basis: str, allowed: bool) -> None:
    settings = load_settings(operation=operation, purpose=purpose, legal_basis=legal_basis)
    assert settings.trial is not operation
    if allowed:
        settings.demand_right_to_score()
    else:
        with pytest.raises(OperationRefused):
            settings.demand_right_to_score()
