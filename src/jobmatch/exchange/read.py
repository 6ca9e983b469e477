"""Files and folders in: every row, every problem, nothing saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text, reason_of
from jobmatch.exchange.codes import fold
from jobmatch.exchange.cpr import REFUSED, holds_cpr, masked
from jobmatch.exchange.delimited import read_delimited
from jobmatch.exchange.headers import REJECTED_MARK, is_known_header
from jobmatch.exchange.kinds import CITIZENS, COURSES, KINDS, PLACEMENTS, FileKind
from jobmatch.exchange.maps import Renaming, read_map
from jobmatch.exchange.problems import Problem, quoted
from jobmatch.exchange.reader import TableReader
from jobmatch.exchange.rows import Row, Rows, Source
from jobmatch.exchange.tables import Progress, Table, TableError, letters
from jobmatch.exchange.workbook import Workbook

__all__ = ["FileSet", "Problem", "Progress", "Row", "Rows", "Source", "read_files"]

_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm")
_NOT_DATA = (".md", ".toml", *(".sqlite" + part for part in ("", "-shm", "-wal", "-night", "-kept")))
"""Endings of what lies beside the data and is none: read-me, map files, the database with what belongs to it."""


@dataclass(slots=True)
class FileSet:
    """Everything that a set of files says, and everything that is wrong with it."""

    citizens: Rows[Citizen] = field(default_factory=lambda: Rows(CITIZENS))
    placements: Rows[Placement] = field(default_factory=lambda: Rows(PLACEMENTS))
    events: Rows[Event] = field(default_factory=lambda: Rows(COURSES))
    rejected: list[Row[Any]] = field(default_factory=list)
    """Rows with something wrong; not among those above."""
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    """Every table that was read, also without rows."""

    def rows(self, kind: FileKind) -> Rows[Any]:
        """The good rows of one kind."""
        by_kind: dict[FileKind, Rows[Any]] = {
            CITIZENS: self.citizens,
            PLACEMENTS: self.placements,
            COURSES: self.events,
        }
        return by_kind[kind]

    def reject(self, row: Row[Any]) -> None:
        """Move a good row, in which something wrong was found, to the rejected ones."""
        self.rows(row.source.kind).drop(row)
        self.rejected.append(row)

    def saw(self, kind: FileKind) -> bool:
        """Whether any file or sheet of the kind was there."""
        return any(source.kind is kind for source in self.sources)

    def header_only(self, kind: FileKind) -> list[Source]:
        """The tables of the kind that have headers but no row."""
        return [source for source in self.sources if source.kind is kind and source.is_header_only]


def read_files(
    paths: Sequence[Path],
    map_file: Path | None = None,
    progress: Progress | None = None,
    keep_cells: bool = True,
) -> FileSet:
    """Reads files and folders. Never raises over what the files hold: look at ``errors``.

    Args:
        map_file: a TOML file that renames headers and values on the way in.
        progress: told the name of the file and how much of it is read.
        keep_cells: whether good rows keep their cells as they stood, so that they can be written out again.
    """
    renaming, faults = (Renaming(), []) if map_file is None else read_map(map_file)
    return FileSet(errors=faults) if faults else _Reading(renaming, progress, keep_cells).read(paths)


class _Reading:
    """One reading of a set of files."""

    def __init__(self, renaming: Renaming, progress: Progress | None, keep_cells: bool) -> None:
        self._files = FileSet()
        self._renaming = renaming
        self._progress = progress
        self._keep_cells = keep_cells

    def read(self, paths: Sequence[Path]) -> FileSet:
        # a file named twice, or beside its folder, is one file
        for path in {path.resolve(): path for path in self._spread(paths)}.values():
            self._read_file(path, from_folder=path not in paths)
        if not self._files.sources and not self._files.errors:
            self._files.errors.append(Problem(", ".join(masked(path.name) for path in paths), None, None, _NOTHING))
        for kind in KINDS:
            self._refuse_twins(kind)
        return self._files

    def _spread(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Every file meant: those named, and those in a folder that can hold data."""
        for path in paths:
            if path.is_dir():
                for inside in sorted(path.iterdir()):
                    if REJECTED_MARK in inside.suffixes:
                        self._warn(inside, _REJECTED)
                    elif not inside.name.startswith((".", "~$")) and inside.suffix.lower() not in _NOT_DATA:
                        yield inside
            elif path.exists():
                yield path
            else:
                self._error(path, _MISSING)

    def _read_file(self, path: Path, from_folder: bool) -> None:
        ending = path.suffix.lower()
        kind = self._renaming.kind_of_name(path.stem)
        if holds_cpr(path.name):
            self._error(path, REFUSED)
        elif path.is_dir():
            self._warn(path, _FOLDER_INSIDE)
        elif ending not in (*_TEXT_ENDINGS, *_WORKBOOK_ENDINGS):
            self._unfit(path, _WRONG_TYPE, is_error=not from_folder or kind is not None)
        elif ending in _TEXT_ENDINGS:
            if kind is None:
                self._unfit(path, _UNKNOWN_KIND, is_error=not from_folder)
            else:
                self._read_text(path, kind)
        else:
            self._read_workbook(path, kind)

    def _read_text(self, path: Path, kind: FileKind) -> None:
        renamed = self._renaming.headers(kind)
        try:
            table = read_delimited(
                path, path.name, lambda header: is_known_header(header) or fold(header) in renamed, self._progress
            )
        except TableError as error:
            self._error(path, error.text)
        except OSError as error:
            self._error(path, _unreadable(error))
        else:
            self._read_table(table, kind)

    def _read_workbook(self, path: Path, kind: FileKind | None) -> None:
        try:
            book = Workbook(path)
        except TableError as error:
            self._error(path, error.text)
            return
        except OSError as error:
            self._error(path, _unreadable(error))
            return
        filled = [sheet for sheet in book.sheets if not book.is_empty(sheet)]
        kinds = {sheet: found for sheet in book.sheets if (found := self._renaming.kind_of_name(sheet)) is not None}
        if not kinds and kind is not None:
            kinds = {sheet: kind for sheet in (filled or book.sheets)[:1]}
        for sheet in book.sheets:
            shown = path.name if filled == [sheet] else f"{path.name} [{masked(sheet)}]"
            if holds_cpr(sheet):
                self._files.errors.append(Problem(shown, None, None, REFUSED))
            elif sheet in kinds:
                self._read_table(Table(shown, book.rows(sheet, shown, self._progress)), kinds[sheet])
            elif sheet in filled:
                self._pass_over(Table(shown, book.rows(sheet, shown)))
        if not kinds:
            self._error(path, _UNKNOWN_SHEETS)

    def _pass_over(self, table: Table) -> None:
        """Warns about a sheet that is not read; a CPR number may not lie there either."""
        self._files.warnings.append(Problem(table.file, None, None, _OTHER_SHEET))
        try:
            for number, cells in table.rows:
                for position, cell in enumerate(cells):
                    if isinstance(cell, str) and holds_cpr(cell):
                        self._files.errors.append(Problem(table.file, number, letters(position), REFUSED))
        except TableError as error:
            self._files.errors.append(Problem(table.file, error.row, None, error.text))

    def _read_table(self, table: Table, kind: FileKind) -> None:
        reader = TableReader(table, kind, self._renaming, self._files.rows(kind), self._keep_cells)
        reader.read()
        self._files.errors.extend(reader.errors)
        self._files.warnings.extend(reader.warnings)
        self._files.rejected.extend(reader.rejected)
        if reader.source is not None:
            self._files.sources.append(reader.source)

    def _refuse_twins(self, kind: FileKind) -> None:
        """Two rows with one key contradict each other: neither counts, also when one of them is bad already."""
        twins: dict[int, Row[Any]] = {}
        bad = [row for row in self._files.rejected if row.source.kind is kind and row.key is not None]
        for one, other in self._files.rows(kind).repeated(bad):
            row, earlier = (other, one) if one.source is other.source and one.row < other.row else (one, other)
            problem = row.problem(kind.keys[0], _twin(kind, row, earlier))
            self._files.errors.append(problem)
            for each in (earlier, row):
                each.problems.append(problem)
                twins[id(each)] = each
        for twin in twins.values():
            if twin.record is not None:
                self._files.reject(twin)

    def _unfit(self, path: Path, message: Text, is_error: bool) -> None:
        if is_error:
            self._error(path, message)
        else:
            self._warn(path, message)

    def _warn(self, path: Path, message: Text) -> None:
        self._files.warnings.append(Problem(masked(path.name), None, None, message))

    def _error(self, path: Path, message: Text) -> None:
        self._files.errors.append(Problem(masked(path.name), None, None, message))


