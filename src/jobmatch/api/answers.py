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
    title: Sentence
    points: int
    max: int
    known: bool = Field(description="False: an input is unknown, and the points are the neutral ones.")
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
    measure: str | None = None
    stage: Literal["choose", "agree"] = "choose"
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
    others_in_line: int = Field(default=0, description="Other citizens who have this placement at the top.")
    planned: bool = Field(default=False, description="True: the plan of the run proposes this placement to her.")
    considerations: Sentence | None = Field(default=None, description="The one line a liaison reads about needs.")


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
    cells: dict[str, str] = Field(default={}, description="The placement's cells after the change, by Danish header.")
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
    viewer: Literal["consultant", "liaison"] | None = None
    matches: list[Match]
    feasible_count: int | None = None
    excluded_count: int = 0
    excluded: list[Excluded] = []
    unlocks: list[Unlock] = []


class Rule(BaseModel):
    """One row of the rule table."""

    model_config = ConfigDict(extra="allow")
    rule_id: str
    part: int = Field(description="Numbers the rows of one rule that stand beside each other, for different groups.")
    title: Sentence
    severity: Literal["block", "warn", "info"]
    check: str
    parameters: dict[str, Any]
    text: Sentence
    question: Sentence | None
    ask: Literal["employer", "citizen", "consultant"]
    when: str | None = None
    stage: Literal["choose", "agree"]
    measures: list[str]
    target_groups: list[str]
    source: str
    source_url: str
    valid_from: date
    valid_to: date | None
    confidence: str
    approved_by: str


class Rules(BaseModel):
    """The rule table in force on a day."""

    version: str
    as_of: date
    rules: list[Rule]


class Run(BaseModel):
    """One published set of lists."""

    run_id: str
    model: str
    model_version: str
    rules: str
    vocabulary: str
    revision: int
    as_of: date
    started_at: datetime
    published_at: datetime | None
    seconds: float | None = Field(description="How long it took.")
    counts: dict[str, int | None] = Field(
        description="For a liaison rounded to fives, and null for few, for nearly all and for pairs."
    )


class Citizens(BaseModel):
    """One page of citizens."""

    items: list[CitizenBody]
    next: str | None = Field(description="Send as `cursor` for the next page; null on the last.")


class Placements(BaseModel):
    """One page of placements."""

    items: list[PlacementBody]
    next: str | None


class OneRun(Run):
    """One run, and the run before it."""

    before: str | None


class UnderWay(BaseModel):
    """How far a run is."""

    started_at: datetime
    heard_at: datetime
    percent: int
    stopped: bool = Field(description="True when it has not been heard of for ten minutes: start it again.")


class Runs(BaseModel):
    """Published runs, the newest first."""

    items: list[Run]
    next: str | None
    under_way: UnderWay | None = Field(description="The run that works now.")


class Cause(BaseModel):
    """One input that is no longer what it was."""

    code: str = Field(description="citizen, placement, taken, free_again, opened, closed, day, model, others …")
    fields: list[str] = Field(description="Names of the fields that changed, where it is a record.")
    text: Sentence


class Moved(BaseModel):
    """One placement that came, went or moved on a citizen's list."""

    placement_id: str
    rank: int | None
    rank_before: int | None
    placement_changed: bool
    causes: list[Cause] = Field(description="Which inputs changed; the first is the nearest.")


class PlanMoved(BaseModel):
    """The placement in the plan, before and after; null without one."""

    before: str | None
    after: str | None


class CitizenChanges(BaseModel):
    """What a run changed at the top of one citizen's list."""

    citizen_id: str
    citizen_changed: bool
    joined_the_night: bool
    left_the_night: bool
    new: list[Moved]
    gone: list[Moved]
    up: list[Moved]
    down: list[Moved]
    planned: PlanMoved | None = Field(description="Where the plan proposed her before and now, when that changed.")


class Changes(BaseModel):
    """What a run brought, took away or moved, and which inputs changed."""

    run_id: str
    since: str | None
    as_of: date
    model_changed: bool
    rules_changed: bool
    vocabulary_changed: bool
    day_changed: bool
    citizens: list[CitizenChanges]
    unchanged: int


class PlacementChanges(BaseModel):
    """What changed at one placement."""

    placement_id: str
    title: str | None
    causes: list[Cause]


class AtWorkplace(BaseModel):
    """What changed at one workplace."""

    workplace: str = Field(description="The p-number, or the placement's id where there is none.")
    employer: str | None
    placements: list[PlacementChanges]


class WorkplaceChanges(BaseModel):
    """What changed at workplaces between two runs; about nobody."""

    run_id: str
    since: str | None
    as_of: date
    workplaces: list[AtWorkplace]


class Health(BaseModel):
    """Whether the process lives, or can answer."""

    status: Literal["ok"]
    version: str
    details: dict[str, Any] = {}
