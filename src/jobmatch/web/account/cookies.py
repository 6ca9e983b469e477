"""The one cookie that keeps somebody logged in, and where somebody may be sent on to."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jobmatch.services.access.caller import SECURE_SESSION_COOKIE, SESSION_COOKIE
from jobmatch.web.access import visit_of
from jobmatch.web.page import HEADERS

_LONGEST = 300


def welcomed(request: Request, key: str, address: str = "/") -> Response:
    """Sends somebody who has just logged in on, with the key of the session."""
    answer = RedirectResponse(address, status_code=303, headers=HEADERS)
    https = visit_of(request).caller.https
    name = SECURE_SESSION_COOKIE if https else SESSION_COOKIE
    answer.set_cookie(name, key, path="/", secure=https, httponly=True, samesite="lax")
    return answer


def sent_home(address: str = "/log-ind") -> Response:
    """Sends somebody who has logged out to where one logs in, without the key."""
    answer = RedirectResponse(address, status_code=303, headers=HEADERS)
    answer.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    answer.delete_cookie(SECURE_SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


def own_address(address: str) -> str:
    """An address of ours that was asked for before the login; the front page when it leads anywhere else."""
    plain = address.isascii() and address.isprintable() and "\\" not in address and len(address) <= _LONGEST
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"
