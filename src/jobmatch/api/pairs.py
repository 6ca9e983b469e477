"""One citizen and one placement: why, and what if something were different."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api import answers
from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, AsOf, answer
from jobmatch.api.problems import Refusal, describe
from jobmatch.api.records import STRICT, CitizenChange, IsoDay, PlacementChange, Short
from jobmatch.api.writes import changed_fields
from jobmatch.errors import Text
from jobmatch.services.access.policy import Action

router = APIRouter(tags=["matches"])
Asked = Annotated[str, Query(min_length=1, max_length=200)]


class WhatIf(BaseModel):
    """A question about changed facts; nothing is saved.

    With ``citizen``: that citizen's matches as if the fields were so. With ``placement``: its candidates, or with a
    ``citizen_id`` that one pair.
    """

    model_config = STRICT
    citizen_id: Short | None = None
    placement_id: Short | None = None
    citizen: CitizenChange | None = None
    placement: PlacementChange | None = None
    top: Annotated[int, Field(ge=1, le=1000)] = 5
    as_of: IsoDay | None = None


@router.get(
    "/why", response_model=answers.Matches, responses=describe(403, 404, 422, 503), dependencies=may(Action.SEE_MATCHES)
)
def why(application: App, looking: Looking, citizen: Asked, placement: Asked, as_of: AsOf = None) -> Response:
    """Every reason for and against one pair."""
    application.settings.demand_right_to_score()
    looking.see(application.store.citizen(citizen))
    return answer(application.suggest.why(citizen, placement, as_of=as_of))


@router.post(
    "/what-if",
    response_model=answers.Matches,
    responses=describe(400, 403, 404, 413, 415, 422, 503),
    dependencies=may(Action.SEE_MATCHES),
)
def what_if(application: App, looking: Looking, body: WhatIf) -> Response:
    """The same answer as `matches`, `candidates` or `why`, as if the changed fields were true."""
    application.settings.demand_right_to_score()
    if body.citizen is not None and (body.citizen_id is None or body.placement_id is not None):
        raise Refusal(422, errors=[("citizen", _CITIZEN_ALONE)])
    if body.placement is not None and body.placement_id is None:
        raise Refusal(422, errors=[("placement_id", _MISSING)])
    if body.citizen_id is None and body.placement_id is None:
        raise Refusal(422, errors=[("citizen_id", _MISSING)])
    if body.citizen_id is not None:
        looking.see(application.store.citizen(body.citizen_id))
    changes = {**changed_fields("citizens", body.citizen), **changed_fields("placements", body.placement)}
    found = application.suggest.what_if(
        citizen_id=body.citizen_id,
        placement_id=body.placement_id,
        changes=changes,
        top=body.top,
        as_of=body.as_of,
        among=looking.sees,
    )
    if body.citizen_id is None:
        looking.saw(row["citizen_id"] for part in ("matches", "excluded") for row in found[part])
    return answer(found)


_CITIZEN_ALONE = Text("bruges med citizen_id og uden placement_id", "goes with citizen_id and without placement_id")
_MISSING = Text("mangler", "is missing")
