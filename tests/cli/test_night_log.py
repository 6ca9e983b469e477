"""A night tells those who collect logs how it went, in one line; everybody else is left in peace."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Call


def test_one_json_line_on_stderr_when_asked_for(on_sample: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "{" not in on_sample("rematch").err
    monkeypatch.setenv("JOBMATCH_LOGS", "json")
    said = on_sample("rematch", "--json")
    assert said.status == 0
    assert said.json["published"] is False
    assert json.loads(said.err)["event"] == "night_unchanged"


def test_a_failed_night_is_logged_as_one(on_sample: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBMATCH_LOGS", "json")
    said = on_sample("rematch", "--full", "--executor", "dask")
    assert said.status == 1
    (line,) = (line for line in said.err.splitlines() if line.startswith("{"))
    assert json.loads(line)["event"] == "night_failed"
    assert json.loads(line)["problem"] == "BadInput"
    assert json.loads(line)["message"] in said.err.splitlines()[-1]
    assert len(said.err.splitlines()) == 2
