"""Placements: list, one, change, and the citizens they could suit."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response

from jobmatch.api import answers
from jobmatch.api.access import Looking, may
from jobmatch.api.context import (
    App,
    AsOf,
    Cursor,
    Id,
    IdempotencyKey,
    IfMatch,
    IfNoneMatch,
    Limit,
    Top,
    answer,
    opened,
    page,
)
from jobmatch.api.problems import describe
from jobmatch.api.records import PlacementBody, PlacementChange, to_json
from jobmatch.api.writes import Write, carry_out, etag, stored_or_404
from jobmatch.services.access.policy import Action

router = APIRouter(prefix="/placements", tags=["placements"])


@router.get(
    "", response_model=answers.Placements, responses=describe(422, 503), dependencies=may(Action.SEE_PLACEMENTS)
)
def placements(application: App, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Placements by id, a page at a time."""
    found = application.store.placement_page(after=opened(cursor), limit=limit + 1)
    return page(found, lambda one: one.record.placement_id, lambda one: to_json(one.record), limit)


@router.get(
    "/{placement_id}",
    response_model=PlacementBody,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_PLACEMENTS),
)
def placement(application: App, looking: Looking, placement_id: Id) -> Response:
    """One placement; the ETag is what a change must send as If-Match."""
    stored = stored_or_404(application, "placements", placement_id, looking)
    return answer(to_json(stored.record), ETag=etag(stored.version))


@router.patch(
    "/{placement_id}",
    response_model=PlacementBody,
    responses=describe(400, 404, 409, 412, 413, 415, 422, 428, 503),
    dependencies=may(Action.CHANGE_PLACEMENT),
)
def change_placement(
    application: App,
    looking: Looking,
    placement_id: Id,
    body: PlacementChange,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Change the fields that are sent; null makes a field unknown."""
    return carry_out(
        application, looking, Write("placements", placement_id, body, False, if_match, None, idempotency_key)
    )


@router.put(
    "/{placement_id}",
    response_model=PlacementBody,
    responses=describe(400, 404, 409, 412, 413, 415, 422, 428, 503),
    dependencies=may(Action.CHANGE_PLACEMENT),
)
def put_placement(
    application: App,
    looking: Looking,
    placement_id: Id,
    body: PlacementChange,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Replace a placement (If-Match) or make a new one (If-None-Match: *); fields that are not sent are unknown."""
    return carry_out(
        application, looking, Write("placements", placement_id, body, True, if_match, if_none_match, idempotency_key)
    )


@router.get(
    "/{placement_id}/candidates",
    response_model=answers.Matches,
    responses=describe(403, 404, 422, 503),
    dependencies=may(Action.SEE_CANDIDATES),
)
def candidates(
    application: App,
    looking: Looking,
    placement_id: Id,
    top: Top = 10,
    as_of: AsOf = None,
    viewer: Literal["consultant", "liaison"] = "liaison",
) -> Response:
    """Citizens for one placement; to a liaison without names and without needs that may not be told."""
    application.settings.demand_right_to_score()
    if viewer == "consultant":
        looking.demand(Action.NAME_CANDIDATES)
    among = looking.sees if viewer == "consultant" else None
    found = application.suggest.candidates(placement_id, top=top, as_of=as_of, viewer=viewer, among=among)
    looking.saw(row["citizen_id"] for part in ("matches", "excluded") for row in found[part])
    return answer(found)
