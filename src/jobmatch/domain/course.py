"""What was agreed in a course: its start, its steps of hours, pauses, and the closed lists behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jobmatch.errors import Text

START = "start"
STEP = "trin"
STEP_BACK = "trin_tilbage"
PAUSE = "pause"
RESUME = "genoptaget"
EXTENDED = "forlaenget"
END = "slut"

ENTRY: dict[str, Text] = {
    START: Text("start", "start"),
    STEP: Text("flere timer", "more hours"),
    STEP_BACK: Text("et trin tilbage", "a step back"),
    PAUSE: Text("pause", "pause"),
    RESUME: Text("i gang igen", "going on again"),
    EXTENDED: Text("forlænget", "extended"),
    END: Text("slut", "end"),
}
SETS_HOURS = (START, STEP, STEP_BACK, RESUME)
"""Entries that say how many hours a week are agreed from their day on."""
SCHEDULED = (*SETS_HOURS, PAUSE)
"""Entries of which a later word takes the place of what was planned."""

LONGER_DAY, MORE_DAYS = "laengere_dag", "flere_dage"
DIMENSION: dict[str, Text] = {
    LONGER_DAY: Text("længere dag", "a longer day"),
    MORE_DAYS: Text("flere dage", "more days"),
}
"""A step changes one thing at a time."""

STEP_BACK_REASON: dict[str, Text] = {
    "oenske": Text("borgerens ønske", "the citizen's wish"),
    "steg_for_hurtigt": Text("timerne steg for hurtigt", "hours rose too fast"),
    "lang_dag": Text("dagen blev for lang", "the day became too long"),
    "for_mange_dage": Text("der var for få hviledage", "there were too few days of rest"),
    "opgaver": Text("opgaverne", "the tasks"),
    "arbejdsplads": Text("forholdene på arbejdspladsen", "conditions at the workplace"),
    "transport": Text("transporten", "the travel"),
    "andet": Text("andet", "other"),
}
"""Why hours went back; never a diagnosis, and never counted against anybody."""

HELPED: dict[str, Text] = {
    "hvile": Text("ro og hvile", "rest"),
    "samtale": Text("en samtale", "a talk"),
    "faerre_timer": Text("færre timer", "fewer hours"),
    "andre_opgaver": Text("andre opgaver", "other tasks"),
    "stoette": Text("støtte på arbejdspladsen", "support at the workplace"),
    "tid": Text("tid", "time"),
    "andet": Text("andet", "other"),
}
"""What helped after a pause; asked, never demanded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    """One thing that was agreed in a course; a row is never changed, only followed by another."""

    number: int = 0
    course_id: str
    citizen_id: str
    placement_id: str
    what: str
    day: date
    """The day from which it holds."""
    hours: float | None = None
    """Agreed hours of attendance a week from that day."""
    days_week: int | None = None
    """On how many days a week, when it is known."""
    dimension: str | None = None
    """What a step makes longer: the day, or the number of days."""
    citizens_wish: bool | None = None
    """Whether the citizen asked for it."""
    reason: str | None = None
    measure: str | None = None
    """The measure, at the start."""
    weeks: int | None = None
    """The planned length in all, at the start and when it is extended."""
    note: str | None = None
    revision: int = 0
    at: datetime | None = None
    by: str = ""
