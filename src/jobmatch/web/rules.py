"""*Regler*: the rule table in force, each rule with its source."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.web.page import application_of, render


def listing(request: Request) -> Response:
    """The rules in force today."""
    table = application_of(request).rules()
    return render(request, "rules.html", table=table, as_of=date.fromisoformat(table["as_of"]))
