"""After the start: weekly hours, more hours by the citizen's wish, a way back, pause, follow-up and the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import MEASURE, REASON
from jobmatch.domain.course import DIMENSION, ENTRY, HELPED, STEP_BACK_REASON
from jobmatch.domain.follow_up import HOW, SERIES, SIDE
from jobmatch.errors import JobmatchError
from jobmatch.services.access.refusals import NotThere
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.courses import Start
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.citizens import address_of, frame_of, stored_of
from jobmatch.web.consultant.hours_curve import curve_of, shown_course
from jobmatch.web.consultant.reading_forms import count_in, count_told, day_in, hours_in, hours_told
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.refused import Refused, refused_by

WEEKS_TO_REPORT = 6
FOLLOW_UPS_SHOWN = 6
SHOWN_BEFORE = timedelta(days=60)
"""A follow-up that is so long overdue is not asked for any more."""
DONE_WORDS = {
    "uge": "week", "trin": "step", "tilbage": "step_back", "pause": "pause", "igen": "resumed", "slut": "ended",
    "forlaeng": "extended", "holdt": "followed", "flyt": "moved",
}  # fmt: skip
"""Each form, and the word of what is said when it has been done."""


def show(request: Request) -> Response:
    """The courses of one citizen, the running one open."""
    return _page(request, stored_of(request).record)


async def start(request: Request) -> Response:
    """Agree on a start."""
    fields = await fields_of(request)
    return await run_in_threadpool(_started, request, fields)


def _started(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    try:
        said = Start(
            citizen_id=citizen.citizen_id,
            placement_id=fields.get("plads", ""),
            day=day_in(fields, "dag") or application_of(request).today(),
            measure=fields.get("ordning") or None,
            hours=hours_told(fields, "timer"),
            weeks=count_in(fields, "uger"),
            days_week=count_in(fields, "dage"),
        )
        application_of(request).casework.courses.start(said, viewer_of(request).name)
    except JobmatchError as fault:
        return _start_form(request, fields.get("plads", ""), refused_by(fault, fields))
    return back_to(address_of(citizen, "forloeb"), done="started")


def start_form(request: Request) -> Response:
    """When to start, with which hours and by which measure."""
    return _start_form(request, request.query_params.get("plads", ""))


def _start_form(request: Request, placement_id: str, refused: Refused | None = None) -> Response:
    citizen = stored_of(request).record
    placement = application_of(request).store.placement(placement_id)
    if placement is None:
        raise NotThere
    say = reader_of(request).text
    return render(
        request,
        "consultant/start.html",
        refused=refused,
        **frame_of(request, citizen, "courses"),
        placement=placement,
        measures=[(code, say(MEASURE[code])) for code in placement.measures or MEASURE],
        today=application_of(request).today(),
    )


async def write(request: Request) -> Response:
    """Write about a course or a follow-up."""
    fields = await fields_of(request)
    return await run_in_threadpool(_written, request, fields)


def _written(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    what = request.path_params["what"]
    if what not in _WRITES:
        raise HTTPException(404)
    courses = application_of(request).casework.courses.of(citizen.citizen_id)
    course = next((one for one in courses if one.course_id == request.path_params["course_id"]), None)
    if course is None:
        raise NotThere
    try:
        _WRITES[what](request, course, fields)
    except JobmatchError as fault:
        return _page(request, citizen, refused_by(fault, fields))
    return back_to(address_of(citizen, "forloeb"), done=f"course_{DONE_WORDS[what]}")


def _report(request: Request, course: CourseView, fields: Fields) -> None:
    application_of(request).casework.courses.report(
        course.course_id,
        day_in(fields, "uge") or course.today,
        hours_told(fields, "timer"),
        viewer_of(request).name,
        paid=hours_in(fields, "loen"),
        expected=fields.get("version"),
    )


def _step(request: Request, course: CourseView, fields: Fields) -> None:
    application_of(request).casework.courses.step(
        course.course_id,
        _day(request, fields),
        hours_told(fields, "timer"),
        viewer_of(request).name,
        citizens_wish=fields.get("oenske") == "ja",
        dimension=fields.get("hvad") or None,
        expected=fields.get("version"),
    )


def _step_back(request: Request, course: CourseView, fields: Fields) -> None:
    application_of(request).casework.courses.step_back(
        course.course_id,
        _day(request, fields),
        fields.get("grund") or None,
        viewer_of(request).name,
        hours=hours_in(fields, "timer"),
        expected=fields.get("version"),
    )


def _pause(request: Request, course: CourseView, fields: Fields) -> None:
    casework, by = application_of(request).casework, viewer_of(request).name
    casework.courses.pause(course.course_id, _day(request, fields), by, expected=fields.get("version"))


def _resume(request: Request, course: CourseView, fields: Fields) -> None:
    application_of(request).casework.courses.resume(
        course.course_id,
        _day(request, fields),
        viewer_of(request).name,
        helped=fields.get("hjalp") or None,
        expected=fields.get("version"),
    )


def _extend(request: Request, course: CourseView, fields: Fields) -> None:
    weeks, by = count_told(fields, "uger"), viewer_of(request).name
    application_of(request).casework.courses.extend(course.course_id, weeks, by, expected=fields.get("version"))


def _end(request: Request, course: CourseView, fields: Fields) -> None:
    reason = fields.get("grund") or None
    application_of(request).casework.courses.end(
        course.course_id,
        _day(request, fields),
        viewer_of(request).name,
        completed=reason is None,
        reason=reason,
        expected=fields.get("version"),
    )


def _held(request: Request, course: CourseView, fields: Fields) -> None:
    application_of(request).casework.following_up.done(
        _follow_up_of(course, fields),
        viewer_of(request).name,
        how=fields.get("hvordan") or None,
        note=fields.get("note") or None,
    )


def _moved(request: Request, course: CourseView, fields: Fields) -> None:
    casework, by = application_of(request).casework, viewer_of(request).name
    casework.following_up.move(_follow_up_of(course, fields), _day(request, fields), by)


def _follow_up_of(course: CourseView, fields: Fields) -> str:
    """The follow-up that a form is about, when it is this course's."""
    named = fields.get("opfoelgning", "")
    if not named.startswith(f"{course.course_id}-"):
        raise NotThere
    return named


