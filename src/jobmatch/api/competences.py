"""What was found in a citizen's story, and what she and her consultant say to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import Looking, may
from jobmatch.api.context import App, Id, IdempotencyKey, answer
from jobmatch.api.once import Once
from jobmatch.api.problems import Sentence, describe
from jobmatch.api.records import STRICT
from jobmatch.services.access.policy import Action

router = APIRouter(prefix="/citizens", tags=["citizens"])


class FoundCompetence(BaseModel):
    """A concept found in free text, or confirmed or struck before."""

    code: str
    label: Sentence
    kind: str | None
    state: Literal["foreslaaet", "bekraeftet", "stroeget"]
    matched: str | None = Field(description="The words it was found by; null when the story no longer has them.")
    level: int | None
    stated: bool = Field(description="True: the list of competences has it too, so it counts whatever is decided.")
    decided_by: str | None
    decided_at: datetime | None


class FoundCompetences(BaseModel):
    """Everything found in one citizen's story."""

    citizen_id: str
    competences: list[FoundCompetence]


class Verdict(BaseModel):
    """What is decided about one concept."""

    model_config = STRICT
    code: Annotated[str, Field(min_length=1, max_length=300)]
    verdict: Literal["bekraeftet", "stroeget"] | None = Field(description="null takes the decision back.")
    level: Annotated[int, Field(ge=1, le=3)] | None = Field(default=None, description="With bekraeftet only.")


class Decision(Verdict):
    """A verdict that was kept."""

    citizen_id: str


@router.get(
    "/{citizen_id}/competences",
    response_model=FoundCompetences,
    responses=describe(404, 422, 503),
    dependencies=may(Action.SEE_CITIZENS),
)
def found(application: App, looking: Looking, citizen_id: Id) -> Response:
    """What was found in the citizen's story: a suggestion until it is confirmed or struck."""
    looking.see(application.store.citizen(citizen_id))
    return answer(application.confirming.of(citizen_id))


@router.post(
    "/{citizen_id}/competences",
    response_model=Decision,
    responses=describe(400, 404, 409, 413, 415, 422, 503),
    dependencies=may(Action.CHANGE_CITIZEN),
)
def decide(
    application: App, looking: Looking, citizen_id: Id, body: Verdict, idempotency_key: IdempotencyKey = None
) -> Response:
    """Confirm what was found, strike it, or take the decision back; it holds whatever the story says later."""
    looking.see(application.store.citizen(citizen_id))
    by = looking.viewer.name
    made = {"citizen_id": citizen_id, **body.model_dump()}
    once = Once(application, idempotency_key, ["competences", made], by)
    if (before := once.before()) is not None:
        return answer(before)
    application.confirming.decide(citizen_id, body.code, body.verdict, by, body.level, once.keeping(made))
    return answer(made)
