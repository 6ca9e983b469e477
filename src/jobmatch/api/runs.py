"""Published runs, and what each brought, took away or moved."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from jobmatch.api import answers
from jobmatch.api.context import App, Cursor, Id, Limit, answer, opened, page
from jobmatch.api.problems import Refusal, describe
from jobmatch.errors import NotFound, Text
from jobmatch.store.runs import Run

router = APIRouter(prefix="/runs", tags=["runs"])

_NO_RUN = Text("Der er ingen kørsel med det nummer.", "There is no run with that id.")
_NOT_HERE = Text("er ikke en side fra denne liste", "is not a page of this list")


@router.get("", response_model=answers.Runs, responses=describe(422, 503))
def runs(application: App, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Published runs, the newest first."""
    found = application.store.runs()
    after = opened(cursor)
    if after:
        places = [place for place, run in enumerate(found) if run.run_id == after]
        if not places:
            raise Refusal(422, errors=[("cursor", _NOT_HERE)])
        found = found[places[0] + 1 :]
    return page(found[: limit + 1], lambda run: run.run_id, _shown, limit)


@router.get("/{run_id}/changes", response_model=answers.Changes, responses=describe(404, 422, 503))
def changes(
    application: App, run_id: Id, since: Annotated[str | None, Query(min_length=1, max_length=200)] = None
) -> Response:
    """What this run changed since an earlier one, by default the one before it."""
    if application.store.run(run_id) is None:
        raise NotFound(_NO_RUN)
    return answer(application.nightly.changes(since=since, run_id=run_id))


def _shown(run: Run) -> dict[str, Any]:
    shown = dataclasses.asdict(run)
    shown["as_of"] = run.as_of.isoformat()
    shown["started_at"] = run.started_at.isoformat()
    shown["published_at"] = run.published_at.isoformat() if run.published_at else None
    shown["counts"] = dict(run.counts)
    return shown
