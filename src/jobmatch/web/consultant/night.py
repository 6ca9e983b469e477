"""*Nyt fra natten*: what the last run brought, took away or moved for one consultant's citizens, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.text import Text
from jobmatch.services.changes import INPUTS, MOVES, OTHERS
from jobmatch.web.access import viewer_of, visit_of
from jobmatch.web.page import application_of, render

_PLANNED = Text("foreslås nu i planen", "proposed in the plan now")
_PLANNED_NO_MORE = Text("foreslås ikke mere i planen", "proposed in the plan no more")
SHOWN = 30
"""Citizens on the page: twice what one consultant has."""


@dataclass(frozen=True, slots=True)
class Line:
    """One placement that came, went or moved."""

    sign: str
    placement_id: str
    said: Text
    causes: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One citizen whose list is not what it was."""

    citizen: Citizen
    lines: Sequence[Line]


def listing(request: Request) -> Response:
    """What is new since the run before, for the citizens of one consultant that the reader sees."""
    application, visit = application_of(request), visit_of(request)
    consultants = application.store.consultants()
    own = viewer_of(request).name
    asked = request.query_params.get("konsulent")
    consultant = asked or (own if own in consultants else next(iter(consultants), ""))
    run = application.store.latest_run()
    found: dict[str, Any] = {"since": None, "citizens": []}
    if run is not None:
        found = application.run_changes.of(
            run.run_id, among=lambda citizen: citizen.consultant == consultant and visit.sees(citizen)
        )
    changed = found["citizens"] if found["since"] is not None else []
    people = application.store.citizens_by_id(row["citizen_id"] for row in changed[:SHOWN])
    visit.saw(people)
    rows = [Row(people[row["citizen_id"]].record, list(_lines(row))) for row in changed[:SHOWN]]
    return render(
        request,
        "consultant/night.html",
        run=run,
        since=found["since"],
        rows=rows,
        hidden=len(changed) - len(rows),
        everywhere=[text for name, text in INPUTS.items() if found["since"] is not None and found[name]],
        titles=application.titles(
            {"matches": [{"placement_id": one.placement_id} for row in rows for one in row.lines]}
        ),
        consultant=consultant,
        consultants=consultants,
        unknown=bool(asked) and asked not in consultants,
    )


def _lines(row: Mapping[str, Any]) -> Iterator[Line]:
    for name, (sign, text) in MOVES.items():
        for one in row[name]:
            causes = [cause["text"] for cause in one["causes"] if cause["code"] != OTHERS]
            yield Line(sign, one["placement_id"], text.fill(rank=one["rank"], before=one["rank_before"]), causes)
    planned = row["planned"]
    if planned is not None and planned["after"] is not None:
        yield Line("→", planned["after"], _PLANNED, ())
    elif planned is not None and planned["before"] is not None:
        yield Line("→", planned["before"], _PLANNED_NO_MORE, ())
