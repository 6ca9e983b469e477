"""One cell: every way of writing a value that is read, and a clear sentence for every other."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.citizen import BlockedTime, Competence, Need
from jobmatch.domain.columns import Column
from jobmatch.domain.placement import Offer
from jobmatch.errors import Text
from jobmatch.exchange.cells import LONGEST_CELL, doubt, format_cell, parse_cell
from jobmatch.exchange.cpr import REFUSED
from jobmatch.exchange.kinds import CITIZENS, COURSES, KINDS, PLACEMENTS
from jobmatch.exchange.problems import CellError
from tests.exchange.records import cells, values

ALL_COLUMNS = [column for kind in KINDS for column in kind.columns]


def column(name: str) -> Column:
    """The column with this Danish header, first among citizens."""
    return next(column for column in ALL_COLUMNS if column.danish == name)


def read(name: str, text: str) -> Any:
    """The cell read in the column with this Danish header."""
    return parse_cell(column(name), text)


def attempt(each: Column, text: str) -> tuple[Any, Text | None]:
    """The value, or what is said against the text."""
    try:
        return parse_cell(each, text), None
    except CellError as error:
        return None, error.text


def refusal(name: str, text: str) -> str:
    """What is said in Danish about the cell; the English sentence must be there too."""
    with pytest.raises(CellError) as refused:
        read(name, text)
    message = refused.value.text
    assert message.en
    assert message.en != message.da
    assert "{" not in message.da + message.en
    return message.da


@pytest.mark.parametrize("each", ALL_COLUMNS, ids=lambda each: f"{each.danish}-{each.name}")
@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\ufeff"])
def test_an_empty_cell_is_unknown(each: Column, text: str) -> None:
    assert parse_cell(each, text) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("7,5", 7.5),
        ("7.5", 7.5),
        (" 7,50 ", 7.5),
        ("8", 8.0),
        ("0", 0.0),
        ("0.125", 0.125),
        ("12,125", 12.125),
        ("07,5", 7.5),
    ],
)
def test_decimal_comma_and_point(text: str, hours: float) -> None:
    assert read("timer_nu", text) == hours


def test_thousands_with_a_comma_are_clear() -> None:
    assert read("sandsynlighed", "0,5") == 0.5
    assert "1250,5" in refusal("timer_nu", "1.250,5")
    assert "1000000" in refusal("timer_nu", "1.000.000")


@pytest.mark.parametrize("name", ["timer_nu", "effektiv_andel", "sandsynlighed", "mentortimer"])
def test_1_250_in_a_decimal_column_can_be_read_in_two_ways(name: str) -> None:
    message = refusal(name, "1.250")
    assert '"1.250"' in message
    assert '"1250"' in message
    assert '"1,250"' in message


@pytest.mark.parametrize(
    ("text", "number"),
    [("2.347", 2347), ("2347", 2347), ("30", 30), ("30,0", 30), ("30.0", 30), ("1.234.567", 1234567)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert read("ordinaert_ansatte", text) == number


@pytest.mark.parametrize(
    "text", ["3,5", "2.34", "ti", "1e3", "1 000", "²", "٣", "9" * 400, "99999999999", "--1", "1,", ",5"]
)
def test_what_is_no_whole_number(text: str) -> None:
    refusal("ordinaert_ansatte", text)


@pytest.mark.parametrize("text", ["ti", "7,5 timer", "1e3", "7,5,5", "nan", "inf", "1,250.5", "½", "٣", "7;5", "07:30"])
def test_what_is_no_number(text: str) -> None:
    assert '"7,5"' in refusal("timer_nu", text)


@pytest.mark.parametrize(
    ("text", "share"), [("62,5", 62.5), ("62,5 %", 62.5), ("62,5%", 62.5), ("62.5", 62.5), ("100", 100.0)]
)
def test_percent(text: str, share: float) -> None:
    assert read("effektiv_andel", text) == share


def test_a_probability_may_be_a_percentage() -> None:
    assert read("sandsynlighed", "50 %") == 0.5
    assert read("sandsynlighed", "0,5") == 0.5


@pytest.mark.parametrize(
    ("name", "text", "bound"),
    [
        ("timer_nu", "60,5", "60"),
        ("timer_nu", "-1", "0"),
        ("timer_nu", "\u22121", "0"),
        ("effektiv_andel", "101", "100"),
        ("timer_dag_maks", "25", "24"),
        ("maks_transport_min", "601", "600"),
        ("model_rang", "0", "1"),
        ("sandsynlighed", "1,5", "1"),
    ],
)
def test_bounds_say_what_would_be_right(name: str, text: str, bound: str) -> None:
    assert f" {bound}." in refusal(name, text)


@pytest.mark.parametrize(
    "text", ["21-11-2026", "2026-11-21", "2026-11-21 00:00:00", "2026-11-21T00:00:00", " 21-11-2026 "]
)
def test_dates(text: str) -> None:
    assert read("kapacitet_dato", text) == date(2026, 11, 21)


def test_a_date_may_be_short() -> None:
    assert read("kapacitet_dato", "1-2-2026") == date(2026, 2, 1)


@pytest.mark.parametrize("text", ["21.11.2026", "21/11/2026", "21-11-26", "21 11 2026", "46347"])
def test_another_form_of_date_is_refused_with_the_right_form(text: str) -> None:
    assert '"21-11-2026"' in refusal("kapacitet_dato", text)


@pytest.mark.parametrize("text", ["31-02-2026", "00-01-2026", "2026-13-01", "01-01-0026", "01-01-9999", "29-02-2025"])
def test_a_day_that_is_not_there(text: str) -> None:
    assert text in refusal("kapacitet_dato", text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("08:30", time(8, 30)),
        ("8:30", time(8, 30)),
        ("08.30", time(8, 30)),
        ("8", time(8)),
        ("08:30:00", time(8, 30)),
        ("0", time(0)),
        ("23:59", time(23, 59)),
        ("0,354166666666667", time(8, 30)),
    ],
)
def test_times(text: str, moment: time) -> None:
    assert read("tidligst", text) == moment


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("24:00", "23:59"),
        ("0830", "08:30"),
        ("8,30", "08:30"),
        ("8:60", "08:30"),
        ("morgen", "08:30"),
        ("25", "08:30"),
        ("8:5", "08:30"),
    ],
)
def test_what_is_no_time(text: str, right: str) -> None:
    assert f'"{right}"' in refusal("tidligst", text)


def test_weekdays() -> None:
    assert read("dage", "man|tir|ons|tor|fre|lør|søn") == (0, 1, 2, 3, 4, 5, 6)
    assert read("dage", "SOEN | mandag|Loer") == (0, 5, 6)
    assert read("dage", "ingen") == ()
    assert '"man|tir"' in refusal("dage", "man, tir")
    assert '"man|tir|ons"' in refusal("dage", "man tir ons")
    assert "mon" in refusal("dage", "man|mon")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tir 10-12", time(10), time(12)),
        ("tir 10:00-12:30", time(10), time(12, 30)),
        ("Tirsdag 10.00 – 12.30", time(10), time(12, 30)),
    ],
)
def test_fixed_times(text: str, start: time, end: time) -> None:
    assert read("optaget", text) == (BlockedTime(1, start, end),)


@pytest.mark.parametrize("text", ["tir", "10-12", "tir 12-10", "tir 10-10", "xyz 10-12", "tir 10-25", "tir 10-12-14"])
def test_what_is_no_fixed_time(text: str) -> None:
    refusal("optaget", text)


@pytest.mark.parametrize(
    "name",
    [
        "kompetencer",
        "oensker",
        "fravalg",
        "beviser",
        "behov",
        "maa_oplyses",
        "optaget",
        "dage",
        "tilbud",
        "type",
        "krav",
    ],
)
def test_ingen_means_known_to_be_none(name: str) -> None:
    assert read(name, "ingen") == ()
    assert read(name, " Ingen ") == ()
    assert '"ingen"' in refusal(name, "ingen|ro")
    assert '"ingen"' in refusal(name, "|")


@pytest.mark.parametrize("word", ["ukendt", " Ukendt ", "?"])
@pytest.mark.parametrize(
    "name", ["kompetencer", "oensker", "fravalg", "beviser", "behov", "dage", "optaget", "tilbud", "krav"]
)
def test_a_list_that_says_ukendt_is_as_unknown_as_an_empty_one(name: str, word: str) -> None:
    assert read(name, word) is None
    assert "skal stå alene" in refusal(name, f"{word}|ro")


def test_terms_keep_their_words() -> None:
    assert read("oensker", " Køkken |have, dyr||Køkken") == ("Køkken", "have, dyr")
    assert read("opgaver", "Smøre brød og tage imod gæster.") == ("Smøre brød og tage imod gæster.",)


def test_competences() -> None:
    assert read("kompetencer", "madlavning:2|syning") == (Competence("madlavning", 2), Competence("syning", None))
    assert "1 (lidt)" in refusal("kompetencer", "madlavning:4")
    assert "1 (lidt)" in refusal("kompetencer", "madlavning:godt")
    assert "flere gange" in refusal("kompetencer", "madlavning:1|Madlavning:2")


@pytest.mark.parametrize("term", ["a|b", "", " ", "ingen", "Ingen", "ukendt", "?"])
def test_a_term_that_would_not_come_back_is_not_written(term: str) -> None:
    with pytest.raises(CellError):
        format_cell(column("oensker"), ("have", term))
    with pytest.raises(CellError):
        format_cell(column("kompetencer"), (Competence(term, None),))


def test_a_competence_with_a_colon_is_not_written() -> None:
    with pytest.raises(CellError):
        format_cell(column("kompetencer"), (Competence("kok:2", None),))


def test_needs_take_the_lists_strength_when_none_is_given() -> None:
    assert read("behov", "ro|korte_dage") == (Need("ro", "vigtigt"), Need("korte_dage", "krav"))
    assert read("behov", "RO:Ønske|lav støj:KRAV") == (Need("ro", "oenske"), Need("lav_stoej", "krav"))


def test_only_a_mentor_can_be_declined() -> None:
    assert read("behov", "mentor:nej") == (Need("mentor", "nej"),)
    assert "krav, vigtigt, oenske" in refusal("behov", "ro:nej")
    assert "vigtigt" in refusal("behov", "ro:meget")
    assert "flere gange" in refusal("behov", "ro:krav|ro:vigtigt")


def test_offers_need_an_answer() -> None:
    assert read("tilbud", "ro:ja|mentor:Delvist") == (Offer("ro", "ja"), Offer("mentor", "delvist"))
    assert '"ro:ja"' in refusal("tilbud", "ro")
    assert "delvist" in refusal("tilbud", "ro:måske")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("status", "I forløb", "i_forloeb"),
        ("status", "i_forloeb", "i_forloeb"),
        ("maalgruppe", "Kontanthjælp_Jobparat", "kontanthjaelp_jobparat"),
        ("transport", "BIL", "bil"),
        ("haendelse", "foreslået", "foreslaaet"),
        ("timer_sikkerhed", "sikker", "sikker"),
    ],
)
def test_codes_ignore_case_and_danish_letters(name: str, text: str, code: str) -> None:
    assert read(name, text) == code


def test_an_unknown_code_gets_the_right_ones() -> None:
    assert 'Mente du "klar"?' in refusal("status", "klart")
    assert "afklaring, klar" in refusal("status", "xyz")
    assert 'Mente du "lav_stoej"?' in refusal("behov", "lavstøj:krav")
    assert '"virksomhedspraktik"' in refusal("type", "virksomhedspraktikk|fleksjob")


def test_every_bad_part_of_a_list_is_named() -> None:
    message = refusal("behov", "roo:krav|ro:krav|stoejj:krav")
    assert '"roo"' in message
    assert '"stoejj"' in message


def test_licences_are_an_open_list() -> None:
    assert read("beviser", "Kørekort B|truckcertifikat") == ("koerekort_b", "truckcertifikat")
    assert read("beviser", "duelighedstegn_sejlads") == ("duelighedstegn_sejlads",)
    assert "duelighedstegn_sejlads" in doubt(column("beviser"), ("duelighedstegn_sejlads",)).da  # type: ignore[union-attr]
    assert doubt(column("beviser"), ("koerekort_b",)) is None


@pytest.mark.parametrize(
    "text", ["børneattest", "Straffeattest", "koerekort_b|boerneattest", "Børneattest (ok)", "straffeattesten: ren"]
)
def test_a_record_certificate_is_never_kept(text: str) -> None:
    assert "regel" in refusal("beviser", text)


def test_yes_and_no() -> None:
    assert read("under_18", "JA") is True
    assert read("under_18", "nej") is False
    assert read("under_18", "ukendt") is None
    assert '"ja"' in refusal("under_18", "delvist")


def test_a_postcode_must_exist() -> None:
    assert read("postnr", "3390") == "3390"
    assert read("postnr", "0800") == "0800"
    assert read("postnr", "800") == "0800"
    assert "findes ikke" in refusal("postnr", "0001")
    assert '"3390"' in refusal("postnr", "3390 Hundested")
    assert "fire cifre" in refusal("postnr", "33")


def test_a_company_number_has_a_right_check_digit() -> None:
    assert read("cvr", "13585628") == "13585628"
    assert read("cvr", "13 58 56 28") == "13585628"
    assert "kontrolcifferet" in refusal("cvr", "13585627")
    assert "otte cifre" in refusal("cvr", "1358562")
    assert "otte cifre" in refusal("cvr", "DK13585628")


def test_a_production_unit_may_look_like_a_cpr_number() -> None:
    assert read("pnummer", "1003388394") == "1003388394"
    assert read("pnummer", "0101801234") == "0101801234"
    assert "ti cifre" in refusal("pnummer", "100338839")


@pytest.mark.parametrize("text", ["010180-1234", "101801234", "0101 80 1234"])
def test_only_ten_bare_digits_are_a_production_unit(text: str) -> None:
    assert refusal("pnummer", text) == REFUSED.da


@pytest.mark.parametrize("each", ALL_COLUMNS, ids=lambda each: f"{each.danish}-{each.name}")
@pytest.mark.parametrize("text", ["010180-1234", "ring 010180 1234", "０１０１８０-１２３４", "101801234"])
def test_a_cpr_number_is_refused_everywhere_and_never_repeated(each: Column, text: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_cell(each, text)
    assert refused.value.text == REFUSED
    assert "1234" not in REFUSED.da + REFUSED.en


def test_ids_are_trimmed_and_keep_their_case() -> None:
    assert read("borgernr", " b-017\u200b") == "b-017"
    assert read("borgernr", "B-017") == "B-017"
    refusal("borgernr", "B\u200b17")
    refusal("borgernr", "B\n17")
    refusal("borgernr", "x" * 101)


def test_text_is_composed_and_bounded() -> None:
    assert read("erfaring", "A\u030arhus\r\nK\u00f8ge\r") == "Århus\nKøge"
    assert "for lang" in refusal("erfaring", "x" * (LONGEST_CELL + 1))
    assert "styretegn" in refusal("erfaring", "a\x07b")
    assert "styretegn" in refusal("kaldenavn", "\u202eanna")


def test_a_long_value_is_cut_in_the_message() -> None:
    assert len(refusal("timer_nu", "x" * 5000)) < 300


def test_a_share_that_looks_like_a_part_is_doubted() -> None:
    assert '"62,5"' in doubt(column("effektiv_andel"), 0.625).da  # type: ignore[union-attr]
    assert doubt(column("effektiv_andel"), 62.5) is None
    assert doubt(column("effektiv_andel"), None) is None


@pytest.mark.parametrize("kind", [CITIZENS, PLACEMENTS, COURSES], ids=lambda kind: kind.english)
@given(data=st.data())
def test_what_is_written_reads_the_same(kind: Any, data: st.DataObject) -> None:
    each = data.draw(st.sampled_from([column for column in kind.columns if column.name != "reason"]))
    value = data.draw(values(each))
    text = format_cell(each, value)
    found, refused = attempt(each, text)
    # parts of a list that are fine alone can look like a CPR number together
    assert found == value or (refused == REFUSED and "|" in text)


@given(st.sampled_from(ALL_COLUMNS), cells)
def test_any_text_is_read_or_refused_with_a_sentence(each: Column, text: str) -> None:
    value, refused = attempt(each, text)
    if refused is None:
        assert parse_cell(each, format_cell(each, value)) == value
    else:
        assert refused.da
        assert refused.en
