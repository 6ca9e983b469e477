"""Trains: the shipped lines are sane, known trips take about as long as a traveller says, and no ride is free."""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians

import numpy as np
import pytest

from jobmatch.travel.assumptions import Mode
from jobmatch.travel.minutes import minutes_between
from jobmatch.travel.places import PLACES, index_of
from jobmatch.travel.rails import Line, Rails, Stop, minutes_on_rails, rails

BUS = Mode(detour=1.0, start=15, steps=((0, 30.0),))
"""Two minutes a kilometre."""


def by_public_transport(start: str, end: str) -> int:
    found = minutes_between("kollektiv", index_of(start), index_of(end))
    assert found is not None
    return found


def straight_between(one: str, other: str) -> float:
    a, b = PLACES[one], PLACES[other]
    assert a.latitude is not None, one
    assert a.longitude is not None, one
    assert b.latitude is not None, other
    assert b.longitude is not None, other
    return 111.2 * hypot(b.latitude - a.latitude, (b.longitude - a.longitude) * cos(radians(a.latitude)))


@pytest.mark.parametrize("line", rails().lines, ids=lambda line: line.name)
def test_every_stop_is_a_known_place_reached_at_the_speed_of_a_train(line: Line) -> None:
    for one, other in pairwise(line.stops):
        km = straight_between(one.postcode, other.postcode)
        assert other.minutes > one.minutes, other
        assert 10 <= km / (other.minutes - one.minutes) * 60 <= 145, f"{one.name}-{other.name}"


def test_the_lines_are_one_net() -> None:
    joined = {rails().lines[0].stops[0].postcode}
    waiting = list(rails().lines)
    while meeting := [line for line in waiting if joined & {stop.postcode for stop in line.stops}]:
        joined.update(stop.postcode for line in meeting for stop in line.stops)
        waiting = [line for line in waiting if line not in meeting]
    assert not waiting


@pytest.mark.parametrize(
    ("start", "end", "least", "most"),
    [
        ("4000", "1570", 38, 50),  # Roskilde-København
        ("2750", "1570", 36, 50),  # Ballerup-København
        ("4600", "1570", 50, 65),  # Køge-København
        ("3000", "1570", 60, 75),  # Helsingør-København
        ("3400", "1570", 55, 70),  # Hillerød-København
        ("3390", "3400", 60, 80),  # Hundested-Hillerød
        ("5000", "5800", 30, 45),  # Odense-Nyborg, by the fast trains
        ("5000", "5700", 55, 75),  # Odense-Svendborg
        ("8000", "8660", 30, 42),  # Aarhus-Skanderborg
        ("8000", "8600", 58, 75),  # Aarhus-Silkeborg
        ("7100", "6000", 38, 62),  # Vejle-Kolding, by way of Fredericia
        ("9000", "9800", 55, 72),  # Aalborg-Hjørring
        ("4220", "5800", 25, 42),  # under Storebælt
        ("3520", "2635", 60, 95),  # Farum-Ishøj, with a change
    ],
)
def test_known_trips_take_about_as_long_as_a_traveller_says(start: str, end: str, least: int, most: int) -> None:
    assert least <= by_public_transport(start, end) <= most


def test_where_no_train_runs_nothing_is_gained() -> None:
    given = Rails((Line("one", (Stop("4000", 0, "A"), Stop("4100", 5, "B"))),), change_minutes=6, share_of_own_size=0)
    km = np.array([[1, 100, 900], [100, 1, 900], [900, 900, 1]], np.float32)
    found = minutes_on_rails(km, np.ones(3, np.float32), np.array([0, 1]), BUS, given)
    assert found[2, 0] >= BUS.start + 2 * 900


def test_a_trip_is_the_start_the_ways_to_the_trains_the_rides_and_the_changes() -> None:
    lines = (
        Line("west", (Stop("4000", 0, "A"), Stop("4100", 20, "B"))),
        Line("east", (Stop("4100", 0, "B"), Stop("4200", 10, "C"))),
    )
    given = Rails(lines, change_minutes=6, share_of_own_size=0)
    km = np.array([[0, 50, 90, 5], [50, 0, 40, 55], [90, 40, 0, 95], [5, 55, 95, 0]], np.float32)
    found = minutes_on_rails(km, np.zeros(4, np.float32), np.array([0, 1, 2]), BUS, given)
    assert found[0, 1] == pytest.approx(15 + 20)
    assert found[0, 2] == pytest.approx(15 + 20 + 6 + 10)
    assert found[3, 2] == pytest.approx(15 + 2 * 5 + 20 + 6 + 10)
    assert (found == found.T).all()


def test_home_and_work_lie_some_way_from_the_station() -> None:
    given = Rails((Line("one", (Stop("4000", 0, "A"), Stop("4100", 5, "B"))),), change_minutes=6, share_of_own_size=0.5)
    km = np.array([[0, 20], [20, 0]], np.float32)
    found = minutes_on_rails(km, np.array([2, 1], np.float32), np.array([0, 1]), BUS, given)
    assert found[0, 1] == pytest.approx(15 + 2 * 1 + 5 + 2 * 0.5)
    assert found[0, 0] > BUS.start + 5
