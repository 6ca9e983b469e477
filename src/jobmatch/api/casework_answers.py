"""The shape of what the API says about decisions, courses and follow-ups, and how the services' records become it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from jobmatch.api.answers import Matches
from jobmatch.api.problems import Sentence
from jobmatch.domain.decision import Decision
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.curve import curve_of
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.following_up import Due
from jobmatch.services.casework.following_up import said as follow_up_said
from jobmatch.services.casework.measure_ends import Notice


class ShownAnswer(BaseModel):
    """A list that was shown to somebody, kept as it was."""

    answer: Matches
    titles: dict[str, str] = Field(description="What each placement was called then.")


class ShownNow(ShownAnswer):
    """A list that is shown now."""

    shown_id: int = Field(description="Send it with the decision, so that what was shown is kept with it.")


class IdeaAnswer(BaseModel):
    """The citizen's own idea of a workplace."""

    employer: str
    title: str | None = None
    contact: str | None = None
    decision: int | None = Field(default=None, description="The decision that first told of the idea.")


class DecisionAnswer(BaseModel):
    """One decision of a person."""

    decision_id: int
    citizen_id: str
    placement_id: str | None
    decision: Literal["valgt", "fravalgt_konsulent", "fravalgt_borger", "egen_ide", "fortrudt"]
    reason: str | None
    said: Sentence
    note: str | None
    day: date
    shown_id: int | None
    shown_rank: int | None = Field(description="0: it was not on the list; null: nobody knows.")
    shown_at: datetime | None = Field(description="When the decider first had the list on the screen.")
    seconds: float | None = Field(description="How long the list was on the screen before the decision.")
    idea: IdeaAnswer | None
    undoes: int | None = Field(description="The decision that this one takes back.")
    decided_by: str
    decided_at: datetime


class Decisions(BaseModel):
    """One page of decisions, in the order they were made."""

    items: list[DecisionAnswer]
    next: str | None


class CourseWeek(BaseModel):
    """One week; null where nobody has reported."""

    week: int
    monday: date
    agreed: float | None
    attended: float | None
    paid: float | None
    paused: bool


class CourseMark(BaseModel):
    """A change of what is agreed."""

    week: int
    day: date
    what: str
    hours: float
    reason: str | None
    citizens_wish: bool | None
    ahead: bool


class CoursePause(BaseModel):
    """A time without hours."""

    first: date
    last: date | None


class CourseWarning(BaseModel):
    """Something that is better talked about early."""

    code: str
    text: Sentence
    day: date


class CourseAnswer(BaseModel):
    """One started course with its hours."""

    course_id: str
    citizen_id: str
    placement_id: str
    number: str | None = Field(description="`forloebsnr`.")
    measure: str | None
    started_on: date
    ended_on: date | None
    end: str | None = Field(description="`gennemfoert` or `afbrudt`.")
    reason: str | None
    planned_weeks: int | None
    ends_on: date | None = Field(description="The last day of the measure, where it is known.")
    agreed_hours: float | None
    effective_hours: float | None = Field(description="Flex job: agreed hours times the effective share.")
    paused: bool
    weeks: list[CourseWeek]
    marks: list[CourseMark]
    pauses: list[CoursePause]
    goal: float | None
    first_paid_on: date | None
    warnings: list[CourseWarning]


class CoursesPage(BaseModel):
    """The courses of the next citizens."""

    items: list[CourseAnswer]
    next: str | None


class CourseName(BaseModel):
    """The course that was written about."""

    course_id: str


class FollowUpAnswer(BaseModel):
    """One agreed time to ask how it goes."""

    follow_up_id: str
    course_id: str
    citizen_id: str
    placement_id: str
    placement: str = Field(description="Title and workplace.")
    contact: str | None
    side: Literal["borger", "virksomhed"]
    series: Literal["start", "loen"]
    week: int
    said: Sentence
    due_on: date
    overdue_days: int = Field(description="Above 0 when the day has passed.")
    done_on: date | None
    note: str | None
    version: int = Field(description="Send it as If-Match.")


class FollowUps(BaseModel):
    """The follow-ups of the next citizens, by day."""

    items: list[FollowUpAnswer]
    next: str | None


class FollowUpName(BaseModel):
    """The follow-up that was written about."""

    follow_up_id: str


def decision_row(decision: Decision) -> dict[str, Any]:
    """A decision as JSON."""
    return {
        "decision_id": decision.number,
        "citizen_id": decision.citizen_id,
        "placement_id": decision.placement_id,
        "decision": decision.what,
        "reason": decision.reason,
        "said": said(decision).as_dict(),
        "note": decision.note,
        "day": decision.day.isoformat(),
        "shown_id": decision.shown,
        "shown_rank": decision.shown_rank,
        "shown_at": decision.shown_at.isoformat() if decision.shown_at else None,
        "seconds": decision.seconds,
        "idea": decision.idea,
        "undoes": decision.undoes,
        "decided_by": decision.by,
        "decided_at": decision.at.isoformat() if decision.at else None,
    }


def course_row(course: CourseView, warnings: list[Notice], ends_on: date | None) -> dict[str, Any]:
    """A course as JSON."""
    curve = curve_of(course).as_dict()
    agreed = course.agreed_now.hours if course.agreed_now else None
    end = course.end_event
    return {
        "course_id": course.course_id,
        "citizen_id": course.citizen.citizen_id,
        "placement_id": course.placement.placement_id,
        "number": course.number,
        "measure": course.measure,
        "started_on": course.started_on.isoformat(),
        "ended_on": curve["ended_on"],
        "end": end.event if end else None,
        "reason": end.reason if end else None,
        "planned_weeks": course.planned_weeks,
        "ends_on": ends_on.isoformat() if ends_on else None,
        "agreed_hours": agreed,
        "effective_hours": course.effective(agreed),
        "paused": course.is_paused,
        "weeks": curve["weeks"],
        "marks": curve["marks"],
        "pauses": curve["pauses"],
        "goal": curve["goal"],
        "first_paid_on": curve["first_paid_on"],
        "warnings": [{"code": w.code, "text": w.text.as_dict(), "day": w.day.isoformat()} for w in warnings],
    }


def follow_up_row(due: Due) -> dict[str, Any]:
    """A follow-up as JSON."""
    one = due.follow_up
    return {
        "follow_up_id": one.follow_up_id,
        "course_id": one.course_id,
        "citizen_id": one.citizen_id,
        "placement_id": one.placement_id,
        "placement": due.placement_called,
        "contact": due.contact,
        "side": one.side,
        "series": one.series,
        "week": one.week,
        "said": follow_up_said(one).as_dict(),
        "due_on": one.due_on.isoformat(),
        "overdue_days": max(0, due.overdue_days),
        "done_on": one.done_on.isoformat() if one.done_on else None,
        "note": one.note,
        "version": one.version,
    }
