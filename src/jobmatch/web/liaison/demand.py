"""*Efterspørgsel*: what is missing, where, and which change at which workplace would open most."""

from __future__ import annotations

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.services.workplaces.asking import small_enough
from jobmatch.services.workplaces.demand import demand_of
from jobmatch.web.liaison.atlas import atlas
from jobmatch.web.page import application_of, render

SHOWN = 8
ANEW = "nyt"
"""Asks to wait until what is missing is worked out anew."""


def listing(request: Request) -> Response:
    """The whole picture, or that of one need."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    asked = request.query_params.get("behov")
    need = asked if asked in NEEDS else None
    loaded = application.worlds.at()
    demand = demand_of(loaded, need)
    waits = ANEW in request.query_params or small_enough(loaded)
    gaps = None if need else application.gaps.gaps(top=SHOWN, viewer="liaison", wait=waits)
    older = gaps["worked_out_at"] if gaps else None
    return render(
        request,
        "liaison/demand.html",
        demand=demand,
        need=demand.need,
        gaps=gaps,
        older=datetime.fromisoformat(older) if older else None,
        places=loaded.world.placements,
        atlas=atlas(demand.spots),
        smallest=FEWEST_TOLD,
    )
