"""The assumptions of ``travel.toml`` as types: modes, zones of land, and the ways across water."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from jobmatch.domain.shipped import DATA

Km = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mode:
    """How fast one way of travelling is."""

    detour: float
    """Length of the road over the straight line."""
    start: float
    """Minutes before moving."""
    steps: tuple[tuple[float, float], ...]
    """(from km by road, km an hour from there), faster on longer ways."""

    def lines(self) -> tuple[tuple[float, float], ...]:
        """The minutes as (fixed, for each straight km) lines; the lowest line holds at every distance."""
        lines = []
        fixed = self.start
        for number, (start_km, speed) in enumerate(self.steps):
            if number:
                fixed += start_km * 60 * (1 / self.steps[number - 1][1] - 1 / speed)
            lines.append((fixed, self.detour * 60 / speed))
        return tuple(lines)

    def minutes(self, km: Km) -> Km:
        """Minutes from door to door for straight distances."""
        minutes = np.full_like(km, np.inf)
        for fixed, per_km in self.lines():
            np.minimum(minutes, np.float32(fixed) + np.float32(per_km) * km, out=minutes)
        return minutes

    def riding(self, km: Km) -> Km:
        """The same without the minutes before moving."""
        return self.minutes(km) - np.float32(self.start)


@dataclass(frozen=True, slots=True)
class Way:
    """A bridge, a ferry or the land end of a fjord: how one zone is reached from another."""

    name: str
    zones: tuple[str, str]
    ends: tuple[tuple[float, float], tuple[float, float]]
    """Latitude and longitude at each end."""
    ferry: float
    """Minutes aboard and waiting; 0 for a bridge."""
    soft: bool
    """False when it is closed to walking and cycling."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Everything that is assumed about travel."""

    modes: dict[str, Mode]
    ways: tuple[Way, ...]
    zones: tuple[tuple[str, str, str], ...]
    """(first postcode, last postcode, zone) of every range that is named."""
    longest_minutes: int
    smallest_km: float
    largest_km: float
    streets_below: str
    cell_degrees: tuple[float, float]
    ferry_motor_km: float
    ferry_soft_km: float

    def zone_of(self, postcode: str) -> str:
        """The zone of land that a postcode lies in."""
        for first, last, zone in self.zones:
            if first <= postcode <= last:
                return zone
        return "sjaelland" if postcode < "5000" else "fyn" if postcode < "6000" else "jylland"


def _way(row: dict[str, Any]) -> Way:
    start, end = row["from"], row["to"]
    return Way(
        row["name"],
        (start[0], end[0]),
        ((start[1], start[2]), (end[1], end[2])),
        float(row.get("ferry", 0)),
        bool(row.get("soft", True)),
    )


def _range(text: str) -> tuple[str, str]:
    first, _, last = text.partition("-")
    return first, last or first


@cache
def assumptions() -> Assumptions:
    """The shipped assumptions."""
    file = tomllib.loads((DATA / "travel.toml").read_text(encoding="utf-8"))
    within = file["within"]
    return Assumptions(
        modes={
            name: Mode(row["detour"], row["start"], tuple((km, speed) for km, speed in row["steps"]))
            for name, row in file["mode"].items()
        },
        ways=tuple(_way(row) for row in file["way"]),
        zones=tuple((*_range(text), zone) for zone, ranges in file["zones"].items() for text in ranges),
        longest_minutes=file["longest_minutes"],
        smallest_km=within["smallest_km"],
        largest_km=within["largest_km"],
        streets_below=within["streets_below"],
        cell_degrees=(within["cell_degrees"][0], within["cell_degrees"][1]),
        ferry_motor_km=file["ferry"]["motor_km"],
        ferry_soft_km=file["ferry"]["soft_km"],
    )
