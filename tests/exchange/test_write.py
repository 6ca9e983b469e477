"""Files out: what is exported comes back as it was, harmless in a spreadsheet, and rejected rows can be corrected."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobmatch.domain.citizen import Citizen
from jobmatch.exchange.kinds import KINDS, FileKind
from jobmatch.exchange.neutral import neutralise, restore
from jobmatch.exchange.read import FileSet, read_files
from jobmatch.exchange.write import write_csv, write_rejected, write_xlsx
from tests.exchange.records import records, texts, write_rows
from tests.exchange.workbooks import workbook

ATTACKS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''=1", "=cmd|' /C calc'!A0"]


def cells_of(path: Path) -> list[list[str]]:
    """The cells of an exported CSV file as they stand."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.english)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(data=st.data())
def test_whole_records_come_back_as_they_were(kind: FileKind, ending: str, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(records(kind), max_size=3))
    written = list({tuple(getattr(each, name) for name in kind.keys): each for each in drawn}.values())
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind.danish}{ending}"
        (write_csv if ending == ".csv" else write_xlsx)(written, path, kind.record)
        files = read_files([path])
    assert files.errors == []
    assert [row.record for row in files.rows(kind)] == written


@given(texts | st.sampled_from(ATTACKS))
def test_no_exported_text_is_a_formula_and_all_come_back(text: str) -> None:
    safe = neutralise(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert restore(safe) == text


def test_a_csv_file_is_what_danish_excel_expects(tmp_path: Path) -> None:
    path = tmp_path / "borgere.csv"
    write_csv([Citizen(citizen_id="B-1", display_name="=Bo", hours_now=7.5, days=())], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfborgernr;kaldenavn;")
    header, row = cells_of(path)
    values = dict(zip(header, row, strict=True))
    assert (values["timer_nu"], values["dage"], values["kaldenavn"], values["team"]) == ("7,5", "ingen", "'=Bo", "")
    assert [each.name for each in tmp_path.iterdir()] == ["borgere.csv"]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "borgere.xlsx"
    write_xlsx([Citizen(citizen_id="=1", display_name=attack) for attack in ATTACKS], path)
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_without_records_the_headers_are_written(tmp_path: Path) -> None:
    write_csv([], tmp_path / "pladser.csv", KINDS[1].record)
    assert cells_of(tmp_path / "pladser.csv")[0][0] == "pladsnr"
    with pytest.raises(ValueError, match="no class"):
        write_csv([], tmp_path / "pladser.csv")


# rejected rows


def read_rows(folder: Path, *rows: list[str], name: str = "borgere.csv") -> FileSet:
    """A CSV file with these rows, read."""
    return read_files([write_rows(folder / name, *rows)])


def test_rejected_rows_say_why_and_can_be_corrected(tmp_path: Path) -> None:
    header = ["borgernr", "Hours_now", "alder", "kaldenavn"]
    files = read_rows(tmp_path, header, ["B-1", "4", "44", "Bo"], ["B-2", "x", "45", "=Ib"])
    path = write_rejected(files.rejected, tmp_path)
    assert path.name == "borgere.afvist.csv"
    header, row = cells_of(path)
    assert header == ["afvist_fordi", "rejected_because", "borgernr", "hours_now", "alder", "kaldenavn"]
    assert row[0].startswith('hours_now: "x" er ikke et tal.')
    assert row[1].startswith('hours_now: "x" is not a number.')
    assert row[2:] == ["B-2", "x", "45", "'=Ib"]

    path.write_text(path.read_text("utf-8-sig").replace(";x;", ";6;"), "utf-8")
    again = read_files([path])
    assert again.errors == []
    assert [problem.column for problem in again.warnings] == ["alder"]
    [good] = again.citizens
    assert good.present == {"citizen_id", "hours_now", "display_name"}
    assert good.record == Citizen(citizen_id="B-2", hours_now=6.0, display_name="=Ib")


def test_cpr_numbers_are_left_blank(tmp_path: Path) -> None:
    rows = [["pladsnr", "kontaktperson", "pnummer", "note"], ["P-1", "Bo 010180-1234", "0101801234", "020280-4321"]]
    files = read_rows(tmp_path, *rows, name="pladser.csv")
    path = write_rejected(files.rejected, tmp_path)
    assert cells_of(path)[1][2:] == ["P-1", "", "0101801234", ""]
    assert "-1234" not in path.read_text("utf-8-sig")


def test_a_refused_header_is_not_repeated(tmp_path: Path) -> None:
    files = read_rows(tmp_path, ["borgernr", "010180-1234"], ["B-1", "x"])
    path = write_rejected(files.rejected, tmp_path)
    assert "1234" not in path.read_text("utf-8-sig")
    assert "CPR" in cells_of(path)[1][0]


def test_rows_of_several_kinds_or_columns_keep_their_own_sheets(tmp_path: Path) -> None:
    write_rows(tmp_path / "borgere1.csv", ["borgernr", "timer_nu"], ["B-1", "x"])
    write_rows(tmp_path / "borgere2.csv", ["borgernr", "kaldenavn", "timer_nu"], ["B-2", "=Ib", "y"])
    write_rows(tmp_path / "pladser.csv", ["pladsnr", "antal"], ["P-1", "z"])
    path = write_rejected(read_files([tmp_path]).rejected, tmp_path)
    assert path.name == "borgere-pladser.afvist.xlsx"
    again = read_files([path])
    assert [(p.row, p.column) for p in again.errors] == [(2, "timer_nu"), (2, "timer_nu"), (2, "antal")]
    assert [sorted(row.present) for row in again.rejected] == [
        ["citizen_id", "hours_now"],
        ["citizen_id", "display_name", "hours_now"],
        ["placement_id", "slots"],
    ]


def test_an_earlier_file_of_rejected_rows_is_kept_and_not_read_with_its_folder(tmp_path: Path) -> None:
    files = read_rows(tmp_path, ["borgernr", "timer_nu"], ["B-1", "x"])
    first, second = (write_rejected(files.rejected, tmp_path) for _ in range(2))
    assert (first.name, second.name) == ("borgere.afvist.csv", "borgere-2.afvist.csv")
    assert len(read_files([tmp_path]).errors) == 1
    assert len(read_files([tmp_path]).warnings) == 2


def test_rejected_excel_cells_are_written_as_they_would_be_typed(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["borgernr", "effektiv_andel", "timer_nu"], ["B-1", (0.625, "0%"), "x"]]
    files = read_files([workbook(tmp_path / "borgere.xlsx", Ark1=rows)])
    assert cells_of(write_rejected(files.rejected, tmp_path))[1][2:] == ["B-1", "62,5 %", "x"]
