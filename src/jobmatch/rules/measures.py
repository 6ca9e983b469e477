"""Which measures are closed: on known facts only, each measure alone.

What depends on the placement is read from the table of the day it starts, what depends on the citizen from today's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.measures import MEASURES
from jobmatch.domain.placement import Placement
from jobmatch.domain.text import Text
from jobmatch.rules.rule import Rule
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, allowed_by, workplace_of
from jobmatch.rules.young import beyond_limits


@dataclass(frozen=True, slots=True)
class Blocked:
    """A measure that a rule closes, and why in one sentence."""

    measure: str
    rule_id: str
    text: Text
    rule: Rule


def blocked_for_citizen(citizen: Citizen, table: RuleTable) -> dict[str, str]:
    """Measures that are closed for a citizen at every placement, each with its rule."""
    return _ids(_for_citizen(citizen, table))


def blocked_at_placement(placement: Placement, workplace: Workplace | None, table: RuleTable) -> dict[str, str]:
    """Measures that are closed at a placement for everybody, each with its rule.

    Args:
        placement: The placement.
        workplace: Its workplace as ``workplaces`` tells it; None when it has no p-number.
        table: The rules in force.
    """
    return _ids(_at_placement(placement, workplace, table))


def freed_at_placement(
    placement: Placement, workplace: Workplace | None, table: RuleTable, closed: Collection[str]
) -> set[str]:
    """Which of the measures that are closed at a placement are not, for one of its people with support herself."""
    if not closed:
        return set()
    there = (workplace or workplace_of(placement)).without_own()
    return set(closed).difference(blocked_at_placement(placement, there, table))


def blocked_under_18(placement: Placement, table: RuleTable) -> dict[str, str]:
    """Measures that are closed at a placement for a citizen under 18, each with its rule."""
    return _ids(_under_18(placement, table))


def blocked_measures(
    citizen: Citizen, placement: Placement, workplace: Workplace | None, table: RuleTable
) -> Mapping[str, Blocked]:
    """The placement's measures that are closed for this citizen, each with why; the others stay open."""
    found: dict[str, Blocked] = {}
    offered = placement.measures or ()
    young = _under_18(placement, table) if citizen.under_18 else ()
    for blocked in (*_for_citizen(citizen, table), *_at_placement(placement, workplace, table), *young):
        if blocked.measure in offered:
            found.setdefault(blocked.measure, blocked)
    return found


def has_decision(citizen: Citizen, rule: Rule) -> bool | None:
    """Whether the citizen has the decision that the measure needs; None when the target group is unknown."""
    return None if citizen.target_group is None else citizen.target_group in rule.parameters["target_groups"]


def _ids(blocked: Iterable[Blocked]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in blocked:
        found.setdefault(one.measure, one.rule_id)
    return found


def _closing(table: RuleTable, check: str) -> Iterable[tuple[Rule, str]]:
    for rule in table.with_check(check):
        if rule.severity == "block":
            for measure in rule.measures or MEASURES:
                yield rule, measure


def _for_citizen(citizen: Citizen, table: RuleTable) -> Sequence[Blocked]:
    return table.kept(
        ("decision", citizen.target_group),
        lambda: [
            Blocked(measure, rule.rule_id, rule.say(), rule)
            for rule, measure in _closing(table, "decision")
            if has_decision(citizen, rule) is False
        ],
    )


def _when_it_starts(placement: Placement, table: RuleTable) -> RuleTable:
    start = placement.available_from
    return table if start is None or start <= table.as_of else table.on(start)


def _at_placement(placement: Placement, workplace: Workplace | None, table: RuleTable) -> Sequence[Blocked]:
    table = _when_it_starts(placement, table)
    there = workplace or workplace_of(placement)
    hours, staff, supported = placement.min_hours, there.ordinary_staff, there.supported_now
    by_hours = table.kept(("hours_cap", hours), lambda: _by_hours(hours, table)) if hours is not None else ()
    if staff is None or supported is None:
        return by_hours
    by_ratio = table.kept(("ratio", staff, supported, there.own_left_out), lambda: _by_ratio(there, table))
    return [*by_hours, *by_ratio] if by_hours and by_ratio else by_hours or by_ratio


def _by_hours(hours: float, table: RuleTable) -> list[Blocked]:
    return [
        Blocked(measure, rule.rule_id, rule.say(hours=hours), rule)
        for rule, measure in _closing(table, "hours_cap")
        if hours > rule.parameters["hours_week"]
    ]


def _by_ratio(there: Workplace, table: RuleTable) -> list[Blocked]:
    found = []
    staff, supported = there.ordinary_staff or 0, there.supported_now or 0
    for rule, measure in _closing(table, "ratio"):
        allowed = allowed_by(rule, staff)
        if supported >= allowed:
            text = rule.say(allowed=allowed, staff=staff, supported=supported)
            found.append(Blocked(measure, rule.rule_id, there.told(text), rule))
    return found


def _under_18(placement: Placement, table: RuleTable) -> Sequence[Blocked]:
    table = _when_it_starts(placement, table)
    times = placement.min_hours, placement.min_hours_day, placement.days, placement.earliest, placement.latest
    return table.kept(
        ("under_18", *times),
        lambda: [
            Blocked(measure, rule.rule_id, rule.say(), rule)
            for rule, measure in _closing(table, "under_18")
            if beyond_limits(placement, rule)
        ],
    )
