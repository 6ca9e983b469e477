"""The contract's events about what was shown, put to the citizen and decided."""

from __future__ import annotations

from datetime import date

from jobmatch.domain.decision import CHOSEN, DECLINED, Decision, ShownList
from jobmatch.domain.event import Event
from jobmatch.services.casework.shown_content import answer_of


def proposed(listed: ShownList | None, day: date, by: str) -> list[Event]:
    """``foreslaaet``, one for each row of a list that was shown, with the place where it stood."""
    if listed is None:
        return []
    by_points = {row["placement_id"]: row["rank"] for row in answer_of(listed)["matches"]}
    return [
        Event(
            citizen_id=listed.citizen_id,
            placement_id=placement_id,
            date=min(listed.as_of, day),
            event="foreslaaet",
            shown_rank=rank,
            model_rank=by_points[placement_id] if by_points[placement_id] != rank else None,
            decided_by=by,
        )
        for rank, placement_id in enumerate(listed.placement_ids, start=1)
    ]


def put_to_citizen(citizen_id: str, placement_id: str, day: date, what: str, by: str) -> list[Event]:
    """``forelagt``, when what was decided says that the citizen was asked."""
    if what not in (CHOSEN, DECLINED):
        return []
    asked = Event(citizen_id=citizen_id, placement_id=placement_id, date=day, event="forelagt", decided_by=by)
    return [asked]


def rank_on(listed: ShownList | None, placement_id: str) -> int | None:
    """Where a placement stood on the list; 0 when it was not on it, None when no list is known."""
    if listed is None:
        return None
    ids = listed.placement_ids
    return ids.index(placement_id) + 1 if placement_id in ids else 0


def event_of(made: Decision) -> Event:
    """The contract's event of a decision about a placement."""
    assert made.placement_id is not None
    return Event(
        citizen_id=made.citizen_id,
        placement_id=made.placement_id,
        date=made.day,
        event=made.what,
        reason=made.reason,
        shown_rank=made.shown_rank,
        decided_by=made.by,
    )


def key_of(decision: Decision) -> tuple[str, ...]:
    """What tells that event from every other."""
    assert decision.placement_id is not None
    return decision.citizen_id, decision.placement_id, decision.day.isoformat(), decision.what
