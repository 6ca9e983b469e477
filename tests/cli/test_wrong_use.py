"""Wrong use gets one plain sentence and status 2; a no gets status 1; nobody ever sees a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.cli import main
from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("words", "danish", "english"),
    [
        (["match"], "Der mangler CITIZEN_ID.", "CITIZEN_ID is missing."),
        (["match", "B-1", "--topp", "3"], "Valget --topp findes ikke.", "There is no option --topp."),
        (
            ["match", "B-1", "--top", "mange"],
            "Værdien til --top kan ikke bruges.",
            "The value of --top cannot be used.",
        ),
        (["match", "B-1", "--top", "0"], "Værdien til --top kan ikke bruges.", "The value of --top cannot be used."),
        (["match", "B-1", "P-1"], "Der står mere på linjen, end kommandoen tager.", "There is more on the line"),
        (["mach"], "Kommandoen mach findes ikke.", "There is no command mach."),
        (["db"], "Der mangler en kommando.", "A command is missing."),
        (["match", "B-1", "--db"], "--db mangler sin værdi.", "--db lacks its value."),
        (["candidates", "P-1", "--viewer", "chef"], "Værdien til --viewer kan ikke bruges.", "The value of --viewer"),
    ],
)
def test_wrong_use_is_said_plainly(call: Call, words: list[str], danish: str, english: str) -> None:
    said = call(*words)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(danish)
    assert "--help" in said.err
    if "--db" not in words[-1:]:
        assert call(*words, "--lang", "en").err.startswith(english)


@pytest.mark.parametrize("day", ["i morgen", "2026-13-01", "31-02-2026"])
def test_a_day_that_cannot_be_read(on_sample: Call, day: str) -> None:
    said = on_sample("match", "B-001", "--as-of", day)
    assert said.status == 1
    assert "--as-of kan ikke læses" in said.err


def test_a_database_that_is_not_there_is_not_made_by_asking(call: Call, tmp_path: Path) -> None:
    missing = tmp_path / "findes-ikke.sqlite"
    said = call("match", "B-001", "--db", f"sqlite:///{missing}")
    assert said.status == 1
    assert "Der er ingen database" in said.err
    assert not missing.exists()


def test_a_database_address_that_makes_no_sense(call: Call) -> None:
    said = call("match", "B-001", "--db", "oracle://et/sted")
    assert said.status == 1
    assert "Adressen på databasen kan ikke bruges" in said.err


def test_an_unforeseen_fault_is_one_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setattr("jobmatch.cli.commands.rules.open_door", breaks)
    said = call("rules")
    assert said.status == 1
    assert "ZeroDivisionError" in said.err
    assert "secret" not in said.err
    assert "JOBMATCH_DEBUG=1" in said.err


def test_the_fault_itself_is_shown_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("jobmatch.cli.commands.rules.open_door", breaks)
    monkeypatch.setenv("JOBMATCH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main.run(["rules"])


def test_stopping_a_command_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jobmatch.cli.commands.rules.open_door", stops)
    assert call("rules").err == "Stoppet, før det var færdigt.\n"


def test_settings_that_cannot_be_used_are_named(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBMATCH_LANGUAGE", "tysk")
    monkeypatch.setenv("JOBMATCH_BODY_LIMIT_BYTES", "mange")
    said = call("rules")
    assert said.status == 1
    assert "JOBMATCH_BODY_LIMIT_BYTES, JOBMATCH_LANGUAGE" in said.err
