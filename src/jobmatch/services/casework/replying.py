"""Replies: the citizen's own ja, måske or nej to a proposal, and what she asks for; a reason is never demanded."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from sqlalchemy import Connection

from jobmatch.domain.decision import ABOUT_HOURS, DECLINED, NO, TO_A_PROPOSAL, CitizenReply
from jobmatch.domain.event import Event
from jobmatch.errors import BadInput, Conflict, NotFound, Text
from jobmatch.services.casework.course_reading import CourseReading
from jobmatch.services.casework.people import known_citizen, known_placement
from jobmatch.services.casework.shown_events import rank_on
from jobmatch.services.casework.writing import plain
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store

_NO_REPLY = Text("Svaret findes ikke.", "The answer is not there.")
_YES_NO = Text("Svar ja, måske eller nej.", "Answer yes, perhaps or no.")
_ASKS = Text("Vælg flere timer, færre timer eller pause.", "Choose more hours, fewer hours or a pause.")
_BEGUN = Text(
    "Du er i gang på pladsen. Bed om færre timer eller en pause, eller tal med din konsulent.",
    "You have begun at this placement. Ask for fewer hours or a pause, or talk with your consultant.",
)

Answered = Callable[[CitizenReply], Reply]


class Replying:
    """Keeps what citizens answer, and tells the consultant."""

    def __init__(self, store: Store, today: Callable[[], date], courses: CourseReading) -> None:
        self._store = store
        self._today = today
        self._courses = courses

    def of(self, citizen_id: str) -> list[CitizenReply]:
        """Everything that a citizen has answered and asked for, in order."""
        return self._store.casework.replies.of([citizen_id])

    def in_force(self, citizen_id: str) -> dict[str, CitizenReply]:
        """Per placement: the latest answer."""
        return {one.placement_id: one for one in self.of(citizen_id) if one.placement_id is not None}

    def unseen(self, citizen_ids: Collection[str]) -> list[CitizenReply]:
        """What the consultant has not said to have seen yet, the oldest first."""
        found = [one for one in self._store.casework.replies.of(citizen_ids) if one.seen_at is None]
        return sorted(found, key=lambda one: one.number)

    def one(self, number: int) -> CitizenReply:
        """One answer.

        Raises:
            NotFound: There is none of that number.
        """
        found = self._store.casework.replies.one(number)
        if found is None:
            raise NotFound(_NO_REPLY)
        return found

    def seen(self, number: int, by: str) -> None:
        """Say that the consultant has seen an answer.

        Raises:
            NotFound: There is none of that number.
        """
        self.one(number)
        self._store.casework.mark_seen(number, by)

    def answer(
        self,
        citizen_id: str,
        placement_id: str,
        what: str,
        by: str,
        *,
        words: str | None = None,
        shown: int | None = None,
        reply: Answered | None = None,
    ) -> CitizenReply:
        """Keep a ja, måske or nej to a proposal; the last answer of a day counts.

        Raises:
            NotFound: There is no such citizen, placement or list.
            BadInput: It is none of the three, or the words hold what has no place here.
            Conflict: The course has begun.
        """
        known_citizen(self._store, citizen_id)
        known_placement(self._store, placement_id)
        if what not in TO_A_PROPOSAL:
            raise BadInput(_YES_NO)
        running = [one for one in self._courses.of(citizen_id) if one.ended_on is None]
        if what == NO and placement_id in {one.placement.placement_id for one in running}:
            raise Conflict(_BEGUN)
        listed = self._store.casework.shown.one(shown) if shown is not None else None
        if shown is not None and (listed is None or listed.citizen_id != citizen_id):
            raise NotFound(_NO_REPLY)
        made = CitizenReply(
            citizen_id=citizen_id,
            placement_id=placement_id,
            what=what,
            words=plain(words),
            day=self._today(),
            shown=shown,
            by=by,
        )
        names = ("forelagt", DECLINED) if what == NO else ("forelagt",)
        events = [self._event(made, name, rank_on(listed, placement_id)) for name in names]
        return self._save(made, events, self._no_earlier_today(made), reply)

    def _event(self, made: CitizenReply, name: str, rank: int | None) -> Event:
        assert made.placement_id is not None
        return Event(
            citizen_id=made.citizen_id,
            placement_id=made.placement_id,
            date=made.day,
            event=name,
            shown_rank=rank,
            decided_by=made.by,
        )

    def _no_earlier_today(self, made: CitizenReply) -> set[tuple[str, ...]]:
        """The event of a nej from earlier the same day, which another answer takes the place of."""
        before = self.in_force(made.citizen_id).get(made.placement_id or "")
        if made.what == NO or before is None or (before.what, before.day) != (NO, made.day):
            return set()
        return {(made.citizen_id, made.placement_id or "", made.day.isoformat(), DECLINED)}

    def ask(
        self, citizen_id: str, what: str, by: str, *, words: str | None = None, reply: Answered | None = None
    ) -> CitizenReply:
        """Keep that a citizen asks for more hours, fewer hours or a pause; nothing changes until it is agreed.

        Raises:
            NotFound: There is no such citizen.
            BadInput: It is none of the three, or the words hold what has no place here.
        """
        known_citizen(self._store, citizen_id)
        if what not in ABOUT_HOURS:
            raise BadInput(_ASKS)
        made = CitizenReply(
            citizen_id=citizen_id, placement_id=None, what=what, words=plain(words), day=self._today(), by=by
        )
        return self._save(made, [], set(), reply)

    def _save(
        self, made: CitizenReply, events: list[Event], replaced: set[tuple[str, ...]], reply: Answered | None
    ) -> CitizenReply:
        kept: list[CitizenReply] = []

        def also(connection: Connection, _: int) -> None:
            kept.append(self._store.casework.replies.add(connection, made))

        changes = Changes(what=f"citizen {made.what}", events=events, withdrawn={"events": replaced})
        self._store.save(changes, made.by, (lambda _: reply(kept[0])) if reply else None, also)
        return kept[0]
