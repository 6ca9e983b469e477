"""What no placement meets, and what would help most."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, AsOf, Top, answer
from jobmatch.api.problems import Sentence, describe
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.services.access.policy import Action

router = APIRouter(prefix="/gaps", tags=["plan"])
_HIDDEN = "To a liaison null where it, or the difference that it shows, is of fewer than three people."
_PARTS = ("demand", "changes", "questions")


class Kind(BaseModel):
    """What kind of place is missing."""

    needs: list[str]
    start_hours: float | None = Field(description="One must be able to start with so few hours a week.")
    other: list[str]


class Help(BaseModel):
    """The change at an existing placement that helps most of a group."""

    placement_id: str
    change: str
    text: Sentence
    count: int


class Possibilities(BaseModel):
    """What the people of a group have."""

    none: int | None = Field(description=f"People without any possibility. {_HIDDEN}")
    possibilities: int = Field(description="Feasible placements of all of them, added up.")


class Demand(BaseModel):
    """People with too few possibilities who lack the same kind of place in the same area."""

    count: int
    kind: Kind
    postcode: str | None
    close_by: bool = Field(description="People who cannot go even as far as their own postcode reaches.")
    text: Sentence
    demand_text: Sentence
    before: Possibilities
    after: Possibilities
    helped_by: Help | None
    people: list[str] | None = Field(default=None, description="To a consultant alone.")


class Fits(BaseModel):
    """Whom a placement fits, and how many lack possibilities."""

    fits: int | None = Field(description=_HIDDEN)
    few: int | None
    none: int | None


class Change(BaseModel):
    """One change at one placement, scored again for everybody."""

    count: int = Field(description="Citizens for whom it opens.")
    placement_id: str
    employer: str | None
    change: str
    gate: str
    clause: Sentence = Field(description="The change alone, as it follows an if.")
    text: Sentence
    before: Fits
    after: Fits
    people: list[str] | None = None


class Standing(BaseModel):
    """Whom a placement fits, and on how many lists it stands among the first five."""

    fits: int | None = Field(description=_HIDDEN)
    top: int | None


class Question(BaseModel):
    """A need that a workplace has not been asked about, and what each answer would do."""

    count: int = Field(description="Citizens whom the placement fits and who need an answer.")
    placement_id: str
    employer: str | None
    need: str
    label: Sentence
    text: Sentence
    before: Standing
    if_yes: Standing
    if_no: Standing
    moved: int | None
    people: list[str] | None = None


class Gaps(BaseModel):
    """What is missing today, and what would help most."""

    as_of: date
    viewer: Literal["consultant", "liaison"]
    citizens: int
    enough: int
    few: int | None = Field(description=f"Citizens with fewer than `enough` possibilities. {_HIDDEN}")
    none: int | None
    demand: list[Demand]
    changes: list[Change]
    questions: list[Question]
    smaller_groups: int = Field(description="Things about too few people to be told to a liaison.")
    worked_out_at: datetime | None = Field(
        description="When this was worked out, where something has changed since; null when it holds now."
    )


@router.get("", response_model=Gaps, responses=describe(403, 422, 503), dependencies=may(Action.SEE_DEMAND))
def gaps(
    application: App,
    looking: Looking,
    top: Top = 10,
    as_of: AsOf = None,
    viewer: Literal["consultant", "liaison"] = "liaison",
    wait: Annotated[
        bool,
        Query(
            description="Wait until everything is counted again after a change. With `false` an answer from before the "
            "latest changes may be given; `worked_out_at` then says so."
        ),
    ] = True,
) -> Response:
    """Demand that nothing meets, the changes that would open most, and the questions most worth asking."""
    application.settings.demand_right_to_score()
    if viewer == "consultant":
        looking.demand(Action.NAME_CANDIDATES)
    found = application.gaps.gaps(top=top, as_of=as_of, viewer=viewer, wait=wait)
    return answer(_own(found, looking) if viewer == "consultant" else found)


def _own(found: dict[str, Any], looking: Looking) -> dict[str, Any]:
    """The people of one's own teams; a group without any of them is told when it is too large to point at anybody."""
    rows = [row for part in _PARTS for row in found[part]]
    visible = looking.visible(one for row in rows for one in row["people"])
    looking.saw(sorted(visible))
    kept = {}
    for part in _PARTS:
        own = [{**row, "people": [one for one in row["people"] if one in visible]} for row in found[part]]
        kept[part] = [row for row in own if row["people"] or row["count"] >= FEWEST_TOLD]
    return {**found, **kept}
