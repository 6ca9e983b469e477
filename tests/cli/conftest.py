"""Calling the program as a person would, inside this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.cli.main import run


@dataclass(frozen=True)
class Said:
    """What one call of the program answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Call:
    """Run ``jobmatch`` with these words."""

    def once(*words: str) -> Said:
        capfd.readouterr()
        status = run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Said(status, out, err)

    return once


@pytest.fixture
def on_sample(call: Call, sample: Application, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run ``jobmatch`` over the invented municipality, on its day."""
    monkeypatch.setenv("JOBMATCH_DATABASE_URL", sample.settings.database_url)
    monkeypatch.setenv("JOBMATCH_AS_OF", "2026-11-21")
    return call


def lines(texts: Sequence[str]) -> str:
    """A file's content."""
    return "\n".join(texts) + "\n"
