"""The models that ship, with their cards, and which is in force."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jobmatch.api.access import may
from jobmatch.api.context import App, answer
from jobmatch.api.problems import describe
from jobmatch.domain.shipped import MODELS
from jobmatch.services.access.policy import Action
from jobmatch.services.models import models_in

router = APIRouter(tags=["rules"])


class Model(BaseModel):
    """One model."""

    name: str
    kind: Literal["scoring", "linking"]
    version: str = Field(description="Name and content: every run keeps it.")
    origin: str | None = Field(description="expert or learned.")
    dated: str | None
    in_force: bool
    card: str = Field(description="What it is for, what it was made from, and what it cannot do (Markdown).")


class Models(BaseModel):
    """Every model."""

    models: list[Model]


@router.get("/models", response_model=Models, responses=describe(503), dependencies=may(Action.SEE_MODELS))
def models(application: App) -> Response:
    """Every model with its card; one scoring model is in force."""
    return answer({"models": models_in(MODELS, application.in_force.model())})
