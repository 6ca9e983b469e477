"""Minutes from every postcode to every other, by each way of travelling."""

from __future__ import annotations

from functools import cache
from math import floor
from zlib import crc32

import numpy as np
import numpy.typing as npt

from jobmatch.domain.shipped import DATA
from jobmatch.travel.assumptions import Assumptions, Km, assumptions
from jobmatch.travel.distances import land_km, straight_km
from jobmatch.travel.places import PLACES, index_of
from jobmatch.travel.rails import minutes_on_rails, rails

MODES = ("gang", "cykel", "kollektiv", "bil")
"""The ways of travelling, in the order of the first axis."""

UNKNOWN = -1
"""Minutes to or from a postcode that has no trustworthy point."""

Minutes = npt.NDArray[np.int16]


def _points(given: Assumptions) -> tuple[npt.NDArray[np.float64], list[str], npt.NDArray[np.intp]]:
    """The distinct points, their zone of land, and for each postcode its point (-1 without one)."""
    numbers: dict[tuple[float, float, str], int] = {}
    point_of = np.full(len(PLACES), -1, dtype=np.intp)
    for row, place in enumerate(PLACES.values()):
        if place.latitude is None or place.longitude is None:
            continue
        latitude, longitude = place.latitude, place.longitude
        if place.postcode < given.streets_below:
            north, east = given.cell_degrees
            latitude, longitude = (floor(latitude / north) + 0.5) * north, (floor(longitude / east) + 0.5) * east
        key = (latitude, longitude, given.zone_of(place.postcode))
        point_of[row] = numbers.setdefault(key, len(numbers))
    points = np.array([(latitude, longitude) for latitude, longitude, _ in numbers])
    return points, [zone for _, _, zone in numbers], point_of


def _with_own_size(km: Km, own_km: Km) -> Km:
    """Distances that are not zero inside one postcode: the places of home and work are spread over its size."""
    spread = (own_km[:, None] ** 2 + own_km[None, :] ** 2) / 2
    return np.asarray(np.sqrt(km * km + spread), dtype=np.float32)


def _between_points(given: Assumptions) -> tuple[Minutes, npt.NDArray[np.intp]]:
    points, zones, point_of = _points(given)
    straight = straight_km(points, points)
    elsewhere = straight + np.diag(np.full(len(points), np.inf, dtype=np.float32))
    own_km = np.clip(elsewhere.min(axis=1) / 2, given.smallest_km, given.largest_km).astype(np.float32)
    road = land_km(points, straight, zones, given, soft=False)
    motor = _with_own_size(road, own_km)
    soft = _with_own_size(land_km(points, straight, zones, given, soft=True), own_km)
    by_mode = {name: given.modes[name].minutes(soft if name in ("gang", "cykel") else motor) for name in MODES}
    stations = point_of[[index_of(postcode) for postcode in rails().postcodes]]
    by_rail = minutes_on_rails(road, own_km, stations, given.modes["kollektiv"], rails())
    for quicker in (by_mode["gang"], by_rail):
        np.minimum(by_mode["kollektiv"], quicker, out=by_mode["kollektiv"])
    whole = np.empty((len(MODES), len(points), len(points)), dtype=np.int16)
    for number, name in enumerate(MODES):
        whole[number] = np.minimum(np.rint(by_mode[name]), given.longest_minutes)
    return whole, point_of


@cache
def travel_minutes() -> Minutes:
    """Whole minutes [mode, from, to] between all postcodes in the order of ``PLACES``; -1 where unknown.

    Computed once from the shipped table and assumptions; the same both ways. Read-only.
    """
    whole, point_of = _between_points(assumptions())
    minutes = whole.take(point_of, axis=1).take(point_of, axis=2)
    minutes[:, point_of < 0, :] = UNKNOWN
    minutes[:, :, point_of < 0] = UNKNOWN
    minutes.flags.writeable = False
    return minutes


@cache
def travel_digest() -> int:
    """A number that is another one when anything that the minutes are made of was changed."""
    digest = 0
    for name in ("postcodes.csv", "rails.toml", "travel.toml"):
        digest = crc32((DATA / name).read_bytes(), digest)
    return digest


def minutes_between(mode: str, start: int, end: int) -> int | None:
    """Minutes one way between two indices of ``index_of``, or None when one of them is unknown."""
    if start < 0 or end < 0:
        return None
    minutes = int(travel_minutes()[MODES.index(mode), start, end])
    return None if minutes == UNKNOWN else minutes
