"""Rides by train, metro and light rail: how long from any postcode to any other when part of the way is on rails."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from jobmatch.domain.shipped import DATA
from jobmatch.travel.assumptions import Km, Mode


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of a line."""

    postcode: str
    minutes: int
    """From the first stop of the line."""
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """Trains that stop at the same stations."""

    name: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Rails:
    """The lines of ``rails.toml`` and what is assumed about using them."""

    lines: tuple[Line, ...]
    change_minutes: float
    share_of_own_size: float

    @property
    def postcodes(self) -> tuple[str, ...]:
        """Where trains stop."""
        return tuple(sorted({stop.postcode for line in self.lines for stop in line.stops}))


def _stop(text: str) -> Stop:
    postcode, minutes, name = text.split(" ", 2)
    return Stop(postcode, int(minutes), name)


@cache
def rails() -> Rails:
    """The shipped lines."""
    file = tomllib.loads((DATA / "rails.toml").read_text(encoding="utf-8"))
    lines = tuple(Line(row["name"], tuple(map(_stop, row["stops"]))) for row in file["line"])
    return Rails(lines, file["change_minutes"], file["share_of_own_size"])


def _rides(given: Rails, by_bus: Km) -> Km:
    """Minutes between stations: any chain of trains, and of buses between them, with the changes.

    A change is counted with each piece and taken off once, so the shortest way is found without knowing of lines.
    """
    number = {postcode: row for row, postcode in enumerate(given.postcodes)}
    minutes = by_bus + np.float32(given.change_minutes)
    np.fill_diagonal(minutes, np.inf)
    for line in given.lines:
        for one, other in combinations(line.stops, 2):
            a, b = number[one.postcode], number[other.postcode]
            ride = other.minutes - one.minutes + given.change_minutes
            minutes[a, b] = minutes[b, a] = min(float(minutes[a, b]), ride)
    for through in range(len(number)):
        np.minimum(minutes, minutes[:, through, None] + minutes[None, through, :], out=minutes)
    return np.asarray(minutes - np.float32(given.change_minutes), dtype=np.float32)


def minutes_on_rails(km: Km, own_km: Km, stations: npt.NDArray[np.intp], bus: Mode, given: Rails) -> Km:
    """Minutes [from, to] by way of two stations, from door to door, the same both ways.

    Args:
        km: [from, to] between points by road.
        own_km: By point, how far its people live apart.
        stations: By station, in the order of ``given.postcodes``, its point.
        bus: How fast a bus goes to a station; what it says of the start is added once for the whole way.
    """
    between = bus.riding(km[np.ix_(stations, stations)])
    rides = _rides(given, between)
    spread = np.float32(given.share_of_own_size) * own_km
    legs = bus.riding(np.sqrt(km[:, stations] ** 2 + spread[:, None] ** 2))
    leaving = np.stack([(legs + to).min(axis=1) for to in rides])
    best = np.full(km.shape, np.inf, dtype=np.float32)
    for row, leg in enumerate(legs):
        best[row, row:] = (leg[:, None] + leaving[:, row:]).min(axis=0)
    return np.asarray(np.float32(bus.start) + np.minimum(best, best.T), dtype=np.float32)
