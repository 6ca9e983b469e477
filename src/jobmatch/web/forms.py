"""Forms that change something: only from our own pages, small, and without a CPR number."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.web.access import FORM_KEY, visit_of
from jobmatch.web.fields import Fields
from jobmatch.web.page import DONE, HEADERS

_LONGEST = 40_000
"""Bytes of a form: a story of some thousand letters, each Danish one sent as six signs."""


class _FromElsewhere(JobmatchError):
    status = 403


_ELSEWHERE = Text(
    "Formularen kom ikke herfra, så intet er ændret. Åbn siden igen, og prøv derfra.",
    "The form did not come from here, so nothing was changed. Open the page again and try from there.",
)
_UNREADABLE = Text("Formularen kan ikke læses, så intet er ændret.", "The form cannot be read, so nothing was changed.")


def from_here(request: Request) -> bool:
    """Whether a browser says that the form stood on one of our own pages; no word about it is no."""
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        return said == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "")


async def fields_of(request: Request) -> Fields:
    """The fields of a form that was sent from here; also kept at the request, for when they are refused.

    Raises:
        JobmatchError: It came from elsewhere, cannot be read, or holds a CPR number.
    """
    fields, clean = await read_form(request)
    visit_of(request).demand_own_form(fields.pop(FORM_KEY, ""))
    fields.every.pop(FORM_KEY, None)
    if not clean:
        raise BadInput(REFUSED)
    return fields


async def read_form(request: Request) -> tuple[Fields, bool]:
    """The fields of a form that a page of ours sent, and whether they hold no CPR number; one that does is emptied.

    Raises:
        JobmatchError: It came from elsewhere, or cannot be read.
    """
    if not from_here(request):
        raise _FromElsewhere(_ELSEWHERE)
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("ascii"), strict_parsing=bool(body), keep_blank_values=True)
    except ValueError as fault:
        raise BadInput(_UNREADABLE) from fault
    # The form key is random letters and digits, that may look like anything.
    kept = [(name, text) for name, text in pairs if name == FORM_KEY or not (holds_cpr(name) or holds_cpr(text))]
    request.state.sent = Fields(kept)
    return Fields(kept), len(kept) == len(pairs)


def back_to(address: str, done: str = "") -> Response:
    """Show a page again, so that reloading it sends nothing twice.

    Args:
        done: What has been done, said once at the top: the label ``done_<word>``.
    """
    path, hash_, anchor = address.partition("#")
    said = f"{'&' if '?' in path else '?'}{DONE}={done}" if done else ""
    return RedirectResponse(f"{path}{said}{hash_}{anchor}", status_code=303, headers=HEADERS)
