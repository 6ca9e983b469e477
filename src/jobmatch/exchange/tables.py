"""A table as it was read from a file, before anybody knows what its cells mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jobmatch.errors import BadInput, Text
from jobmatch.exchange.problems import CellError

Cell = str | CellError
"""The text of a cell, or what is wrong with a cell that has none (a formula that was never calculated)."""

Progress = Callable[[str, float], None]
"""Told the name of the file that is read, and how much of it is done (0 to 1)."""


class TableError(BadInput):
    """A file or sheet that cannot be read, or not beyond a row."""

    def __init__(self, text: Text, row: int | None = None) -> None:
        super().__init__(text)
        self.row = row


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file or one sheet."""

    file: str
    """The name shown in messages."""
    rows: Iterator[tuple[int, list[Cell]]]
    """The line that Excel shows, and its cells; the first one is the header. Raises TableError where it breaks."""


def letters(position: int) -> str:
    """The name that Excel gives a column: 0 is ``A``, 26 is ``AA``."""
    name = ""
    rest = position + 1
    while rest:
        rest, sign = divmod(rest - 1, 26)
        name = chr(65 + sign) + name
    return name
