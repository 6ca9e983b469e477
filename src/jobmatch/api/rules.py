"""The rule table in force on a day."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Response

from jobmatch.api import answers
from jobmatch.api.context import AsOf, answer
from jobmatch.api.problems import describe
from jobmatch.bootstrap import rules_answer

router = APIRouter(tags=["rules"])


@router.get("/rules", response_model=answers.Rules, responses=describe(422))
def rules(as_of: AsOf = None) -> Response:
    """Every rule with its source, severity and dates."""
    return answer(rules_answer(as_of or date.today()))
