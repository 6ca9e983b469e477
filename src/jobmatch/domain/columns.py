"""How a field of a citizen, placement or event is declared: once, with its column names, type and purpose.

Files, database, API and documentation are all derived from these declarations.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from itertools import repeat
from typing import Any, TypeVar

R = TypeVar("R")

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2100, 12, 31)
"""Between these a day can lie, both included: any other is a slip of the pen, and weeks are counted on from days."""


class Kind(Enum):
    """What a cell of a column holds, and so how it is read, stored and written."""

    KEY = "key"
    """Trimmed text that identifies a row; case is kept."""
    TEXT = "text"
    CODE = "code"
    """One code of the closed list named by ``Column.codes``."""
    CODES = "codes"
    """A list of codes of the list named by ``Column.codes``."""
    TERMS = "terms"
    """A list of free Danish words."""
    COMPETENCES = "competences"
    """A list of ``term`` or ``term:level`` with level 1 to 3."""
    NEEDS = "needs"
    """A list of ``code:strength``."""
    OFFERS = "offers"
    """A list of ``code:answer``."""
    DECIMAL = "decimal"
    INTEGER = "integer"
    PERCENT = "percent"
    """A percentage, 0 to 100."""
    DAYS = "days"
    """Weekdays, Monday is 0."""
    TIME = "time"
    BLOCKED = "blocked"
    """Fixed times taken: ``tir 10-12``."""
    POSTCODE = "postcode"
    CVR = "cvr"
    P_NUMBER = "p_number"
    DATE = "date"
    YES_NO = "yes_no"


class Sensitivity(Enum):
    """How carefully a field is kept and who may see it."""

    PUBLIC = "public"
    """About a workplace; no person can be recognised."""
    PERSONAL = "personal"
    """About a person; own team only."""
    HEALTH = "health"
    """Treated as health data (GDPR article 9); own team only, and told to others only with the citizen's yes."""


@dataclass(frozen=True, slots=True)
class Column:
    """The declaration of one field."""

    name: str
    """English name: the field's name in code, JSON and English headers."""
    danish: str
    """Danish header."""
    kind: Kind
    meaning: str
    """One English sentence: what the field says and what it is used for."""
    codes: str | None = None
    """For codes: the name of the code list in ``domain.codes``."""
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    minimum: float | None = None
    maximum: float | None = None
    """Plausible bounds of a number, both included."""


def column(danish: str, kind: Kind, meaning: str, **more: Any) -> Any:
    """A dataclass field that carries its column declaration; unknown (None) unless given."""
    metadata = {"danish": danish, "kind": kind, "meaning": meaning, **more}
    if kind is Kind.KEY:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=None, metadata=metadata)


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """The column declarations of a record class, in declared order."""
    return tuple(Column(name=f.name, **f.metadata) for f in dataclasses.fields(record) if f.metadata)


def records_of(record: type[R], count: int, fields: Mapping[str, Iterable[Any]]) -> list[R]:
    """Records from whole columns: for a country, calling the class for each row takes four times as long.

    Args:
        fields: Per field its values, one for each record; a field that is not there is unknown.
    """
    made = [object.__new__(record) for _ in range(count)]
    declared: type = record
    for column in columns_of(declared):
        values = fields.get(column.name)
        deque(map(getattr(record, column.name).__set__, made, repeat(None) if values is None else values), maxlen=0)
    return made
