"""Two placements side by side, reason by reason, the greatest difference first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.web.consultant.citizens import frame_of, stored_of
from jobmatch.web.consultant.suggestions import SUGGESTIONS, places_of
from jobmatch.web.matches import shown
from jobmatch.web.page import application_of, render
from jobmatch.web.reading import share, town

LISTED = 20
"""Placements that can be compared: those on the list, as far down as anybody looks."""

Row = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def side_by_side(request: Request) -> Response:
    """Two of the suggested placements; the first two unless others are named."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    citizen = stored_of(request).record
    found = application.suggest.match(citizen.citizen_id, top=LISTED, excluded=0)
    matches = {row["placement_id"]: row for row in found["matches"]}
    chosen = [row for row in (matches.get(request.query_params.get(name, "")) for name in ("a", "b")) if row]
    rest = [row for row in found["matches"] if row not in chosen]
    pair = [*chosen, *rest][:2]
    return render(
        request,
        "consultant/compare.html",
        advice=True,
        **frame_of(request, citizen, "suggestions"),
        found=found,
        as_of=date.fromisoformat(found["as_of"]),
        pair=[shown(row) for row in pair],
        rows=rows_of(pair[0], pair[1]) if len(pair) == 2 else [],
        places=places_of(request, found["matches"]),
        first=SUGGESTIONS,
        town=town,
    )


def rows_of(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Row]:
    """The parts of both matches, where they differ most first: (either, of the one, of the other)."""
    parts = {part["factor"]: part for part in other["contributions"] if part["max"]}
    both = [(part, part, parts[part["factor"]]) for part in one["contributions"] if part["factor"] in parts]
    return sorted(both, key=lambda row: -abs(share(row[1]) - share(row[2])) * row[0]["max"])
