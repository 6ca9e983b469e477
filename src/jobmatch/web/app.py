"""The pages of one installation: addresses, and what is shown when something is wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobmatch.bootstrap import Application
from jobmatch.errors import JobmatchError, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.services import faults
from jobmatch.services.access.policy import Action
from jobmatch.services.access.refusals import LoginNeeded
from jobmatch.services.access.visiting import Visiting
from jobmatch.web import personas, rules, runs, vocabulary
from jobmatch.web.access import Page, home_of, visit_of
from jobmatch.web.account import routes as account
from jobmatch.web.account.cookies import own_address
from jobmatch.web.account.municipal import BACK
from jobmatch.web.assets import STATIC, asset
from jobmatch.web.citizen import routes as citizen
from jobmatch.web.consultant import routes as consultant
from jobmatch.web.forms import from_here, read_form
from jobmatch.web.labels import LABELS
from jobmatch.web.lead import routes as lead
from jobmatch.web.liaison import routes as liaison
from jobmatch.web.page import COOKIE, HEADERS, application_of, render
from jobmatch.web.typed import typed_in

_YEAR_SECONDS = 365 * 24 * 3600


def create_pages(application: Application) -> ASGIApp:
    """The pages over one application."""
    app = Starlette(
        routes=[
            Page("/", start, Action.ENTER),
            *account.ROUTES,
            *consultant.ROUTES,
            *citizen.ROUTES,
            *lead.ROUTES,
            *liaison.ROUTES,
            Page("/regler", rules.listing, Action.SEE_RULES),
            Page("/koersler", runs.listing, Action.SEE_RUNS),
            Page("/ord", vocabulary.listing, Action.SEE_WORDS),
            Page("/ord", vocabulary.change, Action.TEACH_WORDS, ["POST"]),
            Page("/se-som", personas.switch, Action.ENTER, ["POST"]),
            Page("/static/{name:path}", asset, Action.ENTER),
            Page("/favicon.ico", favicon, Action.ENTER),
        ],
        exception_handlers={
            LoginNeeded: _log_in_first,
            JobmatchError: _said,
            HTTPException: _not_here,
            Exception: _unforeseen,
        },
    )
    app.router.redirect_slashes = False
    app.state.application = application
    return Visiting(_Door(app), application.access, _plainly)


class _Door:
    """Before every page: the language switch, and no CPR number in an address."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the switch itself, pass the rest on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = {**scope, "app": self.app}
        request = Request(scope, receive)
        texts = [scope["path"]]
        if scope["path"] != BACK:  # the municipality's login answers with random letters and digits
            texts += (value for pair in request.query_params.multi_items() for value in pair)
        answer: Callable[[Scope, Receive, Send], Awaitable[None]] = self.app
        if any(holds_cpr(text) for text in texts):
            # The refusal is a page about no address at all, so that its links cannot repeat the number.
            answer = _refusal(Request({**scope, "path": "/borgere", "query_string": b""}), 422, REFUSED)
        elif request.method == "GET" and request.query_params.get(COOKIE) in ("da", "en"):
            answer = _switched(request)
        await answer(scope, receive, _without_body(send) if request.method == "HEAD" else send)


def _without_body(send: Send) -> Send:
    async def pass_on(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return pass_on


def start(request: Request) -> Response:
    """The front door leads to where the viewer's day begins."""
    return RedirectResponse(home_of(visit_of(request)), status_code=307, headers=HEADERS)


def favicon(request: Request) -> Response:
    """Browsers that ask for the old icon get ours."""
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml", headers=HEADERS)


def _switched(request: Request) -> Response:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != COOKIE]
    path = "/" + request.url.path.lstrip("/")
    target = quote(path) + (f"?{urlencode(kept)}" if kept else "")
    answer = RedirectResponse(target, status_code=303, headers=HEADERS)
    answer.set_cookie(COOKIE, request.query_params[COOKIE], max_age=_YEAR_SECONDS, samesite="lax", httponly=True)
    return answer


def _refusal(request: Request, status: int, text: Text) -> Response:
    kind = status if f"error_{status}" in LABELS else (500 if status >= 500 else 422)
    title = LABELS[f"error_{kind}"]
    return render(request, "error.html", status=status, title=title, said=text, typed=typed_in(request))


def _plainly(_: object, fault: JobmatchError) -> Response:
    """A refusal before there is a page: another address, or a log that cannot be written."""
    return PlainTextResponse(f"{fault.text.da}\n\n{fault.text.en}\n", status_code=fault.status, headers=HEADERS)


async def _log_in_first(request: Request, fault: Exception) -> Response:
    """To where one logs in, and back afterwards; what somebody wrote who was logged out meanwhile is shown first."""
    if request.method == "POST" and from_here(request):
        await read_form(request)
        if typed_in(request):
            return await run_in_threadpool(_refusal, request, 401, LABELS["logged_out_meanwhile"])
    asked = f"{quote(request.url.path)}?{request.url.query}" if request.url.query else quote(request.url.path)
    onward = own_address(asked) if request.method in ("GET", "HEAD") else "/"
    address = "/log-ind" if onward == "/" else f"/log-ind?{urlencode({'til': onward})}"
    return RedirectResponse(address, status_code=303, headers=HEADERS)


def _said(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, JobmatchError)
    return _refusal(request, fault.status, fault.text)


def _not_here(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    known = LABELS.get(f"said_{fault.status_code}", LABELS["said_404"])
    return _refusal(request, fault.status_code, known)


def _unforeseen(request: Request, fault: Exception) -> Response:
    faults.note(fault, "pages", request.method, application_of(request).settings.logs == "json")
    return _refusal(request, 500, LABELS["said_500"])
