"""*Log ind*: with a password, with the municipality's login, or as a citizen with a one-time code."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jobmatch.errors import JobmatchError, Text
from jobmatch.web.access import visit_of
from jobmatch.web.account.cookies import own_address, sent_home, welcomed
from jobmatch.web.forms import fields_of
from jobmatch.web.page import HEADERS, render

LONGEST = 200


def ask(request: Request) -> Response:
    """The form; somebody who is in already goes on."""
    if visit_of(request).who is not None:
        return RedirectResponse("/", status_code=303, headers=HEADERS)
    return _form(request)


def _form(request: Request, name: str = "", wrong: Text | None = None, status: int = 200) -> Response:
    access = visit_of(request).access
    return render(
        request,
        "account/login.html",
        status=status,
        name=name,
        wrong=wrong,
        onward=own_address(request.query_params.get("til", "/")),
        with_password=access.has_passwords(),
        municipal=access.municipal_title,
        longest=LONGEST,
    )


async def enter(request: Request) -> Response:
    """Log in with user name and password."""
    visit, fields = visit_of(request), await fields_of(request)
    name, password = fields.get("navn", "")[:LONGEST], fields.get("adgangskode", "")
    try:
        key = await run_in_threadpool(visit.access.sessions.login, name, password, visit.caller)
    except JobmatchError as fault:
        return await run_in_threadpool(_form, request, name, fault.text, fault.status)
    return welcomed(request, key, own_address(fields.get("til", "/")))


async def leave(request: Request) -> Response:
    """Log out here."""
    visit = visit_of(request)
    await fields_of(request)
    if visit.caller.session is not None:
        who = await run_in_threadpool(lambda: visit.who)
        await run_in_threadpool(visit.access.sessions.logout, who, visit.caller.session)
    return sent_home()


def ask_code(request: Request) -> Response:
    """The form for a citizen's one-time code."""
    return _code_form(request)


def _code_form(request: Request, wrong: Text | None = None, status: int = 200) -> Response:
    return render(request, "account/code.html", status=status, wrong=wrong)


async def use_code(request: Request) -> Response:
    """Open one's own page with a one-time code."""
    visit, fields = visit_of(request), await fields_of(request)
    try:
        key = await run_in_threadpool(visit.access.codes.use, fields.get("kode", ""), visit.caller)
    except JobmatchError as fault:
        return await run_in_threadpool(_code_form, request, fault.text, fault.status)
    return welcomed(request, key)
