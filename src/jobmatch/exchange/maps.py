"""A map file: what another system calls its files, headers and values, in our words.

A TOML file with any of these tables, in Danish or English; those of one kind of file go before those of all::

    [filer]                     # beginning of a file or sheet name → kind
    "Aktive sager" = "borgere"
    [kolonner]                  # header → column
    "Sags-id" = "borgernr"
    [vaerdier.status]           # column: value → code
    "Aktiv" = "klar"
    [borgere.kolonner]          # the same for one kind alone
    "Timer" = "timer_nu"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobmatch.domain.columns import Column, Kind
from jobmatch.errors import Text
from jobmatch.exchange.cells import parse_cell
from jobmatch.exchange.codes import did_you_mean, fold, join
from jobmatch.exchange.cpr import REFUSED, holds_cpr, masked
from jobmatch.exchange.kinds import KINDS, FileKind, kind_of_name
from jobmatch.exchange.problems import CellError, Problem, quoted

_FILES = ("filer", "files")
_COLUMNS = ("kolonner", "columns")
_VALUES = ("vaerdier", "values")
_LISTS = (Kind.CODES, Kind.TERMS, Kind.COMPETENCES, Kind.NEEDS, Kind.OFFERS, Kind.DAYS)


@dataclass(slots=True)
class Renaming:
    """What a map file says; nothing unless one was given."""

    kinds: dict[str, FileKind] = field(default_factory=dict)
    """Spelling-folded beginning of a name → kind."""
    by_header: dict[str, dict[str, str]] = field(default_factory=dict)
    """Kind (its Danish name) → spelling-folded header → field."""
    by_value: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """Kind and field → spelling-folded value → our value."""

    def kind_of_name(self, name: str) -> FileKind | None:
        """The kind that a file or sheet name tells."""
        folded = fold(name)
        mapped = (kind for beginning, kind in self.kinds.items() if folded.startswith(beginning))
        return next(mapped, None) or kind_of_name(name)

    def headers(self, kind: FileKind) -> Mapping[str, str]:
        """Spelling-folded header → field, for one kind of file."""
        return self.by_header.get(kind.danish, {})

    def values(self, kind: FileKind, column: Column) -> Mapping[str, str]:
        """Spelling-folded value → our value, for one column."""
        return self.by_value.get((kind.danish, column.name), {})


def renamed(values: Mapping[str, str], column: Column, text: str) -> str:
    """The cell in our words: the whole of it when the map knows it, else part by part of a list."""
    whole = values.get(fold(text))
    if whole is not None:
        return whole
    if column.kind not in _LISTS:
        return text
    return "|".join(_renamed_part(values, part) for part in text.split("|"))


def _renamed_part(values: Mapping[str, str], part: str) -> str:
    if (whole := values.get(fold(part))) is not None:
        return whole
    name, colon, rest = part.partition(":")
    return values.get(fold(name), name) + colon + rest


def read_map(path: Path) -> tuple[Renaming, list[Problem]]:
    """What the file says, and everything that is wrong with it."""
    reading = _MapReading(masked(path.name))
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError:
        reading.refuse(
            None,
            Text(
                "Filen kan ikke læses. Se efter, at den findes, og at du må åbne den.",
                "The file cannot be read. Check that it is there and that you may open it.",
            ),
        )
    except UnicodeDecodeError:
        reading.refuse(None, Text("Filen er ikke gemt som UTF-8.", "The file is not saved as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        reading.refuse(None, Text("Filen er ikke gyldig TOML: {why}.", "The file is not valid TOML: {why}."), why=error)
    else:
        reading.read(content)
    return reading.renaming, reading.problems


class _MapReading:
    """One map file being read."""

    def __init__(self, file: str) -> None:
        self.renaming = Renaming()
        self.problems: list[Problem] = []
        self._file = file

    def refuse(self, where: str | None, message: Text, **facts: object) -> None:
        """Adds a problem."""
        shown = None if where is None else masked(where)
        self.problems.append(Problem(self._file, None, shown, message.fill(**facts)))

    def read(self, content: dict[str, Any]) -> None:
        """Reads the tables for all kinds first, so that those of one kind go before them."""
        if any(holds_cpr(text) for text in _texts(content)):
            self.refuse(None, REFUSED)
        for name, table in content.items():
            if name in (*_COLUMNS, *_VALUES):
                self._kind_tables({name: table}, KINDS, "")
            elif name in _FILES:
                self._files(table, name)
            elif (kind := _kind_called(name)) is None:
                self.refuse(name, _unknown_table(name, (*_FILES, *_COLUMNS, *_VALUES, *(k.danish for k in KINDS))))
        for name, table in content.items():
            if (kind := _kind_called(name)) is not None:
                self._kind_tables(table, (kind,), f"{name}.")

    def _kind_tables(self, tables: object, kinds: tuple[FileKind, ...], where: str) -> None:
        for name, table in self._pairs(tables, where.rstrip(".")):
            if name in _COLUMNS:
                for header, target in self._pairs(table, where + name):
                    self._header(header, target, kinds, f"{where}{name}")
            elif name in _VALUES:
                for column, values in self._pairs(table, where + name):
                    self._values(column, values, kinds, f"{where}{name}.{column}")
            else:
                self.refuse(where + name, _unknown_table(name, (*_COLUMNS, *_VALUES)))

    def _files(self, table: object, where: str) -> None:
        for beginning, target in self._pairs(table, where):
            kind = _kind_called(target) if isinstance(target, str) else None
            if kind is None:
                self.refuse(where, _NO_KIND, value=quoted(masked(str(target))))
            else:
                self.renaming.kinds[fold(beginning)] = kind

    def _header(self, header: str, target: object, kinds: tuple[FileKind, ...], where: str) -> None:
        found = self._columns(target, kinds, where)
        for kind, column in found:
            self.renaming.by_header.setdefault(kind.danish, {})[fold(header)] = column.name

    def _values(self, name: str, values: object, kinds: tuple[FileKind, ...], where: str) -> None:
        found = self._columns(name, kinds, where)
        for value, target in self._pairs(values, where):
            if not isinstance(target, str):
                self.refuse(where, _NOT_TEXT, value=quoted(masked(value)))
                continue
            if found and (wrong := _unfit(found[0][1], target)) is not None:
                self.refuse(where, wrong)
            for kind, column in found:
                self.renaming.by_value.setdefault((kind.danish, column.name), {})[fold(value)] = target

    def _columns(self, target: object, kinds: tuple[FileKind, ...], where: str) -> list[tuple[FileKind, Column]]:
        name = fold(target) if isinstance(target, str) else ""
        found = [(k, c) for k in kinds for c in k.columns if name in (fold(c.danish), fold(c.name))]
        if not found:
            wrong = Text("Der er ingen kolonne {name}.", "There is no column {name}.").fill(
                name=quoted(masked(str(target)))
            )
            hint = did_you_mean(name, (column.danish for kind in kinds for column in kind.columns))
            self.refuse(where, _literal(wrong if hint is None else join(wrong, hint)))
        return found

    def _pairs(self, table: object, where: str) -> Iterator[tuple[str, object]]:
        if isinstance(table, dict):
            yield from table.items()
        else:
            self.refuse(where, _NOT_TABLE)


def _texts(value: object) -> Iterator[str]:
    """Every name and text in a table."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield name
            yield from _texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside)
    else:
        yield str(value)


