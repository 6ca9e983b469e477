"""*Min konto*: what one may do here, where one is logged in, and a new password."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.viewer import ROLES
from jobmatch.errors import JobmatchError, Text
from jobmatch.services.access.keys import digest_of
from jobmatch.services.access.passwords import SHORTEST
from jobmatch.web.access import visit_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import render


def show(request: Request) -> Response:
    """The account of who looks."""
    return _page(request)


def _page(request: Request, wrong: Text | None = None, status: int = 200) -> Response:
    visit = visit_of(request)
    viewer, key = visit.viewer, visit.caller.session
    here = digest_of(key) if key else None
    return render(
        request,
        "account/own.html",
        status=status,
        account=visit.access.store.users.find(viewer.name),
        roles=[title for role, title in ROLES.items() if role in viewer.roles],
        sessions=[(one, one.digest == here) for one in visit.access.sessions.of_user(viewer.name)],
        wrong=wrong,
        shortest=SHORTEST,
    )


async def change_password(request: Request) -> Response:
    """A new password; every other session ends."""
    visit, fields = visit_of(request), await fields_of(request)
    sessions, name = visit.access.sessions, visit.viewer.name
    old, new = fields.get("gammel", ""), fields.get("ny", "")
    try:
        await run_in_threadpool(sessions.change_password, name, old, new, visit.caller)
    except JobmatchError as fault:
        return await run_in_threadpool(_page, request, fault.text, fault.status)
    return back_to("/konto", "password")


async def end_all(request: Request) -> Response:
    """Log out everywhere else."""
    visit = visit_of(request)
    await fields_of(request)
    name = visit.viewer.name
    await run_in_threadpool(visit.access.sessions.end_all, name, name, visit.caller.session)
    return back_to("/konto", "logged_out_elsewhere")
