"""The rule table that is in force on a day: the shipped rows, and a municipality's own over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from jobmatch.domain.shipped import DATA
from jobmatch.rules.reading import Key, read_rules, rules_of_rows
from jobmatch.rules.rule import Rule

T = TypeVar("T")
KEPT = 100_000
"""More kinds of workplaces than a country has."""


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules in force on one day."""

    version: str
    """The newest day from which one of them holds, and a mark of the municipality's own file where there is one."""
    rules: tuple[Rule, ...]
    as_of: date
    every: tuple[Rule, ...] = ()
    """All rows, also those of other days."""
    mark: str = ""
    """Tells which own file of a municipality was used; empty without one."""
    _concerning: dict[tuple[str | None, tuple[str, ...]], tuple[Rule, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    said: dict[tuple[str | None, tuple[str, ...]], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What ``evaluate`` keeps by target group and open measures."""
    _kept: dict[Hashable, Sequence[Any]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _others: dict[date, RuleTable] = field(default_factory=dict, init=False, compare=False, repr=False)
    _checked: dict[tuple[str, str | None], tuple[Rule, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def on(self, day: date) -> RuleTable:
        """The table of another day, as for a placement that starts later."""
        known = self._others.get(day)
        if known is None:
            known = self._others[day] = self._on(day)
        return known

    def _on(self, day: date) -> RuleTable:
        first, last = sorted((self.as_of, day))
        changes = any(
            first < rule.valid_from <= last or (rule.valid_to is not None and first <= rule.valid_to < last)
            for rule in self.every
        )
        return _in_force(self.every, day, self.mark) if changes else self

    def concerning(self, target_group: str | None, measures: tuple[str, ...]) -> Sequence[Rule]:
        """The rules that concern a target group (None: an unknown one, which may be any) and any of some measures."""
        key = target_group, measures
        found = self._concerning.get(key)
        if found is None:
            here = (rule for rule in self.rules if rule.concerns(target_group))
            found = tuple(one for one in here if not one.measures or any(map(one.for_measure, measures)))
            self._concerning[key] = found
        return found

    def kept(self, key: Hashable, work_out: Callable[[], Sequence[T]]) -> Sequence[T]:
        """What follows from these rules and the key alone: worked out once."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[key] = work_out()
        return found

    def with_check(self, check: str, measure: str | None = None) -> Sequence[Rule]:
        """The rules that are evaluated in one way, for one measure where it is given."""
        found = self._checked.get((check, measure))
        if found is None:
            here = (rule for rule in self.rules if rule.check == check)
            found = tuple(rule for rule in here if measure is None or rule.for_measure(measure))
            self._checked[check, measure] = found
        return found


def load_rules(path: Path) -> list[Rule]:
    """All rows in force at some time: the shipped ones, with those of a municipality's own file over them.

    A row of the file replaces the shipped row of the same id, part and day, and otherwise stands beside it.

    Raises:
        BadInput: With every fault of the file at once, in Danish and English.
        NotFound: When there is no such file.
    """
    return with_rows(_shipped(), read_rules(path, base=_shipped()))


def with_rows(base: Sequence[Rule], own: Sequence[Rule]) -> list[Rule]:
    """Rules with others over them: one of the same id, part and day is replaced, any other stands beside."""
    replaced = {(rule.rule_id, rule.part, rule.valid_from) for rule in own}
    kept = [rule for rule in base if (rule.rule_id, rule.part, rule.valid_from) not in replaced]
    order = {rule.rule_id: number for number, rule in reversed(list(enumerate(base)))}
    return sorted([*kept, *own], key=lambda rule: (order.get(rule.rule_id, len(order)), rule.rule_id, rule.part))


def rules_in_force(as_of: date, local: Path | None = None, approved: str | None = None) -> RuleTable:
    """The rules that hold on a day.

    Args:
        as_of: The day; for a placement, the day it starts.
        local: A municipality's own rule file, from the settings.
        approved: Rows (JSON) that were approved by two people; they stand over the file.

    Raises:
        BadInput: With every fault of the file or the rows.
        NotFound: When there is no such file.
    """
    if local is None and approved is None:
        return _shipped_in_force(as_of)
    own = local.read_bytes() if local is not None and local.is_file() else b""
    rules = list(_shipped()) if local is None else load_rules(local)
    if approved is not None:
        rules = with_rows(rules, rules_of_rows(rows_of(approved), "approved", rules))
    mark = hashlib.sha256(own + (approved or "").encode()).hexdigest()[:8] if own or approved else ""
    return _in_force(rules, as_of, f"+{mark}")


def rows_of(approved: str) -> list[dict[str, Any]]:
    """Rows of rules kept as JSON, with their days as days."""
    rows: list[dict[str, Any]] = json.loads(approved)
    for row in rows:
        row.update({name: date.fromisoformat(row[name]) for name in ("valid_from", "valid_to") if row.get(name)})
    return rows


@cache
def _shipped() -> tuple[Rule, ...]:
    return tuple(read_rules(DATA / "rules.toml"))


@cache
def _shipped_in_force(as_of: date) -> RuleTable:
    return _in_force(_shipped(), as_of, "")


def _in_force(rules: Sequence[Rule], as_of: date, mark: str) -> RuleTable:
    newest: dict[Key, Rule] = {}
    for rule in rules:
        key = (rule.rule_id, rule.part)
        if rule.valid_from <= as_of and (key not in newest or newest[key].valid_from <= rule.valid_from):
            newest[key] = rule
    current = tuple(rule for rule in newest.values() if rule.in_force(as_of))
    version = max((rule.valid_from for rule in current), default=as_of)
    return RuleTable(f"{version.isoformat()}{mark}", current, as_of, tuple(rules), mark)
