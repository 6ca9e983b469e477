"""The team lead's first page: load, flow, control, and what waits for a second pair of eyes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import REASON, STATUS
from jobmatch.domain.target_groups import target_groups
from jobmatch.services.access.policy import Action
from jobmatch.services.figures.council import said, table
from jobmatch.services.figures.figures import TeamFigures
from jobmatch.services.figures.period import LENGTHS_WEEKS, USUAL_WEEKS
from jobmatch.web.access import viewer_of, visit_of
from jobmatch.web.page import application_of, render

SILENT_SHOWN = 8


def overview(request: Request) -> Response:
    """The figures of the lead's own team."""
    application = application_of(request)
    figures = figures_of(request)
    silent = [citizen_id for load in figures.loads for citizen_id in load.silent]
    names = {one: found.display_name or one for one in silent if (found := application.store.citizen(one)) is not None}
    visit = visit_of(request)
    visit.saw(list(names))
    proposals = application.governing.proposals() if visit.may(Action.GOVERN) else []
    return render(
        request,
        "lead/team.html",
        figures=figures,
        lines=[line for line in table(figures) if line.name != "first_chosen"],
        first_chosen=next(line for line in table(figures) if line.name == "first_chosen"),
        warning=figures.control.warning(),
        names=names,
        most_silent=SILENT_SHOWN,
        waiting=[one for one in proposals if one.verdict is None],
        lengths=LENGTHS_WEEKS,
        weeks=weeks_of(request),
        said=said,
        statuses=STATUS,
        reasons={**REASON["valgt"], **REASON["fravalgt_konsulent"]},
        groups=target_groups(figures.period.last),
    )


def figures_of(request: Request) -> TeamFigures:
    """The figures that a page is about."""
    return application_of(request).figures.of(viewer_of(request), weeks_of(request))


def weeks_of(request: Request) -> int:
    """The length that the reader chose, or the usual one."""
    asked = request.query_params.get("uger", "")
    return int(asked) if asked in {str(weeks) for weeks in LENGTHS_WEEKS} else USUAL_WEEKS
