"""To the municipality's own login, and back from it."""

from __future__ import annotations

import json
from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jobmatch.services.access.municipal import MunicipalLogin, Pending
from jobmatch.services.access.visit import Visit
from jobmatch.web.access import visit_of
from jobmatch.web.account.cookies import own_address, welcomed
from jobmatch.web.page import HEADERS

BACK = "/log-ind/svar"
_COOKIE = "jobmatch_login"
_LASTS_SECONDS = 600


def begin(request: Request) -> Response:
    """Send the browser there, with what the answer must fit kept in it."""
    visit = visit_of(request)
    login = _login_of(visit)
    onward = own_address(request.query_params.get("til", "/"))
    address, pending = login.begin(visit.access.address_of(visit.caller, BACK), onward)
    answer = RedirectResponse(address, status_code=303, headers=HEADERS)
    kept = visit.access.sealed(json.dumps(asdict(pending)))
    answer.set_cookie(
        _COOKIE, kept, max_age=_LASTS_SECONDS, path=BACK, secure=visit.caller.https, httponly=True, samesite="lax"
    )
    return answer


def finish(request: Request) -> Response:
    """The browser is back: let in who it is."""
    visit = visit_of(request)
    login = _login_of(visit)
    pending = _pending(visit, request.cookies.get(_COOKIE, ""))
    user = login.finish(dict(request.query_params), pending, visit.access.address_of(visit.caller, BACK))
    known = visit.access.accounts.known_by_municipality(user)
    key = visit.access.sessions.begin(known, visit.caller)
    answer = welcomed(request, key, own_address(pending.onward if pending else "/"))
    answer.delete_cookie(_COOKIE, path=BACK, secure=visit.caller.https, httponly=True, samesite="lax")
    return answer


def _login_of(visit: Visit) -> MunicipalLogin:
    login = visit.access.municipal
    if login is None:
        raise HTTPException(404)
    return login


def _pending(visit: Visit, kept: str) -> Pending | None:
    opened = visit.access.unsealed(kept)
    return None if opened is None else Pending(**json.loads(opened))
