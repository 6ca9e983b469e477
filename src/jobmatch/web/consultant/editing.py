"""Changing what is known about a citizen, a part at a time, together with the citizen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import HOURS_CERTAINTY, STATUS, STRENGTH, TRANSPORT, WEEKDAY
from jobmatch.errors import Text
from jobmatch.services.editing import ChangedMeanwhile, WrongFields, cell_of
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.changes import words
from jobmatch.web.consultant.citizens import address_of, frame_of, stored_of
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.labels import LABELS
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.record_form import (
    NONE,
    cells_in,
    licence_choices,
    need_cells,
    need_choices,
    options,
    part_of,
    version_of,
)

PAUSE = "pause"
PARTS: Mapping[str, Sequence[str]] = {
    "timer": ("hours_now", "hours_certainty", "hours_goal", "hours_day_max", "days", "earliest", "latest", "blocked"),
    "behov": ("needs", "may_disclose"),
    "kan": ("competences", "experience", "licences"),
    "vil": ("wishes", "vetoes"),
    "rejse": ("postcode", "transport", "max_travel_min"),
}
"""Each form and the fields that it changes."""


def form(request: Request) -> Response:
    """One part of the record, to be changed."""
    part = part_of(request, PARTS)
    stored = stored_of(request)
    cells = {name: cell_of(name, getattr(stored.record, name)) for name in PARTS[part]}
    return _page(request, part, stored.record, stored.version, cells)


async def save(request: Request) -> Response:
    """Save one part, unless somebody else has changed it meanwhile."""
    part = part_of(request, PARTS)
    fields = await fields_of(request)
    return await run_in_threadpool(_saved, request, part, fields)


def _saved(request: Request, part: str, fields: Fields) -> Response:
    application = application_of(request)
    stored = stored_of(request)
    citizen = stored.record
    cells = need_cells(fields, citizen) if part == "behov" else cells_in(fields, PARTS[part])
    version = version_of(fields, stored.version)
    try:
        values = application.editing.read(citizen, cells)
        application.editing.save(citizen, version, values, viewer_of(request).name, application.today())
    except WrongFields as fault:
        return _page(request, part, citizen, version, cells, status=422, errors=fault.faults)
    except ChangedMeanwhile as fault:
        language = reader_of(request).language
        theirs = [(name, words(name, getattr(fault.theirs, name), language)) for name in fault.fields]
        return _page(request, part, citizen, fault.version, cells, status=409, meanwhile=fault, theirs=theirs)
    return back_to(address_of(citizen), done="saved")


def _page(
    request: Request,
    part: str,
    citizen: Citizen,
    version: int,
    cells: Mapping[str, str],
    status: int = 200,
    errors: Mapping[str, Text] | None = None,
    meanwhile: ChangedMeanwhile | None = None,
    theirs: Sequence[tuple[str, str]] = (),
) -> Response:
    return render(
        request,
        f"consultant/edit_{part}.html",
        status=status,
        **frame_of(request, citizen, "overview"),
        part=part,
        version=version,
        cells=cells,
        errors=errors or {},
        meanwhile=meanwhile,
        theirs=theirs,
        **_choices(part, cells, reader_of(request).text),
    )


def _choices(part: str, cells: Mapping[str, str], say: Callable[[Text], str]) -> dict[str, Any]:
    """What can be chosen on a form."""
    if part == "behov":
        return {**need_choices(cells), "strengths": STRENGTH}
    if part == "timer":
        return {"certainty_options": options(HOURS_CERTAINTY, say), "day_options": options(WEEKDAY, say)}
    if part == "kan":
        found = licence_choices(cells, say)
        if NONE in found["held"]:
            found["licence_options"].append((NONE, say(LABELS["licences_none"])))
        return found
    return {"transport_options": options(TRANSPORT, say)}


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
