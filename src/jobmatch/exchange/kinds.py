"""The three kinds of file: which records they hold, what they are called and what identifies a row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.columns import Column, columns_of
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.exchange.codes import fold


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file or sheet."""

    record: type
    """The record class that a row becomes."""
    danish: str
    """What names of files and sheets begin with; also the name of exported files."""
    english: str
    """The English beginning, also the key in reports."""
    keys: tuple[str, ...]
    """Fields that identify a row; their columns and cells are mandatory."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The declared columns."""
        return columns_of(self.record)

    def column(self, name: str) -> Column:
        """The column of a field."""
        return _by_name(self.record)[name]


CITIZENS = FileKind(Citizen, "borgere", "citizens", ("citizen_id",))
PLACEMENTS = FileKind(Placement, "pladser", "placements", ("placement_id",))
COURSES = FileKind(Event, "forloeb", "courses", ("citizen_id", "placement_id", "date", "event"))
KINDS = (CITIZENS, PLACEMENTS, COURSES)


@cache
def _by_name(record: type) -> dict[str, Column]:
    return {column.name: column for column in columns_of(record)}


def kind_of_name(name: str) -> FileKind | None:
    """The kind that a file or sheet name tells: ``borgere…``, ``pladser…``, ``forloeb…`` or the English words."""
    folded = fold(name)
    return next((kind for kind in KINDS if folded.startswith((kind.danish, kind.english))), None)


def kind_of_record(record: type) -> FileKind:
    """The kind of file that holds these records."""
    return next(kind for kind in KINDS if kind.record is record)
