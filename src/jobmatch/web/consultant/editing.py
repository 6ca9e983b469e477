"""Changing what is known about a citizen, a part at a time, together with the citizen."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import STATUS
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.citizens import address_of, frame_of, stored_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of
from jobmatch.web.record_form import RecordForm

PAUSE = "pause"
FORM = RecordForm(
    parts={
        "timer": (
            "hours_now", "hours_certainty", "hours_goal", "hours_day_max", "days", "earliest", "latest", "blocked",
        ),
        "behov": ("needs", "may_disclose"),
        "kan": ("competences", "experience", "licences"),
        "vil": ("wishes", "vetoes"),
        "rejse": ("postcode", "transport", "max_travel_min"),
    },
    template="consultant/edit_{part}.html",
    stored_of=stored_of,
    frame_of=lambda request, citizen: frame_of(request, citizen, "overview"),
    address_of=address_of,
    done="saved",
)  # fmt: skip


async def status(request: Request) -> Response:
    """Pause, resume, or another step on the way."""
    fields = await fields_of(request)
    return await run_in_threadpool(_status_set, request, fields.get("status", ""))


def _status_set(request: Request, status: str) -> Response:
    stored = stored_of(request)
    if status not in STATUS:
        raise HTTPException(422)
    application = application_of(request)
    by, courses = viewer_of(request).name, application.casework.courses
    course = next((one for one in courses.of(stored.record.citizen_id) if one.is_running), None)
    if status == PAUSE and course is not None and not course.is_paused:
        courses.pause(course.course_id, application.today(), by)
    elif stored.record.status == PAUSE and course is not None and course.is_paused:
        return back_to(address_of(stored.record, "forloeb"))
    else:
        application.editing.save(stored.record, stored.version, {"status": status}, by, application.today())
    return back_to(address_of(stored.record), done=f"status_{status}")
