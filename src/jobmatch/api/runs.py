"""Published runs, and what each brought, took away or moved."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from jobmatch.api import answers
from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, Cursor, Filter, Id, Limit, answer, opened, page
from jobmatch.api.problems import Refusal, describe
from jobmatch.domain.citizen import Citizen
from jobmatch.errors import Text
from jobmatch.services.access.policy import Action
from jobmatch.services.run_book import run_row, without_small_counts

router = APIRouter(prefix="/runs", tags=["runs"])

Since = Annotated[str | None, Query(min_length=1, max_length=200)]
_NOT_HERE = Text("er ikke en side fra denne liste", "is not a page of this list")


@router.get("", response_model=answers.Runs, responses=describe(422, 503), dependencies=may(Action.SEE_RUNS))
def runs(application: App, looking: Looking, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Published runs, the newest first."""
    found = application.store.runs()
    after = opened(cursor)
    if after:
        places = [place for place, run in enumerate(found) if run.run_id == after]
        if not places:
            raise Refusal(422, errors=[("cursor", _NOT_HERE)])
        found = found[places[0] + 1 :]
    shown = partial(_told, looking)
    return page(
        found[: limit + 1],
        lambda run: run.run_id,
        lambda run: shown(run_row(run)),
        limit,
        under_way=application.run_book.under_way(),
    )


@router.get(
    "/{run_id}", response_model=answers.OneRun, responses=describe(404, 422, 503), dependencies=may(Action.SEE_RUNS)
)
def run(application: App, looking: Looking, run_id: Id) -> Response:
    """One run: when, how long, how many, which versions, and the run before it."""
    return answer(_told(looking, application.run_book.one(run_id)))


def _told(looking: Looking, row: dict[str, Any]) -> dict[str, Any]:
    """The run with the counts that the viewer may read."""
    return row if looking.may(Action.SEE_SMALL_COUNTS) else without_small_counts(row)


@router.get(
    "/{run_id}/changes",
    response_model=answers.Changes,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_CHANGES),
)
def changes(
    application: App,
    looking: Looking,
    run_id: Id,
    since: Since = None,
    consultant: Annotated[Filter, Query(description="Only this consultant's citizens.")] = None,
) -> Response:
    """What this run changed since an earlier one, by default the one before it, for citizens of one's own teams."""

    def asked_about(citizen: Citizen) -> bool:
        return looking.sees(citizen) and consultant in (None, citizen.consultant)

    found = application.run_changes.of(run_id, since, among=asked_about)
    looking.saw(row["citizen_id"] for row in found["citizens"])
    return answer(found)


@router.get(
    "/{run_id}/workplaces",
    response_model=answers.WorkplaceChanges,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_WORKPLACES),
)
def at_workplaces(application: App, run_id: Id, since: Since = None) -> Response:
    """What changed at each workplace since an earlier run: its placements alone, never anybody's list."""
    return answer(application.run_changes.at_workplaces(run_id, since))
