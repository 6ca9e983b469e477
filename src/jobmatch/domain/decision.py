"""What people decided about a match, what they had been shown, and what the citizen answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jobmatch.errors import Text

CHOSEN = "valgt"
SET_ASIDE = "fravalgt_konsulent"
DECLINED = "fravalgt_borger"
OWN_IDEA = "egen_ide"
"""The citizen's own idea of a workplace, which need not be a placement yet."""
UNDONE = "fortrudt"
"""Takes an earlier decision back; nothing is deleted."""

DECIDED = (CHOSEN, SET_ASIDE, DECLINED)
"""What can be decided about a placement, each an event of the contract with its closed list of reasons."""
NOT_NOW = "ikke_nu"
"""The citizen's reason that means not now, rather than not this."""

WHAT: dict[str, Text] = {
    CHOSEN: Text("valgt", "chosen"),
    SET_ASIDE: Text("fravalgt af konsulenten", "set aside by the consultant"),
    DECLINED: Text("fravalgt af borgeren", "declined by the citizen"),
    OWN_IDEA: Text("borgerens egen idé", "the citizen's own idea"),
    UNDONE: Text("fortrudt", "taken back"),
}

YES, PERHAPS, NO = "ja", "maaske", "nej"
MORE_HOURS, FEWER_HOURS, PAUSE = "flere_timer", "faerre_timer", "pause"
TO_A_PROPOSAL = (YES, PERHAPS, NO)
ABOUT_HOURS = (MORE_HOURS, FEWER_HOURS, PAUSE)
REPLY: dict[str, Text] = {
    YES: Text("ja", "yes"),
    PERHAPS: Text("måske", "perhaps"),
    NO: Text("nej", "no"),
    MORE_HOURS: Text("vil gerne have flere timer", "would like more hours"),
    FEWER_HOURS: Text("vil gerne have færre timer", "would like fewer hours"),
    PAUSE: Text("vil gerne holde pause", "would like a pause"),
}
"""What a citizen can answer or ask for, without a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownList:
    """A list exactly as it was on the screen; kept once for each content."""

    number: int = 0
    citizen_id: str
    digest: str
    content: bytes
    """The JSON that was shown: the contract's answer, and what each placement was called."""
    factor_values: dict[str, dict[str, float | None]]
    """Placement → factor → value (None: unknown), so that learning sees what was true then."""
    model: str
    rules: str
    run_id: str | None
    """The published run it was a list of; None when something had changed since."""
    revision: int
    """The version of the data it was made from."""
    as_of: date
    placement_ids: tuple[str, ...]
    """The placements in the order in which they stood."""
    at: datetime | None = None
    """When it was first shown."""
    by: str = ""
    """To whom it was first shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One person's looking at one list."""

    shown: int
    citizen_id: str
    by: str
    first_at: datetime
    last_at: datetime
    times: int
    seconds: float
    """How long it has been on the screen in all, as far as the page could tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A workplace that the citizen thought of."""

    employer: str
    title: str | None = None
    contact: str | None = None
    """Whom the citizen knows there, and how to reach them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of a person; a row is never changed, only followed by another."""

    number: int = 0
    citizen_id: str
    placement_id: str | None
    """None for an own idea that is no placement yet."""
    what: str
    reason: str | None = None
    """From the closed list of ``what``."""
    note: str | None = None
    day: date
    shown: int | None = None
    """The list that was on the screen."""
    shown_rank: int | None = None
    """Where the placement stood on it; 0 when it was not on it."""
    shown_at: datetime | None = None
    """When the decider first had that list on the screen."""
    seconds: float | None = None
    """How long the decider had it on the screen before deciding."""
    idea: dict[str, Any] | None = None
    undoes: int | None = None
    """The decision that this one takes back."""
    revision: int = 0
    """The version of the data that its events made; 0 when they were there already."""
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenReply:
    """What a citizen answered to a proposal, or asked for; a reason is never demanded."""

    number: int = 0
    citizen_id: str
    placement_id: str | None
    """None when it is about the hours in general."""
    what: str
    words: str | None = None
    """The citizen's own words, if any were given."""
    day: date
    shown: int | None = None
    seen_at: datetime | None = None
    """When the consultant said to have seen it."""
    seen_by: str | None = None
    revision: int = 0
    at: datetime | None = None
    by: str = ""
