"""Calls to workplaces that are due after a start: weeks 1, 4, 8, 13, and on after the first paid hours."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request

from jobmatch.domain.follow_up import SERIES
from jobmatch.errors import Text
from jobmatch.services.access.policy import Action
from jobmatch.services.casework.following_up import Due
from jobmatch.web.access import visit_of
from jobmatch.web.page import application_of

AHEAD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Call:
    """One call that is due; the citizen by number alone."""

    follow_up_id: str
    placement_id: str
    name: str
    """The workplace."""
    contact: str | None
    citizen_id: str
    week: int
    series: Text
    due_on: date
    version: int
    late: bool


def calls_due(request: Request, placement_ids: Collection[str] | None = None) -> list[Call]:
    """Follow-ups of the workplace's side, long due or due within a week, the oldest first; of some openings or all."""
    if not visit_of(request).may(Action.SEE_WORKPLACES):
        return []
    following_up = application_of(request).casework.following_up
    due = following_up.workplace_calls(placement_ids, AHEAD_DAYS)
    places = application_of(request).store.placements_by_id({one.follow_up.placement_id for one in due})
    names = {key: row.record.employer for key, row in places.items()}
    return [_call(one, names.get(one.follow_up.placement_id)) for one in due]


def _call(due: Due, employer: str | None) -> Call:
    one = due.follow_up
    return Call(
        follow_up_id=one.follow_up_id,
        placement_id=one.placement_id,
        name=employer or due.placement_called,
        contact=due.contact,
        citizen_id=one.citizen_id,
        week=one.week,
        series=SERIES[one.series],
        due_on=one.due_on,
        version=one.version,
        late=due.overdue_days > 0,
    )
