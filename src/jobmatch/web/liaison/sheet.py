"""The question sheet of a workplace, on one A4 or on a phone: what to ask, and how many the answer matters for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.services.workplaces.sites import is_stale
from jobmatch.web.liaison.history import answers_since
from jobmatch.web.page import application_of, render

OPENERS_SHOWN = 4
ALWAYS_ASKED = ("contact", "min_hours", "days", "tasks", "ordinary_staff")
"""Facts that every placement should have; asked for wherever one is missing or old."""
_BEHIND = {
    "contact": ("contact",),
    "min_hours": ("min_hours", "min_hours_day"),
    "days": ("days", "earliest", "latest"),
    "tasks": ("tasks",),
    "ordinary_staff": ("ordinary_staff", "supported_now"),
}


def sheet(request: Request) -> Response:
    """What to ask a workplace, over all its openings."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    desk = application.workplaces
    site = desk.site(request.path_params["placement_id"])
    sheets = [desk.sheet(placement) for placement in site.placements]
    return render(
        request,
        "liaison/sheet.html",
        site=site,
        marks=desk.marks([site])[site.key],
        sheets=sheets,
        missing={one.placement.placement_id: missing_facts(one.placement) for one in sheets},
        since={one.placement.placement_id: answers_since(application, one.placement) for one in sheets},
        needs=NEEDS,
        ratio=desk.ratio(site),
        notes=desk.notes(site),
        most_openers=OPENERS_SHOWN,
        stale=is_stale,
        today=application.today(),
    )


def missing_facts(placement: Placement) -> list[str]:
    """The questions about the placement itself that have no answer yet."""
    return [name for name in ALWAYS_ASKED if any(getattr(placement, column) is None for column in _BEHIND[name])]
