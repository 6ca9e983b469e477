"""The contact log: what was said, a refusal that is also written for the pair, a pause, and the next visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sqlalchemy import Connection

from jobmatch.domain.codes import REASON
from jobmatch.domain.event import Event
from jobmatch.domain.workplace import (
    ASKING,
    CONTACT_KIND,
    CONTACT_OUTCOME,
    CONTACT_PURPOSE,
    REFUSAL_EVENT,
    REFUSED,
    WorkplaceContact,
)
from jobmatch.errors import BadInput, Text
from jobmatch.exchange.cpr import REFUSED as CPR_REFUSED
from jobmatch.exchange.cpr import holds_cpr
from jobmatch.services.workplaces.answers import Unusable
from jobmatch.services.workplaces.sites import Site
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store
from jobmatch.world.courses import courses

LONGEST_NOTE = 400
_CHOOSE = Text("Vælg en af mulighederne.", "Choose one of the options.")
_REASON = Text("Vælg, hvorfor de sagde nej.", "Choose why they said no.")
_NO_REASON = Text("En årsag hører kun til et nej.", "A reason belongs to a no alone.")
_LATER = Text("Datoen ligger i fremtiden. Skriv, hvornår I talte sammen.", "The day lies ahead. Write when you talked.")
_LONG = Text("Skriv højst {most} tegn.", "Write at most {most} characters.")
_PASSED = Text("Vælg en dag, der ikke er gået.", "Choose a day that has not passed.")
_NOT_WAITING = Text(
    "Borgeren venter ikke på svar fra den plads. Åbn siden igen.",
    "The citizen is not waiting for an answer from that placement. Open the page again.",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A citizen for whom a place was chosen and who waits for the workplace's answer; her number, never her name."""

    citizen_id: str
    placement_id: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """What somebody writes down about a contact."""

    day: date
    kind: str
    purpose: str
    outcome: str
    reason: str | None = None
    note: str = ""
    about: Waiting | None = None
    """Whose place was refused, when it was about one."""


class Contacts:
    """Writes down contacts, pauses and visits."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def waiting(self, site: Site) -> list[Waiting]:
        """Choices at the site's openings that the workplace has not answered, the oldest first."""
        found = []
        for placement_id in site.placement_ids:
            events = self._store.events(placement_id=placement_id)
            for course in courses(events, self._today()):
                if course.chosen_on and course.started_on is None and course.ended_on is None:
                    found.append(Waiting(course.citizen_id, placement_id, course.chosen_on))
        return sorted(found, key=lambda one: (one.since, one.citizen_id))

    def log(self, site: Site, given: NewContact, by: str, reply: Reply | None = None) -> None:
        """Keep a contact; a refusal of somebody is also written as the pair's event, in the same transaction.

        Args:
            reply: The answer to keep with it, where a program asked.

        Raises:
            Unusable: Fields that cannot be used.
            BadInput: Nobody waits for that answer any more.
        """
        self.check(given)
        if given.about is not None and given.about not in self.waiting(site):
            raise BadInput(_NOT_WAITING)
        about, contact = given.about, _contact(site, given, by)
        if about is None or given.outcome != REFUSED:
            self._store.workplaces.log(contact, reply)
            return
        event = Event(
            citizen_id=about.citizen_id,
            placement_id=about.placement_id,
            date=max(given.day, about.since),
            event=REFUSAL_EVENT,
            reason=given.reason,
            decided_by=by,
        )

        def also(connection: Connection, _: int) -> None:
            self._store.workplaces.write_contact(connection, contact)

        kept = None if reply is None else lambda revision: reply
        self._store.save(Changes(what="refusal", events=[event]), by, kept, also=also)

    def beside(self, site: Site, given: NewContact, by: str) -> Callable[[Connection], None]:
        """Writes a contact that belongs to something else, in the transaction of that.

        Raises:
            Unusable: Fields that cannot be used.
        """
        self.check(given)
        return partial(self._store.workplaces.write_contact, contact=_contact(site, given, by))

    def check(self, given: NewContact) -> None:
        """Refuse what cannot be written down.

        Raises:
            Unusable: Fields that cannot be used.
        """
        wrong: dict[str, Text] = {}
        codes = {"kind": CONTACT_KIND, "purpose": CONTACT_PURPOSE, "outcome": CONTACT_OUTCOME}
        wrong |= {name: _CHOOSE for name, known in codes.items() if getattr(given, name) not in known}
        if given.day > self._today():
            wrong["day"] = _LATER
        if given.outcome == REFUSED and given.purpose == ASKING and given.reason not in REASON[REFUSAL_EVENT]:
            wrong["reason"] = _REASON
        if given.reason and given.outcome != REFUSED:
            wrong["reason"] = _NO_REASON
        if len(given.note) > LONGEST_NOTE:
            wrong["note"] = _LONG.fill(most=LONGEST_NOTE)
        if holds_cpr(given.note):
            wrong["note"] = CPR_REFUSED
        if wrong:
            raise Unusable(wrong)

    def agree(
        self, site: Site, days: Mapping[str, date | None], seen: int, by: str, reply: Callable[[int], Reply] | None
    ) -> None:
        """Both at once, for a program: ``pause_until`` and ``next_visit``, of which those not named stay.

        Raises:
            Unusable: A day that has passed.
            Conflict: Somebody else changed what is known of the workplace in the meantime.
        """
        passed = {name: _PASSED for name, day in days.items() if day is not None and day < self._today()}
        if passed:
            raise Unusable(passed)
        facts = self._store.workplaces.facts_of(site.key).facts
        pause, visit = (days.get(name, getattr(facts, name)) for name in ("pause_until", "next_visit"))
        changed = replace(facts, pause_until=pause, next_visit=visit)
        self._store.workplaces.save_facts(site.key, changed, seen, by, reply)

    def pause(self, site: Site, until: date | None, seen: int, by: str) -> None:
        """Let a workplace rest until a day, or end its rest.

        Raises:
            Conflict: Somebody else changed what is known of the workplace in the meantime.
        """
        facts = self._store.workplaces.facts_of(site.key).facts
        self._store.workplaces.save_facts(site.key, replace(facts, pause_until=until), seen, by)

    def plan_visit(self, site: Site, day: date | None, seen: int, by: str) -> None:
        """Plan the next visit, or take it back.

        Raises:
            Conflict: Somebody else changed what is known of the workplace in the meantime.
        """
        facts = self._store.workplaces.facts_of(site.key).facts
        self._store.workplaces.save_facts(site.key, replace(facts, next_visit=day), seen, by)


def _contact(site: Site, given: NewContact, by: str) -> WorkplaceContact:
    about = given.about
    return WorkplaceContact(
        workplace=site.key,
        placement_id=about.placement_id if about else site.head.placement_id,
        day=given.day,
        kind=given.kind,
        purpose=given.purpose,
        outcome=given.outcome,
        reason=given.reason if given.outcome == REFUSED else None,
        note=given.note.strip() or None,
        by=by,
    )
