"""Hours, times and lists as people say them in each language."""

from __future__ import annotations

from datetime import time

import pytest

from jobmatch.domain.text import clock_text, hours_counted, hours_text, join_words


@pytest.mark.parametrize(
    ("hours", "danish", "english"),
    [(1, "1 time", "1 hour"), (2, "2 timer", "2 hours"), (7.5, "7,5 timer", "7.5 hours"), (0, "0 timer", "0 hours")],
)
def test_hours_stand_with_their_noun(hours: float, danish: str, english: str) -> None:
    assert hours_counted(hours).da == danish
    assert hours_counted(hours).en == english


def test_hours_have_no_needless_decimals() -> None:
    assert hours_text(8.0).da == "8"
    assert hours_text(2.25).da == "2,25"
    assert hours_text(10.0).en == "10"


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (time(9), "9", "9:00"),
        (time(9, 30), "9.30", "9:30"),
        (time(0, 5), "0.05", "0:05"),
        (time(23, 59), "23.59", "23:59"),
    ],
)
def test_a_time_of_day(moment: time, danish: str, english: str) -> None:
    assert clock_text(moment).da == danish
    assert clock_text(moment).en == english


def test_a_list_in_words() -> None:
    assert join_words(["mandag"], "da") == "mandag"
    assert join_words(["mandag", "tirsdag", "onsdag"], "da") == "mandag, tirsdag og onsdag"
    assert join_words(["Monday", "Tuesday"], "en") == "Monday and Tuesday"
    assert join_words([], "da") == ""