def _kind_called(name: str) -> FileKind | None:
    return next((kind for kind in KINDS if fold(name) in (kind.danish, kind.english)), None)


def _unfit(column: Column, target: str) -> Text | None:
    try:
        parse_cell(column, target)
    except CellError as error:
        return _literal(error.text)
    return None


def _unknown_table(name: str, known: tuple[str, ...]) -> Text:
    text = Text(
        "Tabellen {name} kendes ikke. Brug en af disse: {known}.", "The table {name} is not known. Use one of: {known}."
    )
    return _literal(text.fill(name=quoted(masked(name)), known=", ".join(known)))


def _literal(text: Text) -> Text:
    """The text with its braces kept when placeholders are filled."""
    return Text(*(sentence.replace("{", "{{").replace("}", "}}") for sentence in (text.da, text.en)))


_NO_KIND = Text(
    'Filen skal være "borgere", "pladser" eller "forloeb", ikke {value}.',
    'The file must be "borgere", "pladser" or "forloeb", not {value}.',
)
_NOT_TEXT = Text(
    "Ved {value} skal der stå en tekst i anførselstegn.", "At {value} a text in quotation marks must stand."
)
_NOT_TABLE = Text(
    "Her skal stå en tabel med linjer som fra = til.", "Here a table with lines such as from = to must stand."
)
