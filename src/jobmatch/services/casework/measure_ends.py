"""When a measure ends, and whether the hours will have grown by then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jobmatch.domain.measures import MEASURES
from jobmatch.errors import Text
from jobmatch.planning.ramp import fell_when_hours_rose, ramp
from jobmatch.rules.durations import longest_weeks
from jobmatch.rules.table import RuleTable
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.hours import monday_of

EXPIRES_WITHIN_DAYS = 21
LOOKED_AT = (13, 26)
"""Weeks before which a measure with a limit is looked at anew."""
AHEAD_WEEKS = 3
_NO_LIMIT_HOURS = 60.0

_OUTLASTS = Text(
    "Med det tempo, I har aftalt, vokser timerne til uge {ramp}, men ordningen kan højst vare {weeks} uger. "
    "Tal i god tid om lønnede timer, forlængelse eller en anden ordning.",
    "At the agreed pace the hours grow until week {ramp}, but the measure may last {weeks} weeks at most. "
    "Talk in good time about paid hours, an extension or another measure.",
)
_SOON = Text(
    "Uge {week} begynder den {day:%d-%m-%Y}, og timerne er ikke vokset færdig. "
    "Vurdér nu, om ordningen skal forlænges, og om der kan komme lønnede timer.",
    "Week {week} begins on {day:%d-%m-%Y}, and the hours have not finished growing. "
    "Consider now whether to extend the measure, and whether there can be paid hours.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that comes nearer and is better talked about early."""

    code: str
    text: Text
    day: date


def limit_weeks(course: CourseView, table: RuleTable) -> int | None:
    """How long the measure may last before somebody must decide anew; None without a limit or a known measure."""
    return None if course.measure is None else longest_weeks(course.citizen, course.measure, table)


def ends_on(course: CourseView, table: RuleTable) -> date | None:
    """The last day of the measure: as agreed here, else the shorter of the placement's plan and the limit.

    Where the measure is not known and hours are paid already, nobody can say.
    """
    weeks = course.agreed_weeks
    if weeks is None and course.measure is None and course.first_paid_on is not None:
        return None
    if weeks is None:
        known = [one for one in (course.placement.weeks, limit_weeks(course, table)) if one]
        weeks = min(known, default=None)
    return None if weeks is None else course.started_on + timedelta(weeks=weeks, days=-1)


def may_end_on(course: CourseView, table: RuleTable) -> tuple[str, date] | None:
    """Where nobody has said which measure it is: the one that ends first of those it may be, and its last day then.

    Hours that are paid already, or a length that was agreed here, say more than that.
    """
    if course.measure is not None or course.agreed_weeks is not None or course.first_paid_on is not None:
        return None
    limits = ((longest_weeks(course.citizen, one, table), one) for one in course.placement.measures or MEASURES)
    first = min(((weeks, one) for weeks, one in limits if weeks), default=None)
    return None if first is None else (first[1], course.started_on + timedelta(weeks=first[0], days=-1))


def ramp_week(course: CourseView) -> int | None:
    """The week in which the hours will have grown to the goal, at a careful pace; None when there is no way to go."""
    goal = course.citizen.hours_goal
    if goal is None or not course.steps:
        return None
    last = course.steps[-1]
    from_here = replace(course.citizen, hours_now=last.hours)
    most = course.placement.max_hours if course.placement.max_hours is not None else _NO_LIMIT_HOURS
    steps = ramp(from_here, course.placement, max(most, last.hours), fell_when_hours_rose(course.events))
    if last.hours >= goal or len(steps) == 1:
        return None
    begins = max(last.day, monday_of(course.today)) if course.today > last.day else last.day
    weeks_until = (monday_of(begins) - monday_of(course.started_on)).days // 7
    return weeks_until + steps[-1].week


def warnings_of(course: CourseView, table: RuleTable) -> Iterator[Notice]:
    """What to talk about before the measure's length is used up."""
    limit, grown = limit_weeks(course, table), ramp_week(course)
    if course.ended_on is not None or limit is None or grown is None:
        return
    weeks = max(limit, course.agreed_weeks or 0)
    if grown > weeks:
        last = course.started_on + timedelta(weeks=weeks, days=-1)
        yield Notice("ramp_outlasts", _OUTLASTS.fill(ramp=grown, weeks=weeks), last)
    for week in LOOKED_AT:
        if week - AHEAD_WEEKS <= course.week_now < week < grown:
            day = monday_of(course.started_on) + timedelta(weeks=week - 1)
            yield Notice(f"week_{week}", _SOON.fill(week=week, day=day), day)
