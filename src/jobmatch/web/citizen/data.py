"""*Mine data*: who has seen them, what was decided, everything as a file, and how to complain."""

from __future__ import annotations

import json
from itertools import groupby

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.decision import OWN_IDEA
from jobmatch.services.access.deeds import deed
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.people import called
from jobmatch.store.access_log import Logged
from jobmatch.web.access import viewer_of, visit_of
from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.page import HEADERS, application_of, reader_of, render

DAYS_SHOWN = 30


def show(request: Request) -> Response:
    """The log in plain words, a line for each person, day and deed."""
    citizen, application = own_of(request).record, application_of(request)
    store = application.store
    decisions = [one for one in reversed(application.casework.deciding.of(citizen.citizen_id))]
    ids = [one.placement_id for one in decisions if one.placement_id is not None]
    placements = store.placements_by_id(ids)
    names = {key: called(placements[key].record if key in placements else None, key) for key in ids}
    return render(
        request,
        "citizen/data.html",
        **frame_of(citizen),
        days=_days(visit_of(request).access.audit.who_saw(citizen.citizen_id))[:DAYS_SHOWN],
        deed=deed,
        decisions=[
            (one, said(one), names.get(one.placement_id or "") or (one.idea or {}).get("employer", ""))
            for one in decisions
        ],
        own_idea=OWN_IDEA,
    )


def download(request: Request) -> Response:
    """Everything that is stored about her and everybody who has seen it, as a file; that she took it is in the log."""
    citizen, reader = own_of(request).record, reader_of(request)
    found = visit_of(request).access.export(citizen.citizen_id, viewer_of(request).name)
    written = {reader.label("own_file_about"): reader.label("own_file_note"), **found}
    headers = {**HEADERS, "Content-Disposition": 'attachment; filename="mine-data.json"'}
    content = json.dumps(written, ensure_ascii=False, indent=1)
    return Response(content, media_type="application/json; charset=utf-8", headers=headers)


def _days(entries: list[Logged]) -> list[tuple[object, list[tuple[str, str]]]]:
    """The latest day first; who did what, each once a day."""
    found = []
    for day, rows in groupby(entries, key=lambda one: one.at.astimezone().date()):
        found.append((day, list(dict.fromkeys((one.actor, one.action) for one in rows))))
    return found
