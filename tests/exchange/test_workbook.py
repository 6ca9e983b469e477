"""Excel files in: every kind of cell, sheets by name, and files that would harm the reader."""

from __future__ import annotations

import struct
import time as clock
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from jobmatch.domain.citizen import Citizen
from jobmatch.exchange import archive
from jobmatch.exchange.cpr import REFUSED
from jobmatch.exchange.read import FileSet, read_files
from tests.exchange.workbooks import SHEET, rewritten, workbook


def read_citizen(folder: Path, **cells: Any) -> Citizen:
    """One citizen with these cells, given by Danish header."""
    files = read_cells(folder, **cells)
    assert files.errors == []
    [row] = files.citizens
    assert row.record is not None
    return row.record


def read_cells(folder: Path, **cells: Any) -> FileSet:
    """A workbook with one row of these cells."""
    cells = {"borgernr": "B-1"} | cells
    return read_files([workbook(folder / "borgere.xlsx", Ark1=[list(cells), list(cells.values())])])


def test_numbers_texts_and_answers(tmp_path: Path) -> None:
    citizen = read_citizen(
        tmp_path, borgernr=17, timer_nu=7.5, timer_maal=12.125, maks_transport_min=30, postnr=3390, under_18=True
    )
    assert (citizen.citizen_id, citizen.hours_now, citizen.hours_goal) == ("17", 7.5, 12.125)
    assert (citizen.max_travel_min, citizen.postcode, citizen.under_18) == (30, "3390", True)


@pytest.mark.parametrize(
    "cell", [(0.625, "0%"), (0.625, "0.00%"), (0.625, "0.0\\ %"), 62.5, "62,5", "62,5 %", (62.5, '0.0" %"')]
)
def test_percent_cells(tmp_path: Path, cell: Any) -> None:
    assert read_citizen(tmp_path, effektiv_andel=cell).effective_share == 62.5


def test_a_probability_in_a_percent_cell(tmp_path: Path) -> None:
    row = ["B-1", "P-1", date(2026, 11, 21), "valgt", (0.25, "0%")]
    header = ["borgernr", "pladsnr", "dato", "haendelse", "sandsynlighed"]
    files = read_files([workbook(tmp_path / "forloeb.xlsx", Ark1=[header, row])])
    assert files.errors == []
    assert next(iter(files.events)).record.propensity == 0.25  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "cell",
    [
        time(8, 30),
        (0.354166666666667, "hh:mm"),
        (0.354166666666667, "[$-406]hh:mm:ss"),
        0.354166666666667,
        (timedelta(hours=8, minutes=30), "[h]:mm"),
        "08:30",
        "08.30",
    ],
)
def test_times(tmp_path: Path, cell: Any) -> None:
    assert read_citizen(tmp_path, tidligst=cell).earliest == time(8, 30)


def test_a_whole_number_is_an_hour(tmp_path: Path) -> None:
    assert read_citizen(tmp_path, tidligst=8, senest=(16, "0")).latest == time(16)


@pytest.mark.parametrize(
    "cell", [date(2026, 11, 21), datetime(2026, 11, 21), (46347, "[$-406]d. mmmm yyyy"), "21-11-2026", "2026-11-21"]
)
def test_dates(tmp_path: Path, cell: Any) -> None:
    assert read_citizen(tmp_path, kapacitet_dato=cell).capacity_date == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        ("kapacitet_dato", 46347, '"21-11-2026"'),
        ("kapacitet_dato", datetime(2026, 11, 21, 8, 30), "dato"),
        ("tidligst", date(2026, 11, 21), "klokkeslæt"),
        ("tidligst", 8.3, '"08:30"'),
        ("tidligst", (timedelta(hours=30), "[h]:mm"), "klokkeslæt"),
        ("timer_nu", time(7, 30), "tal"),
        ("timer_nu", "1.250", "to måder"),
        ("maks_transport_min", 7.5, "helt tal"),
        ("timer_nu", True, '"ja"'),
    ],
)
def test_a_cell_that_does_not_fit_says_what_would(tmp_path: Path, column: str, cell: Any, word: str) -> None:
    [problem] = read_cells(tmp_path, **{column: cell}).errors
    assert (problem.file, problem.row, problem.column) == ("borgere.xlsx", 2, column)
    assert word in problem.message.da


