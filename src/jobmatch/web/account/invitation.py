"""A one-time code on the consultant's screen: the citizen types it and has her own page."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.services.access.codes import LASTS, Code
from jobmatch.web.access import visit_of
from jobmatch.web.forms import fields_of
from jobmatch.web.page import application_of, render


async def make(request: Request) -> Response:
    """Show a fresh code, this once."""
    await fields_of(request)
    citizen, code = await run_in_threadpool(_made, request)
    minutes = int(LASTS.total_seconds() // 60)
    return await run_in_threadpool(
        render, request, "account/invitation.html", citizen=citizen, code=code.code, minutes=minutes
    )


def _made(request: Request) -> tuple[Citizen, Code]:
    visit = visit_of(request)
    citizen = visit.see(application_of(request).store.citizen(request.path_params["citizen_id"]))
    return citizen, visit.access.codes.make(citizen.citizen_id, visit.viewer)
