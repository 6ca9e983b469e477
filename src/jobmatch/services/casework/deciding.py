"""Deciding: what a consultant and a citizen choose or set aside, kept with what they had been shown.

A decision writes the contract's events and its own row in one transaction. Nothing is deleted: taking a decision back
is a row of its own, and puts the events back as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from jobmatch.domain.codes import REASON
from jobmatch.domain.decision import (
    CHOSEN,
    DECIDED,
    DECLINED,
    OWN_IDEA,
    UNDONE,
    Decision,
    Idea,
    ShownList,
)
from jobmatch.errors import BadInput, NotFound, Text
from jobmatch.services.casework.decided import in_force
from jobmatch.services.casework.people import known_citizen, known_placement
from jobmatch.services.casework.shown_events import event_of, key_of, proposed, put_to_citizen, rank_on
from jobmatch.services.casework.stale import Stale
from jobmatch.services.casework.undoing import Undoing
from jobmatch.services.casework.writing import choice, line, plain
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store

_NO_DECISION = Text("Beslutningen findes ikke.", "The decision is not there.")
_ONLY_THESE = Text(
    "Skriv valgt, fravalgt_konsulent eller fravalgt_borger.",
    "Write valgt (chosen), fravalgt_konsulent or fravalgt_borger (declined by the consultant or the citizen).",
)
_WHY = Text(
    "Vælg en grund, også når det er den første på listen.",
    "Choose a reason, also when it is the first one on the list.",
)
_REASON = Text("Grunden", "The reason")
_OTHERS_LIST = Text("Listen hører til en anden borger.", "The list belongs to another citizen.")
_FUTURE = Text("Dagen ligger ude i fremtiden.", "The day lies in the future.")
_MEANWHILE = Text(
    "Der er besluttet noget andet om borgeren i mellemtiden. Se det først, og beslut så.",
    "Something else was decided about the citizen meanwhile. Look at it first, then decide.",
)
_NO_EMPLOYER = Text("Skriv, hvilken virksomhed det er.", "Write which workplace it is.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody says about one placement."""

    citizen_id: str
    placement_id: str
    what: str
    """``valgt``, ``fravalgt_konsulent`` or ``fravalgt_borger``."""
    reason: str | None = None
    """From the closed list of ``what``; only a citizen's no may do without."""
    note: str | None = None
    shown: int | None = None
    """The list that was on the screen; None when nobody can say."""
    seconds: float | None = None
    """How long the page says that the list was on the screen; else it is counted from when it was opened."""
    day: date | None = None
    """When it was decided; today unless told."""
    expected: int | None = None
    """The newest decision about the citizen that the sender saw (0: none); None to decide whatever there is."""


Answered = Callable[[Decision], Reply]
"""Makes the answer over HTTP; it is kept in the same transaction."""


