"""The agreement board: who does what by when, how to keep in touch, and the agreement of a flex job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jobmatch.errors import Text

TASK = "aftale"
CONTACT = "kontakt"
NETWORK = "netvaerk"
FLEKSJOB = "fleksjob"

KIND: dict[str, Text] = {
    TASK: Text("Aftale", "Agreement"),
    CONTACT: Text("Sådan holder vi kontakt", "How we keep in touch"),
    NETWORK: Text("Netværksperson", "Network person"),
    FLEKSJOB: Text("Aftale om fleksjob", "Flex job agreement"),
}
ONE_EACH = (CONTACT, NETWORK, FLEKSJOB)
"""Kinds of which a citizen has one, in as many versions as it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Somebody does something by a day."""

    who: str
    """As people say it: Maria, konsulenten, virksomheden."""
    what: str
    due: date | None = None
    done_on: date | None = None
    """The day it was done; None while it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAgreement:
    """How and when the citizen and the consultant reach each other."""

    how: str
    """E.g. sms, and when: ``sms, helst efter kl. 10``."""
    outside_hours: bool | None = None
    """Whether the consultant may be reached outside office hours."""
    next_on: date | None = None
    """The next agreed contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPerson:
    """Somebody whom the citizen has chosen, whoever it is; having nobody is normal."""

    nobody: bool = False
    """True: the citizen has said that there is nobody."""
    name: str | None = None
    reach: str | None = None
    """How to reach the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleksjobAgreement:
    """What a flex job agreement must hold, and when to look at it again."""

    hours: float
    """Attendance a week."""
    intensity: float
    """Percent: effective work for each hour of attendance."""
    considerations: tuple[str, ...] = ()
    """Arrangements at the workplace."""
    review_on: date
    """The day to look at it again."""
    valid_from: date
    placement_id: str | None = None

    @property
    def effective_hours(self) -> float:
        """Hours that the employer pays: attendance times intensity."""
        return self.hours * self.intensity / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementVersion:
    """One version of one agreement; the newest is in force, and every older one is kept."""

    number: int = 0
    """Which agreement."""
    version: int = 1
    """Counts from 1 within the agreement."""
    citizen_id: str
    kind: str
    content: dict[str, Any]
    """The fields of the kind's record, as JSON can hold them."""
    removed: bool = False
    """True: from this version on it is no longer on the board."""
    at: datetime | None = None
    by: str = ""
