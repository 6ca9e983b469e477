"""*Pladser*: the workplaces, those first where a visit gives most, with what is planned and due."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import MEASURE
from jobmatch.services.access.policy import Action
from jobmatch.services.workplaces.desk import FILTERS, Row, Workplaces
from jobmatch.services.workplaces.sites import is_stale
from jobmatch.web.access import visit_of
from jobmatch.web.liaison.due import calls_due
from jobmatch.web.page import application_of, render

PAGE = 20
LONGEST_SEARCH = 80
QUESTIONS_SHOWN = 2
CALLS_FIRST = 4
"""So many calls are shown before anything is opened."""


def listing(request: Request) -> Response:
    """The workplaces that a search and a filter leave, a page at a time."""
    application = application_of(request)
    desk = application.workplaces
    asked = request.query_params.get("q", "").strip()[:LONGEST_SEARCH]
    only = request.query_params.get("vis", "alle")
    only = only if only in FILTERS else "alle"
    rows = desk.rows(asked, "alle")
    found = [row for row in rows if desk.passes(row, only)]
    calls = calls_due(request) if not asked else []
    first = _first(request, len(found))
    shown = found[first : first + PAGE]
    return render(
        request,
        "liaison/listing.html",
        rows=shown if desk.counted() else desk.with_questions(shown),
        found=len(found),
        asked=asked,
        only=only,
        counts=_counts(desk, rows),
        measures=MEASURE,
        stale=is_stale,
        today=application.today(),
        most=QUESTIONS_SHOWN,
        soon=desk.visits_soon(rows) if _may(request, Action.SEE_WORKPLACES) else [],
        calls=calls,
        calls_first=CALLS_FIRST,
        before=max(0, first - PAGE) if first else None,
        following=first + PAGE if first + PAGE < len(found) else None,
        none_at_all=not rows and not asked,
    )


def _counts(desk: Workplaces, rows: list[Row]) -> dict[str, int]:
    """How many each filter leaves; without the questions where they are counted a page at a time."""
    filters = [name for name in FILTERS if desk.counted() or name != "spoergsmaal"]
    return {name: sum(1 for row in rows if desk.passes(row, name)) for name in filters}


def _may(request: Request, action: Action) -> bool:
    return visit_of(request).may(action)


def _first(request: Request, count: int) -> int:
    asked = request.query_params.get("fra", "0")
    return min(int(asked), max(0, count - 1)) if asked.isdecimal() and len(asked) < 8 else 0
