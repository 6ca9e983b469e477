"""The workplace behind placements: what is known of it beside its openings, and the contacts with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from datetime import date, datetime

from jobmatch.domain.placement import Placement
from jobmatch.errors import Text

CONTACT_KIND = {
    "besoeg": Text("Besøg", "Visit"),
    "opkald": Text("Opkald", "Call"),
    "mail": Text("Mail", "E-mail"),
    "andet": Text("Andet", "Other"),
}
CONTACT_PURPOSE = {
    "plads": Text("Spurgte om plads til en borger", "Asked for a place for a citizen"),
    "oplysninger": Text("Spurgte om stedet", "Asked about the place"),
    "opfoelgning": Text("Fulgte op på et forløb", "Followed up a course"),
}
CONTACT_OUTCOME = {
    "ja": Text("Ja", "Yes"),
    "nej": Text("Nej", "No"),
    "vender_tilbage": Text("De vender tilbage", "They will get back to us"),
    "ingen_svar": Text("Ingen svarede", "Nobody answered"),
    "talt": Text("Vi talte sammen", "We talked"),
}
ASKING = "plads"
"""The purpose that counts when a workplace is asked too often."""
REFUSED = "nej"
"""The outcome that takes a reason from the closed list of ``afvist_virksomhed``."""
REFUSAL_EVENT = "afvist_virksomhed"


def workplace_key(placement: Placement) -> str:
    """What tells one workplace from another: its p-number, else its name and postcode, else the opening itself."""
    if placement.p_number:
        return f"p:{placement.p_number}"
    if placement.employer:
        name = " ".join(unicodedata.normalize("NFKC", placement.employer).casefold().split())
        return f"n:{name}|{placement.postcode or ''}"
    return f"o:{placement.placement_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceFacts:
    """What one workplace has told beside its openings, and what is agreed with it. None means not known."""

    deputy: str | None = None
    """Who steps in when the contact is away."""
    alcohol_rule: str | None = None
    """The workplace's own rule on alcohol, in its words."""
    dislikes: str | None = None
    """What the workplace would rather not have; about arrangements, never about a citizen."""
    contact_agreement: str | None = None
    """How and when the workplace wants to be contacted."""
    pause_until: date | None = None
    """The workplace is not contacted before this day is over."""
    next_visit: date | None = None


FACTS: tuple[str, ...] = tuple(one.name for one in fields(WorkplaceFacts))
"""The names of the facts, in their order."""


@dataclass(frozen=True, slots=True)
class StoredFacts:
    """The facts as they are stored, with what is needed to change them safely."""

    facts: WorkplaceFacts
    version: int
    """0 before anything was said."""
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceContact:
    """One contact with a workplace. It never names a citizen."""

    workplace: str
    """The key of ``workplace_key``."""
    placement_id: str
    """The opening it was about, or the first of the workplace: it finds the contact when the p-number changes."""
    day: date
    kind: str
    purpose: str
    outcome: str
    reason: str | None = None
    """For a no: the reason of the closed list."""
    note: str | None = None
    by: str


@dataclass(frozen=True, slots=True)
class WorkplaceVisit:
    """One time that a placement's facts were taken down at the workplace, and what that changed."""

    number: int
    placement_id: str
    revision: int
    """The revision that brought the new version of the placement."""
    revision_before: int
    by: str
    at: datetime
    changes: tuple[FactChange, ...]
    fits_before: int
    """Citizens whom the placement could suit, counted as a liaison may know it."""
    fits_after: int


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that a visit changed, as cells of a file would hold it."""

    field: str
    """A column of the placement, ``offer:CODE``, or a fact of the workplace."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What a visit changed for one citizen."""

    citizen_id: str
    kind: str
    """``opens``, ``closes``, ``rises`` (among the first five), ``falls`` (out of them), ``answered`` or ``moved``."""
    rank_before: int | None
    """None where the placement did not fit."""
    rank_after: int | None
    answered: tuple[str, ...] = ()
    """Needs of the citizen that the workplace has answered now."""
