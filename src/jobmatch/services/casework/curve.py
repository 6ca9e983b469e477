"""The hours curve as one object: agreed, attended and paid week by week, with steps, step-backs and pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jobmatch.domain.course import RESUME, STEP, STEP_BACK
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.hours import Agreed, Pause, Week, monday_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A change of what was agreed."""

    week: int
    """Counted from 1 in the week of the start."""
    day: date
    what: str
    """``trin``, ``trin_tilbage``, ``genoptaget`` or, at the beginning, ``start``."""
    hours: float
    reason: str | None
    citizens_wish: bool | None
    ahead: bool
    """Whether the day is still to come."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Everything that a picture of the hours shows."""

    course_id: str
    weeks: list[Week]
    marks: list[Mark]
    pauses: list[Pause]
    goal: float | None
    """What the citizen wants to grow to."""
    first_paid_on: date | None
    ended_on: date | None
    top: float
    """The highest number of hours anywhere; never below one."""

    def as_dict(self) -> dict[str, Any]:
        """The same as JSON can hold it."""
        return {
            "course_id": self.course_id,
            "weeks": [
                {
                    "week": week.number,
                    "monday": week.monday.isoformat(),
                    "agreed": week.agreed,
                    "attended": week.attended,
                    "paid": week.paid,
                    "paused": week.paused,
                }
                for week in self.weeks
            ],
            "marks": [
                {
                    "week": mark.week,
                    "day": mark.day.isoformat(),
                    "what": mark.what,
                    "hours": mark.hours,
                    "reason": mark.reason,
                    "citizens_wish": mark.citizens_wish,
                    "ahead": mark.ahead,
                }
                for mark in self.marks
            ],
            "pauses": [
                {"first": one.first.isoformat(), "last": one.last.isoformat() if one.last else None}
                for one in self.pauses
            ],
            "goal": self.goal,
            "first_paid_on": self.first_paid_on.isoformat() if self.first_paid_on else None,
            "ended_on": self.ended_on.isoformat() if self.ended_on else None,
        }


def curve_of(course: CourseView) -> Curve:
    """The curve of a course."""
    hours = [value for week in course.weeks for value in (week.agreed, week.attended, week.paid) if value is not None]
    hours += [step.hours for step in course.steps]
    goal = course.citizen.hours_goal
    return Curve(
        course_id=course.course_id,
        weeks=course.weeks,
        marks=[_mark(course, step) for step in course.steps],
        pauses=course.pauses,
        goal=goal,
        first_paid_on=course.first_paid_on,
        ended_on=course.ended_on,
        top=max([1.0, *hours, *([goal] if goal is not None else [])]),
    )


def _mark(course: CourseView, step: Agreed) -> Mark:
    week = (monday_of(step.day) - monday_of(course.started_on)).days // 7 + 1
    what = step.what if step.what in (STEP, STEP_BACK, RESUME) else "start"
    return Mark(week, step.day, what, step.hours, step.reason, step.citizens_wish, step.day > course.today)
