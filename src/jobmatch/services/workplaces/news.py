"""What visits to workplaces changed, told to the consultants of those it concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.domain.workplace import Effect, WorkplaceVisit
from jobmatch.store.store import Store

TOLD_FOR = timedelta(days=14)
"""News older than two weeks is no news."""
FAR_DOWN = 1_000_000
_ORDER = ("opens", "rises", "answered", "moved", "falls", "closes")


@dataclass(frozen=True, slots=True)
class Told:
    """What a visit changed for one citizen."""

    citizen: Citizen
    effect: Effect


@dataclass(frozen=True, slots=True)
class News:
    """One visit, with what it changed for the citizens of the reader."""

    visit: WorkplaceVisit
    placement: Placement | None
    """None when it was withdrawn since."""
    told: tuple[Told, ...]


def news_for(store: Store, sees: Callable[[Citizen], bool], now: datetime) -> list[News]:
    """Visits of the last two weeks that changed something for a citizen whom the reader sees, the newest first.

    Args:
        sees: Whether a citizen is the reader's business.
        now: The moment by the clock, not the day that is asked about: visits are dated by when they were saved.
    """
    visits = store.workplaces.visits_since(now - TOLD_FOR)
    effects = store.workplaces.effects([visit.number for visit in visits])
    ids = {effect.citizen_id for found in effects.values() for effect in found}
    people = {
        key: row.record for key, row in store.citizens_by_id(ids).items() if not row.withdrawn and sees(row.record)
    }
    places = {key: row.record for key, row in store.placements_by_id({v.placement_id for v in visits}).items()}
    found = []
    for visit in visits:
        told = _told(effects.get(visit.number, ()), people)
        if told:
            found.append(News(visit, places.get(visit.placement_id), told))
    return found


def _told(effects: Sequence[Effect], people: dict[str, Citizen]) -> tuple[Told, ...]:
    told = [Told(people[one.citizen_id], one) for one in effects if one.citizen_id in people]
    return tuple(
        sorted(told, key=lambda one: (_nearest(one.effect), _ORDER.index(one.effect.kind), one.effect.citizen_id))
    )


def _nearest(effect: Effect) -> int:
    """How high on the list it matters, before or after: what stood or stands first is told first."""
    ranks = [rank for rank in (effect.rank_before, effect.rank_after) if rank is not None]
    return min(ranks, default=FAR_DOWN)
