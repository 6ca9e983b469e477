"""*Prøv selv*: what would come first with other hours, a longer way or another need; nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.codes import STRENGTH
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Placement
from jobmatch.services.editing import WrongFields
from jobmatch.web.consultant.citizens import frame_of, stored_of
from jobmatch.web.consultant.suggestions import places_of
from jobmatch.web.fields import Fields
from jobmatch.web.forms import fields_of
from jobmatch.web.matches import shown
from jobmatch.web.page import application_of, fragment, reader_of, render
from jobmatch.web.reading import town
from jobmatch.web.refused import Refused

LISTED = 8
OF_SCRIPT = "x-live"
"""A header by which our script asks for the list alone."""
MOST_HOURS, MOST_MINUTES = 37, 120


@dataclass(frozen=True, slots=True)
class Ranked:
    """One placement on the tried list."""

    rank: int
    before: int | None
    """Where it stands on today's list; None when it is not among those shown there."""
    placement: Placement
    reason: Mapping[str, Any] | None
    """The part that speaks most for it."""

    @property
    def moved(self) -> str:
        """``new``, ``up``, ``down`` or ``same``."""
        if self.before is None:
            return "new"
        return "same" if self.before == self.rank else ("up" if self.rank < self.before else "down")


def form(request: Request) -> Response:
    """The form as the record is now, with today's list."""
    citizen = stored_of(request).record
    return _page(request, citizen, citizen)


async def result(request: Request) -> Response:
    """The list with the changed fields: alone for our script, as a whole page without."""
    fields = await fields_of(request)
    return await run_in_threadpool(_tried, request, fields)


def _tried(request: Request, fields: Fields) -> Response:
    citizen = stored_of(request).record
    refused: Refused | None = None
    texts = {name: fields[name] for name in ("hours_now", "max_travel_min") if name in fields}
    try:
        changes = application_of(request).editing.read(citizen, texts)
    except WrongFields as fault:
        changes, refused = {}, Refused(fields, fault.text, fault.status, fault.faults, "error_422")
    changes["needs"] = needs_from(citizen, fields)
    tried = replace(citizen, **changes)
    if request.headers.get(OF_SCRIPT):
        return fragment(
            request, "consultant/tried.html", errors=refused.wrong if refused else {}, **_facts(request, citizen, tried)
        )
    return _page(request, citizen, tried, refused)


def needs_from(citizen: Citizen, fields: Mapping[str, str]) -> tuple[Need, ...] | None:
    """The needs with the strengths that the form gives them; a strength of nothing takes the need away."""
    strengths = {need.code: need.strength for need in citizen.needs or ()}
    for code in NEEDS:
        given = fields.get(f"need-{code}")
        if given in NEEDS[code].strengths:
            strengths[code] = given
        elif given == "":
            strengths.pop(code, None)
    added = fields.get("need-more", "")
    if added in NEEDS and added not in strengths:
        strengths[added] = NEEDS[added].default_strength
    if not strengths and citizen.needs is None:
        return None
    return tuple(Need(code, strength) for code, strength in strengths.items())


def _page(request: Request, citizen: Citizen, tried: Citizen, refused: Refused | None = None) -> Response:
    say = reader_of(request).text
    own = {need.code: need.strength for need in tried.needs or ()}
    asked = dict.fromkeys([*(need.code for need in citizen.needs or ()), *own])
    return render(
        request,
        "consultant/try.html",
        scripts=("whatif.js",),
        advice=True,
        **frame_of(request, citizen, "try"),
        tried=tried,
        refused=refused,
        errors=refused.wrong if refused else {},
        most_hours=MOST_HOURS,
        most_minutes=MOST_MINUTES,
        asked=[(NEEDS[code], own.get(code, "")) for code in asked],
        other_options=[(code, say(need.label)) for code, need in NEEDS.items() if code not in asked],
        strengths=STRENGTH,
        **_facts(request, citizen, tried),
    )


def _facts(request: Request, citizen: Citizen, tried: Citizen) -> dict[str, Any]:
    """Both lists: today's for the places, the tried one for the order."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    now = application.suggest.match(citizen.citizen_id, top=LISTED * 3, excluded=0)
    changed = tried != citizen
    found = now
    if changed:
        fields = {name: getattr(tried, name) for name in ("hours_now", "max_travel_min", "needs")}
        found = application.suggest.what_if(citizen_id=citizen.citizen_id, changes=fields, top=LISTED)
    places = places_of(request, found["matches"][:LISTED])
    before = {row["placement_id"]: row["rank"] for row in now["matches"]}
    ranked = [
        Ranked(row["rank"], before.get(row["placement_id"]), places[row["placement_id"]], _first_reason(row))
        for row in found["matches"][:LISTED]
    ]
    return {"ranked": ranked, "found": found, "now": now, "changed": changed, "town": town}


def _first_reason(row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next(iter(shown(row).strongest), None)
