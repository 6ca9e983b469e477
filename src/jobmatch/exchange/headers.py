"""The header row: which column each header means, and which headers mean nothing here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jobmatch.domain.columns import Column
from jobmatch.errors import Text
from jobmatch.exchange.codes import did_you_mean, fold, join
from jobmatch.exchange.cpr import REFUSED, holds_cpr, masked
from jobmatch.exchange.kinds import KINDS, FileKind
from jobmatch.exchange.problems import Problem, quoted
from jobmatch.exchange.tables import letters

REASON_HEADERS = ("afvist_fordi", "rejected_because")
"""Columns of a file of rejected rows that are passed over when it is imported again."""
REJECTED_MARK = ".afvist"
"""In the name of a file of rejected rows; a folder is read without them."""


@dataclass(slots=True)
class Header:
    """What the header row of one table says."""

    shown: tuple[str, ...]
    """The headers as they are named in messages; an empty or refused one by its letter."""
    columns: tuple[Column | None, ...]
    """The column of each position; None where it is passed over."""
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def in_our_words(self, kind: FileKind) -> tuple[str, ...]:
        """The headers as they are read without a map file."""
        known = names_of(kind)
        return tuple(
            shown if column is None or known.get(fold(shown)) is column else column.danish
            for shown, column in zip(self.shown, self.columns, strict=True)
        )

    @property
    def present(self) -> frozenset[str]:
        """English names of the fields that the table has a column for."""
        return frozenset(column.name for column in self.columns if column is not None)

    def shown_for(self, name: str) -> str | None:
        """The header of a field, as the file writes it."""
        for shown, column in zip(self.shown, self.columns, strict=True):
            if column is not None and column.name == name:
                return shown
        return None


def names_of(kind: FileKind) -> dict[str, Column]:
    """Every spelling-folded header of a kind, Danish and English."""
    return {fold(name): column for column in kind.columns for name in (column.danish, column.name)}


def is_known_header(text: str) -> bool:
    """Whether any kind of file has this header."""
    return any(fold(text) in names_of(kind) for kind in KINDS)


def read_header(
    cells: Sequence[str], kind: FileKind, file: str, row: int, renamed: Mapping[str, str] | None = None
) -> Header:
    """Finds the column of every header.

    Args:
        renamed: spelling-folded header → field name, from a map file.
    """
    known, renamed = names_of(kind), renamed or {}
    shown: list[str] = []
    columns: list[Column | None] = []
    header = Header((), ())
    for position, cell in enumerate(cells):
        text = cell.strip()
        refused = holds_cpr(text)
        name = letters(position) if refused or not text else _named(text, known)
        shown.append(name)
        columns.append(None)
        if refused:
            header.errors.append(Problem(file, row, name, REFUSED))
            continue
        column = kind.column(renamed[fold(text)]) if fold(text) in renamed else known.get(fold(text))
        if column is None:
            if text and fold(text) not in REASON_HEADERS:
                header.warnings.append(Problem(file, row, name, _unknown(text, kind)))
        elif column in columns:
            header.errors.append(Problem(file, row, name, _twice(shown[columns.index(column)], name, column)))
        else:
            columns[-1] = column
    header.shown, header.columns = tuple(shown), tuple(columns)
    header.errors.extend(_missing_keys(header, kind, file, row))
    return header


def _named(text: str, known: Mapping[str, Column]) -> str:
    """The declared spelling of a known header, so that messages name columns in one way."""
    column = known.get(fold(text))
    if column is None:
        return masked(text)
    return column.danish if fold(text) == fold(column.danish) else column.name


def _unknown(text: str, kind: FileKind) -> Text:
    seen = Text(
        "Kolonnen {header} kendes ikke i {kind} og bliver sprunget over.",
        "The column {header} is not known in {english} and is passed over.",
    ).fill(header=quoted(text), kind=kind.danish, english=kind.english)
    hint = did_you_mean(text, names_of(kind))
    return seen if hint is None else join(seen, hint)


def _twice(first: str, second: str, column: Column) -> Text:
    return Text(
        "Kolonnen {column} står to gange, som {first} og {second}. Behold én af dem.",
        "The column {column} stands twice, as {first} and {second}. Keep one of them.",
    ).fill(column=quoted(column.danish), first=quoted(first), second=quoted(second))


def _missing_keys(header: Header, kind: FileKind, file: str, row: int) -> list[Problem]:
    missing = [kind.column(name) for name in kind.keys if name not in header.present]
    return [
        Problem(
            file,
            row,
            column.danish,
            Text(
                "Kolonnen {column} mangler. Uden den kan rækkerne ikke kendes fra hinanden.",
                "The column {column} is missing. Without it the rows cannot be told apart.",
            ).fill(column=quoted(column.danish)),
        )
        for column in missing
    ]
