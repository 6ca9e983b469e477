"""Correcting what is known: what she can, what she wants, what she needs, and what may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.errors import Text
from jobmatch.services.editing import ChangedMeanwhile, WrongFields, cell_of
from jobmatch.web.access import viewer_of
from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.forms import Fields, back_to, fields_of
from jobmatch.web.page import application_of, render
from jobmatch.web.record_form import need_cells, need_choices, part_of, version_of

PARTS: Mapping[str, Sequence[str]] = {
    "kan": ("competences", "experience"),
    "vil": ("wishes", "vetoes"),
    "behov": ("needs", "may_disclose"),
}
"""What she can correct herself; hours and travel are talked about."""
_LISTS = ("competences", "wishes", "vetoes")


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
    cells = need_cells(fields, stored.record) if part == "behov" else _words(part, fields)
    version = version_of(fields, stored.version)
    try:
        values = application.editing.read(stored.record, cells)
        application.editing.save(stored.record, version, values, viewer_of(request).name, application.today())
    except WrongFields as fault:
        return _page(request, part, stored.record, version, cells, 422, fault.faults)
    except ChangedMeanwhile as fault:
        theirs = {name: cell_of(name, getattr(fault.theirs, name)).replace("|", ", ") for name in fault.fields}
        return _page(request, part, stored.record, fault.version, cells, 409, theirs=theirs)
    return back_to("/min-side", done="own_saved")


def _words(part: str, fields: Fields) -> dict[str, str]:
    cells = {name: fields.get(name, "").replace("\r", "").strip() for name in PARTS[part]}
    return {name: "|".join(text.splitlines()) if name in _LISTS else text for name, text in cells.items()}


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
        **need_choices(cells),
    )
