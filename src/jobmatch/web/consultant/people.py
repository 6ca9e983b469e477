"""*Mine borgere*, and one citizen with what the person can, wants and needs, and where that fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import (
    DECLINES,
    HOURS_CERTAINTY,
    NEVER_PROPOSED,
    PROPOSED_AT_NIGHT,
    STATUS,
    STRENGTH,
    TRANSPORT,
)
from jobmatch.domain.licences import LICENCES
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import NotFound, Text
from jobmatch.store.runs import Run
from jobmatch.travel.places import PLACES
from jobmatch.web import picture
from jobmatch.web.competences import read_in_story
from jobmatch.web.matches import shown
from jobmatch.web.page import application_of, render

PAGE = 30
"""Citizens on one page: twice what one consultant has."""
UNDER_WAY = tuple(status for status in STATUS if status not in (*PROPOSED_AT_NIGHT, *NEVER_PROPOSED))
SUGGESTIONS = 5
EXCLUDED_SHOWN = 12
EXCLUDED_MOST = 300
TALKED_THROUGH_WITHIN = timedelta(weeks=8)

_NO_CITIZEN = Text(
    "Der er ingen borger med det nummer. Måske er nummeret skrevet forkert, eller borgeren er trukket tilbage.",
    "There is no citizen with that id. It may be misspelt, or the citizen has been withdrawn.",
)


@dataclass(frozen=True)
class Row:
    """One citizen on the list."""

    citizen: Citizen
    options: int | None
    """How many placements fit in the latest run; None when the citizen was not in it."""
    first: str
    """The placement at the top of the list, as people call it."""
    to_talk: bool
    """Hours and needs were last talked through too long ago, or never."""


def listing(request: Request) -> Response:
    """The citizens of one consultant, or of all."""
    store = application_of(request).store
    consultant = request.query_params.get("konsulent") or None
    after = request.query_params.get("efter", "")
    found = store.citizen_page(after=after, limit=PAGE + 1, consultant=consultant)
    run = store.latest_run()
    rows = [_row(request, one.record, run) for one in found[:PAGE]]
    return render(
        request,
        "citizens.html",
        rows=rows,
        run=run,
        consultant=consultant,
        consultants=store.consultants(),
        following=rows[-1].citizen.citizen_id if len(found) > PAGE else None,
        hours_line=picture.hours_line,
        status_names=STATUS,
        paused=NEVER_PROPOSED,
        under_way=UNDER_WAY,
        nobody_at_all=not rows and consultant is None and not after,
    )


def _row(request: Request, citizen: Citizen, run: Run | None) -> Row:
    store = application_of(request).store
    ranked = store.list_of(run.run_id, citizen.citizen_id) if run else None
    best = store.placement(ranked.ranked[0][0]) if ranked and ranked.ranked else None
    day = run.as_of if run else date.today()
    return Row(
        citizen=citizen,
        options=ranked.feasible_count if ranked else None,
        first=", ".join(name for name in (best.title, best.employer) if name) if best else "",
        to_talk=citizen.capacity_date is None or day - citizen.capacity_date > TALKED_THROUGH_WITHIN,
    )


def one(request: Request) -> Response:
    """One citizen: strengths first, then the placements with their reasons."""
    application = application_of(request)
    application.settings.demand_right_to_score()
    store = application.store
    citizen = store.citizen(request.path_params["citizen_id"])
    if citizen is None:
        raise NotFound(_NO_CITIZEN)
    found = application.suggest.match(citizen.citizen_id, top=SUGGESTIONS)
    showing_all = request.query_params.get("vis") == "alle"
    most = EXCLUDED_MOST if showing_all else EXCLUDED_SHOWN
    excluded = found["excluded"][:most]
    named = {row["placement_id"] for row in [*found["matches"], *excluded, *found["unlocks"]]}
    return render(
        request,
        "citizen.html",
        citizen=citizen,
        read=read_in_story(request, citizen.citizen_id),
        found=found,
        as_of=date.fromisoformat(found["as_of"]),
        excluded=excluded,
        showing_all=showing_all,
        hidden=found["excluded_count"] - len(excluded),
        places={one: store.placement(one) for one in named},
        town=town,
        week=picture.week(citizen.days, citizen.earliest, citizen.latest, citizen.blocked),
        matches=[shown(row) for row in found["matches"]],
        needs=needs_of(citizen),
        declines_mentor=any(need.strength == DECLINES for need in citizen.needs or ()),
        may_tell=set(citizen.may_disclose or ()),
        licences=LICENCES,
        status_names=STATUS,
        certainty=HOURS_CERTAINTY,
        transport=TRANSPORT,
        to_talk=citizen.capacity_date is None
        or date.fromisoformat(found["as_of"]) - citizen.capacity_date > TALKED_THROUGH_WITHIN,
    )


def needs_of(citizen: Citizen) -> list[tuple[Text, list[tuple[str, Text]]]]:
    """The needs by strength, the strongest first: (strength, [(code, label)])."""
    grouped = []
    for strength, label in STRENGTH.items():
        codes = [need.code for need in citizen.needs or () if need.strength == strength]
        if codes:
            grouped.append((label, [(code, NEEDS[code].label) for code in codes]))
    return grouped


def town(postcode: str | None) -> str:
    """The town of a postcode; the postcode itself when its town is not known."""
    place = PLACES.get(postcode or "")
    return place.town if place else (postcode or "")
