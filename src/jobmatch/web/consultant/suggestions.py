"""*Forslag*: three to five placements with reasons, what is excluded and why, and what would open more doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import REASON
from jobmatch.domain.decision import DECLINED, NOT_NOW, WHAT, Decision
from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.shown_content import answer_of
from jobmatch.web.access import viewer_of
from jobmatch.web.consultant.citizens import frame_of, stored_of
from jobmatch.web.matches import shown
from jobmatch.web.page import application_of, render
from jobmatch.web.reach import Reach, reach
from jobmatch.web.reading import town
from jobmatch.web.refused import Refused

SUGGESTIONS = 5
EXCLUDED_SHOWN = 8
EXCLUDED_MOST = 300


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What has happened since the page was opened on which somebody decided."""

    decided: Sequence[tuple[Decision, Text, str]]
    """What others have decided: (decision, in words, about which place)."""
    gone: str | None
    """The placement that was decided about and is not there any more."""
    typed: Sequence[tuple[str, str]]
    """What was written, when its form is not on the page any more: (label, text)."""


def listing(request: Request) -> Response:
    """The suggestions for one citizen."""
    return shown_again(request)


def shown_again(request: Request, refused: Refused | None = None, meanwhile: Meanwhile | None = None) -> Response:
    """The suggestions as they are now, with a decision that was refused as it was sent."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    citizen = stored_of(request).record
    showing_all = request.query_params.get("vis") == "alle"
    casework = application.casework
    listed = casework.showing.show(citizen.citizen_id, viewer_of(request).name, top=SUGGESTIONS)
    found = answer_of(listed)
    excluded = found["excluded"][: EXCLUDED_MOST if showing_all else EXCLUDED_SHOWN]
    places = places_of(request, [*found["matches"], *excluded, *found["unlocks"]])
    return render(
        request,
        "consultant/suggestions.html",
        advice=True,
        refused=refused,
        meanwhile=meanwhile,
        **frame_of(request, citizen, "suggestions"),
        found=found,
        as_of=date.fromisoformat(found["as_of"]),
        matches=[shown(row) for row in found["matches"]],
        excluded=excluded,
        showing_all=showing_all,
        hidden=found["excluded_count"] - len(excluded),
        places=places,
        town=town,
        listed=listed.number,
        latest=casework.deciding.latest(citizen.citizen_id),
        decided={one.placement_id: (one, said(one)) for one in casework.deciding.in_force(citizen.citizen_id)},
        decided_words=WHAT,
        reasons=REASON,
        no_reasons={code: text for code, text in REASON[DECLINED].items() if code != NOT_NOW},
        reach=reach_of(citizen, found["matches"], places),
    )


def places_of(request: Request, rows: Iterable[Mapping[str, Any]]) -> dict[str, Placement]:
    """The placements that some rows are about."""
    stored = application_of(request).store.placements_by_id({row["placement_id"] for row in rows})
    return {key: one.record for key, one in stored.items()}


def reach_of(citizen: Citizen, matches: Iterable[Mapping[str, Any]], places: Mapping[str, Placement]) -> Reach | None:
    """Where the suggested placements are, seen from home."""
    postcodes = [(row["rank"], places[row["placement_id"]].postcode) for row in matches]
    return reach(citizen.postcode, postcodes)
