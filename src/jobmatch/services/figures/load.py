"""How many citizens each consultant has, against the fifteen that a good job takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jobmatch.domain.citizen import Citizen
from jobmatch.services.casework.signals import NO_CONTACT_DAYS

USUAL_LOAD = 15
"""Three consultants with 15 citizens each was what worked in Halsnæs."""


@dataclass(frozen=True, slots=True)
class Load:
    """One consultant's citizens."""

    consultant: str | None
    """None: citizens who have nobody yet."""
    citizens: int
    silent: tuple[str, ...]
    """Ids of those whom nobody has been in touch with for so many days; the lead may open them."""
    most: int = USUAL_LOAD

    @property
    def too_many(self) -> bool:
        """Whether there are more citizens than one person should have."""
        return self.citizens > self.most


def loads(
    citizens: Iterable[Citizen], last_contacts: Mapping[str, date], as_of: date, most: int = USUAL_LOAD
) -> list[Load]:
    """Every consultant's load, citizens without a consultant last."""
    of: dict[str | None, list[Citizen]] = defaultdict(list)
    for citizen in citizens:
        if citizen.status != "afsluttet":
            of[citizen.consultant].append(citizen)
    found = []
    for consultant in sorted(of, key=lambda name: (name is None, name or "")):
        own = of[consultant]
        silent = sorted(one.citizen_id for one in own if _is_silent(last_contacts.get(one.citizen_id), as_of))
        found.append(Load(consultant, len(own), tuple(silent), most))
    return found


def _is_silent(last: date | None, as_of: date) -> bool:
    return last is None or (as_of - last).days >= NO_CONTACT_DAYS