def test_a_formula_without_a_stored_value_is_an_error(tmp_path: Path) -> None:
    files = read_cells(tmp_path, timer_nu="=1+1", kaldenavn='="Bo"')
    assert [(problem.row, problem.column) for problem in files.errors] == [(2, "timer_nu"), (2, "kaldenavn")]
    assert "formel" in files.errors[0].message.da
    assert not files.citizens


@pytest.mark.parametrize(("stored", "hours"), [(b"<v>2</v>", 2.0), (b"<v>2.5</v>", 2.5)], ids=["whole", "decimal"])
def test_a_formula_with_a_stored_value_is_its_value(tmp_path: Path, stored: bytes, hours: float) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr", "timer_nu"], ["B-1", "=1+1"]])
    rewritten(
        path, {SHEET: lambda part: part.replace(b"<v />", stored).replace(b"<v/>", stored).replace(b"<v></v>", stored)}
    )
    assert next(iter(read_files([path]).citizens)).record.hours_now == hours  # type: ignore[union-attr]


def test_a_formula_whose_result_is_an_empty_text_is_empty(tmp_path: Path) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr", "timer_nu"], ["B-1", "=1+1"]])
    rewritten(path, {SHEET: lambda part: part.replace(b'<c r="B2">', b'<c r="B2" t="str">')})
    files = read_files([path])
    assert files.errors == []
    assert next(iter(files.citizens)).record.hours_now is None  # type: ignore[union-attr]


def test_an_error_value_is_an_error(tmp_path: Path) -> None:
    [problem] = read_cells(tmp_path, timer_nu="#N/A").errors
    assert "Excel-fejl" in problem.message.da


@pytest.mark.parametrize("number", [101801234, 101801234.0, 3112801234, "010180-1234", (3112801234, "000000-0000")])
def test_a_cpr_number_is_refused_also_as_a_number(tmp_path: Path, number: Any) -> None:
    [problem] = read_cells(tmp_path, team=number).errors
    assert (problem.column, problem.message) == ("team", REFUSED)


def test_a_production_unit_may_be_a_number(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["pladsnr", "pnummer", "cvr"], ["P-1", 1003388394, 13585628]]
    files = read_files([workbook(tmp_path / "pladser.xlsx", Ark1=rows)])
    assert files.errors == []
    assert next(iter(files.placements)).record.p_number == "1003388394"  # type: ignore[union-attr]


def test_row_numbers_are_those_of_excel(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[], ["borgernr", "timer_nu"], [], ["B-1", "x"], [None, None], ["B-2", "y"]]
    files = read_files([workbook(tmp_path / "borgere.xlsx", Ark1=rows)])
    assert [problem.row for problem in files.errors] == [4, 6]


def test_sheet_names_decide_and_other_sheets_are_warnings(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "kommune.xlsx",
        Borgere=[["borgernr"], ["B-1"]],
        Pladser=[["pladsnr", "antal"], ["P-1", "x"]],
        **{"Forløb 2026": [["borgernr", "pladsnr", "dato", "haendelse"]]},
        Noter=[["husk"], ["noget"]],
        Ark5=[],
    )
    files = read_files([path])
    assert [(p.file, p.row) for p in files.errors] == [("kommune.xlsx [Pladser]", 2)]
    assert [p.file for p in files.warnings] == ["kommune.xlsx [Noter]"]
    assert len(files.citizens) == 1
    assert [source.rows for source in files.sources] == [1, 1, 0]


def test_a_sheet_name_goes_before_the_name_of_the_file(tmp_path: Path) -> None:
    files = read_files([workbook(tmp_path / "borgere.xlsx", pladser=[["pladsnr"], ["P-1"]])])
    assert (len(files.citizens), len(files.placements)) == (0, 1)


def test_the_name_of_the_file_tells_of_its_first_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr"], ["B-1"]], Ark2=[["borgernr"], ["B-2"]])
    files = read_files([path])
    assert len(files.citizens) == 1
    assert [p.file for p in files.warnings] == ["borgere.xlsx [Ark2]"]


def test_a_workbook_that_nothing_tells_of(tmp_path: Path) -> None:
    [problem] = read_files([workbook(tmp_path / "data.xlsx", Ark1=[["borgernr"], ["B-1"]])]).errors
    assert problem.file == "data.xlsx"


