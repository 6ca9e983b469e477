"""A site: one workplace with all its openings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.placement import Placement
from jobmatch.domain.workplace import workplace_key
from jobmatch.travel.places import PLACES

STALE_AFTER = timedelta(days=90)
"""Facts that were confirmed longer ago are asked about again."""


@dataclass(frozen=True, slots=True)
class Site:
    """One workplace."""

    key: str
    placements: tuple[Placement, ...]
    """Its openings by id; never empty."""

    @property
    def head(self) -> Placement:
        """The opening that names the site in addresses."""
        return self.placements[0]

    @property
    def newest(self) -> Placement:
        """The opening whose facts were confirmed last."""
        return max(self.placements, key=lambda one: (one.updated or date.min, one.placement_id))

    @property
    def name(self) -> str:
        """What the workplace is called; its title or id when it has no name."""
        return self.head.employer or self.head.title or self.head.placement_id

    @property
    def town(self) -> str:
        """Where it is; the bare postcode when its town is not known."""
        place = PLACES.get(self.head.postcode or "")
        return place.town if place else (self.head.postcode or "")

    @property
    def placement_ids(self) -> tuple[str, ...]:
        """The ids of its openings."""
        return tuple(one.placement_id for one in self.placements)

    def is_stale(self, day: date) -> bool:
        """Whether an opening's facts should be asked about again."""
        return any(is_stale(one, day) for one in self.placements)

    def mentions(self, asked: str) -> bool:
        """Whether a word that was searched for stands in its name, town, industries, titles or ids."""
        texts = [self.name, self.town]
        for one in self.placements:
            texts += [one.placement_id, one.title or "", one.industry or "", one.employer or ""]
        return any(asked.casefold() in text.casefold() for text in texts)


def is_stale(placement: Placement, day: date) -> bool:
    """Whether an opening's facts were confirmed more than ninety days ago, or never."""
    return placement.updated is None or day - placement.updated > STALE_AFTER


def sites_of(placements: Iterable[Placement]) -> list[Site]:
    """The workplaces behind openings, by name."""
    grouped: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        grouped[workplace_key(placement)].append(placement)
    sites = [Site(key, tuple(sorted(rows, key=lambda one: one.placement_id))) for key, rows in grouped.items()]
    return sorted(sites, key=lambda site: (site.name.casefold(), site.head.placement_id))
