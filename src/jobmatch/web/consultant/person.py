"""One citizen: what the person can and wants first, then hours, needs and agreements."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import DECLINES, HOURS_CERTAINTY, STRENGTH, TRANSPORT
from jobmatch.domain.decision import CHOSEN, REPLY, CitizenReply
from jobmatch.domain.licences import LICENCES
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.people import called
from jobmatch.web import picture
from jobmatch.web.access import visit_of
from jobmatch.web.consultant.changes import own_words, told
from jobmatch.web.consultant.citizens import frame_of, stored_of
from jobmatch.web.consultant.competences import read_in_story
from jobmatch.web.consultant.editing import FORM
from jobmatch.web.consultant.hours_curve import curve_of, shown_course
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.reading import town

CHANGES_SHOWN = 5
CHANGES_LOOKED_AT = 30
"""So far back it is told whose word something is."""


def overview(request: Request) -> Response:
    """One citizen at a glance."""
    application = application_of(request)
    stored = stored_of(request)
    citizen = stored.record
    changes = application.editing.changes(citizen.citizen_id, CHANGES_LOOKED_AT)
    casework = application.casework
    courses = casework.courses.of(citizen.citizen_id)
    course = shown_course(courses)
    return render(
        request,
        "consultant/person.html",
        **frame_of(request, citizen, "overview"),
        version=stored.version,
        own_login=visit_of(request).access.own_logins.of(citizen.citizen_id),
        course=course if course is not None and course.is_running else None,
        curve=curve_of(course) if course is not None else None,
        signals=casework.signals.of([citizen])[citizen.citizen_id],
        next_date=casework.following_up.next_dates([citizen]).get(citizen.citizen_id),
        today=application.today(),
        board=casework.board.of(citizen.citizen_id),
        replies=_replies(request, citizen),
        decided=[(one, said(one)) for one in casework.deciding.in_force(citizen.citizen_id) if one.what == CHOSEN],
        read=read_in_story(request, citizen.citizen_id),
        town=town,
        week=picture.week(citizen.days, citizen.earliest, citizen.latest, citizen.blocked),
        needs=needs_of(citizen),
        declines_mentor=any(need.strength == DECLINES for need in citizen.needs or ()),
        may_tell=set(citizen.may_disclose or ()),
        licences=LICENCES,
        reply_words=REPLY,
        certainty=HOURS_CERTAINTY,
        transport=TRANSPORT,
        changes=[told(one, reader_of(request).language) for one in changes[:CHANGES_SHOWN]],
        own_words={part: own_words(changes, fields) for part, fields in FORM.parts.items()},
    )


def _replies(request: Request, citizen: Citizen) -> list[tuple[CitizenReply, str]]:
    """What the citizen has answered or asked for and nobody has seen yet: (reply, what the place is called)."""
    application = application_of(request)
    found = application.casework.replying.unseen([citizen.citizen_id])
    return [
        (one, called(application.store.placement(one.placement_id), one.placement_id) if one.placement_id else "")
        for one in found
    ]


def needs_of(citizen: Citizen) -> list[tuple[str, Text, list[tuple[str, Text]]]]:
    """The needs by strength, the strongest first: (strength, its label, [(code, label)])."""
    grouped = []
    for strength, label in STRENGTH.items():
        codes = [need.code for need in citizen.needs or () if need.strength == strength]
        if codes:
            grouped.append((strength, label, [(code, NEEDS[code].label) for code in codes]))
    return grouped
