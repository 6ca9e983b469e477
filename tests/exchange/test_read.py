"""CSV files in: charsets, delimiters, headers, rows, and every fault named where Excel shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.exchange.cpr import REFUSED
from jobmatch.exchange.kinds import CITIZENS, COURSES, PLACEMENTS
from jobmatch.exchange.read import FileSet, Problem, read_files
from tests.exchange.records import write_rows


def csv_file(folder: Path, content: str | bytes, name: str = "borgere.csv") -> Path:
    """A file with exactly this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "borgere.csv") -> FileSet:
    """A file with exactly this content, read."""
    return read_files([csv_file(folder, content, name)])


def only(problems: list[Problem]) -> Problem:
    """The one problem there is, with both its languages."""
    [problem] = problems
    assert problem.message.da != problem.message.en
    return problem


def places(problems: list[Problem]) -> list[tuple[int | None, str | None]]:
    """Row and column of every problem."""
    return [(problem.row, problem.column) for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_charsets_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["borgernr", "kaldenavn", "oensker"], ["B-1", "Søren Ågård", "have|dyr; heste, køer"]]
    files = read_files([write_rows(tmp_path / "borgere.csv", *rows, encoding=encoding, delimiter=delimiter)])
    assert files.errors == []
    [row] = files.citizens
    assert row.record is not None
    assert row.record.display_name == "Søren Ågård"
    assert row.record.wishes == ("have", "dyr; heste, køer")


def test_the_delimiter_is_the_one_under_which_headers_are_known(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;kaldenavn;a,b,c,d,e\nB-1;Bo;x\n")
    assert len(files.citizens) == 1
    assert only(files.warnings).column == "a,b,c,d,e"


def test_a_line_that_names_the_delimiter_is_not_counted(tmp_path: Path) -> None:
    files = read(tmp_path, "sep=,\r\nborgernr,timer_nu\r\nB-1,x\r\n")
    assert places(files.errors) == [(2, "timer_nu")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_row_numbers_are_those_of_excel(tmp_path: Path, line_end: str) -> None:
    lines = ["borgernr;erfaring;timer_nu", "B-1;en;x", '"B-2";"to', 'linjer";y', "", ";;", "B-3;;z"]
    files = read(tmp_path, line_end.join(lines) + line_end)
    assert places(files.errors) == [(2, "timer_nu"), (3, "timer_nu"), (6, "timer_nu")]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "tom"),
        (b"\n\n", "overskrifter"),
        (b"borgernr;kaldenavn\nB-1;B\x00o\n", "NUL"),
        ("borgernr;kaldenavn\nB-1;Søren\n".encode() + "B-2;Bjørn\n".encode("cp1252"), "tegnsæt"),
        ("borgernr;kaldenavn\nB-1;Søren\n".encode("utf-8-sig") + "B-2;Bjørn\n".encode("cp1252"), "tegnsæt"),
        (b"borgernr;kaldenavn\nB-1;\x81\x8d\n", "tegnsæt"),
        ("borgernr\nB-1\n".encode("utf-16-le"), "NUL"),
        ("borgernr\nB-1\n".encode("utf-32"), "NUL"),
        (b"\xff\xfea", "tegnsæt"),
        (b"PK\x03\x04abc", "Excel"),
    ],
)
def test_a_file_that_is_no_clean_text_is_refused(tmp_path: Path, content: bytes, word: str) -> None:
    problem = only(read(tmp_path, content).errors)
    assert word in problem.message.da
    assert (problem.file, problem.row) == ("borgere.csv", None)


