"""From a table to records: every cell read once per distinct text, every bad cell reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from jobmatch.domain.columns import Column
from jobmatch.errors import Text
from jobmatch.exchange.cells import doubt, parse_cell, tidy
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.exchange.headers import Header, read_header
from jobmatch.exchange.kinds import FileKind
from jobmatch.exchange.maps import Renaming, renamed
from jobmatch.exchange.neutral import restore
from jobmatch.exchange.problems import CellError, Problem
from jobmatch.exchange.tables import Cell, Table, TableError, letters

Record = TypeVar("Record")
Parsed = tuple[Any, Text | None, Text | None]
"""A value, or what is wrong, and what is worth a look."""

_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 200


@dataclass(slots=True)
class Source:
    """One table that rows came from."""

    file: str
    """Name of the file, for a workbook followed by the sheet."""
    kind: FileKind
    header: Header
    rows: int = 0
    """Rows with anything in them, good and bad."""
    broken: bool = False
    """Whether a fault of the whole table keeps every row out."""

    @property
    def is_header_only(self) -> bool:
        """Whether the table has headers but no row."""
        return self.rows == 0


@dataclass(slots=True, eq=False)
class Row(Generic[Record]):
    """One row of a file and the record that it says."""

    source: Source
    row: int
    """The line that Excel shows (header = 1)."""
    record: Record | None
    """None when a cell is wrong."""
    cells: tuple[str, ...]
    """The cells as they stood, in the order of the source's headers."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Name of the file, for a workbook followed by the sheet."""
        return self.source.file

    @property
    def present(self) -> frozenset[str]:
        """English names of the fields that the row's file has a column for; others leave stored values."""
        return self.source.header.present

    def problem(self, name: str | None, message: Text) -> Problem:
        """A problem at this row, in the column of a field."""
        column = None if name is None else self.source.header.shown_for(name) or self.source.kind.column(name).danish
        return Problem(self.file, self.row, column, message)


class _Cells(dict[Cell, Parsed]):
    """The cells of one column, each distinct text read once."""

    def __init__(
        self,
        column: Column | None,
        *,
        is_key: bool = False,
        is_nameless: bool = False,
        values: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._column = column
        self._is_key = is_key
        self._is_nameless = is_nameless
        self._values = values or {}

    def __missing__(self, cell: Cell) -> Parsed:
        parsed = self._read(cell)
        if isinstance(cell, str) and len(cell) <= _LONGEST_REMEMBERED and len(self) < _REMEMBERED:
            self[cell] = parsed
        return parsed

    def _read(self, cell: Cell) -> Parsed:
        if isinstance(cell, CellError):
            return None, cell.text, None
        if self._column is None:
            stray = _NO_HEADER if self._is_nameless and cell.strip() else None
            return None, REFUSED if holds_cpr(cell) else stray, None
        text = restore(tidy(cell))
        try:
            if self._values and not holds_cpr(text):
                text = renamed(self._values, self._column, text)
            value = parse_cell(self._column, text)
        except CellError as error:
            return None, error.text, None
        if value is None and self._is_key:
            return None, _EMPTY_KEY, None
        return value, None, doubt(self._column, value)


_EMPTY_KEY = Text(
    "Feltet er tomt, men skal udfyldes: det er en del af rækkens nøgle.",
    "The cell is empty but must be filled: it is part of the row's key.",
)


class TableReader:
    """Reads one table row by row."""

    def __init__(self, table: Table, kind: FileKind, renaming: Renaming) -> None:
        self.rows: list[Row[Any]] = []
        """Good rows."""
        self.rejected: list[Row[Any]] = []
        """Rows with something wrong."""
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.source: Source | None = None
        self._table = table
        self._kind = kind
        self._renaming = renaming

    def read(self) -> None:
        """Reads every row that can be read."""
        try:
            self._read()
        except TableError as error:
            self.errors.append(Problem(self._table.file, error.row, None, error.text))

    def _read(self) -> None:
        columns: list[_Cells] = []
        for number, cells in self._table.rows:
            if not any(cells) or not any(isinstance(cell, CellError) or cell.strip() for cell in cells):
                continue
            if self.source is None:
                columns = self._start(number, cells)
            else:
                self._add(number, cells, columns)
        if self.source is None:
            raise TableError(Text("Der er ingen overskrifter og ingen rækker.", "There are no headers and no rows."))

    def _start(self, number: int, cells: Sequence[Cell]) -> list[_Cells]:
        texts = [restore(tidy(cell)) if isinstance(cell, str) else "" for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        header = read_header(texts, self._kind, self._table.file, number, self._renaming.headers(self._kind))
        self.source = Source(self._table.file, self._kind, header, broken=bool(header.errors))
        self.errors.extend(header.errors)
        self.warnings.extend(header.warnings)
        return [self._cells(column, not text) for column, text in zip(header.columns, texts, strict=True)]

    def _cells(self, column: Column | None, is_nameless: bool) -> _Cells:
        if column is None:
            return _Cells(None, is_nameless=is_nameless)
        values = self._renaming.values(self._kind, column)
        return _Cells(column, is_key=column.name in self._kind.keys, values=values)

    def _add(self, number: int, cells: Sequence[Cell], columns: Sequence[_Cells]) -> None:
        assert self.source is not None
        source, header = self.source, self.source.header
        source.rows += 1
        row: Row[Any] = Row(source, number, None, tuple(cell if isinstance(cell, str) else "" for cell in cells))
        self._check_width(row, cells)
        values: dict[str, Any] = {}
        for position, (column, memory, cell) in enumerate(zip(header.columns, columns, cells, strict=False)):
            value, error, warning = memory[cell]
            if error is not None:
                row.problems.append(Problem(source.file, number, header.shown[position], error))
            elif column is not None:
                values[column.name] = value
            if warning is not None:
                self.warnings.append(Problem(source.file, number, header.shown[position], warning))
        if not row.problems and not source.broken:
            row.record = self._kind.record(**values)
            for name, message in check_record(row.record):
                row.problems.append(row.problem(name, message))
        self.errors.extend(row.problems)
        if row.problems or source.broken:
            row.record = None
            self.rejected.append(row)
        else:
            self.rows.append(row)

    def _check_width(self, row: Row[Any], cells: Sequence[Cell]) -> None:
        """Cells beyond the last header, or too few: a separator too many or too few moved them."""
        width = len(row.source.header.shown)
        for position, cell in enumerate(cells[width:], start=width):
            if isinstance(cell, CellError) or cell.strip():
                message = REFUSED if isinstance(cell, str) and holds_cpr(cell) else _NO_HEADER
                row.problems.append(Problem(row.file, row.row, letters(position), message))
        if len(cells) < width:
            message = Text(
                "Rækken har kun {found} felter, men der er {expected} overskrifter. Mangler der et skilletegn?",
                "The row has only {found} cells, but there are {expected} headers. Is a separator missing?",
            ).fill(found=len(cells), expected=width)
            row.problems.append(Problem(row.file, row.row, None, message))


_NO_HEADER = Text(
    "Feltet står uden for de kolonner, der har en overskrift. Er der et skilletegn for meget?",
    "The cell stands outside the columns that have a header. Is there a separator too many?",
)


def key_of(row: Row[Any]) -> tuple[Any, ...]:
    """What identifies the row of a good record."""
    return tuple(getattr(row.record, name) for name in row.source.kind.keys)
