"""What taking a decision back does to the events: they become what they were before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobmatch.domain.decision import CHOSEN, DECLINED, UNDONE, Decision
from jobmatch.domain.event import Event
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.store.changes import Changes
from jobmatch.store.store import Store

Key = tuple[Any, ...]

_UNDONE = Text("Beslutningen er allerede taget tilbage.", "The decision has been taken back already.")
_IS_UNDOING = Text(
    "En fortrydelse kan ikke tages tilbage. Beslut på ny i stedet.",
    "Taking back cannot be taken back. Decide anew instead.",
)
_LATER = Text(
    "Der er besluttet noget senere om den samme plads. Tag det tilbage først.",
    "Something was decided later about the same placement. Take that back first.",
)
_BEGUN = Text(
    "Forløbet er begyndt. Slut forløbet i stedet, så det kan ses, hvad der skete.",
    "The course has begun. End the course instead, so that it can be seen what happened.",
)
_CHANGED = Text(
    "Det, der blev skrevet ved beslutningen, er rettet siden. Beslut på ny i stedet.",
    "What the decision wrote has been changed since. Decide anew instead.",
)


class Undoing:
    """Works out the changes that take a decision back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def changes(self, decision: Decision, every: Sequence[Decision]) -> Changes:
        """What to save, given every decision about the citizen.

        Raises:
            BadInput: It is itself a taking back.
            Conflict: It is taken back already, something builds on it, or the course has begun.
        """
        what = "decision fortrudt"
        self._check(decision, every)
        if decision.placement_id is None or decision.revision == 0:
            return Changes(what=what)  # it wrote no event of its own
        before = self._events(decision, decision.revision - 1)
        after = self._events(decision, decision.revision)
        now = self._events(decision, None)
        if decision.what == CHOSEN and any(_has_begun(one, decision) for one in now.values()):
            raise Conflict(_BEGUN)
        mine = [key for key in {**before, **after} if before.get(key) != after.get(key) and key[-1] != "foreslaaet"]
        if self._still_put_to_citizen(decision, every):
            mine = [key for key in mine if key[-1] != "forelagt"]
        if any(now.get(key) != after.get(key) for key in mine):
            raise Conflict(_CHANGED)
        restored = [before[key] for key in mine if key in before]
        return Changes(what=what, events=restored, withdrawn={"events": {key for key in mine if key not in before}})

    def _check(self, decision: Decision, every: Sequence[Decision]) -> None:
        if decision.what == UNDONE:
            raise BadInput(_IS_UNDOING)
        undone = {one.undoes for one in every}
        if decision.number in undone:
            raise Conflict(_UNDONE)
        if decision.placement_id is not None and any(
            one.number > decision.number
            and one.placement_id == decision.placement_id
            and one.what != UNDONE
            and one.number not in undone
            for one in every
        ):
            raise Conflict(_LATER)

    def _events(self, decision: Decision, revision: int | None) -> dict[Key, Event]:
        found = self._store.events(revision, decision.citizen_id, decision.placement_id)
        return {_key(event): event for event in found}

    def _still_put_to_citizen(self, decision: Decision, every: Sequence[Decision]) -> bool:
        """Whether something else says that the placement was put to the citizen that day."""
        undone = {one.undoes for one in every}
        pair_and_day = (decision.placement_id, decision.day)
        asked = (one for one in every if one.what in (CHOSEN, DECLINED) and one.number not in undone)
        others = (one for one in asked if one.number != decision.number)
        replies = self._store.casework.replies.of([decision.citizen_id])
        said = [(one.placement_id, one.day) for one in others] + [(one.placement_id, one.day) for one in replies]
        return pair_and_day in said


def _key(event: Event) -> Key:
    assert event.date is not None
    return event.citizen_id, event.placement_id, event.date.isoformat(), event.event


def _has_begun(event: Event, decision: Decision) -> bool:
    happened = event.event in ("startet", "timer", "loennede_timer")
    return happened and event.date is not None and event.date >= decision.day