class Deciding:
    """Records decisions, and tells which there are."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self._undoing = Undoing(store)

    # reading

    def one(self, number: int) -> Decision:
        """A decision.

        Raises:
            NotFound: No decision has that number.
        """
        found = self._store.casework.decisions.one(number)
        if found is None:
            raise NotFound(_NO_DECISION)
        return found

    def of(self, citizen_id: str) -> list[Decision]:
        """Every decision about a citizen in the order they were made, those taken back too."""
        return self._store.casework.decisions.of([citizen_id])

    def in_force(self, citizen_id: str) -> list[Decision]:
        """The latest decision about each placement and each own idea that has not been taken back."""
        return in_force(self.of(citizen_id))

    def latest(self, citizen_id: str) -> int:
        """The number of the newest decision about a citizen: what ``expected`` is compared with; 0 without any."""
        return max((one.number for one in self.of(citizen_id)), default=0)

    # deciding

    def decide(self, said: Choice, by: str, reply: Answered | None = None) -> Decision:
        """Choose a placement, or set it aside: now or for good.

        Raises:
            NotFound: There is no such citizen, placement or list.
            BadInput: The reason is not on the list, or the note holds what has no place here.
            Stale: Somebody else has decided meanwhile.
        """
        known_citizen(self._store, said.citizen_id)
        known_placement(self._store, said.placement_id)
        made = replace(self._checked(said, by), placement_id=said.placement_id)
        listed = self._list(said.citizen_id, said.shown)
        made = replace(made, **self._seen(listed, said, by), shown_rank=rank_on(listed, said.placement_id))
        return self._save(made, listed, said.expected, reply)

    def _checked(self, said: Choice, by: str) -> Decision:
        if said.what not in DECIDED:
            raise BadInput(_ONLY_THESE)
        reason = choice(said.reason, REASON[said.what], _REASON)
        if reason is None and said.what != DECLINED:
            raise BadInput(_WHY)
        return Decision(
            citizen_id=said.citizen_id,
            placement_id=None,
            what=said.what,
            reason=reason,
            note=plain(said.note),
            day=self._day(said.day),
            by=by,
        )

    def _day(self, day: date | None) -> date:
        today = self._today()
        if day is not None and day > today:
            raise BadInput(_FUTURE)
        return day or today

    def _list(self, citizen_id: str, number: int | None) -> ShownList | None:
        if number is None:
            return None
        found = self._store.casework.shown.one(number)
        if found is None or found.citizen_id != citizen_id:
            raise NotFound(_OTHERS_LIST)
        return found

    def _seen(self, listed: ShownList | None, said: Choice, by: str) -> dict[str, Any]:
        if listed is None:
            return {}
        view = self._store.casework.view(listed.number, by)
        if view is None:
            return {"shown": listed.number, "seconds": said.seconds}
        elapsed = (self._store.casework.clock() - view.last_at).total_seconds()
        seconds = max(0.0, elapsed if said.seconds is None else said.seconds)
        return {"shown": listed.number, "shown_at": view.first_at, "seconds": round(seconds, 1)}

    def own_idea(
        self,
        citizen_id: str,
        idea: Idea,
        by: str,
        *,
        reason: str | None = "oenske",
        note: str | None = None,
        shown: int | None = None,
        expected: int | None = None,
        reply: Answered | None = None,
    ) -> Decision:
        """Keep the citizen's own idea of a workplace; the liaison asks there, and it becomes a placement with a yes.

        Raises:
            NotFound: There is no such citizen or list.
            BadInput: No workplace is named, or a text holds what has no place here.
            Stale: Somebody else has decided meanwhile.
        """
        known_citizen(self._store, citizen_id)
        said = Choice(citizen_id=citizen_id, placement_id="", what=CHOSEN, reason=reason, note=note, shown=shown)
        kept = Idea(employer=line(idea.employer) or "", title=line(idea.title), contact=line(idea.contact))
        if not kept.employer:
            raise BadInput(_NO_EMPLOYER)
        listed = self._list(citizen_id, shown)
        made = replace(self._checked(said, by), what=OWN_IDEA, shown_rank=0, idea=asdict(kept))
        made = replace(made, **self._seen(listed, said, by))
        return self._save(made, listed, expected, reply)

    def _save(self, made: Decision, listed: ShownList | None, expected: int | None, reply: Answered | None) -> Decision:
        replaced, last_seen = self._replaced_today(made)
        events = proposed(listed, made.day, made.by)
        if made.placement_id is not None:
            events += [
                event_of(made),
                *put_to_citizen(made.citizen_id, made.placement_id, made.day, made.what, made.by),
            ]
        changes = Changes(what=f"decision {made.what}", events=events, withdrawn={"events": replaced})
        return self._keep(
            made, changes, reply, lambda newest: expected in (None, newest) and (not replaced or newest == last_seen)
        )

    def _keep(
        self, made: Decision, changes: Changes, reply: Answered | None, as_seen: Callable[[int], bool]
    ) -> Decision:
        """Save a decision with its events, unless the newest one about the citizen is not what was seen."""
        kept: list[Decision] = []
        before = self._store.revision()

        def also(connection: Connection, revision: int) -> None:
            ledger = self._store.casework.decisions
            if not as_seen(ledger.last_number(made.citizen_id, connection)):
                raise Stale(_MEANWHILE)
            written = revision if revision > before else 0
            kept.append(ledger.add(connection, replace(made, revision=written)))

        self._store.save(changes, made.by, (lambda _: reply(kept[0])) if reply else None, also)
        return kept[0]

    def _replaced_today(self, made: Decision) -> tuple[set[tuple[str, ...]], int]:
        """The event of a decision about the same placement on the same day that this one takes the place of."""
        before = self.of(made.citizen_id)
        same = [d for d in in_force(before) if (d.placement_id, d.day) == (made.placement_id, made.day)]
        keys = {key_of(d) for d in same if d.what in DECIDED and d.what != made.what and d.placement_id is not None}
        return keys, max((d.number for d in before), default=0)

    # taking back

    def undo(self, number: int, by: str, note: str | None = None, reply: Answered | None = None) -> Decision:
        """Take a decision back: the events are as they were before it, and both rows stay to be read.

        What was shown stays told as shown, and what was put to the citizen stays so if something else says it too.

        Raises:
            NotFound: No decision has that number.
            Conflict: It is taken back already, a later one builds on it, or the course has begun.
        """
        decision = self.one(number)
        others = self.of(decision.citizen_id)
        changes = self._undoing.changes(decision, others)
        made = Decision(
            citizen_id=decision.citizen_id,
            placement_id=decision.placement_id,
            what=UNDONE,
            note=plain(note),
            day=self._today(),
            undoes=number,
            by=by,
        )
        last_seen = others[-1].number
        return self._keep(made, changes, reply, lambda newest: newest == last_seen)
