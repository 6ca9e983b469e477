"""*Min side*: det kan jeg, det vil jeg, det har jeg brug for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.codes import DECLINES, TRANSPORT
from jobmatch.domain.licences import licence_label
from jobmatch.domain.needs import NEEDS
from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.page import application_of, reader_of, render

STRENGTHS = ("krav", "vigtigt", "oenske")


def show(request: Request) -> Response:
    """What is known about her, the strengths first."""
    citizen = own_of(request).record
    application = application_of(request)
    needs = [one for one in citizen.needs or () if one.strength != DECLINES and one.code in NEEDS]
    found = application.confirming.of(citizen.citizen_id)["competences"]
    return render(
        request,
        "citizen/overview.html",
        **frame_of(citizen),
        needs=[(one, NEEDS[one.code].label) for strength in STRENGTHS for one in needs if one.strength == strength],
        declines_mentor=any(one.strength == DECLINES for one in citizen.needs or ()),
        told=set(citizen.may_disclose or ()),
        found=[row["label"] for row in found if not row["stated"] and row["state"] != "stroeget"],
        next_date=application.casework.following_up.next_dates([citizen]).get(citizen.citizen_id),
        today=application.today(),
        transport=TRANSPORT,
        licences=[reader_of(request).text(licence_label(code)) for code in citizen.licences or ()],
    )
