"""Earlier versions of a few facts, with the day on which each began: contacts, support, and the named consultant."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select

from jobmatch.store.bulk import chunks
from jobmatch.store.tables import CITIZENS, PLACEMENTS, REVISIONS
from jobmatch.store.transaction import reading

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """What helps at a placement, from a day on."""

    day: date
    contact: str | None
    mentor_hours: float | None
    offers: Mapping[str, str]
    """Need → answer."""


def facts_of(engine: Engine, placement_ids: Collection[str]) -> dict[str, list[PlacementFacts]]:
    """Per placement: every version of these facts, the oldest first."""
    columns = (PLACEMENTS.c.placement_id, PLACEMENTS.c.contact, PLACEMENTS.c.mentor_hours, PLACEMENTS.c.offers)
    query = select(*columns, REVISIONS.c.at).join_from(PLACEMENTS, REVISIONS, REVISIONS.c.number == PLACEMENTS.c.since)
    found: dict[str, list[PlacementFacts]] = {}
    with reading(engine) as connection:
        for part in chunks(sorted(set(placement_ids)), _CHUNK):
            rows = connection.execute(query.where(PLACEMENTS.c.placement_id.in_(part)).order_by(PLACEMENTS.c.since))
            for row in rows:
                offers = dict(json.loads(row.offers)) if row.offers is not None else {}
                facts = PlacementFacts(_day(row.at), row.contact, row.mentor_hours, offers)
                found.setdefault(row.placement_id, []).append(facts)
    return found


def consultants_of(engine: Engine, citizen_ids: Collection[str]) -> dict[str, list[tuple[date, str | None]]]:
    """Per citizen: the day of every version and the consultant it names, the oldest first."""
    query = select(CITIZENS.c.citizen_id, CITIZENS.c.consultant, REVISIONS.c.at).join_from(
        CITIZENS, REVISIONS, REVISIONS.c.number == CITIZENS.c.since
    )
    found: dict[str, list[tuple[date, str | None]]] = {}
    with reading(engine) as connection:
        for part in chunks(sorted(set(citizen_ids)), _CHUNK):
            for row in connection.execute(query.where(CITIZENS.c.citizen_id.in_(part)).order_by(CITIZENS.c.since)):
                found.setdefault(row.citizen_id, []).append((_day(row.at), row.consultant))
    return found


def _day(at: str) -> date:
    return datetime.fromisoformat(at).date()
