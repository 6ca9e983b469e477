"""A citizen's own login: the letter that her consultant prints, the first use of it, and logging in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.errors import JobmatchError, Text
from jobmatch.services.access.own_logins import LETTER_LASTS, Letter
from jobmatch.services.access.passwords import SHORTEST
from jobmatch.web.access import visit_of
from jobmatch.web.account.cookies import welcomed
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.page import application_of, render

CLOSE = "luk"


async def give(request: Request) -> Response:
    """Print a letter with a new login, or close the one there is."""
    fields = await fields_of(request)
    if fields.get("hvad") == CLOSE:
        citizen = await run_in_threadpool(_closed, request)
        return back_to(f"/borgere/{citizen.citizen_id}", done="own_login_closed")
    citizen, letter = await run_in_threadpool(_given, request)
    return await run_in_threadpool(_letter, request, citizen, letter)


def _seen(request: Request) -> Citizen:
    return visit_of(request).see(application_of(request).store.citizen(request.path_params["citizen_id"]))


def _given(request: Request) -> tuple[Citizen, Letter]:
    visit, citizen = visit_of(request), _seen(request)
    return citizen, visit.access.own_logins.give(citizen.citizen_id, visit.viewer)


def _closed(request: Request) -> Citizen:
    visit, citizen = visit_of(request), _seen(request)
    visit.access.own_logins.close(citizen.citizen_id, visit.viewer.name)
    return citizen


def _letter(request: Request, citizen: Citizen, letter: Letter) -> Response:
    visit = visit_of(request)
    return render(
        request,
        "account/letter.html",
        citizen=citizen,
        letter=letter,
        address=visit.access.address_of(visit.caller, "/mit-login/foerste-gang"),
        days=LETTER_LASTS.days,
    )


def ask(request: Request) -> Response:
    """The form of who has chosen a password."""
    return _form(request)


def _form(request: Request, number: str = "", wrong: Text | None = None, status: int = 200) -> Response:
    return render(request, "account/own_login.html", status=status, number=number, wrong=wrong)


async def enter(request: Request) -> Response:
    """Log in with the number and the own password."""
    visit, fields = visit_of(request), await fields_of(request)
    number = fields.get("nummer", "")[:20]
    try:
        key = await run_in_threadpool(
            visit.access.own_logins.login, number, fields.get("adgangskode", ""), visit.caller
        )
    except JobmatchError as fault:
        return await run_in_threadpool(_form, request, number, fault.text, fault.status)
    return welcomed(request, key)


def ask_first(request: Request) -> Response:
    """The form of who has a letter."""
    return _first_form(request)


def _first_form(request: Request, number: str = "", wrong: Text | None = None, status: int = 200) -> Response:
    return render(request, "account/first_login.html", status=status, number=number, wrong=wrong, shortest=SHORTEST)


async def first(request: Request) -> Response:
    """Choose a password with the code of the letter, and be logged in."""
    visit, fields = visit_of(request), await fields_of(request)
    number = fields.get("nummer", "")[:20]
    code, password = fields.get("kode", ""), fields.get("ny", "")
    try:
        key = await run_in_threadpool(visit.access.own_logins.begin, number, code, password, visit.caller)
    except JobmatchError as fault:
        return await run_in_threadpool(_first_form, request, number, fault.text, fault.status)
    return welcomed(request, key)
