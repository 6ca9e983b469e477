"""A look through the XML of a workbook for what its reader does not tell: formulas without a value, percent cells,
cells far out, and which sheet lies where."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from jobmatch.errors import Text
from jobmatch.exchange.archive import Archive, damaged
from jobmatch.exchange.problems import CellError
from jobmatch.exchange.tables import TableError, letters

Place = tuple[int, int]
"""Row and column, both from 0."""

_WORKBOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_MOST_COLUMNS = 400
_MOST_ROWS = 1_048_576
_MOST_CELLS = 20_000_000
_SMALL = 1_000_000
_THINNEST = 100
_PERCENT_FORMATS = (9, 10)
_QUOTED_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(slots=True)
class SheetNotes:
    """What must be known about one sheet beside its values."""

    faults: dict[Place, CellError] = field(default_factory=dict)
    """Cells without a usable value."""
    percents: set[Place] = field(default_factory=set)
    """Number cells shown as a percentage."""
    cells: int = 0
    """Cells with anything in them."""


def look_through(archive: Archive) -> dict[str, SheetNotes]:
    """Sheet name → notes, for every worksheet.

    Raises:
        TableError: the workbook is damaged, or a cell lies so far out that reading the sheet would take all memory.
    """
    names, links = _Attributes("sheet"), _Attributes("Relationship")
    archive.parse(_WORKBOOK, names.parser)
    archive.parse(_LINKS, links.parser)
    parts = archive.names()
    if _STRINGS in parts:
        archive.parse(_STRINGS, expat.ParserCreate())
    percents = _percent_styles(archive) if _STYLES in parts else frozenset()
    targets = {link.get("Id"): _part(link.get("Target", "")) for link in links.found}
    notes = {}
    for sheet in names.found:
        part = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), None))
        if part is not None and "chartsheet" not in part and "dialogsheet" not in part:
            notes[sheet.get("name", "")] = _SheetLook(percents).read(archive, part)
    return notes


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


class _Attributes:
    """Collects the attributes of every element of one name."""

    def __init__(self, *names: str) -> None:
        self.found: list[dict[str, str]] = []
        self.elements: list[str] = []
        self._names = names
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2]
        if element in self._names:
            self.found.append(attributes)
            self.elements.append(element)


def _percent_styles(archive: Archive) -> frozenset[str]:
    """The style numbers under which a cell is shown as a percentage."""
    styles = _Styles()
    archive.parse(_STYLES, styles.parser)
    return frozenset(styles.percents())


class _Styles:
    """Reads the number formats and the list of cell styles."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._formats: dict[str, str] = {}
        self._styles: list[str] = []
        self._in_cell_styles = False

    def percents(self) -> list[str]:
        """Positions of the styles whose format ends in a percent sign."""
        built_in = {str(number) for number in _PERCENT_FORMATS}
        own = {number for number, code in self._formats.items() if "%" in _QUOTED_FORMAT.sub("", code)}
        return [str(position) for position, number in enumerate(self._styles) if number in built_in | own]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2]
        if element == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "cellXfs":
            self._in_cell_styles = True
        elif element == "xf" and self._in_cell_styles:
            self._styles.append(attributes.get("numFmtId", "0"))

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            self._in_cell_styles = False


class _SheetLook:
    """One pass over the cells of a sheet."""

    def __init__(self, percent_styles: frozenset[str]) -> None:
        self.notes = SheetNotes()
        self._percent_styles = percent_styles
        self._row, self._column = -1, -1
        self._last_row, self._last_column = -1, -1
        self._type = self._style = ""
        self._has_formula = self._has_value = self._is_filled = False

    def read(self, archive: Archive, part: str) -> SheetNotes:
        """Looks at every cell."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser
        archive.parse(part, parser)
        self._check_extent()
        return self.notes

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag if ":" not in tag else tag.rpartition(":")[2]
        if element == "c":
            self._start_cell(attributes)
        elif element in ("v", "is"):
            self._is_filled = self._has_value = True
            if self._has_formula:
                # an empty value counts only where the formula's result is text
                self._has_value = self._type == "str"
                self._parser.CharacterDataHandler = self._value_text
        elif element == "f":
            self._has_formula = self._is_filled = True
        elif element == "row":
            self._row = _number(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = _place(attributes["r"])
        else:
            self._column += 1
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._has_formula = self._has_value = self._is_filled = False

    def _value_text(self, text: str) -> None:
        self._has_value = self._has_value or bool(text.strip())

    def _end(self, tag: str) -> None:
        element = tag if ":" not in tag else tag.rpartition(":")[2]
        if element == "v":
            self._parser.CharacterDataHandler = None
        elif element == "c" and self._is_filled:
            self._end_cell()

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        self.notes.cells += 1
        if self._row > self._last_row:
            self._last_row = self._row
        if self._column > self._last_column:
            self._last_column = self._column
            if self._column >= _MOST_COLUMNS:
                raise _far_out(place)
        if self._type == "e":
            self.notes.faults[place] = _ERROR_VALUE
        elif not self._has_value:
            self.notes.faults[place] = _NO_VALUE
        elif self._type == "n" and self._style in self._percent_styles:
            self.notes.percents.add(place)

    def _check_extent(self) -> None:
        rows, columns = self._last_row + 1, self._last_column + 1
        thin = rows * columns > _SMALL and self.notes.cells * _THINNEST < rows * columns
        if rows > _MOST_ROWS or rows * columns > _MOST_CELLS or thin:
            raise _far_out((self._last_row, self._last_column))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7):
        raise damaged()
    return int(text)


def _place(reference: str) -> Place:
    parts = _REFERENCE.fullmatch(reference)
    if parts is None:
        raise damaged()
    column = 0
    for sign in parts.group(1).upper():
        column = column * 26 + ord(sign) - 64
    return int(parts.group(2)) - 1, column - 1


def _far_out(place: Place) -> TableError:
    return TableError(
        Text(
            "Arket har noget stående helt ude ved {cell}. Slet de tomme rækker og kolonner uden for tabellen.",
            "The sheet has something as far out as {cell}. Delete the empty rows and columns outside the table.",
        ).fill(cell=letters(place[1]) + str(place[0] + 1))
    )


_NO_VALUE = CellError(
    Text(
        "Feltet har en formel uden et gemt resultat. Åbn filen i Excel, og gem den, eller skriv selve værdien.",
        "The cell has a formula without a stored result. Open and save the file in Excel, or write the value itself.",
    )
)
_ERROR_VALUE = CellError(
    Text(
        "Feltet viser en Excel-fejl i stedet for en værdi. Ret formlen, eller skriv selve værdien.",
        "The cell shows an Excel error instead of a value. Correct the formula, or write the value itself.",
    )
)
