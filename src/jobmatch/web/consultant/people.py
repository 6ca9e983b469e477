"""*Mine borgere*, and one citizen with what the person can, wants and needs, and where that fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import (
    NEVER_PROPOSED,
    PROPOSED_AT_NIGHT,
    STATUS,
)
from jobmatch.errors import Text
from jobmatch.store.runs import Run
from jobmatch.web import picture
from jobmatch.web.page import application_of, render

PAGE = 30
"""Citizens on one page: twice what one consultant has."""
UNDER_WAY = tuple(status for status in STATUS if status not in (*PROPOSED_AT_NIGHT, *NEVER_PROPOSED))
SUGGESTIONS = 5
EXCLUDED_SHOWN = 12
EXCLUDED_MOST = 300
TALKED_THROUGH_WITHIN = timedelta(weeks=8)

_NO_CITIZEN = Text(
    "Der er ingen borger med det nummer. Måske er nummeret skrevet forkert, eller borgeren er trukket tilbage.",
    "There is no citizen with that id. It may be misspelt, or the citizen has been withdrawn.",
)


@dataclass(frozen=True)
class Row:
    """One citizen on the list."""

    citizen: Citizen
    options: int | None
    """How many placements fit in the latest run; None when the citizen was not in it."""
    first: str
    """The placement at the top of the list, as people call it."""
    to_talk: bool
    """Hours and needs were last talked through too long ago, or never."""


def listing(request: Request) -> Response:
    """The citizens of one consultant, or of all."""
    store = application_of(request).store
    consultant = request.query_params.get("konsulent") or None
    after = request.query_params.get("efter", "")
    found = store.citizen_page(after=after, limit=PAGE + 1, consultant=consultant)
    run = store.latest_run()
    rows = [_row(request, one.record, run) for one in found[:PAGE]]
    return render(
        request,
        "consultant/people.html",
        rows=rows,
        run=run,
        consultant=consultant,
        consultants=store.consultants(),
        following=rows[-1].citizen.citizen_id if len(found) > PAGE else None,
        hours_line=picture.hours_line,
        status_names=STATUS,
        paused=NEVER_PROPOSED,
        under_way=UNDER_WAY,
        nobody_at_all=not rows and consultant is None and not after,
    )


def _row(request: Request, citizen: Citizen, run: Run | None) -> Row:
    store = application_of(request).store
    ranked = store.list_of(run.run_id, citizen.citizen_id) if run else None
    best = store.placement(ranked.ranked[0][0]) if ranked and ranked.ranked else None
    day = run.as_of if run else date.today()
    return Row(
        citizen=citizen,
        options=ranked.feasible_count if ranked else None,
        first=", ".join(name for name in (best.title, best.employer) if name) if best else "",
        to_talk=citizen.capacity_date is None or day - citizen.capacity_date > TALKED_THROUGH_WITHIN,
    )