def _day(request: Request, fields: Fields) -> date:
    return day_in(fields, "dag") or application_of(request).today()


_WRITES: Mapping[str, Callable[[Request, CourseView, Fields], None]] = {
    "uge": _report,
    "trin": _step,
    "tilbage": _step_back,
    "pause": _pause,
    "igen": _resume,
    "forlaeng": _extend,
    "slut": _end,
    "holdt": _held,
    "flyt": _moved,
}


def _page(request: Request, citizen: Citizen, refused: Refused | None = None) -> Response:
    casework = application_of(request).casework
    courses = casework.courses.of(citizen.citizen_id)
    first = shown_course(courses)
    course = casework.courses.one(first.course_id) if first is not None else None
    waiting = [application_of(request).store.placement(one) for one in casework.courses.waiting(citizen.citizen_id)]
    return render(
        request,
        "consultant/courses.html",
        refused=refused,
        **frame_of(request, citizen, "courses"),
        course=course,
        earlier=[one for one in courses if first is None or one.course_id != first.course_id],
        curve=curve_of(course) if course else None,
        curve_of=curve_of,
        waiting=[one for one in waiting if one is not None],
        warnings=casework.warnings(course) if course else [],
        ends_on=casework.ends_on(course) if course else None,
        unreported=_unreported(course),
        follow_ups=_follow_ups(request, citizen, course),
        today=application_of(request).today(),
        measures=MEASURE,
        entry_names=ENTRY,
        **_choices(reader_of(request).text),
    )


def _choices(say: Callable[[Any], str]) -> dict[str, Any]:
    lists = {
        "dimensions": DIMENSION,
        "back_reasons": STEP_BACK_REASON,
        "helped": HELPED,
        "end_reasons": REASON["afbrudt"],
        "ways": HOW,
        "sides": SIDE,
        "series": SERIES,
    }
    return {name: [(code, say(text)) for code, text in listed.items()] for name, listed in lists.items()}


def _unreported(course: CourseView | None) -> list[date]:
    """The Mondays of the latest weeks: those that nobody has told about, then the others, to be corrected."""
    if course is None or not course.is_running:
        return []
    weeks = course.weeks[-WEEKS_TO_REPORT:]
    told = [one.monday for one in weeks[::-1] if one.attended is not None]
    return [one.monday for one in weeks if one.attended is None] + told


def _follow_ups(request: Request, citizen: Citizen, course: CourseView | None) -> list[Any]:
    """The next follow-ups of a course, overdue ones too."""
    if course is None:
        return []
    since = application_of(request).today() - SHOWN_BEFORE
    every = application_of(request).casework.following_up.of(citizen.citizen_id)
    own = [one for one in every if one.course_id == course.course_id and one.done_on is None and one.due_on >= since]
    return own[:FOLLOW_UPS_SHOWN]
