"""Models: which there are, what a learned one says beside the experts', and asking for it to come in force."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from jobmatch.domain.shipped import MODELS
from jobmatch.errors import JobmatchError, Text
from jobmatch.services.governance.reasons import reason_of
from jobmatch.services.learning.gathering import GROUP_KINDS, group_titles
from jobmatch.services.models import models_in
from jobmatch.web.access import viewer_of
from jobmatch.web.forms import back_to, fields_of
from jobmatch.web.model_curve import points_curve
from jobmatch.web.page import application_of, reader_of, render
from jobmatch.web.refused import Refused, refused_by


def listing(request: Request) -> Response:
    """Every scoring model, and the way back to the one before."""
    return _listed(request)


async def roll_back(request: Request) -> Response:
    """Ask for the model before; another person approves."""
    fields = await fields_of(request)
    promoting = application_of(request).promoting
    try:
        outcome = promoting.roll_back(reason_of(fields.get("because", "")), viewer_of(request).name)
    except JobmatchError as fault:
        return _listed(request, refused_by(fault, fields))
    return back_to(f"/leder/aendringer/{outcome.proposal.number}", done="proposed")


def _listed(request: Request, refused: Refused | None = None) -> Response:
    application = application_of(request)
    rows = models_in(MODELS, application.in_force.model(), application.learning.models(), reader_of(request).language)
    documents = application.in_force.documents()
    before = json.loads(documents[-2])["name"] if len(documents) > 1 else None
    return render(
        request,
        "lead/models.html",
        refused=refused,
        models=[
            {**row, "dated": date.fromisoformat(row["dated"]) if row["dated"] else None}
            for row in rows
            if row["kind"] == "scoring"
        ],
        before=before,
        waiting=application.promoting.waiting(),
    )


def one(request: Request) -> Response:
    """One learned model: its table beside the experts', and how it does on citizens that it has not seen."""
    return _shown(request)


async def promote(request: Request) -> Response:
    """Ask for it to come in force; another person approves."""
    fields = await fields_of(request)
    promoting = application_of(request).promoting
    name = request.path_params["name"]
    try:
        outcome = promoting.promote(name, reason_of(fields.get("because", "")), viewer_of(request).name)
    except JobmatchError as fault:
        if fault.status == 404:
            raise
        return _shown(request, refused_by(fault, fields))
    return back_to(f"/leder/aendringer/{outcome.proposal.number}", done="proposed")


def _shown(request: Request, refused: Refused | None = None) -> Response:
    application = application_of(request)
    application.settings.demand_right_to_score()
    model, test = application.learning.verdict(request.path_params["name"])
    in_force = application.in_force.model()
    waiting = [one for one in application.promoting.waiting() if json.loads(one.content)["model"] == model.name]
    return render(
        request,
        "lead/model.html",
        refused=refused,
        model=model,
        test=test,
        rows=_rows(request, model.card, json.loads(model.document)),
        groups=_groups(test["groups"]),
        is_in_force=in_force.name == model.name,
        waiting=waiting,
    )


def _rows(request: Request, card: dict[str, Any], document: dict[str, Any]) -> list[dict[str, Any]]:
    """Each factor with both curves, the weightiest first."""
    titles = application_of(request).governing.titles()
    return [
        {
            "title": titles[one["factor"]],
            "before": one["before"],
            "after": one["after"],
            "text": one["text"],
            "curve": points_curve(card["expert_knots"][one["factor"]], document["factors"][one["factor"]]["knots"]),
        }
        for one in card["factors"]
    ]


def _groups(groups: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Groups with the names that people use; those that are too small are counted only."""
    titles = group_titles()
    return [
        {
            "kind": GROUP_KINDS[kind],
            "shown": [
                {**one, "title": titles.get(one["group"], Text(one["group"], one["group"]))} for one in found["shown"]
            ],
            "hidden": found["too_small"],
        }
        for kind, found in groups.items()
    ]
