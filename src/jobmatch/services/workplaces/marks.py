"""What to know before a workplace is contacted: a pause, how often it was asked, the last contact, the next visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.workplace import ASKING, WorkplaceContact, WorkplaceFacts
from jobmatch.services.workplaces.sites import Site
from jobmatch.store.workplaces import NOTHING, WorkplaceStore

LOOKED_BACK = timedelta(days=400)
"""The last contact is looked for so far back."""


@dataclass(frozen=True, slots=True)
class Cap:
    """How often a workplace may be asked for a place before it is worn out: a warning, never a stop."""

    most: int
    days: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one workplace on a day."""

    facts: WorkplaceFacts
    paused: bool
    asked: int
    """How many times it was asked for a place within the days of the cap."""
    cap: Cap
    last: WorkplaceContact | None

    @property
    def capped(self) -> bool:
        """Whether it has been asked as often as the municipality wants to."""
        return self.asked >= self.cap.most


def marks_of(store: WorkplaceStore, sites: Sequence[Site], day: date, cap: Cap) -> dict[str, Marks]:
    """By key: the marks of these workplaces."""
    facts = store.facts(site.key for site in sites)
    contacts = _by_site(store, sites, day - LOOKED_BACK)
    since = day - timedelta(days=cap.days)
    found = {}
    for site in sites:
        told = facts.get(site.key, NOTHING).facts
        own = contacts.get(site.key, ())
        asked = sum(1 for one in own if one.purpose == ASKING and since < one.day <= day)
        paused = told.pause_until is not None and day <= told.pause_until
        found[site.key] = Marks(told, paused, asked, cap, own[0] if own else None)
    return found


def _by_site(store: WorkplaceStore, sites: Sequence[Site], since: date) -> Mapping[str, Sequence[WorkplaceContact]]:
    owner = {placement_id: site.key for site in sites for placement_id in site.placement_ids}
    found: dict[str, list[WorkplaceContact]] = defaultdict(list)
    for contact in store.contacts({site.key for site in sites}, set(owner), since):
        key = contact.workplace if contact.placement_id not in owner else owner[contact.placement_id]
        found[key].append(contact)
    return found
