"""Many invented pairs in one database, asked about over HTTP: one import, one world, however many questions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jobmatch.api.app import create_api
from jobmatch.bootstrap import Application
from jobmatch.settings import Settings
from tests.acceptance.trial import DAY, Row, Trial
from tests.clients import visitor

HERE = Path(__file__).parent


def table(name: str, key: str) -> list[dict[str, Any]]:
    """The rows of one of the tables beside this file."""
    rows: list[dict[str, Any]] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))[key]
    return rows


def citizen_id(n: int) -> str:
    """The n-th person."""
    return f"B-{n:03d}"


def placement_id(n: int, which: str = "") -> str:
    """The n-th place; with a letter when there are several."""
    return f"P-{n:03d}{which}"


class Town:
    """People and places in one database."""

    def __init__(self, folder: Path, citizens: Sequence[Row], placements: Sequence[Row]) -> None:
        trial = Trial(folder)
        # The ratio rule counts per workplace, so each place that names one gets its own.
        apart = [{**p, **({"pnummer": 1003388394 + n} if "pnummer" in p else {})} for n, p in enumerate(placements)]
        trial.give(citizens, apart)
        self.application = Application(Settings(database_url=trial.db, as_of=date.fromisoformat(DAY)))
        self._client = visitor(create_api(self.application))

    def why(self, citizen: str, placement: str) -> Mapping[str, Any]:
        """One pair."""
        answer = self._client.get("/api/v1/why", params={"citizen": citizen, "placement": placement})
        assert answer.status_code == 200, answer.text
        found: Mapping[str, Any] = answer.json()
        return found

    def open_pair(self, citizen: str, placement: str) -> Mapping[str, Any]:
        """A pair that no gate keeps apart; its parts add up, and every sentence is filled in both languages."""
        why = self.why(citizen, placement)
        assert why["matches"], why["excluded"]
        match: Mapping[str, Any] = why["matches"][0]
        assert sum(part["points"] for part in match["contributions"]) == match["points"]
        for said in [*match["contributions"], *match["checks"], *match["rules"]]:
            assert said["text"]["da"]
            assert said["text"]["en"]
            assert "{" not in said["text"]["da"] + said["text"]["en"]
        return match
