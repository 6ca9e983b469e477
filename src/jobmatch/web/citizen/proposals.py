"""*Mine forslag*: each proposal in plain words, ja, måske or nej without a reason, and why it was proposed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.decision import REPLY, TO_A_PROPOSAL
from jobmatch.errors import JobmatchError
from jobmatch.services.casework.decided import said
from jobmatch.services.casework.shown_content import answer_of
from jobmatch.services.citizen.proposals import Proposal, Proposals
from jobmatch.web.access import viewer_of
from jobmatch.web.citizen.own import frame_of, own_of
from jobmatch.web.consultant.hours_curve import shown_course
from jobmatch.web.fields import Fields
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.matches import shown as sorted_row
from jobmatch.web.page import application_of, render
from jobmatch.web.reading import town
from jobmatch.web.refused import Refused, refused_by

QUESTIONS = 5
"""Open questions of a proposal before it is opened."""


def proposals_of(request: Request) -> Proposals:
    """The proposals of an installation."""
    application = application_of(request)
    return Proposals(application.store, application.casework, application.today)


def listing(request: Request) -> Response:
    """What there is to answer."""
    return _page(request)


def _page(request: Request, refused: Refused | None = None) -> Response:
    application = application_of(request)
    application.settings.demand_right_to_score()
    citizen = own_of(request).record
    found = [
        (one, sorted_row(one.row), _open_questions(one)[:QUESTIONS])
        for one in proposals_of(request).of(citizen.citizen_id)
    ]
    running = shown_course(application.casework.courses.of(citizen.citizen_id))
    return render(
        request,
        "citizen/proposals.html",
        refused=refused,
        advice=True,
        **frame_of(citizen),
        proposals=found,
        replies=REPLY,
        answers=TO_A_PROPOSAL,
        said={one.number: said(one) for one in application.casework.deciding.in_force(citizen.citizen_id)},
        town=town,
        at=running if running is not None and running.is_running else None,
    )


def _open_questions(proposal: Proposal) -> list[Mapping[str, Any]]:
    """What the workplace or she herself can answer; what her consultant settles is not put to her."""
    return [check for check in proposal.row["checks"] if check["ask"] != "consultant"]


def _rules(proposal: Proposal) -> list[Mapping[str, Any]]:
    """The rules for choosing, each sentence once, without those that her consultant is asked about."""
    asked = {check["code"] for check in proposal.row["checks"]}
    rules = [one for one in proposal.row["rules"] if one["stage"] == "choose" and one["rule_id"] not in asked]
    return list({rule["text"]["da"]: rule for rule in rules}.values())


def why(request: Request) -> Response:
    """Why a placement was proposed, as it was told then."""
    application = application_of(request)
    citizen = own_of(request).record
    number, placement_id = request.path_params["shown"], request.path_params["placement_id"]
    proposal = proposals_of(request).one(citizen.citizen_id, number, placement_id)
    listed = application.casework.showing.shown(number)
    return render(
        request,
        "citizen/why.html",
        advice=True,
        **frame_of(citizen),
        proposal=proposal,
        match=sorted_row(proposal.row),
        questions=_open_questions(proposal),
        rules=_rules(proposal),
        listed=listed,
        count=len(listed.placement_ids),
        excluded=answer_of(listed)["excluded_count"],
        said={one.number: said(one) for one in application.casework.deciding.in_force(citizen.citizen_id)},
        town=town,
    )


async def answer(request: Request) -> Response:
    """Keep a ja, måske or nej."""
    fields = await fields_of(request)
    return await run_in_threadpool(_answered, request, fields)


def _answered(request: Request, fields: Fields) -> Response:
    citizen, application = own_of(request).record, application_of(request)
    placement_id = fields.get("plads", "")
    try:
        application.casework.replying.answer(
            citizen.citizen_id,
            placement_id,
            fields.get("svar", ""),
            viewer_of(request).name,
            words=fields.get("ord"),
            shown=fields.number("liste"),
        )
    except JobmatchError as fault:
        return _page(request, refused_by(fault, fields))
    return back_to("/mine-forslag", done="own_answered")
