"""*Efterspørgsel*: what is missing, where, and which change at which workplace would open most."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.needs import NEEDS
from jobmatch.services.gaps import SMALLEST_GROUP
from jobmatch.services.workplaces.demand import demand_of
from jobmatch.web.liaison.atlas import atlas
from jobmatch.web.page import application_of, render

SHOWN = 8


def listing(request: Request) -> Response:
    """The whole picture, or that of one need."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    asked = request.query_params.get("behov")
    need = asked if asked in NEEDS else None
    demand = demand_of(application.worlds.at(), need)
    return render(
        request,
        "liaison/demand.html",
        demand=demand,
        need=demand.need,
        gaps=application.gaps.gaps(top=SHOWN, viewer="liaison"),
        places={one.placement_id: one for one in application.worlds.at().world.placements.values()},
        atlas=atlas(demand.spots),
        smallest=SMALLEST_GROUP,
    )
