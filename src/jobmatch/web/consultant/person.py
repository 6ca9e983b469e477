"""One citizen: what the person can and wants first, then hours, needs and agreements."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import DECLINES, HOURS_CERTAINTY, STRENGTH, TRANSPORT
from jobmatch.domain.licences import LICENCES
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text
from jobmatch.web import picture
from jobmatch.web.consultant.changes import told
from jobmatch.web.consultant.citizens import frame_of, stored_of
from jobmatch.web.consultant.competences import read_in_story
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.reading import town

CHANGES_SHOWN = 5


def overview(request: Request) -> Response:
    """One citizen at a glance."""
    application = application_of(request)
    stored = stored_of(request)
    citizen = stored.record
    changes = application.editing.changes(citizen.citizen_id, CHANGES_SHOWN)
    return render(
        request,
        "consultant/person.html",
        **frame_of(request, citizen, "overview"),
        version=stored.version,
        read=read_in_story(request, citizen.citizen_id),
        town=town,
        week=picture.week(citizen.days, citizen.earliest, citizen.latest, citizen.blocked),
        needs=needs_of(citizen),
        declines_mentor=any(need.strength == DECLINES for need in citizen.needs or ()),
        may_tell=set(citizen.may_disclose or ()),
        licences=LICENCES,
        certainty=HOURS_CERTAINTY,
        transport=TRANSPORT,
        changes=[told(one, reader_of(request).language) for one in changes],
    )


def needs_of(citizen: Citizen) -> list[tuple[str, Text, list[tuple[str, Text]]]]:
    """The needs by strength, the strongest first: (strength, its label, [(code, label)])."""
    grouped = []
    for strength, label in STRENGTH.items():
        codes = [need.code for need in citizen.needs or () if need.strength == strength]
        if codes:
            grouped.append((strength, label, [(code, NEEDS[code].label) for code in codes]))
    return grouped
