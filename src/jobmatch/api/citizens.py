"""Citizens: list, one, change, and their matches."""

from __future__ import annotations

from fastapi import APIRouter, Response

from jobmatch.api import answers
from jobmatch.api.access import Looking, may
from jobmatch.api.context import (
    App,
    AsOf,
    Cursor,
    Filter,
    Id,
    IdempotencyKey,
    IfMatch,
    IfNoneMatch,
    Limit,
    Top,
    answer,
    opened,
    page,
    written,
)
from jobmatch.api.problems import describe
from jobmatch.api.records import CitizenBody, CitizenChange, to_json
from jobmatch.api.turns import SHORT, InTurn
from jobmatch.api.writes import Write, carry_out, etag, stored_or_404
from jobmatch.services.access.policy import Action

router = APIRouter(prefix="/citizens", tags=["citizens"])


@router.get("", response_model=answers.Citizens, responses=describe(422, 503), dependencies=may(Action.SEE_CITIZENS))
def citizens(
    application: App, looking: Looking, limit: Limit = 50, cursor: Cursor = None, team: Filter = None
) -> Response:
    """Citizens by id, a page at a time; those of one's own teams."""
    teams = None if team is None else [team]
    found = application.store.citizen_page(opened(cursor), limit + 1, teams, scope=looking.scope)
    looking.saw(one.record.citizen_id for one in found[:limit])
    return page(found, lambda one: one.record.citizen_id, lambda one: to_json(one.record), limit)


@router.get(
    "/{citizen_id}",
    response_model=CitizenBody,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_CITIZENS),
)
def citizen(application: App, looking: Looking, citizen_id: Id) -> Response:
    """One citizen; the ETag is what a change must send as If-Match."""
    stored = stored_or_404(application, "citizens", citizen_id, looking)
    return answer(to_json(stored.record), ETag=etag(stored.version))


@router.patch(
    "/{citizen_id}",
    response_model=CitizenBody,
    responses=describe(400, 404, 409, 412, 413, 415, 422, 428, 503),
    dependencies=may(Action.CHANGE_CITIZEN),
)
def change_citizen(
    application: App,
    looking: Looking,
    citizen_id: Id,
    body: CitizenChange,
    if_match: IfMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Change the fields that are sent; null makes a field unknown."""
    return carry_out(application, looking, Write("citizens", citizen_id, body, False, if_match, None, idempotency_key))


@router.put(
    "/{citizen_id}",
    response_model=CitizenBody,
    responses=describe(400, 404, 409, 412, 413, 415, 422, 428, 503),
    dependencies=may(Action.CHANGE_CITIZEN),
)
def put_citizen(
    application: App,
    looking: Looking,
    citizen_id: Id,
    body: CitizenChange,
    if_match: IfMatch = None,
    if_none_match: IfNoneMatch = None,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Replace a citizen (If-Match) or make a new one (If-None-Match: *); fields that are not sent are unknown."""
    return carry_out(
        application, looking, Write("citizens", citizen_id, body, True, if_match, if_none_match, idempotency_key)
    )


@router.get(
    "/{citizen_id}/matches",
    response_model=answers.Matches,
    responses=describe(403, 404, 422, 503),
    dependencies=may(Action.SEE_MATCHES),
)
async def matches(
    application: App, looking: Looking, turns: InTurn, citizen_id: Id, top: Top = 5, as_of: AsOf = None
) -> Response:
    """Placements for one citizen: reasons, questions, rules, what is excluded and what would help."""
    application.settings.demand_right_to_score()
    return await turns.take(
        lambda: written(application.suggest.match(citizen_id, top=top, as_of=as_of, see=looking.see)),
        usual=top <= SHORT and as_of is None,  # another day may have to be read first
    )
