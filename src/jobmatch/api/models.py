"""The models that ship and those learned here, with their cards and evidence, and which is in force."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from jobmatch.api.access import may
from jobmatch.api.context import App, Id, answer
from jobmatch.api.problems import describe
from jobmatch.domain.shipped import MODELS
from jobmatch.services.access.policy import Action
from jobmatch.services.models import model_in, models_in

router = APIRouter(tags=["rules"])


class BothLanguages(BaseModel):
    """A sentence in Danish and in English."""

    da: str
    en: str


class Gain(BaseModel):
    """A mean over lists, and how much more it is than that of the model in force."""

    value: float | None = Field(description="Nothing when fewer than five citizens tested it.")
    difference: float | None
    interval: list[float | None] = Field(description="Holds the difference with 95 % certainty, drawn by citizen.")


class Evidence(BaseModel):
    """What a learned model was made from, and how it did when it was made; counts alone, nothing about a person."""

    model_config = ConfigDict(populate_by_name=True)

    period: dict[str, str]
    learned_from: dict[str, int]
    tested_on: dict[str, int | None]
    against: str
    ndcg_10: Gain = Field(alias="ndcg@10")
    promotable: bool
    why: BothLanguages
    looks: int = Field(
        description="Tables tried since the last change, this one among them; each makes it ask for more."
    )
    simulated: bool = Field(description="True: the citizens are invented, so that this says nothing about real ones.")


class Model(BaseModel):
    """One model."""

    name: str
    kind: Literal["scoring", "linking"]
    version: str = Field(description="Name and content: every run keeps it.")
    origin: str | None = Field(description="expert or learned.")
    dated: str | None
    in_force: bool
    card: str = Field(description="What it is for, what it was made from, and what it cannot do (Markdown).")
    evidence: Evidence | None = Field(description="Of a learned model alone.")


class Models(BaseModel):
    """Every model."""

    models: list[Model]


class OneModel(Model):
    """One model with its table, and, where it was learned here, the whole card."""

    document: dict[str, Any] = Field(
        description="The model as it is used; one that scores: its table of points by factor."
    )
    details: dict[str, Any] | None = Field(description="The card as data: method, counts, changes, test by group.")


@router.get("/models", response_model=Models, responses=describe(503), dependencies=may(Action.SEE_MODELS))
def models(application: App) -> Response:
    """Every model with its card; one scoring model is in force."""
    return answer({"models": models_in(MODELS, application.in_force.model(), application.learning.models())})


@router.get(
    "/models/{name}", response_model=OneModel, responses=describe(404, 422, 503), dependencies=may(Action.SEE_EVIDENCE)
)
def model(application: App, name: Id) -> Response:
    """One model with its table and evidence; groups of fewer than five are left out."""
    return answer(model_in(MODELS, name, application.in_force, application.learning.models()))
