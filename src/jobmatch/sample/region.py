"""Where an invented municipality lies: a stretch of Denmark with about the right number of inhabitants."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from jobmatch.sample.draw import Draw, Floats, Integers
from jobmatch.sample.words import Words
from jobmatch.travel.places import PLACES

_KM_PER_DEGREE = 111.2
_DEGREE_OF_LONGITUDE = 0.56
"""How much shorter a degree of longitude is than a degree of latitude in Denmark."""


@dataclass(frozen=True)
class Region:
    """The postcodes of a region."""

    postcodes: tuple[str, ...]
    inhabitants: Floats
    """Thousands, roughly: for a plausible spread, not for statistics."""
    north_km: Floats
    east_km: Floats
    zone: Integers
    """Neighbouring postcodes share a zone."""

    def distance_km(self, one: Integers, other: Integers) -> Floats:
        """As the crow flies, between places given by position."""
        north = self.north_km[one] - self.north_km[other]
        east = self.east_km[one] - self.east_km[other]
        return np.asarray(np.sqrt(north * north + east * east), dtype=np.float64)


def choose_region(draw: Draw, words: Words, citizens: int) -> Region:
    """A region for this many citizens: 45 need a small municipality, 200,000 the whole country."""
    whole = _country(words)
    needed = 30 + 0.03 * citizens
    if needed >= whole.inhabitants.sum():
        return whole
    centre = int(draw.pick(whole.inhabitants, 1)[0])
    everywhere = np.arange(len(whole.postcodes))
    nearest = np.argsort(whole.distance_km(everywhere, np.full_like(everywhere, centre)), kind="stable")
    enough = int(np.searchsorted(np.cumsum(whole.inhabitants[nearest]), needed)) + 1
    chosen = np.sort(nearest[: max(enough, 6)])
    return Region(
        postcodes=tuple(whole.postcodes[place] for place in chosen),
        inhabitants=whole.inhabitants[chosen],
        north_km=whole.north_km[chosen],
        east_km=whole.east_km[chosen],
        zone=np.unique(whole.zone[chosen], return_inverse=True)[1].astype(np.int64),
    )


def _country(words: Words) -> Region:
    places = [place for place in PLACES.values() if place.latitude is not None and place.longitude is not None]
    postcodes = tuple(place.postcode for place in places)
    prefix = [next((code[:n] for n in (2, 1) if code[:n] in words.population), "") for code in postcodes]
    size = [_relative_size(code) if start else 0.0 for code, start in zip(postcodes, prefix, strict=True)]
    total: dict[str, float] = defaultdict(float)
    for start, weight in zip(prefix, size, strict=True):
        total[start] += weight
    inhabitants = [
        words.population.get(start, 0.0) * weight / (total[start] or 1.0)
        for start, weight in zip(prefix, size, strict=True)
    ]
    starts = sorted(set(prefix))
    return Region(
        postcodes=postcodes,
        inhabitants=np.array(inhabitants),
        north_km=np.array([place.latitude for place in places], dtype=np.float64) * _KM_PER_DEGREE,
        east_km=np.array([place.longitude for place in places], dtype=np.float64)
        * _KM_PER_DEGREE
        * _DEGREE_OF_LONGITUDE,
        zone=np.array([starts.index(start) for start in prefix], dtype=np.int64),
    )


def _relative_size(postcode: str) -> float:
    """Danish postcodes that end in zeros belong to the larger towns."""
    if postcode < "2000":
        return 1.0
    return 8.0 if postcode.endswith("00") else 2.0 if postcode.endswith("0") else 1.0
