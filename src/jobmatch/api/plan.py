"""The published plan: who is proposed where."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import may
from jobmatch.api.context import App, Cursor, Limit, opened, page
from jobmatch.api.problems import Sentence, describe
from jobmatch.services.access.policy import Action

router = APIRouter(prefix="/plan", tags=["plan"])


class Blocker(BaseModel):
    """Why somebody has no placement in the plan."""

    code: str = Field(description="A gate, or slots, ratio, mentor_hours, support_budget, no_placements.")
    text: Sentence


class Hurdle(BaseModel):
    """A gate that keeps open placements from somebody with fewer than three."""

    gate: str
    placements: int
    alone: int = Field(description="Placements that nothing else keeps away.")
    text: Sentence


class CheapestUnlock(BaseModel):
    """The smallest change at a workplace that opens a placement; scored again."""

    placement_id: str
    change: str
    text: Sentence
    rank_after: int


class Planned(BaseModel):
    """One citizen's part of the plan."""

    run_id: str
    citizen_id: str
    placement_id: str | None
    blocker: Blocker | None
    rank: int | None = Field(description="Its rank on the citizen's own list.")
    under_way: bool = Field(description="A course or a fresh choice, which the plan leaves alone.")
    kept: bool = Field(description="Proposed the night before too.")
    feasible_count: int
    hurdles: list[Hurdle]
    unlock: CheapestUnlock | None


class Plan(BaseModel):
    """One page of the plan, in order of citizen id."""

    items: list[Planned]
    next: str | None


@router.get("", response_model=Plan, responses=describe(403, 404, 422, 503), dependencies=may(Action.SEE_PLAN))
def plan(
    application: App,
    run_id: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Who is proposed where, as the latest run or a named one published it."""
    application.settings.demand_right_to_score()
    after = opened(cursor)
    rows: list[dict[str, Any]] = [row for row in application.planning.plan(run_id) if row["citizen_id"] > after]
    return page(rows[: limit + 1], lambda row: str(row["citizen_id"]), lambda row: row, limit)
