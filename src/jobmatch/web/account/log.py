"""*Log*: who did and saw what, for the auditor; about citizens by their ids only."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.services.access.deeds import deed
from jobmatch.web.access import visit_of
from jobmatch.web.page import render

PAGE = 100
_LONGEST = 80
_MOST_DIGITS = 15


def show(request: Request) -> Response:
    """The newest entries, of one citizen or by one user or of all; on request the whole log is checked."""
    audit = visit_of(request).access.audit
    asked = request.query_params
    citizen_id = asked.get("borger", "").strip()[:_LONGEST] or None
    actor = asked.get("bruger", "").strip()[:_LONGEST] or None
    before = asked.get("foer", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) <= _MOST_DIGITS else None
    found = audit.entries(number, PAGE + 1, citizen_id, actor)
    return render(
        request,
        "account/log.html",
        rows=[(one, deed(one.action)) for one in found[:PAGE]],
        following=found[PAGE - 1].number if len(found) > PAGE else None,
        citizen_id=citizen_id or "",
        actor=actor or "",
        verdict=audit.verify() if asked.get("tjek") else None,
    )
