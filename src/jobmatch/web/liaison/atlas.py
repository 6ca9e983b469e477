"""A map of postcodes without outside tiles: where citizens live and openings are, drawn to scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from jobmatch.services.workplaces.demand import Spot
from jobmatch.travel.places import PLACES

WIDTH, HEIGHT = 720, 460
EDGE = 56
KM_PER_DEGREE = 111.32
SMALLEST_KM = 8.0
"""A single spot is shown with this much around it."""
SMALLEST, LARGEST = 9.0, 34.0
NAMES_APART = 15
OPENING = 5.0
"""Half the side of the square for openings."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One postcode on the map."""

    spot: Spot
    town: str
    x: float
    y: float
    radius: float
    """Of the circle for its citizens; 0 without."""
    name_y: float
    """Where the name stands, so that names do not lie on each other."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole map."""

    marks: tuple[Mark, ...]
    scale_km: int
    scale_width: float
    width: int = WIDTH
    height: int = HEIGHT


def atlas(spots: Sequence[Spot]) -> Atlas | None:
    """The map of these spots; None when there is none to draw."""
    if not spots:
        return None
    points = [_kilometres(spot.postcode) for spot in spots]
    west, north = min(x for x, _ in points), max(y for _, y in points)
    wide = max(max(x for x, _ in points) - west, SMALLEST_KM)
    high = max(north - min(y for _, y in points), SMALLEST_KM)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    left = (WIDTH - scale * (max(x for x, _ in points) - west)) / 2
    top = (HEIGHT - scale * (north - min(y for _, y in points))) / 2
    most = max((spot.citizens for spot in spots), default=0)

    def at(postcode: str) -> tuple[float, float]:
        x, y = _kilometres(postcode)
        return round(left + scale * (x - west), 1), round(top + scale * (north - y), 1)

    placed = [(spot, *at(spot.postcode)) for spot in spots]
    marks = _named([(spot, x, y, _radius(spot.citizens, most)) for spot, x, y in placed])
    km = _round_length(wide / 4)
    return Atlas(tuple(marks), km, round(scale * km, 1))


def _kilometres(postcode: str) -> tuple[float, float]:
    place = PLACES[postcode]
    assert place.latitude is not None
    assert place.longitude is not None
    return place.longitude * KM_PER_DEGREE * cos(radians(56)), place.latitude * KM_PER_DEGREE


def _radius(citizens: int, most: int) -> float:
    """The area of a circle follows the number."""
    return round(max(SMALLEST, LARGEST * sqrt(citizens / most)), 1) if citizens else 0.0


def _named(placed: Sequence[tuple[Spot, float, float, float]]) -> list[Mark]:
    """Marks from north to south, each name below its circle and clear of the names before it."""
    marks: list[Mark] = []
    for spot, x, y, radius in sorted(placed, key=lambda one: (one[2], one[1])):
        name_y = y + max(radius, OPENING) + NAMES_APART
        while any(abs(one.name_y - name_y) < NAMES_APART and abs(one.x - x) < 90 for one in marks):
            name_y += NAMES_APART
        town = PLACES[spot.postcode].town
        marks.append(Mark(spot, town, x, y, radius, round(min(name_y, HEIGHT - 6), 1)))
    return marks


def _round_length(km: float) -> int:
    return max(step for step in (1, 2, 5, 10, 20, 50, 100) if step <= max(km, 1))
