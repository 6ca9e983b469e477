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


def test_a_cluster_that_is_not_there_is_told_of_although_nobody_needed_it(
    on_sample: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_sample("rematch")
    asked = ("rematch", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")
    said = on_sample(*asked)
    assert said.status == 0
    assert "klyngen ikke blev brugt" in said.err
    assert "Klyngen på tcp://127.0.0.1:1 svarer ikke" in said.err
    assert "The cluster at tcp://127.0.0.1:1 does not answer" in on_sample(*asked, "--lang", "en").err
    assert "Sig, hvor klyngen er" in on_sample(*asked[:3]).err
    assert "klyngen" not in on_sample("rematch").err
    monkeypatch.setenv("JOBMATCH_LOGS", "json")
    (line,) = on_sample(*asked).err.splitlines()
    assert "svarer ikke" in json.loads(line)["cluster"]
