"""Follow-ups: what is due, held and moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.casework_answers import FollowUpAnswer, FollowUpName, FollowUps, follow_up_row
from jobmatch.api.context import App, Cursor, Filter, IdempotencyKey, IfMatch, Limit, answer, opened, paged
from jobmatch.api.decisions import expected_number
from jobmatch.api.once import change_once
from jobmatch.api.problems import describe
from jobmatch.api.records import LONGEST_TEXT, STRICT, IsoDay
from jobmatch.bootstrap import Application
from jobmatch.services.access.policy import Action
from jobmatch.services.access.visit import Visit
from jobmatch.services.casework.following_up import Answered, Due, FollowingUp, by_day
from jobmatch.services.casework.paging import page_of

router = APIRouter(prefix="/follow-ups", tags=["follow-ups"])

FollowUpId = Annotated[
    str, Path(min_length=1, max_length=2100, pattern=r"^[a-p]+-(borger|virksomhed)-(start|loen)-[0-9]{1,2}$")
]
Side = Annotated[Literal["borger", "virksomhed"] | None, Query(description="Whom to ask; both when left out.")]
Ahead = Annotated[int, Query(ge=0, le=366, description="So many days ahead; overdue ones are always there.")]
Note = Annotated[str, Field(max_length=LONGEST_TEXT)]
_CHANGES = describe(400, 404, 409, 412, 413, 415, 422, 428, 503)


class DoneBody(BaseModel):
    """That a follow-up was held."""

    model_config = STRICT
    day: IsoDay | None = Field(default=None, description="Left out: today.")
    how: Literal["moede", "besoeg", "telefon", "sms", "andet"] | None = None
    note: Note | None = None


class MoveBody(BaseModel):
    """That a follow-up is to be held on another day."""

    model_config = STRICT
    day: IsoDay
    note: Note | None = None


@router.get("", response_model=FollowUps, responses=describe(404, 422, 503), dependencies=may(Action.SEE_CITIZENS))
def due(
    application: App,
    looking: Looking,
    limit: Limit = 50,
    cursor: Cursor = None,
    side: Side = None,
    ahead_days: Ahead = 14,
    citizen: Annotated[Filter, Query(description="Only this citizen's.")] = None,
    consultant: Annotated[Filter, Query(description="Only those of this consultant's citizens.")] = None,
) -> Response:
    """What is due for the next citizens for whom anything is, by day; a page counts citizens."""
    following_up = application.casework.following_up
    if citizen is not None:
        people = [looking.see(application.store.citizen(citizen))]
        return paged([follow_up_row(one) for one in following_up.due(people, side, ahead_days)], None)
    every, following = page_of(
        application.store,
        lambda people: following_up.due_by_citizen(people, side, ahead_days),
        opened(cursor),
        limit,
        consultant,
        looking.scope,
    )
    looking.saw(every)
    return paged([follow_up_row(one) for one in by_day(every.values())], following)


@router.get(
    "/{follow_up_id}",
    response_model=FollowUpAnswer,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_CITIZENS),
)
def follow_up(application: App, looking: Looking, follow_up_id: FollowUpId) -> Response:
    """One follow-up; the ETag is what a change must send as If-Match."""
    found = _seen(application, looking, follow_up_id)
    return answer(follow_up_row(found), ETag=f'"{found.follow_up.version}"')


def _seen(application: Application, looking: Visit, follow_up_id: str) -> Due:
    citizen_id = application.casework.courses.citizen_id_of(follow_up_id.partition("-")[0])
    looking.see(application.store.citizen(citizen_id))
    return application.casework.following_up.one(follow_up_id)


def _change(
    application: Application,
    looking: Visit,
    follow_up_id: str,
    body: BaseModel,
    if_match: str | None,
    key: str | None,
    save: Callable[[FollowingUp, str, int | None, Answered | None], None],
) -> Response:
    _seen(application, looking, follow_up_id)
    by = looking.viewer.name

    def said(seen: str, reply: Answered | None) -> None:
        save(application.casework.following_up, by, expected_number(seen), reply)

    return answer(change_once(application, {"follow_up_id": follow_up_id}, body, by, key, if_match, said))


@router.post(
    "/{follow_up_id}/done", response_model=FollowUpName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def done(
    application: App, looking: Looking, follow_up_id: FollowUpId, body: DoneBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Say that a follow-up was held, with a short note."""
    return _change(
        application, looking, follow_up_id, body, if_match, idempotency_key,
        lambda found, by, seen, reply: found.done(
            follow_up_id, by, day=body.day, how=body.how, note=body.note, expected=seen, reply=reply
        ),
    )  # fmt: skip


@router.post(
    "/{follow_up_id}/move", response_model=FollowUpName, responses=_CHANGES, dependencies=may(Action.FOLLOW_COURSE)
)
def move(
    application: App, looking: Looking, follow_up_id: FollowUpId, body: MoveBody,
    if_match: IfMatch = None, idempotency_key: IdempotencyKey = None,
) -> Response:  # fmt: skip
    """Move a follow-up to another day."""
    return _change(
        application, looking, follow_up_id, body, if_match, idempotency_key,
        lambda found, by, seen, reply: found.move(
            follow_up_id, body.day, by, note=body.note, expected=seen, reply=reply
        ),
    )  # fmt: skip
