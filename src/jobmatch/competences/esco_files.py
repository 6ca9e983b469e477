"""The tables of a folder with ESCO: found whatever the case or subfolder, with every fault told at once."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from jobmatch.domain.text import Text
from jobmatch.errors import BadInput, reason_of

Row = dict[str, str]

_LONGEST_CELL = 10_000_000
_SHOWN = 20
"""Faults told in full; a file that is wrong throughout would bury the others."""

_REFUSED = Text(
    "Ordlisten i mappen {folder} kan ikke bruges. Intet er ændret. Ret dette, og prøv igen:",
    "The vocabulary in the folder {folder} cannot be used. Nothing has changed. Put this right and try again:",
)
_MORE = Text("… og {count} fejl til", "… and {count} more faults")
_MISSING = Text("filen mangler", "the file is missing")
_NO_COLUMN = Text("kolonnen {column} mangler", "the column {column} is missing")
_NOT_UTF8 = Text(
    "linje {line} er ikke UTF-8. Brug filen, som den er hentet, uden at gemme den fra Excel",
    "line {line} is not UTF-8. Use the file as it was downloaded, not as saved from Excel",
)
_NOT_GZIP = Text("filen er ikke pakket rigtigt ud eller ned", "the file is not a whole compressed file")
_CELLS = Text("linje {line} har {found} felter, ikke {wanted}", "line {line} has {found} cells, not {wanted}")
_UNREADABLE = Text("linje {line} kan ikke læses", "line {line} cannot be read")
_EMPTY = Text("linje {line}: {column} er tom", "line {line}: {column} is empty")
_NO_ROWS = Text("filen har ingen rækker", "the file has no rows")


class EscoFiles:
    """Reads tables and gathers what is wrong with them; ``finish`` refuses the folder when anything was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._faults: list[Text] = []
        self._files: dict[str, Path] = {}
        if folder.is_dir():
            for path in (*sorted(folder.glob("*/*")), *sorted(folder.glob("*"))):
                if path.is_file():
                    self._files[path.name.lower()] = path

    def name(self, *starts: str) -> str | None:
        """The first file there is whose name begins with one of these, case aside."""
        for start in starts:
            for name in sorted(self._files):
                if name.startswith(start.lower()):
                    return name
        return None

    def table(self, name: str, needed: Sequence[str], filled: Sequence[str] = (), delimiter: str = ",") -> list[Row]:
        """The rows of a file that must be there.

        Args:
            needed: Columns that it must have.
            filled: Columns that no row may leave empty.
        """
        path = self._files.get(name.lower())
        if path is None:
            self.fault(name, _MISSING)
            return []
        content = self._content(path)
        if content is None:
            return []
        rows = list(self._rows(path.name, content, needed, filled, delimiter))
        if not rows and not self._faults:
            self.fault(path.name, _NO_ROWS)
        return rows

    def fault(self, name: str, what: Text, **facts: object) -> None:
        """Remember that something is wrong with a file."""
        self._faults.append(Text(f"{name}: {what.da}", f"{name}: {what.en}").fill(**facts) if facts
                            else Text(f"{name}: {what.da}", f"{name}: {what.en}"))  # fmt: skip

    def finish(self) -> None:
        """Refuse the folder when anything was wrong.

        Raises:
            BadInput: with every fault, a line each.
        """
        if not self._faults:
            return
        lines = self._faults[:_SHOWN]
        if len(self._faults) > _SHOWN:
            lines.append(_MORE.fill(count=len(self._faults) - _SHOWN))
        head = _REFUSED.fill(folder=self.folder.resolve().name)
        raise BadInput(Text(*("\n– ".join(one.in_language(to) for one in (head, *lines)) for to in ("da", "en"))))

    def _content(self, path: Path) -> str | None:
        try:
            raw = path.read_bytes()
        except OSError as error:
            self.fault(path.name, reason_of(error))
            return None
        if path.suffix == ".gz":
            try:
                raw = gzip.decompress(raw)
            except (OSError, EOFError):
                self.fault(path.name, _NOT_GZIP)
                return None
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.fault(path.name, _NOT_UTF8, line=raw.count(b"\n", 0, error.start) + 1)
            return None

    def _rows(
        self, name: str, content: str, needed: Sequence[str], filled: Sequence[str], delimiter: str
    ) -> Iterator[Row]:
        usual = csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
        try:
            header = [column.strip() for column in next(reader, [])]
            lacking = [column for column in needed if column not in header]
            for column in lacking:
                self.fault(name, _NO_COLUMN, column=column)
            for cells in () if lacking else reader:
                if not any(cells):
                    continue
                if len(cells) != len(header):
                    self.fault(name, _CELLS, line=reader.line_num, found=len(cells), wanted=len(header))
                    continue
                row = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
                for column in filled:
                    if not row[column]:
                        self.fault(name, _EMPTY, line=reader.line_num, column=column)
                yield row
        except csv.Error:
            self.fault(name, _UNREADABLE, line=reader.line_num)
        finally:
            csv.field_size_limit(usual)  # it is the whole program's, and other files are read with the usual one
