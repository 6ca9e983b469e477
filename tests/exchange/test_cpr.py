"""No CPR number comes in, however it is written, and ordinary numbers are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.exchange.cpr import holds_cpr, is_p_number, masked


@pytest.mark.parametrize(
    "text",
    [
        "010180-1234",
        "0101801234",
        "010180 1234",
        "010180 - 1234",
        "01 01 80 1234",
        "01-01-80-1234",
        "01.01.80-1234",
        "01/01/80 1234",
        "010180.1234",
        "010180/1234",
        "010180_1234",
        "010180–1234",
        "010180—1234",
        "010180\u20111234",
        "010180\u22121234",
        "010180\u00ad1234",
        "010180\u200b-\u200b1234",
        "010\u2060180\ufeff1234",
        "010180\u00a01234",
        "010180\n1234",
        "０１０１８０－１２３４",
        "٠١٠١٨٠١٢٣٤",
        "0 1 0 1 8 0 1 2 3 4",
        "0-1-0-1-8-0-1-2-3-4",
        "101801234",
        "101801234,0"[:9],
        "1.01801234e8",
        "1,101801234E+09",
        "290200-1234",
        "311299-4321",
        "Ring til Ole (010180-1234) i morgen",
        "cpr010180-1234x",
        "25 timer, 010180-1234",
        "5 010180-1234",
        "7 0101801234",
        "010180-1234-1",
        "B-2 010180-12 34",
        "lejl. 3 010180 1 2 3 4",
        "01-01-2012-34",
        "B-0101801234",
        "311299+1234",
        "311299 + 1234",
        "311299A1234",
        "311299a1234",
        "31.12.99+1234",
        "31 12 99+1234",
        "31. 12. 99 1234",
        "31/12-99-1234",
        "31/12 - 99 1234",
        "311299＋1234",
    ],
)
def test_a_cpr_number_is_found(text: str) -> None:
    assert holds_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "B-017",
        "21-11-2026",
        "2026-11-21",
        "21-11-2026 08:30",
        "kan begynde 01-02-2026 10 timer",
        "fra kl. 10 12-11-2026",
        "2012-01-10 10",
        "20 12 11 30",
        "+45 20 12 11 30",
        "0045 20121130",
        "20121130 30121180",
        "uge 47 211126 10",
        "tlf. 2 20 12 34 56 78",
        "12345674",
        "5790000123456",
        "57 90000 12345 6",
        "570180123456",
        "01018012345",
        "9999999999",
        "1234567890",
        "320180-1234",
        "011380-1234",
        "290201-1234",
        "310480-1234",
        "tir 10-12|ons 13-15|fre 08-10",
        "tir 10:00-12:30",
        "mandag 08.30-12.30 10",
        "0,1212121212",
        "12.1234567890",
        "25.000 - 30.000",
        "borgere_20261121_1030.csv",
        "borgere-2026-11-21.csv",
        "Vej 12, 3390 Hundested",
        "DK50 0040 0440 1162 43",
        "123456789012345678",
        "tlf. 20 12 11 30 + 21 12 11 30",
        "20121130+30121180",
        "+4520121130",
        "2026-11-21T10:30+0100",
        "21/11-2026 0830",
        "20 stole a 1500 kr.",
        "9 a 30 timer 21-11-2026",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not holds_cpr(text)


dates = st.dates().map(lambda day: f"{day:%d%m%y}")
serials = st.integers(0, 9999).map(lambda number: f"{number:04d}")
seams = st.text(st.sampled_from([" ", "-", "–", "\u200b", "\u00ad", "\u00a0", "_", "\u2060"]), max_size=3)


@given(dates, serials, st.data())
def test_signs_between_any_digits_do_not_hide_it(day: str, serial: str, data: st.DataObject) -> None:
    digits = day + serial
    seam = data.draw(seams)
    text = "".join(digit + (seam if data.draw(st.booleans()) else "") for digit in digits)
    century = any(f"{year}" in digits[4:8] for year in (19, 20))
    assert holds_cpr(text) or (century and "-" in seam)


@given(dates, serials, st.integers(0xFEE0, 0xFEE0))
def test_full_width_digits_do_not_hide_it(day: str, serial: str, shift: int) -> None:
    assert holds_cpr("".join(chr(ord(digit) + shift) for digit in day + serial))


@given(dates.filter(lambda day: day.startswith("0")), serials)
def test_a_lost_leading_zero_does_not_hide_it(day: str, serial: str) -> None:
    assert holds_cpr((day + serial)[1:])


@given(st.dates())
def test_a_date_alone_is_never_one(day: object) -> None:
    assert not holds_cpr(f"{day:%d-%m-%Y}")
    assert not holds_cpr(f"{day:%Y-%m-%d}")


@given(st.integers(10**10, 10**16))
def test_a_longer_number_is_never_one(number: int) -> None:
    assert not holds_cpr(str(number))


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert holds_cpr(text) in (True, False)


def test_a_production_unit_is_ten_bare_digits() -> None:
    assert is_p_number("0101801234")
    assert not is_p_number("010180-1234")
    assert not is_p_number("101801234")


def test_a_masked_name_says_nothing_of_the_number() -> None:
    assert masked("borgere 010180-1234.csv") == "borgere xxxxxx-xxxx.csv"
    assert masked("borgere 0101８０-1234.csv") == "borgere xxxxxx-xxxx.csv"
    assert masked("borgere 2026.csv") == "borgere 2026.csv"
