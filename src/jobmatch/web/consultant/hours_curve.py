"""A course's weeks as a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from jobmatch.services.casework.course_view import CourseView
from jobmatch.web.curve import Curve, WeekHours, curve

MOST_WEEKS = 52
"""A year fits on a sheet; what lies before it is in the table of weeks."""


def curve_of(course: CourseView) -> Curve | None:
    """The hours of one course; None when nothing is known yet."""
    weeks = [
        WeekHours(one.monday, 0.0 if one.paused and one.attended is None else one.attended, one.agreed, one.paid or 0.0)
        for one in course.weeks[-MOST_WEEKS:]
    ]
    goal = course.citizen.hours_goal
    return curve(weeks, goal, course.today if course.is_running else None) if weeks else None


def shown_course(courses: Sequence[CourseView]) -> CourseView | None:
    """The course that a page is about when none is named: the running one, else the latest."""
    return next((one for one in courses if one.is_running), next(iter(courses), None))
