"""Whose running course is one of those that a workplace states as people with support."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jobmatch.core.records import UNKNOWN
from jobmatch.domain.placement import Placement
from jobmatch.rules.table import RuleTable
from jobmatch.rules.workplace import Workplace, is_counted, workplace_of
from jobmatch.world.courses import Course


def unit_of(placement: Placement) -> str:
    """What people with support are counted for: the p-number, else the placement alone."""
    return placement.p_number or placement.placement_id


def unit_numbers(placements: Iterable[Placement]) -> dict[str, int]:
    """A number for every unit, in the order of the placements."""
    numbers: dict[str, int] = {}
    for placement in placements:
        numbers.setdefault(unit_of(placement), len(numbers))
    return numbers


@dataclass(frozen=True, slots=True)
class Counted:
    """Citizens who are among the stated people with support somewhere."""

    at: Mapping[str, int]
    """By citizen: the number of the unit; the one she started at last when there are several."""
    numbers: Mapping[str, int]
    """Of every unit."""
    in_use: frozenset[int] = field(init=False)
    """Units where somebody is counted."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "in_use", frozenset(self.at.values()))

    def unit_in_use(self, placement: Placement) -> int:
        """The number of the placement's unit when somebody is counted there; -1 when nobody is."""
        number = self.numbers.get(unit_of(placement), UNKNOWN)
        return number if number in self.in_use else UNKNOWN

    def unit_of_citizen(self, citizen_id: str) -> int:
        """The number of the unit where the citizen is counted; -1 none."""
        return self.at.get(citizen_id, UNKNOWN)

    def holds(self, citizen_id: str, placement: Placement) -> bool:
        """Whether the people with support at the placement's unit include this citizen."""
        return citizen_id in self.at and self.at[citizen_id] == self.numbers.get(unit_of(placement))


def counted(
    courses: Iterable[Course],
    placements: Mapping[str, Placement],
    workplaces: Mapping[str, Workplace],
    rules: RuleTable,
) -> Counted:
    """Find the running courses that the stated numbers include.

    A course counts when the placement may be used with support, and it began before the number was stated.
    """
    numbers = unit_numbers(placements.values())
    running = [(one.started_on, one) for one in courses if one.started_on is not None and one.ended_on is None]
    at: dict[str, int] = {}
    latest: dict[str, date] = {}
    for started_on, course in running:
        placement = placements.get(course.placement_id)
        if placement is None or not is_counted(placement, rules):
            continue
        there = workplaces.get(placement.p_number or "") or workplace_of(placement)
        if there.holds(started_on) and started_on >= latest.get(course.citizen_id, date.min):
            at[course.citizen_id], latest[course.citizen_id] = numbers[unit_of(placement)], started_on
    return Counted(at, numbers)
