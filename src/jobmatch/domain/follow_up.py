"""Follow-up after a start: when to ask, whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jobmatch.errors import Text

CITIZEN, WORKPLACE = "borger", "virksomhed"
SIDE: dict[str, Text] = {
    CITIZEN: Text("Borgeren", "The citizen"),
    WORKPLACE: Text("Arbejdspladsen", "The workplace"),
}
STARTED, PAID = "start", "loen"
SERIES: dict[str, Text] = {
    STARTED: Text("efter start", "after the start"),
    PAID: Text("efter de første lønnede timer", "after the first paid hours"),
}
WEEKS = (1, 2, 4, 8, 13, 26)
"""Weeks after the start, and again after the first paid hours: it does not stop at hire."""

DONE, MOVED = "holdt", "flyttet"

HOW: dict[str, Text] = {
    "moede": Text("møde", "meeting"),
    "besoeg": Text("besøg på arbejdspladsen", "visit at the workplace"),
    "telefon": Text("telefon", "telephone"),
    "sms": Text("sms eller mail", "text message or mail"),
    "andet": Text("andet", "other"),
}
"""How people were in touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One agreed time to ask how it goes."""

    course_id: str
    citizen_id: str
    placement_id: str
    side: str
    """Whom to ask."""
    series: str
    """After the start, or after the first paid hours."""
    week: int
    planned_on: date
    """The day by the series."""
    due_on: date
    """The day it is due: the planned one, or the one it was moved to."""
    done_on: date | None = None
    note: str | None = None
    by: str | None = None
    """Who did it, or moved it."""
    version: int = 0
    """How many times it has been written about."""

    @property
    def follow_up_id(self) -> str:
        """Its name in addresses."""
        return f"{self.course_id}-{self.side}-{self.series}-{self.week}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpEntry:
    """What was done about a follow-up; a row is never changed, only followed by another."""

    number: int = 0
    course_id: str
    citizen_id: str
    placement_id: str
    side: str
    series: str
    week: int
    what: str
    day: date
    """The day it was done, or the new day."""
    how: str | None = None
    note: str | None = None
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """That the consultant and the citizen were in touch."""

    number: int = 0
    citizen_id: str
    day: date
    how: str
    note: str | None = None
    at: datetime | None = None
    by: str = ""
