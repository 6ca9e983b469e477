"""Files out: records as CSV or Excel with Danish headers, and the rows that were rejected."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from jobmatch.domain.columns import Column, Kind
from jobmatch.exchange.cells import format_cell, tidy
from jobmatch.exchange.cpr import holds_cpr, is_p_number
from jobmatch.exchange.headers import REASON_HEADERS, REJECTED_MARK
from jobmatch.exchange.kinds import FileKind, kind_of_record
from jobmatch.exchange.maps import renamed
from jobmatch.exchange.neutral import neutralise, restore
from jobmatch.exchange.problems import Problem
from jobmatch.exchange.rows import Row, Source

_NUMBERS = (Kind.DECIMAL, Kind.INTEGER, Kind.PERCENT)
_FORMATS = {Kind.DATE: "dd-mm-yyyy", Kind.TIME: "hh:mm"}
_ESCAPE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")


def write_csv(records: Iterable[Any], path: Path, record: type | None = None) -> None:
    """Records of one class as CSV: UTF-8 with BOM, ``;``, decimal comma, Danish headers, harmless in a spreadsheet.

    Args:
        record: the class, needed only where there may be no records.
    """
    kind, rows = _kind_and_records(records, record)
    with _csv_writer(path) as write:
        write([column.danish for column in kind.columns])
        for each in rows:
            write([neutralise(format_cell(column, getattr(each, column.name))) for column in kind.columns])


def write_xlsx(records: Iterable[Any], path: Path, record: type | None = None) -> None:
    """Records of one class as an Excel sheet named after their kind; numbers, dates and times as such.

    Args:
        record: the class, needed only where there may be no records.
    """
    kind, rows = _kind_and_records(records, record)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.danish)
    sheet.freeze_panes = "B2"
    sheet.append([_text_cell(sheet, column.danish) for column in kind.columns])
    for each in rows:
        sheet.append([_cell(sheet, column, getattr(each, column.name)) for column in kind.columns])
    with _replacing(path) as temporary:
        book.save(temporary)


def write_rejected(rows: Sequence[Row[Any]], folder: Path) -> Path:
    """Rows that were not saved, each with the reason first, in a file to correct and import again.

    Cells with a CPR number are left blank, and what a map file renamed is written in our words, so that the corrected
    file is read without it as well as with it. Rows with the same headers make a CSV file; rows of several kinds, or
    with different headers, make a workbook with a sheet each, since a column that is absent means something else than
    an empty one.

    Returns:
        The file that was written.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[Row[Any]]] = {}
    for row in rows:
        groups.setdefault((row.source.kind.danish, row.source.header.shown), []).append(row)
    if len(groups) == 1:
        [((kind, _), only)] = groups.items()
        path = _free(folder, kind, ".csv")
        with _csv_writer(path) as write:
            for cells in _rejected_cells(only):
                write(cells)
        return path
    path = _free(folder, "-".join(dict.fromkeys(kind for kind, _ in groups)), ".xlsx")
    book = Workbook(write_only=True)
    for position, ((kind, _), group) in enumerate(groups.items(), start=1):
        sheet = book.create_sheet(f"{kind} {position}")
        for cells in _rejected_cells(group):
            sheet.append([_text_cell(sheet, cell) for cell in cells])
    with _replacing(path) as temporary:
        book.save(temporary)
    return path


def _free(folder: Path, name: str, ending: str) -> Path:
    """A path where nothing lies yet: an earlier file of rejected rows may still be waiting for somebody."""
    paths = (folder / f"{name}{number}{REJECTED_MARK}{ending}" for number in chain([""], map("-{}".format, count(2))))
    return next(path for path in paths if not path.exists())


def _rejected_cells(rows: Sequence[Row[Any]]) -> Iterator[list[str]]:
    source = rows[0].source
    header = source.header
    shown = header.shown if source.broken else header.in_our_words(source.kind)
    yield [*REASON_HEADERS, *map(neutralise, shown)]
    for row in rows:
        problems = row.problems or header.errors
        columns = chain(header.columns, [None] * len(row.cells))
        cells = (_harmless(cell, column, source) for cell, column in zip(row.cells, columns, strict=False))
        yield [_reasons(problems, "da"), _reasons(problems, "en"), *cells]


def _reasons(problems: Iterable[Problem], language: str) -> str:
    reasons = (
        (f"{problem.column}: " if problem.column else "") + problem.message.in_language(language)
        for problem in problems
    )
    return neutralise(" ".join(reasons))


def _harmless(cell: str, column: Column | None, source: Source) -> str:
    text = restore(tidy(cell))
    is_exempt = column is not None and column.kind is Kind.P_NUMBER and is_p_number(text)
    if holds_cpr(text) and not is_exempt:
        return ""
    values = {} if column is None or source.broken else source.renaming.values(source.kind, column)
    return neutralise(renamed(values, column, text) if column is not None and values else text)


def _kind_and_records(records: Iterable[Any], record: type | None) -> tuple[FileKind, Iterable[Any]]:
    if record is not None:
        return kind_of_record(record), records
    iterator = iter(records)
    first = next(iterator, None)
    if first is None:
        raise ValueError("no records, and no class to take the headers from")
    return kind_of_record(type(first)), chain([first], iterator)


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.kind in _NUMBERS:
        return value
    if column.kind in _FORMATS:
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = _FORMATS[column.kind]
        return cell
    return _text_cell(sheet, neutralise(format_cell(column, value)))


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell that Excel leaves as text; its own escape for control characters is escaped."""
    cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_x", text))
    cell.number_format = "@"
    return cell


@contextmanager
def _csv_writer(path: Path) -> Iterator[Callable[[Sequence[str]], Any]]:
    with _replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        yield csv.writer(file, delimiter=";", lineterminator="\r\n").writerow


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its place only when it is whole."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
