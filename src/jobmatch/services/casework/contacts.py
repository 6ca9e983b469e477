"""Contacts: when a consultant and a citizen were last in touch, as far as anything tells it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from sqlalchemy import Connection

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.decision import CHOSEN, DECLINED, OWN_IDEA
from jobmatch.domain.event import Event
from jobmatch.domain.follow_up import CITIZEN, DONE, HOW, Contact
from jobmatch.errors import BadInput, Text
from jobmatch.services.casework.people import known_citizen
from jobmatch.services.casework.writing import choice, plain
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store

WITH_HER = ("forelagt", CHOSEN, DECLINED)
"""Events that say that the citizen was talked with."""

_FUTURE = Text("Dagen ligger ude i fremtiden.", "The day lies in the future.")
_HOW = Text("Måden", "The way")
_NO_HOW = Text("Vælg, hvordan I talte sammen.", "Choose how you were in touch.")


class Contacts:
    """Notes contacts, and finds the latest one."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def note(
        self,
        citizen_id: str,
        day: date,
        how: str,
        by: str,
        note: str | None = None,
        reply: Callable[[int], Reply] | None = None,
    ) -> None:
        """Note that the consultant and the citizen were in touch, beside any follow-up.

        Raises:
            NotFound: There is no such citizen.
            BadInput: The way is not on the list, or the day lies ahead.
        """
        known_citizen(self._store, citizen_id)
        if day > self._today():
            raise BadInput(_FUTURE)
        way = choice(how, HOW, _HOW)
        if way is None:
            raise BadInput(_NO_HOW)
        contact = Contact(citizen_id=citizen_id, day=day, how=way, note=plain(note), by=by)

        def also(connection: Connection, _: int) -> None:
            self._store.casework.contacts.add(connection, contact)

        self._store.save(Changes(what="contact"), by, reply, also)

    def of(self, citizen_id: str) -> list[Contact]:
        """What was noted about contacts with a citizen, beside follow-ups, in order."""
        return self._store.casework.contacts.of([citizen_id])

    def latest(self, citizens: Collection[Citizen], until: date | None = None) -> dict[str, date]:
        """Per citizen: the last day on which anything says that she was talked with; left out when nothing does.

        Args:
            until: What came after this day is left out; today unless told.
        """
        last = until or self._today()
        ids = [one.citizen_id for one in citizens]
        found: dict[str, date] = {}
        told = self._store.events_of(ids)
        for citizen_id, day in [*_talked_through(citizens), *_in_events(told), *self._written(ids)]:
            if day <= last:
                found[citizen_id] = max(day, found.get(citizen_id, day))
        return found

    def _written(self, ids: Collection[str]) -> Iterator[tuple[str, date]]:
        casework = self._store.casework
        yield from ((one.citizen_id, one.day) for one in casework.contacts.of(ids))
        held = (one for one in casework.follow_ups.of(ids) if one.what == DONE and one.side == CITIZEN)
        yield from ((one.citizen_id, one.day) for one in held)
        yield from ((one.citizen_id, one.day) for one in casework.replies.of(ids))
        yield from ((one.citizen_id, one.day) for one in casework.decisions.of(ids) if one.what == OWN_IDEA)


def _talked_through(citizens: Collection[Citizen]) -> Iterator[tuple[str, date]]:
    """Hours and needs are talked through with the citizen."""
    for citizen in citizens:
        if citizen.capacity_date is not None:
            yield citizen.citizen_id, citizen.capacity_date


def _in_events(events: Collection[Event]) -> Iterator[tuple[str, date]]:
    for event in events:
        if event.event in WITH_HER and event.date is not None:
            yield event.citizen_id, event.date
