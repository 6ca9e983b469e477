"""The workplace that the ratio rule counts on: one p-number, told by the newest of its placements' rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from jobmatch.domain.placement import Placement
from jobmatch.domain.text import Text
from jobmatch.rules.rule import Rule
from jobmatch.rules.table import RuleTable

OWN_LEFT_OUT = Text("Borgerens eget forløb der er ikke talt med.", "The citizen's own course there is not counted.")


@dataclass(frozen=True, slots=True)
class Workplace:
    """How many work at one p-number, and how many of them with support."""

    p_number: str
    ordinary_staff: int | None
    supported_now: int | None
    stated_on: date | None
    """When the numbers were last confirmed."""
    conflict: bool = False
    """True when the placements of the p-number say different things; the newest row counts."""
    own_left_out: bool = False
    """True when the number with support is told without the citizen's own running course."""

    @property
    def counted_on(self) -> date | None:
        """When the people with support were counted; None when they were not, or nobody knows when."""
        return None if self.supported_now is None else self.stated_on

    def holds(self, started_on: date) -> bool:
        """Whether somebody who started there on a day is one of the stated people with support.

        Those are who started before they were counted. Where nobody knows when that was she may be, so she is taken to
        be: an unknown never excludes.
        """
        return self.counted_on is None or started_on <= self.counted_on

    def without_own(self) -> Workplace:
        """The workplace as the ratio rule sees it for one of those people herself."""
        if not self.supported_now:
            return self
        return replace(self, supported_now=self.supported_now - 1, own_left_out=True)

    def told(self, text: Text) -> Text:
        """What is said with its numbers, and whom they leave out."""
        if not self.own_left_out:
            return text
        return Text(f"{text.da} {OWN_LEFT_OUT.da}", f"{text.en} {OWN_LEFT_OUT.en}")


def workplace_of(placement: Placement) -> Workplace:
    """The workplace as one placement tells it."""
    return Workplace(
        placement.p_number or "", placement.ordinary_staff, placement.supported_now, placement.updated, conflict=False
    )


def workplaces(placements: Iterable[Placement]) -> dict[str, Workplace]:
    """Every workplace with a p-number: the newest row that states a number counts, a conflict is marked."""
    rows: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        if placement.p_number:
            rows[placement.p_number].append(placement)
    return {p_number: _newest(p_number, stated) for p_number, stated in rows.items()}


def _newest(p_number: str, rows: list[Placement]) -> Workplace:
    stating = [row for row in rows if row.ordinary_staff is not None or row.supported_now is not None] or rows
    newest = max(stating, key=lambda row: (row.updated or date.min, row.placement_id))
    staff = {row.ordinary_staff for row in rows} - {None}
    supported = {row.supported_now for row in rows} - {None}
    return Workplace(
        p_number,
        newest.ordinary_staff,
        newest.supported_now,
        newest.updated,
        conflict=len(staff) > 1 or len(supported) > 1,
    )


def is_counted(placement: Placement, table: RuleTable) -> bool:
    """Whether somebody with a course at a placement may be one of the people with support: ordinary jobs are not."""
    rules = table.with_check("ratio")
    return any(not placement.measures or any(map(rule.for_measure, placement.measures)) for rule in rules)


def allowed_supported(
    ordinary_staff: int, *, least: int = 1, staff_each: int = 5, staff_to: int = 50, staff_each_above: int = 10
) -> int:
    """How many may be at a workplace with support at a time: 1 for each 5 staff up to 50, then 1 for each 10.

    The numbers are those of rule E1; the table's own are used when a pair is evaluated.
    """
    allowed = min(ordinary_staff, staff_to) // staff_each + max(ordinary_staff - staff_to, 0) // staff_each_above
    return max(least, allowed)


def allowed_by(rule: Rule, ordinary_staff: int) -> int:
    """How many the table's ratio rule allows."""
    names = ("least", "staff_each", "staff_to", "staff_each_above")
    return allowed_supported(ordinary_staff, **{name: rule.parameters[name] for name in names})
