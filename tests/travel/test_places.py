"""The postcode table: complete, on land, and honest about what it does not know."""

from __future__ import annotations

import csv
import os
from math import cos, hypot, radians
from pathlib import Path

import pytest

from jobmatch.travel.places import PLACES, index_of

SHARED = Path(os.environ.get("JOBMATCH_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data")) / "geo_dk"


def km_between(postcode: str, latitude: float, longitude: float) -> float:
    place = PLACES[postcode]
    assert place.latitude is not None
    assert place.longitude is not None
    return 111.2 * hypot(place.latitude - latitude, (place.longitude - longitude) * cos(radians(latitude)))


@pytest.mark.parametrize(
    ("postcode", "town", "latitude", "longitude"),
    [
        ("6950", "Ringkøbing", 56.09, 8.24),
        ("3700", "Rønne", 55.10, 14.71),
        ("3390", "Hundested", 55.965, 11.85),
        ("2750", "Ballerup", 55.73, 12.36),
        ("6720", "Fanø", 55.44, 8.40),
        ("8592", "Anholt", 56.71, 11.52),
        ("2770", "Kastrup", 55.635, 12.65),
        ("8000", "Aarhus C", 56.155, 10.21),
    ],
)
def test_towns_at_the_coast_lie_where_people_live(postcode: str, town: str, latitude: float, longitude: float) -> None:
    assert PLACES[postcode].town == town
    assert km_between(postcode, latitude, longitude) < 3


def test_every_point_lies_in_denmark_and_in_a_kommune() -> None:
    for place in PLACES.values():
        if place.latitude is None or place.longitude is None:
            assert place.source == ""
            continue
        assert 54.5 < place.latitude < 57.8
        assert 8.0 < place.longitude < 15.2
        assert place.municipalities, place


def test_a_post_box_code_is_known_but_has_no_point() -> None:
    for postcode in ("0800", "1001", "1448", "8100"):
        assert not PLACES[postcode].located
        assert index_of(postcode) == -1


def test_a_postcode_can_span_several_kommuner() -> None:
    assert PLACES["2000"].municipalities == ("Frederiksberg", "København")
    assert PLACES["3390"].municipalities == ("Halsnæs",)


def test_an_index_is_the_position_in_the_table() -> None:
    assert list(PLACES) == sorted(PLACES)
    assert list(PLACES)[index_of("3390")] == "3390"
    assert index_of("9999") == -1
    assert index_of(None) == -1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared national data is not on this machine")
def test_against_the_repaired_national_data() -> None:
    with (SHARED / "postnr_best_coords.csv").open(encoding="utf-8") as file:
        national = {row["postnr"]: row for row in csv.DictReader(file)}
    assert set(national) <= set(PLACES)
    for postcode, row in national.items():
        if row["coord_src"] == "geonames_town" and PLACES[postcode].located:
            assert km_between(postcode, float(row["lat"]), float(row["lon"])) < 6, postcode
