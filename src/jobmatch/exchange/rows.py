"""The rows of files: where each stands, what it says, and all good ones of a kind together."""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import Any, Generic, TypeVar

import numpy as np

from jobmatch.domain.columns import records_of
from jobmatch.errors import Text
from jobmatch.exchange.headers import Header
from jobmatch.exchange.kinds import FileKind
from jobmatch.exchange.maps import Renaming
from jobmatch.exchange.problems import Problem

Record = TypeVar("Record")
Key = tuple[Any, ...]


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
    renaming: Renaming = field(default_factory=Renaming)
    """What another system's words were read as."""

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
    cells: Sequence[str]
    """The cells as they stood, in the order of the source's headers; empty where nobody wanted them kept."""
    problems: list[Problem] = field(default_factory=list)
    known: Mapping[str, Any] = field(default_factory=dict)
    """Of a bad row: the parts of its key that could be read."""

    @property
    def file(self) -> str:
        """Name of the file, for a workbook followed by the sheet."""
        return self.source.file

    @property
    def present(self) -> frozenset[str]:
        """English names of the fields that the row's file has a column for; others leave stored values."""
        return self.source.header.present

    @property
    def key(self) -> Key | None:
        """What identifies the row; None when a part of it cannot be read."""
        parts = tuple(self.part_of_key(name) for name in self.source.kind.keys)
        return None if None in parts else parts

    def part_of_key(self, name: str) -> Any:
        """One part of what identifies the row; None when it cannot be read."""
        return self.known.get(name) if self.record is None else getattr(self.record, name)

    def problem(self, name: str | None, message: Text) -> Problem:
        """A problem at this row, in the column of a field."""
        column = None if name is None else self.source.header.shown_for(name) or self.source.kind.column(name).danish
        return Problem(self.file, self.row, column, message)


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one table as columns, in their order."""

    source: Source
    numbers: Sequence[int]
    """The line of each row."""
    fields: Mapping[str, Sequence[Any]]
    """Per field that the table has, the rows' values."""
    cells: Sequence[Sequence[str]] | None
    """Per row its cells as they stood, where somebody may want them."""

    def only(self, keep: Sequence[bool]) -> Part:
        """The rows to keep."""
        return Part(
            self.source,
            list(compress(self.numbers, keep)),
            {name: list(compress(values, keep)) for name, values in self.fields.items()},
            None if self.cells is None else list(compress(self.cells, keep)),
        )

    def records(self) -> list[Any]:
        """What the rows say."""
        return records_of(self.source.kind.record, len(self.numbers), self.fields)

    def rows(self) -> list[Row[Any]]:
        """The rows one by one."""
        cells = self.cells or [()] * len(self.numbers)
        return [Row(self.source, *row) for row in zip(self.numbers, self.records(), cells, strict=True)]


class Rows(Generic[Record]):
    """The good rows of one kind. They lie packed, so that a country's files need no memory to speak of."""

    def __init__(self, kind: FileKind) -> None:
        self._kind = kind
        self._packed: list[tuple[Source, bytes]] = []
        self._hashes = array("q")
        self._out: set[tuple[int, int]] = set()

    def __len__(self) -> int:
        return len(self._hashes) - len(self._out)

    def __iter__(self) -> Iterator[Row[Record]]:
        for part in self.parts():
            yield from part.rows()

    def add(self, part: Part) -> None:
        """Take in rows whose keys are all there."""
        content = (part.numbers, part.fields, part.cells)
        self._packed.append((part.source, zlib.compress(pickle.dumps(content, pickle.HIGHEST_PROTOCOL), 1)))
        self._hashes.extend(map(hash, zip(*(part.fields[name] for name in self._kind.keys), strict=True)))

    def parts(self) -> Iterator[Part]:
        """The rows a few thousand at a time, each time those of one table, in the order in which they were read."""
        for source, packed in self._packed:
            part = Part(source, *pickle.loads(zlib.decompress(packed)))
            if self._out:
                part = part.only([(id(source), number) not in self._out for number in part.numbers])
            if part.numbers:
                yield part

    def distinct(self, name: str) -> set[Any]:
        """Every different value of a field."""
        return {value for part in self.parts() for value in part.fields.get(name, (None,))}

    def repeated(self, beside: Sequence[Row[Any]] = ()) -> Iterator[tuple[Row[Any], Row[Any]]]:
        """Each row whose key another row has too, and the first row that has it.

        Args:
            beside: Further rows that count, after the good ones: bad rows whose key can be read.
        """
        more = np.array([hash(row.key) for row in beside], dtype=np.int64)
        hashes = np.sort(np.concatenate([np.frombuffer(self._hashes, dtype=np.int64), more]))
        suspects = set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
        if not suspects:
            return
        first: dict[Key | None, Row[Any]] = {}
        for row in chain(self, beside):
            if hash(key := row.key) in suspects and (earlier := first.setdefault(key, row)) is not row:
                yield row, earlier

    def drop(self, row: Row[Any]) -> None:
        """Leave a row out from now on."""
        self._out.add((id(row.source), row.row))
