"""*Regler*: the rule table in force, each rule with its source."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.bootstrap import rules_answer
from jobmatch.web.page import render


def listing(request: Request) -> Response:
    """The rules in force today."""
    table = rules_answer(date.today())
    return render(request, "rules.html", table=table, as_of=date.fromisoformat(table["as_of"]))
