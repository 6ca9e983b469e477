"""Excel files: their sheets as tables, every value as the text that Excel shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from jobmatch.exchange.archive import Archive, damaged
from jobmatch.exchange.numbers import format_number
from jobmatch.exchange.sheets import SheetNotes, look_through
from jobmatch.exchange.tables import Cell, Progress
from jobmatch.exchange.times import format_date

Value = int | float | str | bool | time | date | datetime | timedelta
_REPORT_EVERY = 2000


class Workbook:
    """The sheets of one Excel file."""

    def __init__(self, path: Path) -> None:
        """Looks through the whole file before its reader unpacks it.

        Raises:
            TableError: no workbook, a damaged one, or one that would take too much memory.
        """
        self._notes = look_through(Archive(path))
        with _faults_named():
            self._book = CalamineWorkbook.from_path(str(path))
        described = self._book.sheets_metadata
        self.sheets = [sheet.name for sheet in described if sheet.typ == SheetTypeEnum.WorkSheet]
        """Names of the worksheets in their order."""
        if not self._notes.keys() >= set(self.sheets):
            raise damaged()

    def is_empty(self, sheet: str) -> bool:
        """Whether the sheet has nothing in any cell."""
        return self._notes[sheet].cells == 0

    def rows(self, sheet: str, shown: str, progress: Progress | None = None) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of a sheet with the numbers that Excel shows."""
        notes = self._notes[sheet]
        with _faults_named():
            content = self._book.get_sheet_by_name(sheet)
            for position, values in enumerate(_values(content)):
                if progress is not None and position % _REPORT_EVERY == 0:
                    progress(shown, position / max(content.total_height, 1))
                yield position + 1, _cells(position, values, notes)
        if progress is not None:
            progress(shown, 1.0)


def _values(sheet: CalamineSheet) -> Iterator[list[Value]]:
    return iter(()) if sheet.start is None else iter(sheet.iter_rows())


def _cells(row: int, values: list[Value], notes: SheetNotes) -> list[Cell]:
    if not notes.faults and not notes.percents:
        return [value if isinstance(value, str) else as_text(value) for value in values]
    return [
        notes.faults.get((row, column)) or as_text(value, (row, column) in notes.percents)
        for column, value in enumerate(values)
    ]


def as_text(value: Value, is_percent: bool = False) -> str:
    """What a person would type to get the value, unambiguous: decimal comma, ``dd-mm-yyyy``, ``hh:mm``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        # Excel itself keeps 15 digits
        exact = float(f"{value:.15g}")
        return format_number(round(exact * 100, 10)) + " %" if is_percent else format_number(exact)
    if isinstance(value, datetime):
        clock = _clock(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
        return format_date(value.date()) + ("" if clock == "00:00" else f" {clock}")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, time):
        return _clock(
            timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
        )
    return _clock(value)


def _clock(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if seconds else "")


@contextmanager
def _faults_named() -> Iterator[None]:
    """Turns the reader's own errors, and its crashes on damaged files, into one sentence."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as error:
        raise damaged() from error
    except BaseException as error:
        # a panic of the Rust reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise damaged() from error
