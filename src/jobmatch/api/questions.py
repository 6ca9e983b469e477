"""What to ask a workplace, as the liaison's question sheet has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import may
from jobmatch.api.context import App, Id, answer
from jobmatch.api.problems import Sentence, describe
from jobmatch.services.access.policy import Action
from jobmatch.services.workplaces.desk import Sheet
from jobmatch.services.workplaces.ratio import Ratio

router = APIRouter(prefix="/placements", tags=["placements"])
_FEW = "Null where it, or the difference that it shows, is of fewer than three people."


class Question(BaseModel):
    """A need that the workplace has not answered, or in part."""

    code: str
    text: Sentence
    count: int | None = Field(
        description="Citizens whom it could suit and who let it be told that they need it; null for fewer than three, "
        "and for nearly all whom it could suit."
    )
    partly: bool


class Opener(BaseModel):
    """One change that was seen to open the placement for more."""

    change: str
    clause: Sentence
    count: int | None = Field(description=_FEW)
    before: int | None = Field(description=_FEW)
    after: int | None = Field(description=_FEW)


class RatioCheck(BaseModel):
    """How many may be there with support, and the numbers that were used."""

    rule_id: str
    source: str
    staff: int | None
    supported: int | None
    allowed: int | None
    room: int | None
    stated_on: date | None
    old: bool
    conflict: bool


class Questions(BaseModel):
    """The question sheet of one placement; no citizen stands in it."""

    placement_id: str
    fits: int | None = Field(description=_FEW)
    questions: list[Question]
    openers: list[Opener]
    ratio: RatioCheck | None


@router.get(
    "/{placement_id}/questions",
    response_model=Questions,
    responses=describe(403, 404, 422, 503),
    dependencies=may(Action.SEE_WORKPLACES),
)
def questions(application: App, placement_id: Id) -> Response:
    """What to ask at a workplace, and how many each answer matters for; counts of what may be told alone."""
    application.settings.demand_right_to_score()
    desk = application.workplaces
    site = desk.site(placement_id)
    placement = next(one for one in site.placements if one.placement_id == placement_id)
    return answer(_told(desk.sheet(placement), desk.ratio(site)))


def _told(sheet: Sheet, ratio: Ratio | None) -> dict[str, Any]:
    return {
        "placement_id": sheet.placement.placement_id,
        "fits": sheet.asked.told,
        "questions": [
            {"code": one.need.code, "text": one.need.ask.as_dict(), "count": one.told, "partly": one.partly}
            for one in sheet.asked.questions
        ],
        "openers": [
            {
                "change": one.change.code,
                "clause": one.change.text.as_dict(),
                "count": one.told,
                "before": one.fits[0],
                "after": one.fits[1],
            }
            for one in sheet.openers
        ],
        "ratio": None if ratio is None else _ratio(ratio),
    }


def _ratio(ratio: Ratio) -> dict[str, Any]:
    numbers = {name: getattr(ratio, name) for name in ("staff", "supported", "allowed", "room", "old", "conflict")}
    stated = ratio.stated_on.isoformat() if ratio.stated_on else None
    return {"rule_id": ratio.rule.rule_id, "source": ratio.rule.source, "stated_on": stated, **numbers}
