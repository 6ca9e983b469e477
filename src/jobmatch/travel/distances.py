"""Kilometres between points of Denmark: straight over land, and over named bridges and ferries across water."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jobmatch.travel.assumptions import Assumptions, Km, Way

_KM_A_DEGREE = 111.2
_FAR = np.float32(1e6)


def straight_km(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> Km:
    """Kilometres from each point of ``a`` to each of ``b``; points are rows of latitude and longitude."""
    north = (a[:, None, 0] - b[None, :, 0]).astype(np.float32)
    middle = np.cos(np.radians(a[:, 0]))[:, None] + np.cos(np.radians(b[:, 0]))[None, :]
    east = ((a[:, None, 1] - b[None, :, 1]) * (middle / 2)).astype(np.float32)
    return np.asarray(np.float32(_KM_A_DEGREE) * np.sqrt(north * north + east * east), dtype=np.float32)


def _between_ends(ways: tuple[Way, ...], ends: npt.NDArray[np.float64], zones: list[str], ferry_km: float) -> Km:
    """Shortest way between all ends of ways: over land inside a zone, over the way itself, and any chain of these."""
    same_zone = np.array([[a == b for b in zones] for a in zones])
    km = np.where(same_zone, straight_km(ends, ends), _FAR)
    for number, way in enumerate(ways):
        here, there = 2 * number, 2 * number + 1
        length = way.ferry * ferry_km if way.ferry else float(straight_km(ends[[here]], ends[[there]])[0, 0])
        km[here, there] = km[there, here] = min(float(km[here, there]), length)
    for through in range(len(zones)):
        np.minimum(km, km[:, through, None] + km[None, through, :], out=km)
    return np.asarray(km, dtype=np.float32)


def land_km(points: npt.NDArray[np.float64], straight: Km, zones: list[str], given: Assumptions, *, soft: bool) -> Km:
    """Kilometres between all points, the same both ways; a ferry counts as the km that its minutes would give.

    Args:
        points: Latitude and longitude of each point.
        straight: Straight distances between them.
        zones: The zone of land of each point.
        given: The assumptions.
        soft: For walking and cycling: without the ways that are closed to them.
    """
    ways = tuple(way for way in given.ways if way.soft or not soft)
    ends = np.array([end for way in ways for end in way.ends])
    end_zones = [zone for way in ways for zone in way.zones]
    between = _between_ends(ways, ends, end_zones, given.ferry_soft_km if soft else given.ferry_motor_km)
    members = {zone: np.flatnonzero(np.array([z == zone for z in zones])) for zone in dict.fromkeys(zones)}
    gates = {zone: np.flatnonzero(np.array([z == zone for z in end_zones])) for zone in members}
    to_ends = np.full((len(points), len(ends)), _FAR, dtype=np.float32)
    for zone, inside in members.items():
        reached = straight_km(points[inside], ends[gates[zone]])
        best = to_ends[inside]
        for column, gate in enumerate(gates[zone]):
            np.minimum(best, reached[:, column, None] + between[gate], out=best)
        to_ends[inside] = best
    km = np.full((len(points), len(points)), _FAR, dtype=np.float32)
    for zone, inside in members.items():
        arriving = straight_km(ends[gates[zone]], points[inside])
        best = np.full((len(points), len(inside)), _FAR, dtype=np.float32)
        for row, gate in enumerate(gates[zone]):
            np.minimum(best, to_ends[:, gate, None] + arriving[row], out=best)
        best[inside] = straight[np.ix_(inside, inside)]
        km[:, inside] = best
    return np.asarray(np.minimum(km, km.T), dtype=np.float32)