def test_cpr_numbers_in_other_sheets_and_in_their_names(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "borgere.xlsx",
        borgere=[["borgernr"], ["B-1"]],
        noter=[["husk", "010180-1234"]],
        **{"020280-4321": [["x"]]},
    )
    files = read_files([path])
    assert [(p.file, p.row, p.column) for p in files.errors] == [
        ("borgere.xlsx [noter]", 1, "B"),
        ("borgere.xlsx [xxxxxx-xxxx]", None, None),
    ]
    assert all(p.message == REFUSED for p in files.errors)
    assert "4321" not in repr(files.errors + files.warnings)


def test_a_header_alone(tmp_path: Path) -> None:
    files = read_files([workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr", "kaldenavn"]])])
    assert files.errors == []
    assert files.sources[0].is_header_only


def test_an_empty_workbook(tmp_path: Path) -> None:
    [problem] = read_files([workbook(tmp_path / "borgere.xlsx", Ark1=[])]).errors
    assert "overskrifter" in problem.message.da


# files that would harm the reader


def refusal(path: Path) -> str:
    """What is said in Danish about a file that is not read at all, quickly."""
    started = clock.monotonic()
    [problem] = read_files([path]).errors
    assert clock.monotonic() - started < 5
    assert problem.row is None
    return problem.message.da


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD2", "ZZ2"])
def test_a_cell_far_out(tmp_path: Path, cell: str) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr"], ["B-1"]])
    extra = f'<row r="{cell.lstrip("XFDZA")}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    rewritten(path, {SHEET: lambda part: part.replace(b"</sheetData>", extra)})
    assert cell in refusal(path) or "helt ude" in refusal(path)


def test_a_styled_empty_cell_far_out_is_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr"], ["B-1"]])
    extra = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    rewritten(path, {SHEET: lambda part: part.replace(b"</sheetData>", extra)})
    files = read_files([path])
    assert files.errors == []
    assert len(files.citizens) == 1


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_entities_are_refused(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr"], ["B-1"]])
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    rewritten(path, {part: lambda xml: laughs + xml.removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>")})
    assert "XML" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "borgere.xlsx"
    workbook(path, Ark1=[["borgernr"], ["B-1"]])
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 5_000_000)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/bomb.xml", b"\0" * 6_000_000)
    assert "fylder for meget" in refusal(path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr"], ["B-1"]])
    padding = b"<!--" + b" " * 100_000 + b"-->"
    rewritten(path, {SHEET: lambda part: part + padding})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archived:
        size = archived.getinfo(SHEET).file_size
    told, small = struct.pack("<I", size), struct.pack("<I", 1000)
    assert content.count(told) == 2
    path.write_bytes(bytes(content).replace(told, small))
    assert "fylder for meget" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        b"borgernr;kaldenavn\nB-1;Bo\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000,
        b"PK\x03\x04" + b"\0" * 100,
        b"PK\x05\x06" + b"\0" * 18,
        b"",
    ],
    ids=["text", "old or locked", "broken", "empty archive", "nothing"],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "borgere.xlsx"
    path.write_bytes(content)
    assert "adgangskode" in refusal(path)


def test_a_cut_or_damaged_workbook(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", Ark1=[["borgernr"], ["B-1"]]).read_bytes()
    path = tmp_path / "borgere.xlsx"
    for position in range(0, len(whole), 97):
        path.write_bytes(whole[:position])
        assert read_files([path]).errors
        path.write_bytes(whole[:position] + b"\xff\xff" + whole[position + 2 :])
        read_files([path])


@pytest.mark.parametrize(
    "reference", [b'r="B"', b'r="2"', b'r="B99999999"', b'r="BBBB2"', b'r=""', b'r="\xc3\xa62"', b't="s"', b't="b"']
)
def test_cells_with_odd_references_do_no_harm(tmp_path: Path, reference: bytes) -> None:
    path = workbook(tmp_path / "borgere.xlsx", Ark1=[["borgernr", "timer_nu"], ["B-1", 7]])
    rewritten(path, {SHEET: lambda part: part.replace(b'r="B2"', reference)})
    files = read_files([path])
    assert files.errors or files.citizens
