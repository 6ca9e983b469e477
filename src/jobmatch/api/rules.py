"""The rule table in force on a day."""

from __future__ import annotations

from fastapi import APIRouter, Response

from jobmatch.api import answers
from jobmatch.api.access import may
from jobmatch.api.context import App, AsOf, answer
from jobmatch.api.problems import describe
from jobmatch.services.access.policy import Action

router = APIRouter(tags=["rules"])


@router.get("/rules", response_model=answers.Rules, responses=describe(422), dependencies=may(Action.SEE_RULES))
def rules(application: App, as_of: AsOf = None) -> Response:
    """Every rule with its source, severity and dates."""
    return answer(application.rules(as_of))
