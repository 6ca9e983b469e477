"""Forms that change something: only from our own pages, small, and without a CPR number."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.web.access import FORM_KEY, visit_of
from jobmatch.web.page import DONE, HEADERS

BY = "web"
"""Who changes, in the list of revisions, until there is a login."""
_LONGEST = 40_000
"""Bytes of a form: a story of some thousand letters, each Danish one sent as six signs."""


class _FromElsewhere(JobmatchError):
    status = 403


_ELSEWHERE = Text(
    "Formularen kom ikke herfra, så intet er ændret. Åbn siden igen, og prøv derfra.",
    "The form did not come from here, so nothing was changed. Open the page again and try from there.",
)
_UNREADABLE = Text("Formularen kan ikke læses, så intet er ændret.", "The form cannot be read, so nothing was changed.")


class Fields(dict[str, str]):
    """The fields of a form; of a name that was sent several times (ticks) all values are in ``every``."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.every: dict[str, list[str]] = {}
        for name, text in pairs:
            self.every.setdefault(name, []).append(text)


def from_here(request: Request) -> bool:
    """Whether a browser says that the form stood on one of our own pages; no word about it is no."""
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        return said == "same-origin"
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", "")


async def fields_of(request: Request) -> Fields:
    """The fields of a form that was sent from here.

    Raises:
        JobmatchError: It came from elsewhere, cannot be read, or holds a CPR number.
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
        fields = Fields(parse_qsl(body.decode("ascii"), strict_parsing=bool(body), keep_blank_values=True))
    except ValueError as fault:
        raise BadInput(_UNREADABLE) from fault
    visit_of(request).demand_own_form(fields.pop(FORM_KEY, ""))
    fields.every.pop(FORM_KEY, None)  # random letters and digits, that may look like anything
    if any(holds_cpr(text) for name, texts in fields.every.items() for text in (name, *texts)):
        raise BadInput(REFUSED)
    return fields


def back_to(address: str, done: str = "") -> Response:
    """Show a page again, so that reloading it sends nothing twice.

    Args:
        done: What has been done, said once at the top: the label ``done_<word>``.
    """
    path, hash_, anchor = address.partition("#")
    said = f"{'&' if '?' in path else '?'}{DONE}={done}" if done else ""
    return RedirectResponse(f"{path}{said}{hash_}{anchor}", status_code=303, headers=HEADERS)
