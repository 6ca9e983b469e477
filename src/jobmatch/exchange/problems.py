"""What is wrong with a cell, a row or a file, said so that a person can put it right."""

from __future__ import annotations

from dataclasses import dataclass

from jobmatch.errors import BadInput, Text

_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth a look, in the files that were read."""

    file: str
    """Name of the file, for a workbook followed by the sheet."""
    row: int | None
    """The line that Excel shows (header = 1); None for the whole file."""
    column: str | None
    message: Text

    def as_dict(self) -> dict[str, object]:
        """The object of the contract's ``errors`` and ``warnings``."""
        return {"file": self.file, "row": self.row, "column": self.column, "message": self.message.as_dict()}


class CellError(BadInput):
    """A cell whose text cannot be what its column holds."""


def quoted(value: str) -> str:
    """The value in quotation marks, on one line and of bounded length, for use in a message."""
    shown = value if len(value) <= _LONGEST_QUOTE else value[: _LONGEST_QUOTE - 1] + "…"
    return '"' + "".join(sign if sign.isprintable() else "·" for sign in shown) + '"'
