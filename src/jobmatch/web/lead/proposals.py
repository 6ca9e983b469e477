"""Proposed changes: what each would move, and the second person's answer."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.proposal import APPROVED, KIND, MODELS, REJECTED, RULES, VERDICT, WITHDRAWN, Proposal
from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.services.governance.in_force import document_of
from jobmatch.services.governance.weights import maxima_of
from jobmatch.web.access import viewer_of, visit_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.lead.rule_form import parameter_name
from jobmatch.web.page import application_of, render
from jobmatch.web.refused import Refused, refused_by

_UNREADABLE = Text("Vælg, om forslaget skal godkendes eller afvises.", "Choose whether to approve or reject.")


def listing(request: Request) -> Response:
    """Every proposal, the newest first, with what became of it."""
    proposals = application_of(request).governing.proposals()
    return render(request, "lead/proposals.html", proposals=proposals, kinds=KIND, verdicts=VERDICT)


def one(request: Request) -> Response:
    """One proposal: what it says, and what it would move today while it waits."""
    return _page(request)


def _page(request: Request, refused: Refused | None = None) -> Response:
    application = application_of(request)
    proposal = application.governing.proposal(request.path_params["number"])
    moved = application.governing.preview(proposal.number, viewer_of(request)) if proposal.verdict is None else None
    if moved is not None:
        visit_of(request).saw([example.citizen_id for example in moved.examples])
    ids = {key for example in (moved.examples if moved else ()) for key in (*example.before, *example.after)}
    ids |= {key for key, _ in (*moved.gaining, *moved.losing)} if moved else set()
    return render(
        request,
        "lead/proposal.html",
        refused=refused,
        proposal=proposal,
        differences=_differences(request, proposal),
        rows=json.loads(proposal.content) if proposal.kind == RULES else [],
        model=json.loads(proposal.content) if proposal.kind == MODELS else None,
        moved=moved,
        places=application.titles({"matches": [{"placement_id": key} for key in sorted(ids)]}),
        parameter_name=partial(parameter_name, request),
        own=proposal.by == viewer_of(request).name,
        kinds=KIND,
        verdicts=VERDICT,
    )


async def answer(request: Request) -> Response:
    """Approve, reject or withdraw."""
    fields = await fields_of(request)
    number = request.path_params["number"]
    verdict = fields.get("verdict", "")
    try:
        if verdict not in (APPROVED, REJECTED, WITHDRAWN):
            raise BadInput(_UNREADABLE)
        governing = application_of(request).governing
        answered = governing.answer(number, verdict, fields.get("note", ""), viewer_of(request))
    except JobmatchError as fault:
        return _page(request, refused_by(fault, fields))
    if answered.number != number:  # taken over: it is the reader's own proposal now
        return back_to(f"/leder/aendringer/{answered.number}", done="proposed")
    return back_to(f"/leder/aendringer/{number}", done=f"proposal_{verdict}")


def _differences(request: Request, proposal: Proposal) -> list[dict[str, Any]]:
    """Of a proposal about weights or a model: each factor that changes, with how much it gave and would give."""
    if proposal.kind == RULES:
        return []
    before, after = json.loads(proposal.content)["before"], maxima_of(json.loads(document_of(proposal)))
    titles = application_of(request).governing.titles()
    changed = [name for name in after if after[name] != before[name]]
    return [{"title": titles[name], "before": before[name], "after": after[name]} for name in changed]
