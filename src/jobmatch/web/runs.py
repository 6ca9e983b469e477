"""The page of nightly runs: when, how long, how many, with which versions, and one that is under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.services.access.policy import Action
from jobmatch.services.run_book import without_small_counts
from jobmatch.web.access import visit_of
from jobmatch.web.page import application_of, render

SHOWN = 30


def listing(request: Request) -> Response:
    """The latest runs."""
    book = application_of(request).run_book
    exactly = visit_of(request).may(Action.SEE_SMALL_COUNTS)
    rows = [_shown(run if exactly else without_small_counts(run)) for run in book.newest(SHOWN)]
    under_way = book.under_way()
    if under_way is not None:
        under_way = {**under_way, "started_at": datetime.fromisoformat(under_way["started_at"]).astimezone()}
    return render(request, "runs.html", runs=rows, under_way=under_way, rounded=not exactly)


def _shown(run: dict[str, Any]) -> dict[str, Any]:
    published = run["published_at"]
    return {**run, "published_at": None if published is None else datetime.fromisoformat(published).astimezone()}
