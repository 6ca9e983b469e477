"""The published plan: who is proposed where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, Cursor, Limit, opened, page
from jobmatch.api.problems import Sentence, describe
from jobmatch.services.access.policy import Action

router = APIRouter(prefix="/plan", tags=["plan"])
_AT_ONCE = 500


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
    looking: Looking,
    run_id: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Who is proposed where, as the latest run or a named one published it; of one's own teams."""
    application.settings.demand_right_to_score()
    after = opened(cursor)
    rows = [row for row in application.planning.plan(run_id) if row["citizen_id"] > after]
    own = list(islice(_own(rows, looking), limit + 1))
    looking.saw(row["citizen_id"] for row in own[:limit])
    return page(own, lambda row: str(row["citizen_id"]), lambda row: row, limit)


def _own(rows: Sequence[dict[str, Any]], looking: Looking) -> Iterator[dict[str, Any]]:
    """The rows about citizens that the viewer sees; the store is asked for no more of them than are read."""
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        visible = looking.visible(row["citizen_id"] for row in part)
        yield from (row for row in part if row["citizen_id"] in visible)
