"""A fault that nobody foresaw is noted without anybody's data, whatever the program held in its hands."""

from __future__ import annotations

import json

import pytest

from jobmatch.bootstrap import Application
from jobmatch.cli.site import Site
from tests.clients import visitor

SECRET = "Maria-har-brug-for-ro"


@pytest.mark.parametrize("logs", ["none", "json"])
@pytest.mark.parametrize("path", ["/regler", "/api/v1/rules"])
def test_a_fault_is_noted_by_kind_and_place_alone(
    sample: Application,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    path: str,
    logs: str,
) -> None:
    def breaks(*_: object) -> None:
        person = {"name": SECRET}
        try:
            raise KeyError(person["name"])
        except KeyError as fault:
            raise ZeroDivisionError(person) from fault

    application = Application(sample.settings.model_copy(update={"logs": logs}))
    monkeypatch.setattr(application, "rules", breaks)
    with visitor(Site(application)) as client:
        answer = client.get(path)
    said = capfd.readouterr()
    assert answer.status_code == 500
    assert SECRET not in answer.text + said.out + said.err
    assert "ZeroDivisionError < KeyError" in said.err
    assert "breaks" in said.err
    if logs == "json":
        assert json.loads(said.err.splitlines()[0])["event"] == "unexpected"
    application.store.close()
