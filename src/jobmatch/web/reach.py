"""The map of reach: where places are, seen from home, drawn from the points of the postcodes; no map from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from jobmatch.travel.places import PLACES, Place

SIZE = 320
MARGIN = 34
KM_A_DEGREE = 111.2
RINGS_KM = (1, 2, 5, 10, 20, 40, 80, 160, 320)
_NEAR = 18.0
"""Marks closer than this would lie on top of each other."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Everything within so many kilometres."""

    radius: float
    km: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One town on the map with the places there, by their numbers."""

    x: float
    y: float
    numbers: tuple[int, ...]
    town: str
    label_x: float
    label_y: float
    anchor: str
    """Where the name begins: ``start`` right of the mark, ``end`` left of it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Home in the middle, rings of distance, and the places by number."""

    home: str
    rings: tuple[Ring, ...]
    marks: tuple[Mark, ...]
    centre: float = SIZE / 2
    size: int = SIZE


def reach(home: str | None, numbered: Iterable[tuple[int, str | None]]) -> Reach | None:
    """The map from a postcode to others, each with its number; None when home or every place has no point."""
    centre = PLACES.get(home or "")
    by_town: dict[str, list[int]] = {}
    for number, postcode in numbered:
        place = PLACES.get(postcode or "")
        if place is not None and place.located:
            by_town.setdefault(place.postcode, []).append(number)
    if centre is None or not centre.located or not by_town:
        return None
    offsets = {postcode: _offset(centre, PLACES[postcode]) for postcode in by_town}
    furthest = max(max(abs(east), abs(north)) for east, north in offsets.values())
    outer = next((km for km in RINGS_KM if km >= furthest), RINGS_KM[-1])
    scale = (SIZE / 2 - MARGIN) / max(outer, furthest)
    rings = tuple(Ring(round(km * scale, 1), km) for km in RINGS_KM if outer / 5 <= km <= outer)
    marks: list[Mark] = []
    for postcode, numbers in by_town.items():
        east, north = offsets[postcode]
        marks.append(_mark(SIZE / 2 + east * scale, SIZE / 2 - north * scale, numbers, PLACES[postcode].town, marks))
    return Reach(centre.town, rings[::-1], tuple(marks))


def _offset(home: Place, there: Place) -> tuple[float, float]:
    """Kilometres east and north of home; both have a point."""
    latitude, longitude = home.latitude or 0.0, home.longitude or 0.0
    north = ((there.latitude or 0.0) - latitude) * KM_A_DEGREE
    east = ((there.longitude or 0.0) - longitude) * KM_A_DEGREE * cos(radians(latitude))
    return east, north


def _mark(x: float, y: float, numbers: list[int], town: str, others: list[Mark]) -> Mark:
    while any(abs(x - one.x) < _NEAR and abs(y - one.y) < _NEAR for one in others):
        y += _NEAR
    left = x > SIZE * 0.62
    width = 12 + 10 * (len(numbers) - 1)
    label_x = x - width - 4 if left else x + width + 4
    return Mark(
        round(x, 1), round(y, 1), tuple(numbers), town, round(label_x, 1), round(y + 4, 1), "end" if left else "start"
    )