def _twin(kind: FileKind, row: Row[Any], earlier: Row[Any]) -> Text:
    what = {PLACEMENTS: ("Pladsen", "The placement"), COURSES: ("Hændelsen", "The event")}
    danish, english = what.get(kind, ("Borgeren", "The citizen"))
    return Text(
        "{what} {key} står to gange: her i række {row} og i række {other} i {file}. Behold den rigtige.",
        "{english} {key} stands twice: here in row {row} and in row {other} of {file}. Keep the right one.",
    ).fill(
        what=danish,
        english=english,
        key=quoted(" · ".join(str(row.part_of_key(name)) for name in kind.keys)),
        row=row.row,
        other=earlier.row,
        file=earlier.file,
    )


def _unreadable(error: OSError) -> Text:
    return Text("Filen kan ikke læses: {why}.", "The file cannot be read: {why}.").fill(why=reason_of(error))


_UNKNOWN_KIND = Text(
    'Navnet siger ikke, hvad filen er. Lad det begynde med "borgere", "pladser" eller "forloeb".',
    'The name does not tell what the file is. Let it begin with "borgere", "pladser" or "forloeb".',
)
_UNKNOWN_SHEETS = Text(
    'Hverken filens eller arkenes navne siger, hvad der er i dem. Lad dem begynde med "borgere", "pladser" eller '
    '"forloeb".',
    'Neither the file nor its sheets tell by name what they hold. Let the names begin with "borgere", "pladser" or '
    '"forloeb".',
)
_OTHER_SHEET = Text(
    'Arket bliver sprunget over, for navnet begynder ikke med "borgere", "pladser" eller "forloeb".',
    'The sheet is passed over, since its name does not begin with "borgere", "pladser" or "forloeb".',
)
_REJECTED = Text(
    "Filen har rækker, der blev afvist før. Ret dem, og importér filen for sig med --partial.",
    "The file has rows that were rejected before. Correct them, and import the file by itself with --partial.",
)
_MISSING = Text("Filen findes ikke. Se efter i stien.", "There is no such file. Check the path.")
_FOLDER_INSIDE = Text(
    "Mappen ligger i en anden mappe og bliver ikke læst. Nævn den selv, hvis den skal med.",
    "The folder lies in another one and is not read. Name it itself if it is to come along.",
)
_WRONG_TYPE = Text(
    "Filen er hverken CSV eller Excel (.xlsx) og bliver ikke læst. Gem den som en af dem.",
    "The file is neither CSV nor Excel (.xlsx) and is not read. Save it as one of them.",
)
_NOTHING = Text(
    'Her er ingen filer at læse. Navnene skal begynde med "borgere", "pladser" eller "forloeb".',
    'There are no files to read here. Their names must begin with "borgere", "pladser" or "forloeb".',
)