def test_pure_windows_1252_is_no_mixture(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;kaldenavn\nB-1;Æg Ødegård ÅÅ «é»\n".encode("cp1252"))
    assert next(iter(files.citizens)).record.display_name == "Æg Ødegård ÅÅ «é»"  # type: ignore[union-attr]


@pytest.mark.parametrize("row", ['B-2;"uden slut', 'B-2;"to" ord', f"B-2;{'x' * 200_000}"])
def test_a_broken_quotation_is_named_at_its_row(tmp_path: Path, row: str) -> None:
    files = read(tmp_path, f"borgernr;kaldenavn\nB-1;Bo\n{row}\n")
    assert places(files.errors) == [(3, None)]
    assert len(files.citizens) == 1


def test_headers_in_any_language_case_order_and_spelling(tmp_path: Path) -> None:
    files = read(tmp_path, "ØNSKER;Needs; BorgerNr ;Målgruppe;Timer nu\nhave;ro;B-1;dagpenge;4\n")
    assert (files.errors, files.warnings) == ([], [])
    [row] = files.citizens
    assert row.present == {"wishes", "needs", "citizen_id", "target_group", "hours_now"}
    assert row.record.hours_now == 4  # type: ignore[union-attr]


def test_an_unknown_column_is_a_warning(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;alder;kaldnavn\nB-1;44;Bo\n")
    assert places(files.warnings) == [(1, "alder"), (1, "kaldnavn")]
    assert '"kaldenavn"' in files.warnings[1].message.da
    assert len(files.citizens) == 1


def test_a_header_twice_is_an_error_in_whichever_language(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;oensker;Wishes\nB-1;have;dyr\n")
    problem = only(files.errors)
    assert (problem.row, problem.column) == (1, "wishes")
    assert not files.citizens
    assert len(files.rejected) == 1


def test_a_missing_key_column_is_an_error_and_other_cells_are_still_looked_at(tmp_path: Path) -> None:
    files = read(tmp_path, "kaldenavn;timer_nu\nBo;x\n")
    assert places(files.errors) == [(1, "borgernr"), (2, "timer_nu")]
    assert files.sources[0].broken


def test_an_empty_key_is_an_error(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;kaldenavn\n;Bo\nB-2;Ib\n")
    assert places(files.errors) == [(2, "borgernr")]
    assert [row.record.citizen_id for row in files.citizens if row.record] == ["B-2"]


def test_every_key_of_an_event_is_mandatory(tmp_path: Path) -> None:
    rows = [";P-1;21-11-2026;valgt", "B-1;;21-11-2026;valgt", "B-1;P-1;;valgt", "B-1;P-1;21-11-2026;"]
    files = read(tmp_path, "\n".join(["borgernr;pladsnr;dato;haendelse", *rows]), "forløb.csv")
    assert places(files.errors) == [(2, "borgernr"), (3, "pladsnr"), (4, "dato"), (5, "haendelse")]
    assert places(read(tmp_path, "borgernr\nB-1\n", "forloeb.csv").errors) == [
        (1, "pladsnr"),
        (1, "dato"),
        (1, "haendelse"),
    ]


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    content = (
        "borgernr;timer_nu;postnr;dage;status\nB-1;x;0001;man|xyz;klart\nB-2;1.250;3390;man;klar\nB-3;4;3390;man;klar\n"
    )
    files = read(tmp_path, content)
    assert places(files.errors) == [(2, "timer_nu"), (2, "postnr"), (2, "dage"), (2, "status"), (3, "timer_nu")]
    assert [row.row for row in files.rejected] == [2, 3]
    assert [row.row for row in files.citizens] == [4]
    assert files.rejected[0].problems == files.errors[:4]


@pytest.mark.parametrize(
    ("name", "content", "column"),
    [
        ("borgere.csv", "borgernr;tidligst;senest\nB-1;12:00;08:00\n", "tidligst"),
        ("pladser.csv", "pladsnr;earliest;latest\nP-1;12:00;08:00\n", "earliest"),
        ("pladser.csv", "pladsnr;min_timer_uge;maks_timer_uge\nP-1;10;8\n", "min_timer_uge"),
        ("pladser.csv", "pladsnr;fra;til\nP-1;21-11-2026;20-11-2026\n", "fra"),
        ("forloeb.csv", "borgernr;pladsnr;dato;haendelse;aarsag\nB-1;P-1;21-11-2026;valgt;besat\n", "aarsag"),
        ("forloeb.csv", "borgernr;pladsnr;dato;haendelse;aarsag\nB-1;P-1;21-11-2026;startet;andet\n", "aarsag"),
    ],
)
def test_cells_that_contradict_each_other(tmp_path: Path, name: str, content: str, column: str) -> None:
    problem = only(read(tmp_path, content, name).errors)
    assert (problem.row, problem.column) == (2, column)


@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [
        ("borgere.csv", "borgernr;timer_nu;tidligst;senest\nB-1;x;12:00;08:00\n", ["timer_nu", "tidligst"]),
        (
            "pladser.csv",
            "pladsnr;min_timer_uge;maks_timer_uge;fra;til;antal\nP-1;10;8;21-11-2026;20-11-2026;x\n",
            ["antal", "min_timer_uge", "fra"],
        ),
        (
            "forloeb.csv",
            "borgernr;pladsnr;dato;haendelse;aarsag\nB-1;P-1;;valgt;besat\n",
            ["dato", "aarsag"],
        ),
    ],
)
def test_a_bad_cell_does_not_hide_a_contradiction_in_its_row(
    tmp_path: Path, name: str, content: str, columns: list[str]
) -> None:
    files = read(tmp_path, content, name)
    assert places(files.errors) == [(2, column) for column in columns]
    assert files.rejected[0].problems == files.errors


def test_a_bad_cell_that_is_part_of_a_contradiction_is_named_alone(tmp_path: Path) -> None:
    content = "pladsnr;min_timer_uge;maks_timer_uge\nP-1;10;x\n"
    assert places(read(tmp_path, content, "pladser.csv").errors) == [(2, "maks_timer_uge")]


def test_a_window_may_be_one_moment_and_a_pattern_one_size(tmp_path: Path) -> None:
    content = "pladsnr;tidligst;senest;min_timer_uge;maks_timer_uge;fra;til\nP-1;8;8;8;8;21-11-2026;21-11-2026\n"
    assert read(tmp_path, content, "pladser.csv").errors == []


def test_the_same_key_twice_names_both_rows(tmp_path: Path) -> None:
    csv_file(tmp_path, "borgernr;kaldenavn\nB-1;Bo\nB-2;Ib\n")
    csv_file(tmp_path, "borgernr;kaldenavn\nB-3;Eva\nB-1;Bo igen\nb-1;en anden\n", "borgere2.csv")
    files = read_files([tmp_path])
    problem = only(files.errors)
    assert (problem.file, problem.row, problem.column) == ("borgere2.csv", 3, "borgernr")
    assert "række 3" in problem.message.da
    assert "række 2 i borgere.csv" in problem.message.da
    assert sorted(row.row for row in files.rejected) == [2, 3]
    assert [row.record.citizen_id for row in files.citizens if row.record] == ["B-2", "B-3", "b-1"]


def test_a_bad_cell_does_not_hide_that_the_key_stands_twice(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;timer_nu\nB-1;x\nB-1;4\nB-2;y\nB-2;z\nB-3;4\n010190-1234;4\n010190-1234;x\n")
    numbers = [(2, "timer_nu"), (4, "timer_nu"), (5, "timer_nu"), (7, "borgernr"), (8, "borgernr"), (8, "timer_nu")]
    assert places(files.errors) == [*numbers, (3, "borgernr"), (5, "borgernr")]
    assert "række 3 og i række 2 i borgere.csv" in files.errors[-2].message.da
    assert [row.row for row in files.citizens] == [6]
    assert sorted(row.row for row in files.rejected) == [2, 3, 4, 5, 7, 8]


def test_events_of_one_day_differ_by_what_happened(tmp_path: Path) -> None:
    rows = ["B-1;P-1;21-11-2026;valgt", "B-1;P-1;21-11-2026;startet", "B-1;P-1;2026-11-21;VALGT"]
    files = read(tmp_path, "\n".join(["borgernr;pladsnr;dato;haendelse", *rows]), "forloeb.csv")
    assert places(files.errors) == [(4, "borgernr")]
    assert len(files.events) == 1


@pytest.mark.parametrize(("row", "place"), [("B-1;Bo;Eva", (2, "C")), ("B-1", (2, None))])
def test_a_row_of_another_width_is_an_error(tmp_path: Path, row: str, place: tuple[int, str | None]) -> None:
    files = read(tmp_path, f"borgernr;kaldenavn\n{row}\n")
    assert places(files.errors) == [place]


def test_a_cell_under_an_empty_header_is_an_error(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;;kaldenavn\nB-1;;Bo\nB-2;x;Ib\nB-3;010180-1234;Eva\n")
    assert places(files.errors) == [(3, "B"), (4, "B")]
    assert files.errors[1].message == REFUSED


def test_empty_cells_after_the_last_header_are_nothing(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;kaldenavn;;\nB-1;Bo;;\n")
    assert (files.errors, files.warnings) == ([], [])


@pytest.mark.parametrize("number", ["010180-1234", "010180 1234", "０１０１８０１２３４", "101801234", "'010180-1234"])
@pytest.mark.parametrize("column", ["borgernr", "kaldenavn", "timer_nu", "beviser", "ukendt_kolonne"])
def test_a_cpr_number_in_any_column_is_refused_without_an_echo(tmp_path: Path, number: str, column: str) -> None:
    header = ["borgernr", *(["x"] if column == "borgernr" else [column])]
    row = [number, "1"] if column == "borgernr" else ["B-1", number]
    files = read_files([write_rows(tmp_path / "borgere.csv", header, row)])
    problem = only(files.errors)
    assert (problem.row, problem.column, problem.message) == (2, column, REFUSED)
    assert "1234" not in repr(files.errors + files.warnings)


def test_a_cpr_number_in_a_header_is_named_by_its_letter(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;010180-1234\nB-1;x\n")
    assert (only(files.errors).row, only(files.errors).column) == (1, "B")
    assert "1234" not in repr(files.errors + files.warnings)


def test_a_cpr_number_in_the_name_of_a_file_is_masked(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr\nB-1\n", "borgere 010180-1234.csv")
    assert only(files.errors).message == REFUSED
    assert "1234" not in repr(files.errors)
    missing = read_files([tmp_path / "borgere 020280-4321.csv"])
    assert "4321" not in repr(missing.errors)


def test_a_cpr_number_beyond_the_last_header_is_refused(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr\nB-1;010180-1234\n")
    assert only(files.errors).message == REFUSED


def test_a_folder_means_all_files_in_it(tmp_path: Path) -> None:
    csv_file(tmp_path, "borgernr\nB-1\n", "Borgere nord.CSV")
    csv_file(tmp_path, "pladsnr\nP-1\n", "pladser.csv")
    csv_file(tmp_path, "borgernr;pladsnr;dato;haendelse\nB-1;P-1;21-11-2026;valgt\n", "forløb.tsv")
    csv_file(tmp_path, "a\n1\n", "noter.csv")
    csv_file(tmp_path, "x", "billede.png")
    csv_file(tmp_path, "x", ".skjult")
    csv_file(tmp_path, "x", "~$borgere.xlsx")
    csv_file(tmp_path, "# om", "README.md")
    csv_file(tmp_path, "x", "jobmatch.sqlite-wal")
    (tmp_path / "jobmatch.sqlite-kept").mkdir()
    (tmp_path / "arkiv").mkdir()
    files = read_files([tmp_path])
    assert files.errors == []
    assert (len(files.citizens), len(files.placements), len(files.events)) == (1, 1, 1)
    assert sorted(problem.file for problem in files.warnings) == ["arkiv", "billede.png", "noter.csv"]
    (inside,) = [problem.message.da for problem in files.warnings if problem.file == "arkiv"]
    assert inside.startswith("Mappen ligger i en anden mappe")
    assert all(files.saw(kind) for kind in (CITIZENS, PLACEMENTS, COURSES))


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "borgernr\nB-1\n")
    files = read_files([path, tmp_path, tmp_path / "." / "borgere.csv"])
    assert files.errors == []
    assert len(files.citizens) == 1


def test_a_file_whose_name_tells_its_kind_must_be_readable(tmp_path: Path) -> None:
    csv_file(tmp_path, "x", "borgere.xls")
    assert only(read_files([tmp_path]).errors).file == "borgere.xls"


@pytest.mark.parametrize("name", ["noter.csv", "billede.png"])
def test_a_named_file_of_unknown_kind_is_an_error(tmp_path: Path, name: str) -> None:
    assert only(read(tmp_path, "borgernr\nB-1\n", name).errors).file == name


def test_a_path_that_leads_nowhere_and_an_empty_folder(tmp_path: Path) -> None:
    assert "findes ikke" in only(read_files([tmp_path / "borgere.csv"]).errors).message.da
    assert "ingen filer" in only(read_files([tmp_path]).errors).message.da


def test_a_header_without_rows_is_seen_as_such(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;kaldenavn\n;\n")
    assert files.errors == []
    assert [source.file for source in files.header_only(CITIZENS)] == ["borgere.csv"]
    assert files.header_only(PLACEMENTS) == []
    assert files.saw(CITIZENS)
    assert not files.saw(PLACEMENTS)


def test_two_files_of_one_kind_keep_their_own_columns(tmp_path: Path) -> None:
    csv_file(tmp_path, "borgernr;kaldenavn\nB-1;Bo\n", "borgere1.csv")
    csv_file(tmp_path, "borgernr;team\nB-2;unge\n", "borgere2.csv")
    first, second = read_files([tmp_path]).citizens
    assert first.present == {"citizen_id", "display_name"}
    assert second.present == {"citizen_id", "team"}


def test_a_doubtful_value_is_a_warning_in_its_cell(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;effektiv_andel;beviser\nB-1;0,6;koerekort_z\n")
    assert files.errors == []
    assert places(files.warnings) == [(2, "effektiv_andel"), (2, "beviser")]


def test_neutralised_cells_come_back_as_they_were(tmp_path: Path) -> None:
    files = read(tmp_path, "borgernr;kaldenavn;adresse\n'-1;'=1+1;'plain\n")
    assert next(iter(files.citizens)).record.citizen_id == "-1"  # type: ignore[union-attr]
    assert next(iter(files.citizens)).record.display_name == "=1+1"  # type: ignore[union-attr]


def test_problems_point_at_cells_as_the_contract_shows(tmp_path: Path) -> None:
    problem = only(read(tmp_path, "borgernr;kapacitet_dato\nB-1;i går\n").errors)
    said = problem.as_dict()
    assert {key: said[key] for key in ("file", "row", "column")} == {
        "file": "borgere.csv",
        "row": 2,
        "column": "kapacitet_dato",
    }
    assert set(said["message"]) == {"da", "en"}  # type: ignore[call-overload]
    assert '"i går"' in problem.message.da


def test_progress_goes_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    path = csv_file(tmp_path, "borgernr\n" + "".join(f"B-{number}\n" for number in range(5000)))
    read_files([path], progress=lambda name, share: told.append((name, share)))
    assert told[-1] == ("borgere.csv", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert len(told) > 1
