"""What is sent about a course: its start, its weeks, steps, pauses, a longer length and the end."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from jobmatch.api.records import LONGEST_TEXT, STRICT, IsoDay, Short

Hours = Annotated[float, Field(ge=0, le=100)]
Days = Annotated[int, Field(ge=1, le=7)]
Weeks = Annotated[int, Field(ge=1, le=520)]
Note = Annotated[str, Field(max_length=LONGEST_TEXT)]


class StartBody(BaseModel):
    """What is agreed when a course starts."""

    model_config = STRICT
    citizen_id: Short
    placement_id: Short
    day: IsoDay
    measure: Literal["virksomhedspraktik", "loentilskud", "smaajob", "fleksjob", "nytteindsats", "frikort", "ordinaer"]
    hours: Hours = Field(description="Attendance a week at the start.")
    weeks: Weeks | None = Field(default=None, description="The planned length.")
    days_week: Days | None = None
    note: Note | None = None


class HoursBody(BaseModel):
    """One week as it was; a second report corrects the first."""

    model_config = STRICT
    week_of: IsoDay = Field(description="Any day of the week.")
    attended: Hours
    paid: Hours | None = Field(default=None, description="The paid ordinary part of it.")


class StepBody(BaseModel):
    """More hours from a day on."""

    model_config = STRICT
    day: IsoDay
    hours: Hours
    citizens_wish: bool = Field(description="Hours go up only when the citizen has asked for it.")
    dimension: Literal["laengere_dag", "flere_dage"] | None = None
    days_week: Days | None = None
    note: Note | None = None


class StepBackBody(BaseModel):
    """Fewer hours from a day on."""

    model_config = STRICT
    day: IsoDay
    reason: Short
    hours: Hours | None = Field(default=None, description="Left out: the last stable level.")
    days_week: Days | None = None
    note: Note | None = None


class PauseBody(BaseModel):
    """A pause, without a reason."""

    model_config = STRICT
    day: IsoDay


class ResumeBody(BaseModel):
    """Going on after a pause."""

    model_config = STRICT
    day: IsoDay
    hours: Hours | None = Field(default=None, description="Left out: the last stable level.")
    helped: Short | None = None
    citizens_wish: bool = False


class ExtensionBody(BaseModel):
    """A longer course."""

    model_config = STRICT
    weeks: Weeks = Field(description="The planned length in all, counted from the start.")


class EndBody(BaseModel):
    """How a course ended."""

    model_config = STRICT
    day: IsoDay
    completed: bool
    reason: Short | None = Field(default=None, description="Of an early end, from the list of `afbrudt`.")
    note: Note | None = None
