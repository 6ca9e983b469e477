"""The shape of each answer, for the documentation; the answers themselves are the services' own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from jobmatch.api.problems import Sentence
from jobmatch.api.records import CitizenBody, PlacementBody


class Contribution(BaseModel):
    """What one factor adds to a match."""

    factor: str
    points: int
    max: int
    text: Sentence


class Check(BaseModel):
    """A question that somebody can answer."""

    code: str
    ask: Literal["employer", "citizen", "consultant"]
    text: Sentence


class RuleResult(BaseModel):
    """A rule in force that concerns the pair."""

    rule_id: str
    severity: Literal["block", "warn", "info"]
    text: Sentence
    source: str


class Step(BaseModel):
    """Hours a week from a week on."""

    week: int
    hours: float


class Match(BaseModel):
    """One citizen and one placement."""

    rank: int | None = None
    placement_id: str | None = None
    citizen_id: str | None = None
    points: int
    contributions: list[Contribution]
    checks: list[Check]
    rules: list[RuleResult]
    ramp: list[Step] = []
    others_in_line: int = 0


class Reason(BaseModel):
    """A gate that failed."""

    gate: str
    code: str | None = None
    text: Sentence


class Excluded(BaseModel):
    """A pair that some gate rules out, with every gate that does."""

    placement_id: str | None = None
    citizen_id: str | None = None
    reasons: list[Reason]


class Unlock(BaseModel):
    """A change that would open a placement; it has been applied and scored again."""

    placement_id: str
    side: str
    change: str
    text: Sentence
    rank_after: int | None = None


class Matches(BaseModel):
    """A ranked list with everything that explains it."""

    run_id: str | None = None
    model: str
    rules: str
    as_of: date
    citizen_id: str | None = None
    placement_id: str | None = None
    status: str | None = None
    message: Sentence | None = None
    matches: list[Match]
    excluded_count: int = 0
    excluded: list[Excluded] = []
    unlocks: list[Unlock] = []


class Rule(BaseModel):
    """One row of the rule table."""

    model_config = ConfigDict(extra="allow")
    rule_id: str
    severity: Literal["block", "warn", "info"]
    text: Sentence
    source: str


class Rules(BaseModel):
    """The rule table in force on a day."""

    version: str
    as_of: date
    rules: list[Rule]


class Run(BaseModel):
    """One published set of lists."""

    run_id: str
    model: str
    rules: str
    vocabulary: str
    revision: int
    as_of: date
    started_at: datetime
    published_at: datetime | None
    counts: dict[str, int]


class Citizens(BaseModel):
    """One page of citizens."""

    items: list[CitizenBody]  # type: ignore[valid-type]
    next: str | None = Field(description="Send as `cursor` for the next page; null on the last.")


class Placements(BaseModel):
    """One page of placements."""

    items: list[PlacementBody]  # type: ignore[valid-type]
    next: str | None


class Runs(BaseModel):
    """Published runs, the newest first."""

    items: list[Run]
    next: str | None


class Changes(BaseModel):
    """What a run brought, took away or moved."""

    model_config = ConfigDict(extra="allow")
    run_id: str


class Health(BaseModel):
    """Whether the process lives, or can answer."""

    status: Literal["ok"]
    version: str
    details: dict[str, Any] = {}
