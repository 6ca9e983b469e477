"""Worked cases: a small municipality written as cells of files, and what a consultant expects to be shown."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STANDARD: dict[str, Any] = tomllib.loads((HERE / "standard.toml").read_text(encoding="utf-8"))
CITIZEN = "borger"
"""Id of the case's own citizen; others are the same person but for the cells that they name."""

Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class WorkedCase:
    """One story with its files and expectations."""

    name: str
    title: dict[str, str]
    story: dict[str, str]
    as_of: str = STANDARD["as_of"]
    citizen: Cells = field(default_factory=dict)
    """Cells that differ from the standard citizen."""
    citizens: Mapping[str, Cells] = field(default_factory=dict)
    """Others by id: the case's citizen but for these cells."""
    placements: Mapping[str, Cells] = field(default_factory=dict)
    """By id: cells that differ from the standard placement."""
    events: tuple[Cells, ...] = ()
    """Rows of ``forloeb``."""
    expect: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By pair (``plads``, or ``borger@plads`` for others): what is expected."""
    prefer: tuple[str, ...] = ()
    """``a > b`` or ``a = b``, about the points of pairs."""
    message: str | None = None
    """Danish words of the message that stands instead of a list."""
    liaison: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By placement: what its candidates are to a liaison."""

    @property
    def day(self) -> date:
        """The day that the question is about."""
        return date.fromisoformat(self.as_of)

    def people(self) -> dict[str, dict[str, str]]:
        """Every citizen's cells by id."""
        own = {**STANDARD["citizen"], **self.citizen}
        return {CITIZEN: own, **{key: {**own, **cells} for key, cells in self.citizens.items()}}

    def openings(self) -> dict[str, dict[str, str]]:
        """Every placement's cells by id; one that ``only`` says what it names has no standard cells."""
        found = {}
        for key, cells in self.placements.items():
            own = dict(cells)
            base = {} if own.pop("only", False) else STANDARD["placement"]
            found[key] = {**base, **own}
        return found

    def write_files(self, folder: Path) -> None:
        """The case's files, as a municipality would hand them in."""
        _write(folder / "borgere.csv", [{"borgernr": key, **cells} for key, cells in self.people().items()])
        _write(folder / "pladser.csv", [{"pladsnr": key, **cells} for key, cells in self.openings().items()])
        if self.events:
            _write(folder / "forloeb.csv", [{"borgernr": CITIZEN, **cells} for cells in self.events])


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, headers, restval="", delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def worked_cases() -> list[WorkedCase]:
    """Every case of this folder; two cases of one name are an error."""
    found: list[WorkedCase] = []
    for path in sorted(HERE.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("case", ()):
            lists: dict[str, Any] = {key: tuple(row.pop(key)) for key in ("events", "prefer") if key in row}
            found.append(WorkedCase(**row, **lists))
    names = [case.name for case in found]
    assert len(set(names)) == len(names), "two worked cases have one name"
    return found


def pair_of(key: str) -> tuple[str, str]:
    """``plads`` or ``borger@plads`` as (citizen, placement)."""
    citizen, _, placement = key.rpartition("@")
    return citizen or CITIZEN, placement
