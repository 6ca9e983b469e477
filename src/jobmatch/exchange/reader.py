"""From a table to records: every cell read once per distinct text, every bad cell reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jobmatch.domain.columns import Column, records_of
from jobmatch.errors import Text
from jobmatch.exchange.cells import doubt, parse_cell, tidy
from jobmatch.exchange.checks import check_record
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.exchange.headers import read_header
from jobmatch.exchange.kinds import FileKind
from jobmatch.exchange.maps import Renaming, renamed
from jobmatch.exchange.neutral import restore
from jobmatch.exchange.problems import CellError, Problem
from jobmatch.exchange.rows import Part, Row, Rows, Source
from jobmatch.exchange.tables import Cell, Table, TableError, letters

Remark = tuple[int, Text | None, Text | None]
"""Position of a cell, what is wrong with it, and what is worth a look."""

_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 200
_PART = 4_000
"""Rows that are packed together."""


class _Cells(dict[Cell, Any]):
    """The values of one column, each distinct text read once; a cell that calls for a remark makes it every time."""

    def __init__(
        self,
        position: int,
        remarks: list[Remark],
        column: Column | None,
        *,
        is_key: bool = False,
        is_nameless: bool = False,
        values: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._position = position
        self._remarks = remarks
        self._column = column
        self._is_key = is_key
        self._is_nameless = is_nameless
        self._values = values or {}

    def __missing__(self, cell: Cell) -> Any:
        value, error, warning = self._read(cell)
        if error is not None or warning is not None:
            self._remarks.append((self._position, error, warning))
        elif len(cell) <= _LONGEST_REMEMBERED and len(self) < _REMEMBERED:  # type: ignore[arg-type]
            self[cell] = value
        return value

    def _read(self, cell: Cell) -> tuple[Any, Text | None, Text | None]:
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

    def __init__(self, table: Table, kind: FileKind, renaming: Renaming, rows: Rows[Any], keep_cells: bool) -> None:
        """Args: rows: Where the good rows go. keep_cells: Whether they keep their cells as they stood."""
        self.rejected: list[Row[Any]] = []
        """Rows with something wrong."""
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.source: Source | None = None
        self._table = table
        self._kind = kind
        self._renaming = renaming
        self._rows = rows
        self._keep_cells = keep_cells
        self._columns: list[_Cells] = []
        self._remarks: list[Remark] = []
        self._numbers: list[int] = []
        self._values: list[list[Any]] = []
        self._cells: list[Sequence[Cell]] = []

    def read(self) -> None:
        """Reads every row that can be read."""
        broken: list[Problem] = []
        try:
            self._read()
        except TableError as error:
            broken.append(Problem(self._table.file, error.row, None, error.text))
        self._pack()
        for found in (self.errors, self.warnings):
            found.sort(key=lambda problem: problem.row or 0)
        self.rejected.sort(key=lambda row: row.row)
        self.errors.extend(broken)

    def _read(self) -> None:
        for number, cells in self._table.rows:
            if not any(isinstance(cell, CellError) or cell.strip() for cell in cells):
                continue
            if self.source is None:
                self.source = self._start(number, cells)
            else:
                self._add(self.source, number, cells)
        if self.source is None:
            raise TableError(Text("Der er ingen overskrifter og ingen rækker.", "There are no headers and no rows."))

    def _start(self, number: int, cells: Sequence[Cell]) -> Source:
        texts = [restore(tidy(cell)) if isinstance(cell, str) else "" for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        header = read_header(texts, self._kind, self._table.file, number, self._renaming.headers(self._kind))
        self.errors.extend(header.errors)
        self.warnings.extend(header.warnings)
        self._columns = [
            self._memory(position, column, not text)
            for position, (column, text) in enumerate(zip(header.columns, texts, strict=True))
        ]
        return Source(self._table.file, self._kind, header, broken=bool(header.errors), renaming=self._renaming)

    def _memory(self, position: int, column: Column | None, is_nameless: bool) -> _Cells:
        if column is None:
            return _Cells(position, self._remarks, None, is_nameless=is_nameless)
        values = self._renaming.values(self._kind, column)
        return _Cells(position, self._remarks, column, is_key=column.name in self._kind.keys, values=values)

    def _add(self, source: Source, number: int, cells: Sequence[Cell]) -> None:
        source.rows += 1
        values = [column[cell] for column, cell in zip(self._columns, cells, strict=False)]
        if self._remarks or source.broken or len(cells) != len(self._columns):
            moved = self._width(source, number, cells)
            problems = moved + self._problems(source, number)
            if problems or source.broken:
                row: Row[Any] = Row(source, number, None, _texts(cells), problems)
                if not moved and not source.broken:
                    self._check(row, values)
                self._reject(row)
                return
        self._numbers.append(number)
        self._values.append(values)
        self._cells.append(cells)
        if len(self._numbers) == _PART:
            self._pack()

    def _check(self, row: Row[Any], values: Sequence[Any]) -> None:
        """Check what can be read of a bad row too, so that nothing more comes up when its bad cells are mended."""
        columns = zip(row.source.header.columns, values, strict=True)
        known = {column.name: value for column, value in columns if column is not None and value is not None}
        row.known = {name: known[name] for name in self._kind.keys if name in known}
        read: Any = records_of(self._kind.record, 1, {name: (value,) for name, value in known.items()})[0]
        row.problems.extend(row.problem(*one) for one in check_record(read))

    def _problems(self, source: Source, number: int) -> list[Problem]:
        """What is wrong with the cells; what is worth a look goes to the warnings."""
        problems = []
        for position, error, warning in self._remarks:
            if error is not None:
                problems.append(Problem(source.file, number, source.header.shown[position], error))
            if warning is not None:
                self.warnings.append(Problem(source.file, number, source.header.shown[position], warning))
        self._remarks.clear()
        return problems

    def _width(self, source: Source, number: int, cells: Sequence[Cell]) -> list[Problem]:
        """Cells beyond the last header, or too few: a separator too many or too few moved them."""
        problems = []
        width = len(source.header.shown)
        for position, cell in enumerate(cells[width:], start=width):
            if isinstance(cell, CellError) or cell.strip():
                message = REFUSED if isinstance(cell, str) and holds_cpr(cell) else _NO_HEADER
                problems.append(Problem(source.file, number, letters(position), message))
        if len(cells) < width:
            message = Text(
                "Rækken har kun {found} af de {expected} felter, der er overskrifter til. Mangler der et skilletegn?",
                "The row has only {found} of the {expected} cells that there are headers for. Is a separator missing?",
            ).fill(found=len(cells), expected=width)
            problems.append(Problem(source.file, number, None, message))
        return problems

    def _pack(self) -> None:
        """Check the rows that wait against themselves, and put the good ones where they belong."""
        if self.source is None or not self._numbers:
            return
        columns = zip(self.source.header.columns, zip(*self._values, strict=True), strict=True)
        fields = {column.name: values for column, values in columns if column is not None}
        kept = [_texts(cells) for cells in self._cells] if self._keep_cells else None
        part = Part(self.source, self._numbers, fields, kept)
        wrong = [check_record(record) for record in part.records()]
        if any(wrong):
            for row, found, cells in zip(part.rows(), wrong, self._cells, strict=True):
                if found:
                    known = {name: row.part_of_key(name) for name in self._kind.keys}
                    problems = [row.problem(*one) for one in found]
                    self._reject(Row(row.source, row.row, None, _texts(cells), problems, known))
            part = part.only([not found for found in wrong])
        if part.numbers:
            self._rows.add(part)
        self._numbers, self._values, self._cells = [], [], []

    def _reject(self, row: Row[Any]) -> None:
        self.errors.extend(row.problems)
        self.rejected.append(row)


def _texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple([cell if isinstance(cell, str) else "" for cell in cells])


_NO_HEADER = Text(
    "Feltet står uden for de kolonner, der har en overskrift. Er der et skilletegn for meget?",
    "The cell stands outside the columns that have a header. Is there a separator too many?",
)
