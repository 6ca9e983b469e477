"""The target groups of the law: a dated table, with where each group goes when the law changes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from jobmatch.domain.shipped import DATA
from jobmatch.errors import Text


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """One row of the table: a group of citizens that the law treats alike."""

    code: str
    label: Text
    law: str
    """Where the group stands in the law."""
    valid_from: date
    valid_to: date | None = None
    """Last day the group exists; None when no end is known."""
    no_new_from: date | None = None
    """From this day nobody new enters; those under way go on."""
    becomes: str | None = None
    """The group expected to follow it on 1 January 2027; shown, never applied by itself."""
    confirmed: bool = True
    """False for a group that is announced but not adopted: accepted in files, never in force."""
    note: Text | None = None
    """What a consultant should know about the group's dates."""

    def in_force(self, as_of: date) -> bool:
        """True when the law has the group on that day."""
        return self.confirmed and self.valid_from <= as_of and (self.valid_to is None or as_of <= self.valid_to)

    def takes_new(self, as_of: date) -> bool:
        """True when somebody new can enter the group on that day."""
        return self.in_force(as_of) and (self.no_new_from is None or as_of < self.no_new_from)


def _load() -> Mapping[str, TargetGroup]:
    rows = tomllib.loads((DATA / "target_groups.toml").read_text(encoding="utf-8"))["group"]
    groups = {}
    for row in rows:
        texts = {name: Text(**row[name]) for name in ("label", "note") if name in row}
        groups[row["code"]] = TargetGroup(**{**row, **texts})
    return MappingProxyType(groups)


_GROUPS = _load()

ALL_TARGET_GROUPS: tuple[str, ...] = tuple(_GROUPS)
"""Every code that a file may hold, whatever its dates: old cases stay readable."""


def target_group(code: str) -> TargetGroup | None:
    """The row of a code whatever its dates, or None for a code that is not in the table."""
    return _GROUPS.get(code)


@cache
def target_groups(as_of: date) -> Mapping[str, TargetGroup]:
    """The groups that the law has on that day."""
    return MappingProxyType({code: group for code, group in _GROUPS.items() if group.in_force(as_of)})
