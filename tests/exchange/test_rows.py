"""Good rows lie packed: what comes out is what went in, and a country's files need no memory to speak of."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from jobmatch.exchange.read import read_files

MANY = 9_001
"""More rows than are packed together twice."""


def events(path: Path, rows: list[str]) -> Path:
    """A file of events."""
    path.write_text("\n".join(["borgernr;pladsnr;dato;haendelse;timer;note", *rows]) + "\n", encoding="utf-8")
    return path


def test_what_was_packed_comes_out_in_order_with_its_line_and_its_cells(tmp_path: Path) -> None:
    path = events(
        tmp_path / "forloeb.csv", [f"B-{n};P-{n % 7};02-03-2026;startet;{n % 40},5;n{n}" for n in range(MANY)]
    )
    files = read_files([path])
    rows = list(files.events)
    assert len(files.events) == len(rows) == MANY
    assert [one.row for one in rows] == list(range(2, MANY + 2))
    assert [one.record.citizen_id for one in rows if one.record] == [f"B-{n}" for n in range(MANY)]
    assert [one.record.hours for one in rows if one.record] == [n % 40 + 0.5 for n in range(MANY)]
    assert list(rows[8_500].cells) == ["B-8500", "P-2", "02-03-2026", "startet", "20,5", "n8500"]
    assert list(next(iter(read_files([path], keep_cells=False).events)).cells) == []
    assert files.events.distinct("placement_id") == {f"P-{n}" for n in range(7)}
    assert files.events.distinct("course_id") == {None}


def test_rows_that_stand_twice_are_found_far_apart_and_across_files(tmp_path: Path) -> None:
    rows = [f"B-{n};P-1;02-03-2026;startet;;" for n in range(MANY)]
    first = events(tmp_path / "forloeb1.csv", [*rows, rows[3]])
    second = events(tmp_path / "forloeb2.csv", [rows[MANY - 1], "B-x;P-1;02-03-2026;startet;;"])
    files = read_files([first, second])
    assert [(one.file, one.row) for one in files.errors] == [("forloeb1.csv", MANY + 2), ("forloeb2.csv", 2)]
    assert [(one.file, one.row) for one in files.rejected] == [
        ("forloeb1.csv", 5),
        ("forloeb1.csv", MANY + 2),
        ("forloeb1.csv", MANY + 1),
        ("forloeb2.csv", 2),
    ]
    assert len(files.events) == len(list(files.events)) == MANY - 1
    assert {"B-3", f"B-{MANY - 1}"}.isdisjoint(files.events.distinct("citizen_id"))


def test_faults_are_told_in_the_order_of_the_file_whatever_they_are(tmp_path: Path) -> None:
    path = tmp_path / "borgere.csv"
    rows = ["B-1;12;10", "B-2;mange;", "B-3;8;", "B-4;10;9"]
    path.write_text("\n".join(["borgernr;tidligst;senest", *rows]) + "\n", encoding="utf-8")
    files = read_files([path])
    assert [(one.row, one.column) for one in files.errors] == [(2, "tidligst"), (3, "tidligst"), (5, "tidligst")]
    assert [one.row for one in files.rejected] == [2, 3, 5]
    assert [one.row for one in files.citizens] == [4]


def test_a_row_that_was_read_takes_few_bytes(tmp_path: Path) -> None:
    rows = [f"B-{n:05d};P-{n % 800:04d};{n % 28 + 1:02d}-03-2026;startet;{n % 37};n{n}" for n in range(2 * MANY)]
    path = events(tmp_path / "forloeb.csv", rows)
    read_files([path], keep_cells=False)  # what is remembered about words and codes is not a row's
    tracemalloc.start()
    files = read_files([path], keep_cells=False)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(files.events) == len(rows)
    assert kept < 40 * len(rows)
    assert peak < 600 * len(rows)
