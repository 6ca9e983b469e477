"""*Pladser*, and one placement with what is offered there and whom it could suit, without names."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import ANSWER, MEASURE
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.errors import NotFound, Text
from jobmatch.web import picture
from jobmatch.web.matches import shown
from jobmatch.web.page import application_of, render
from jobmatch.web.reading import town

PAGE = 50
CANDIDATES = 10
STALE_AFTER = timedelta(days=90)
LONGEST_SEARCH = 80

_NO_PLACEMENT = Text(
    "Der er ingen plads med det nummer. Måske er nummeret skrevet forkert, eller pladsen er trukket tilbage.",
    "There is no placement with that id. It may be misspelt, or the placement has been withdrawn.",
)


def listing(request: Request) -> Response:
    """The placements, also searched by title, workplace or town."""
    store = application_of(request).store
    asked = request.query_params.get("q", "").strip()[:LONGEST_SEARCH]
    after = request.query_params.get("efter", "")
    if asked:
        every = [one for one in store.placements() if one.placement_id > after and _mentions(one, asked)]
        found = every[: PAGE + 1]
    else:
        found = [one.record for one in store.placement_page(after=after, limit=PAGE + 1)]
    shown = found[:PAGE]
    return render(
        request,
        "placements.html",
        rows=shown,
        asked=asked,
        town=town,
        measures=MEASURE,
        stale=is_stale,
        following=shown[-1].placement_id if len(found) > PAGE else None,
        none_at_all=not shown and not asked and not after,
    )


def one(request: Request) -> Response:
    """One placement and the citizens it could suit, as a liaison may see them."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    placement = application.store.placement(request.path_params["placement_id"])
    if placement is None:
        raise NotFound(_NO_PLACEMENT)
    found = application.suggest.candidates(placement.placement_id, top=CANDIDATES, viewer="liaison")
    return render(
        request,
        "placement.html",
        placement=placement,
        found=found,
        as_of=date.fromisoformat(found["as_of"]),
        town=town,
        measures=MEASURE,
        answers=_answers(placement),
        stale=is_stale,
        week=picture.week(placement.days, placement.earliest, placement.latest, None),
        matches=[shown(row) for row in found["matches"]],
    )


def is_stale(placement: Placement, day: date | None = None) -> bool:
    """Whether the workplace's facts should be asked about again."""
    return placement.updated is None or (day or date.today()) - placement.updated > STALE_AFTER


def _mentions(placement: Placement, asked: str) -> bool:
    texts = (placement.placement_id, placement.title, placement.employer, placement.industry, town(placement.postcode))
    return any(asked.casefold() in (text or "").casefold() for text in texts)


def _answers(placement: Placement) -> list[tuple[str, Text, list[Text]]]:
    """What the workplace offers, by answer: (code, answer, labels)."""
    grouped = []
    for code, label in ANSWER.items():
        labels = [NEEDS[offer.code].label for offer in placement.offers or () if offer.answer == code]
        if labels:
            grouped.append((code, label, labels))
    return grouped
