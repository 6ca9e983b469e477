"""*Se som …*: in an open trial a newcomer can be a consultant, a liaison, a lead, a citizen or an auditor."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jobmatch.services.access.caller import PERSONA_COOKIE
from jobmatch.services.access.refusals import NotAllowed
from jobmatch.web.access import visit_of
from jobmatch.web.forms import fields_of
from jobmatch.web.page import HEADERS


async def switch(request: Request) -> Response:
    """Be somebody else from now on, and start where that person starts."""
    visit, fields = visit_of(request), await fields_of(request)
    if not visit.access.open_trial(visit.caller):
        raise NotAllowed
    answer = RedirectResponse("/", status_code=303, headers=HEADERS)
    chosen = fields.get("som", "")
    if any(chosen == one.key for one in visit.access.personas(visit.caller)):
        answer.set_cookie(PERSONA_COOKIE, chosen, samesite="lax", httponly=True)
    return answer
