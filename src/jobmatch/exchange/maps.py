"""A map file: what another system calls headers and values, in our words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobmatch.domain.columns import Column
from jobmatch.exchange.kinds import FileKind


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a map file says; nothing unless one was given."""

    by_header: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Kind (its Danish name) → spelling-folded header → field."""
    by_value: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field → spelling-folded value → our value."""

    def headers(self, kind: FileKind) -> Mapping[str, str]:
        """Spelling-folded header → field, for one kind of file."""
        return self.by_header.get(kind.danish, {})

    def value(self, column: Column, text: str) -> str:
        """Our value for what stands in the cell."""
        return text
