"""The log of who did and saw what; no profiles, a citizen is an id."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import may
from jobmatch.api.context import App, Cursor, Limit, opened, page
from jobmatch.api.problems import Refusal, Sentence, describe
from jobmatch.errors import Text
from jobmatch.services.access.audit import as_dict
from jobmatch.services.access.policy import Action

router = APIRouter(tags=["operation"])
_NOT_HERE = Text("er ikke en side fra denne liste", "is not a page of this list")
_MOST_DIGITS = 18


class LogEntry(BaseModel):
    """Something that somebody did or saw."""

    number: int
    at: datetime
    actor: str
    action: str
    text: Sentence
    citizen_id: str | None
    erased: bool = Field(description="It was about somebody who has been erased.")
    object: str | None
    details: dict[str, Any]
    hash: str = Field(description="Of this row and the hash of the row before.")


class Log(BaseModel):
    """One page of the log, the newest first."""

    items: list[LogEntry]
    next: str | None


@router.get("/audit", response_model=Log, responses=describe(422, 503), dependencies=may(Action.SEE_LOG))
def audit(
    application: App,
    limit: Limit = 50,
    cursor: Cursor = None,
    citizen: Annotated[str | None, Query(max_length=200)] = None,
    actor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """Who did and saw what, the newest first; about one citizen or by one user when asked."""
    before = opened(cursor)
    if before and not (before.isascii() and before.isdigit() and len(before) <= _MOST_DIGITS):
        raise Refusal(422, errors=[("cursor", _NOT_HERE)])
    found = application.access.audit.entries(int(before) if before else None, limit + 1, citizen, actor)
    return page(found, lambda one: str(one.number), as_dict, limit)
