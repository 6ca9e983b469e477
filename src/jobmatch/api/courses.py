"""Courses: started, reported, stepped up and back, paused, extended and ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel

from jobmatch.api.access import Looking, may
from jobmatch.api.casework_answers import CourseAnswer, CourseName, CoursesPage, course_row
from jobmatch.api.context import App, Cursor, Filter, IdempotencyKey, IfMatch, Limit, answer, opened, paged
from jobmatch.api.course_bodies import (
    EndBody,
    ExtensionBody,
    HoursBody,
    PauseBody,
    ResumeBody,
    StartBody,
    StepBackBody,
    StepBody,
)
from jobmatch.api.once import Once, change_once
from jobmatch.api.problems import describe
from jobmatch.bootstrap import Application
from jobmatch.services.access.policy import Action
from jobmatch.services.access.visit import Visit
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.course_writing import Answered
from jobmatch.services.casework.courses import Courses, Start
from jobmatch.services.casework.paging import page_of

router = APIRouter(prefix="/courses", tags=["courses"])

CourseId = Annotated[str, Path(min_length=1, max_length=2000, pattern=r"^[a-p]+$")]
_CHANGES = describe(400, 404, 409, 412, 413, 415, 422, 428, 503)


def _row(application: Application, course: CourseView) -> dict[str, Any]:
    return course_row(course, application.casework.warnings(course), application.casework.ends_on(course))


@router.get("", response_model=CoursesPage, responses=describe(404, 422, 503), dependencies=may(Action.SEE_CITIZENS))
def courses(
    application: App,
    looking: Looking,
    limit: Limit = 50,
    cursor: Cursor = None,
    citizen: Annotated[Filter, Query(description="Only this citizen's.")] = None,
    consultant: Annotated[Filter, Query(description="Only those of this consultant's citizens.")] = None,
) -> Response:
    """The courses of the next citizens who have any, the newest first for each; a page counts citizens."""
    if citizen is not None:
        looking.see(application.store.citizen(citizen))
        found = application.casework.courses.of(citizen)
        return answer({"items": [_row(application, one) for one in found], "next": None})
    every, following = page_of(
        application.store, application.casework.courses.of_all, opened(cursor), limit, consultant, looking.scope
    )
    looking.saw(every)
    return paged([_row(application, one) for found in every.values() for one in found], following)


@router.get(
    "/{course_id}",
    response_model=CourseAnswer,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_CITIZENS),
)
def course(application: App, looking: Looking, course_id: CourseId) -> Response:
    """One course; the ETag is what a change must send as If-Match."""
    found = _seen(application, looking, course_id)
    return answer(_row(application, found), ETag=f'"{found.version}"')


def _seen(application: Application, looking: Visit, course_id: str) -> CourseView:
    looking.see(application.store.citizen(application.casework.courses.citizen_id_of(course_id)))
    return application.casework.courses.one(course_id)


@router.post(
    "",
    response_model=CourseName,
    responses=describe(400, 404, 409, 413, 415, 422, 503),
    dependencies=may(Action.FOLLOW_COURSE),
)
def start(application: App, looking: Looking, body: StartBody, idempotency_key: IdempotencyKey = None) -> Response:
    """Start a placement on a day with the hours agreed."""
    looking.see(application.store.citizen(body.citizen_id))
    by = looking.viewer.name
    once = Once(application, idempotency_key, ["courses", body.model_dump(mode="json")], by)
    if (before := once.before()) is not None:
        return answer(before)
    found = application.casework.courses
    said = Start(**body.model_dump())
    name = {"course_id": found.name_of(said)}
    found.start(said, by, once.keeping(name))
    return answer(name)


def _change(
    application: Application,
    looking: Visit,
    course_id: str,
    body: BaseModel,
    if_match: str | None,
    key: str | None,
    save: Callable[[Courses, str, str | None, Answered | None], None],
) -> Response:
    """Carry out one thing that is said about a course, once for each key, if nobody has written since.

    Args:
        save: Saves it, given the service, who says it, the version that was seen, and how to keep the answer.
    """
    courses = application.casework.courses
    looking.see(application.store.citizen(courses.citizen_id_of(course_id)))
    by = looking.viewer.name

    def said(seen: str, reply: Answered | None) -> None:
        save(courses, by, None if seen.strip() == "*" else seen.strip().strip('"'), reply)

    made = change_once(application, {"course_id": course_id}, body, by, key, if_match, said)
    return answer(made, ETag=f'"{courses.one(course_id).version}"')


@router.post(
    "/{course_id}/hours", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def report(
    application: App, looking: Looking, course_id: CourseId, body: HoursBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Report a week: all attendance and the paid part of it; a second report corrects the first."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.report(
            course_id, body.week_of, body.attended, by, body.paid, expected=seen, reply=reply
        ),
    )  # fmt: skip


@router.post(
    "/{course_id}/steps", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def step(
    application: App, looking: Looking, course_id: CourseId, body: StepBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Agree on more hours, because the citizen asks for it: a longer day or more days, not both at once."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.step(
            course_id, body.day, body.hours, by, citizens_wish=body.citizens_wish, dimension=body.dimension,
            days_week=body.days_week, note=body.note, expected=seen, reply=reply,
        ),
    )  # fmt: skip


@router.post(
    "/{course_id}/step-backs", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def step_back(
    application: App, looking: Looking, course_id: CourseId, body: StepBackBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Go back to fewer hours, to the last stable level unless told; steps planned for later are off."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.step_back(
            course_id, body.day, body.reason, by, hours=body.hours, days_week=body.days_week, note=body.note,
            expected=seen, reply=reply,
        ),
    )  # fmt: skip


@router.post(
    "/{course_id}/pause", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def pause(
    application: App, looking: Looking, course_id: CourseId, body: PauseBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Hold a pause without a reason; the place and the next contact are kept."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.pause(course_id, body.day, by, expected=seen, reply=reply),
    )  # fmt: skip


@router.post(
    "/{course_id}/resume", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def resume(
    application: App, looking: Looking, course_id: CourseId, body: ResumeBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Go on after a pause, at the last stable level unless the citizen asks for another."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.resume(
            course_id, body.day, by, hours=body.hours, helped=body.helped, citizens_wish=body.citizens_wish,
            expected=seen, reply=reply,
        ),
    )  # fmt: skip


@router.post(
    "/{course_id}/extension", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def extend(
    application: App, looking: Looking, course_id: CourseId, body: ExtensionBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Agree on a longer course than the one that is planned."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.extend(course_id, body.weeks, by, expected=seen, reply=reply),
    )  # fmt: skip


@router.post("/{course_id}/end", response_model=CourseName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE))
def end(
    application: App, looking: Looking, course_id: CourseId, body: EndBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """End a course: completed, or ended early with a reason from the closed list."""
    return _change(
        application, looking, course_id, body, if_match, idempotency_key,
        lambda courses, by, seen, reply: courses.end(
            course_id, body.day, by, completed=body.completed, reason=body.reason, note=body.note,
            expected=seen, reply=reply,
        ),
    )  # fmt: skip
