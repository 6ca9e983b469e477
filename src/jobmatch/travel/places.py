"""The Danish postcodes: town, kommuner and the point where people live."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jobmatch.domain.shipped import DATA


@dataclass(frozen=True, slots=True)
class Place:
    """One postcode."""

    postcode: str
    town: str
    municipalities: tuple[str, ...]
    """Kommuner it lies in, the main one first; empty for a post-box or company code."""
    latitude: float | None
    """None when nobody lives there or no point can be trusted: travel is then unknown."""
    longitude: float | None
    source: str
    """``town`` of the gazetteer, ``centre`` of the postcode, ``own`` (placed by hand) or empty."""

    @property
    def located(self) -> bool:
        """True when travel to and from it can be told."""
        return self.latitude is not None


def _load() -> Mapping[str, Place]:
    with (DATA / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        places = (
            Place(
                postcode,
                town,
                tuple(municipalities.split("|")) if municipalities else (),
                float(latitude) if latitude else None,
                float(longitude) if longitude else None,
                source,
            )
            for postcode, town, municipalities, latitude, longitude, source in rows
        )
        return MappingProxyType({place.postcode: place for place in places})


PLACES: Mapping[str, Place] = _load()
"""Every Danish postcode in use, in order; also post-box and company codes."""

_INDEX = {postcode: index for index, postcode in enumerate(PLACES)}


def index_of(postcode: str | None) -> int:
    """The row and column of a postcode in ``travel_minutes``; -1 when it is unknown or has no trustworthy point."""
    if postcode is None or postcode not in _INDEX or not PLACES[postcode].located:
        return -1
    return _INDEX[postcode]
