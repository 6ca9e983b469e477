"""How a page says what it does, and learns who looks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jobmatch.domain.viewer import Role, Viewer
from jobmatch.services.access.policy import Action
from jobmatch.services.access.visit import Visit
from jobmatch.web.fields import MOST_DIGITS


class _Number(Convertor[int]):
    """A number of ours in an address; what is longer is none, and there is no such page."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"

    def convert(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)


register_url_convertor("number", _Number())


class Page(Route):
    """A route that names what it does, and lets only those in who may."""

    def __init__(
        self, path: str, endpoint: Callable[..., Any], action: Action, methods: Sequence[str] = ("GET",)
    ) -> None:
        self.action = action
        super().__init__(path, _guarded(endpoint, action), methods=list(methods))


def visit_of(request: Request) -> Visit:
    """The visit of a request."""
    visit: Visit = request.state.visit
    return visit


def viewer_of(request: Request) -> Viewer:
    """Who looks at this page."""
    return visit_of(request).viewer


FORM_KEY = "form_key"
_POSTED = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>")

HOMES = (
    (Action.SEE_OWN_PAGE, "/min-side"),
    (Action.SEE_CITIZENS, "/borgere"),
    (Action.SEE_PLACEMENTS, "/pladser"),
    (Action.SEE_LOG, "/log"),
    (Action.SEE_RULES, "/regler"),
)
"""Where the day begins: the first of these that the viewer may open."""


def home_of(visit: Visit) -> str:
    """Where this viewer's day begins; for who leads and nothing else, with the team."""
    if visit.viewer.roles == {Role.LEAD}:
        return "/leder"
    return next((address for action, address in HOMES if visit.may(action)), "/regler")


def shown_to(request: Request) -> dict[str, Any]:
    """What every template may know about who looks: ``viewer``, ``may('see_log')`` and ``switcher``."""
    visit = visit_of(request)
    return {
        "viewer": visit.who,
        "may": lambda name: visit.may(Action(name)),
        "switcher": [
            {"key": one.key, "label": one.label, "chosen": one.viewer == visit.who}
            for one in visit.access.personas(visit.caller)
        ],
    }


def keyed(request: Request, body: str) -> str:
    """A page with the visitor's form key in every form that changes something, whoever wrote the form."""
    visit = visit_of(request)
    field = f'<input type="hidden" name="{FORM_KEY}" value="{visit.access.form_key(visit.caller)}">'
    return _POSTED.sub(lambda form: form[0] + field, body)


def _demand(request: Request, action: Action) -> None:
    visit = visit_of(request)
    visit.about = request.path_params.get("placement_id")
    visit.demand(action)


def _guarded(endpoint: Callable[..., Any], action: Action) -> Callable[[Request], Any]:
    if inspect.iscoroutinefunction(endpoint):

        async def asked_first(request: Request) -> Response:
            await run_in_threadpool(_demand, request, action)
            answer: Response = await endpoint(request)
            return answer

        return asked_first

    def asked(request: Request) -> Response:
        _demand(request, action)
        answer: Response = endpoint(request)
        return answer

    return asked
