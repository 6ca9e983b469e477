"""What has changed around a citizen since a course began: whom to ask, and what helps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text
from jobmatch.services.casework.course_view import CourseView
from jobmatch.store.casework_versions import PlacementFacts, consultants_of, facts_of
from jobmatch.store.store import Store

RECENT_DAYS = 56
"""A change is talked about while it is new."""
_HELPS = ("ja", "delvist")


class SupportChanges:
    """Compares the stored versions of a few citizens and placements."""

    def __init__(self, store: Store, citizens: Collection[Citizen], courses: Sequence[CourseView]) -> None:
        running = {one.placement.placement_id for one in courses if one.is_running}
        self._facts = facts_of(store.engine, running)
        self._consultants = consultants_of(store.engine, [one.citizen_id for one in citizens])

    def at_placement(self, course: CourseView, today: date) -> Iterator[tuple[str, Text, date]]:
        """Code, reason and day of what has changed at the workplace since the start."""
        versions = self._facts.get(course.placement.placement_id, [])
        for before, after in zip(versions, versions[1:], strict=False):
            day = min(after.day, today)
            if after.day < course.started_on or today - day > timedelta(days=RECENT_DAYS):
                continue
            if before.contact is not None and before.contact != after.contact:
                yield "contact_left", _contact_text(after.contact, day), day
            stopped = list(_stopped(course.citizen, before, after))
            if stopped:
                da, en = ", ".join(one.da for one in stopped), ", ".join(one.en for one in stopped)
                text = Text(
                    f"Noget, der hjalp på arbejdspladsen, er stoppet: {da}.",
                    f"Something that helped at the workplace has stopped: {en}.",
                )
                yield "support_stopped", text, day

    def of_consultant(self, citizen: Citizen, today: date) -> date | None:
        """The day on which the citizen got another named contact, while that is new."""
        versions = self._consultants.get(citizen.citizen_id, [])
        for (_, before), (day, after) in zip(reversed(versions[:-1]), reversed(versions[1:]), strict=True):
            if before is not None and before != after:
                changed = min(day, today)
                return changed if today - changed <= timedelta(days=RECENT_DAYS) else None
        return None


def _contact_text(now: str | None, day: date) -> Text:
    if now is None:
        return Text(
            f"Kontaktpersonen på arbejdspladsen er stoppet (noteret {day:%d-%m-%Y}).",
            f"The contact at the workplace has left (noted on {day:%d-%m-%Y}).",
        )
    return Text(
        f"Der er kommet en ny kontaktperson på arbejdspladsen: {now} ({day:%d-%m-%Y}).",
        f"There is a new contact at the workplace: {now} ({day:%d-%m-%Y}).",
    )


def _stopped(citizen: Citizen, before: PlacementFacts, after: PlacementFacts) -> Iterator[Text]:
    """What the citizen needs and had, and has no more."""
    for need in citizen.needs or ():
        if need.strength not in ("krav", "vigtigt") or need.code not in NEEDS:
            continue
        had, has = before.offers.get(need.code), after.offers.get(need.code)
        no_mentor = need.code == "mentor" and (before.mentor_hours or 0) > 0 and after.mentor_hours == 0
        if (had in _HELPS and has == "nej") or no_mentor:
            yield NEEDS[need.code].label
