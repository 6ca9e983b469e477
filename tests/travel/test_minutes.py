"""Travel minutes: sane, the same both ways, around the fjords and never over the sea."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.shipped import DATA
from jobmatch.travel import minutes as travel
from jobmatch.travel.assumptions import assumptions
from jobmatch.travel.minutes import MODES, minutes_between, travel_digest, travel_minutes
from jobmatch.travel.places import PLACES, index_of

located = st.sampled_from([postcode for postcode, place in PLACES.items() if place.located])
modes = st.sampled_from(MODES)


def minutes(mode: str, start: str, end: str) -> int:
    found = minutes_between(mode, index_of(start), index_of(end))
    assert found is not None
    return found


def test_every_pair_is_there_once_for_each_mode() -> None:
    table = travel_minutes()
    assert table.shape == (4, len(PLACES), len(PLACES))
    assert not table.flags.writeable
    known = np.array([place.located for place in PLACES.values()])
    assert (table[:, ~known, :] == -1).all()
    assert (table[:, :, ~known] == -1).all()
    assert table[:, known][:, :, known].min() > 0


def test_travel_is_the_same_both_ways() -> None:
    table = travel_minutes()
    assert (table == table.transpose(0, 2, 1)).all()


@given(located, located)
def test_faster_ways_of_travelling_are_faster(start: str, end: str) -> None:
    walk, bicycle, public, car = (minutes(mode, start, end) for mode in MODES)
    assert public <= walk
    assert bicycle <= walk + 3
    if bicycle > 30:
        assert car <= bicycle


@given(modes, located, located, located)
def test_no_detour_is_much_shorter_than_the_way_itself(mode: str, start: str, via: str, end: str) -> None:
    assert minutes(mode, start, end) <= minutes(mode, start, via) + minutes(mode, via, end) + 2


@given(modes, located, located)
def test_nobody_travels_longer_than_the_longest(mode: str, start: str, end: str) -> None:
    assert 0 < minutes(mode, start, end) <= assumptions().longest_minutes


@pytest.mark.parametrize(
    ("mode", "start", "end", "least", "most"),
    [
        ("bil", "3390", "3300", 15, 35),  # Hundested-Frederiksværk
        ("kollektiv", "2750", "1550", 35, 70),  # Ballerup-København V
        ("cykel", "9000", "9400", 8, 25),  # over the bridge at Aalborg
        ("gang", "3390", "3390", 10, 45),  # inside one town
        ("bil", "8000", "8400", 45, 75),  # around the bay, not across it
        ("bil", "3390", "4581", 40, 110),  # the ferry, not the fjord's two kilometres
        ("bil", "5000", "2100", 120, 190),  # over Storebælt
        ("bil", "3700", "2100", 180, 400),  # Bornholm is far
    ],
)
def test_known_ways_take_a_plausible_time(mode: str, start: str, end: str, least: int, most: int) -> None:
    assert least <= minutes(mode, start, end) <= most


def test_storebaelt_is_closed_to_bicycles() -> None:
    assert minutes("cykel", "5800", "4220") == assumptions().longest_minutes
    assert minutes("bil", "5800", "4220") < 60


def test_a_place_without_a_point_is_unknown() -> None:
    assert minutes_between("bil", index_of("1001"), index_of("2100")) is None


def test_every_zone_is_reached_by_some_way() -> None:
    reached = {zone for way in assumptions().ways for zone in way.zones}
    named = {zone for _, _, zone in assumptions().zones}
    assert named <= reached
    assert reached <= named | {"sjaelland", "fyn", "jylland"}


def test_longer_ways_are_faster_by_the_km() -> None:
    for mode in assumptions().modes.values():
        slopes = [per_km for _, per_km in mode.lines()]
        assert slopes == sorted(slopes, reverse=True)


@pytest.mark.parametrize("name", ["postcodes.csv", "rails.toml", "travel.toml"])
def test_whoever_changes_what_minutes_are_made_of_can_be_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("postcodes.csv", "rails.toml", "travel.toml"):
        (tmp_path / one).write_bytes((DATA / one).read_bytes())
    monkeypatch.setattr(travel, "DATA", tmp_path)
    assert travel_digest.__wrapped__() == travel_digest()
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("\n# otherwise")
    assert travel_digest.__wrapped__() != travel_digest()
