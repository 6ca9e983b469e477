"""Reading courses: those of a citizen or of many, one by its name, and choices that wait for a start."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.course import CourseEntry
from jobmatch.domain.event import Event
from jobmatch.errors import NotFound, Text
from jobmatch.services.casework.course_view import CourseView, citizen_of, views
from jobmatch.services.casework.people import known_citizen
from jobmatch.store.store import Store
from jobmatch.world.courses import histories

_NO_COURSE = Text("Forløbet findes ikke.", "The course is not there.")
BEGUN = ("startet", "timer", "loennede_timer")
"""Events that say that somebody is, or was, at a workplace."""


class CourseReading:
    """What there is about courses."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def of(self, citizen_id: str) -> list[CourseView]:
        """A citizen's started courses, the newest first.

        Raises:
            NotFound: There is no such citizen.
        """
        citizen = known_citizen(self._store, citizen_id)
        return self.of_all([citizen])[citizen_id]

    def of_all(self, citizens: Collection[Citizen]) -> dict[str, list[CourseView]]:
        """The same for several citizens at once."""
        ids = [citizen.citizen_id for citizen in citizens]
        events: dict[str, list[Event]] = {one: [] for one in ids}
        entries: dict[str, list[CourseEntry]] = {one: [] for one in ids}
        for event in self._store.events_of(ids):
            events[event.citizen_id].append(event)
        for entry in self._store.casework.entries.of(ids):
            entries[entry.citizen_id].append(entry)
        begun = {e.placement_id for own in events.values() for e in own if e.event in BEGUN}
        placements = {key: one.record for key, one in self._store.placements_by_id(begun).items()}
        return {
            one.citizen_id: views(one, events[one.citizen_id], entries[one.citizen_id], placements, self._today())
            for one in citizens
        }

    def citizen_id_of(self, course_id: str) -> str:
        """Whose course a name is: to be asked before the course is shown to anybody.

        Raises:
            NotFound: It is no name of a course.
        """
        found = citizen_of(course_id)
        if found is None:
            raise NotFound(_NO_COURSE)
        return found

    def one(self, course_id: str) -> CourseView:
        """One course, with its version.

        Raises:
            NotFound: There is no such course.
        """
        citizen = self._store.citizen(self.citizen_id_of(course_id))
        for course in self.of_all([citizen])[citizen.citizen_id] if citizen is not None else ():
            if course.course_id == course_id:
                pair = course.citizen.citizen_id, course.placement.placement_id
                return replace(course, version=self._store.casework.pair_version(*pair))
        raise NotFound(_NO_COURSE)

    def waiting(self, citizen_id: str) -> list[str]:
        """Placements that are chosen and not begun: where a course can start, the latest choice first."""
        found = [
            history.course
            for history in histories(self._store.events(citizen_id=citizen_id), self._today())
            if history.course.started_on is None and history.course.ended_on is None
        ]
        found.sort(key=lambda course: course.chosen_on or date.min, reverse=True)
        return list(dict.fromkeys(course.placement_id for course in found))
