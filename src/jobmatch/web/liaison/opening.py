"""One opening: what is known and from when, what is open, and whom it could suit, without names."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import ANSWER, MEASURE
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.errors import NotFound, Text
from jobmatch.services.workplaces.sites import is_stale
from jobmatch.services.workplaces.visiting import NO_PLACEMENT
from jobmatch.web import picture
from jobmatch.web.access import visit_of
from jobmatch.web.matches import shown
from jobmatch.web.page import application_of, render
from jobmatch.web.reading import town

CANDIDATES = 10
OPEN_CANDIDATES = 3
"""So many are shown with all their reasons; the others open with a click."""


def one(request: Request) -> Response:
    """One opening and the citizens it could suit, as a liaison may see them."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    placement = application.store.placement(request.path_params["placement_id"])
    if placement is None:
        raise NotFound(NO_PLACEMENT)
    desk = application.workplaces
    site = desk.site(placement.placement_id)
    found = application.suggest.candidates(placement.placement_id, top=CANDIDATES, viewer="liaison")
    visit_of(request).saw(row["citizen_id"] for row in found["matches"])
    return render(
        request,
        "liaison/opening.html",
        advice=True,
        open_candidates=OPEN_CANDIDATES,
        placement=placement,
        site=site,
        marks=desk.marks([site])[site.key],
        sheet=desk.sheet(placement, with_openers=False),
        found=found,
        as_of=date.fromisoformat(found["as_of"]),
        town=town,
        measures=MEASURE,
        answers=answers_of(placement),
        stale=is_stale,
        week=picture.week(placement.days, placement.earliest, placement.latest, None),
        matches=[shown(row) for row in found["matches"]],
    )


def answers_of(placement: Placement) -> list[tuple[str, list[Text]]]:
    """What the workplace offers, by answer: (code, labels)."""
    grouped = []
    for code in ANSWER:
        labels = [NEEDS[offer.code].label for offer in placement.offers or () if offer.answer == code]
        if labels:
            grouped.append((code, labels))
    return grouped
