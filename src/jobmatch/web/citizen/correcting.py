"""Correcting what is known: what she can, wants and needs, what may be told, her hours, and how far she goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import HOURS_CERTAINTY, TRANSPORT, WEEKDAY
from jobmatch.errors import Text
from jobmatch.services.editing import ChangedMeanwhile, WrongFields, cell_of
from jobmatch.web.access import viewer_of
from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.consultant.changes import words
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.record_form import (
    cells_in,
    licence_choices,
    need_cells,
    need_choices,
    options,
    part_of,
    version_of,
)

PARTS: Mapping[str, Sequence[str]] = {
    "kan": ("competences", "experience"),
    "vil": ("wishes", "vetoes"),
    "behov": ("needs", "may_disclose"),
    "timer": ("hours_now", "hours_certainty", "hours_goal", "hours_day_max", "days", "earliest", "latest", "blocked"),
    "rejse": ("postcode", "transport", "max_travel_min", "licences"),
}
"""Each form and the fields that it changes: everything that she knows better than anybody."""


def form(request: Request) -> Response:
    """One part, to be corrected."""
    part = part_of(request, PARTS)
    stored = own_of(request)
    cells = {name: cell_of(name, getattr(stored.record, name)) for name in PARTS[part]}
    return _page(request, part, stored.record, stored.version, cells)


async def save(request: Request) -> Response:
    """Save one part, unless somebody has changed the same meanwhile."""
    part = part_of(request, PARTS)
    fields = await fields_of(request)
    return await run_in_threadpool(_saved, request, part, fields)


def _saved(request: Request, part: str, fields: Fields) -> Response:
    application, stored = application_of(request), own_of(request)
    cells = need_cells(fields, stored.record) if part == "behov" else cells_in(fields, PARTS[part])
    version = version_of(fields, stored.version)
    try:
        values = application.editing.read(stored.record, cells)
        application.editing.save(stored.record, version, values, viewer_of(request).name, application.today())
    except WrongFields as fault:
        return _page(request, part, stored.record, version, cells, 422, fault.faults)
    except ChangedMeanwhile as fault:
        language = reader_of(request).language
        theirs = {name: words(name, getattr(fault.theirs, name), language) for name in fault.fields}
        return _page(request, part, stored.record, fault.version, cells, 409, theirs=theirs)
    return back_to("/min-side", done="own_saved")


def _page(
    request: Request,
    part: str,
    citizen: Citizen,
    version: int,
    cells: Mapping[str, str],
    status: int = 200,
    errors: Mapping[str, Text] | None = None,
    theirs: Mapping[str, str] | None = None,
) -> Response:
    return render(
        request,
        f"citizen/correct_{part}.html",
        status=status,
        **frame_of(citizen),
        part=part,
        version=version,
        cells=cells,
        errors=errors or {},
        theirs=theirs or {},
        **_choices(part, cells, reader_of(request).text),
    )


def _choices(part: str, cells: Mapping[str, str], say: Callable[[Text], str]) -> dict[str, Any]:
    """What can be chosen on a form."""
    if part == "behov":
        return need_choices(cells)
    if part == "timer":
        return {"certainty_options": options(HOURS_CERTAINTY, say), "day_options": options(WEEKDAY, say)}
    if part == "rejse":
        return {"transport_options": options(TRANSPORT, say), **licence_choices(cells, say)}
    return {}
