"""Writing about a course: its start, and what every later word has in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import MEASURE
from jobmatch.domain.course import START, CourseEntry
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.services.casework.course_reading import CourseReading
from jobmatch.services.casework.course_view import CourseView, course_id_from
from jobmatch.services.casework.people import known_citizen, known_placement
from jobmatch.services.casework.stale import Stale
from jobmatch.services.casework.steps import check_days
from jobmatch.services.casework.writing import choice, plain
from jobmatch.store.changes import Changes, Given, Reply
from jobmatch.world.courses import histories

LONGEST_WEEKS = 520
MOST_HOURS = 60.0

_RUNNING = Text(
    "Borgeren er allerede i gang på pladsen. Slut det forløb først.",
    "The citizen has a course at this placement already. End that one first.",
)
_ENDED = Text("Forløbet er slut.", "The course has ended.")
_MEANWHILE = Text(
    "En anden har skrevet om forløbet i mellemtiden. Se det først, og skriv så.",
    "Somebody else has written about the course meanwhile. Look at it first, then write.",
)
_MEASURE = Text("Ordningen", "The measure")
_NO_MEASURE = Text("Vælg, hvilken ordning det er.", "Choose which measure it is.")
_NOT_OFFERED = Text(
    "Pladsen kan ikke bruges til {measure}. Vælg en anden ordning, eller ret pladsen.",
    "The placement cannot be used for {measure}. Choose another measure, or correct the placement.",
)
_HOURS = Text("Timer om ugen skal være mellem {least} og {most}.", "Hours a week must be between {least} and {most}.")
_WEEKS = Text("Varigheden skal være mellem 1 og {most} uger.", "The length must be between 1 and {most} weeks.")
BEFORE_START = Text("Dagen ligger ikke efter forløbets start.", "The day does not lie after the start of the course.")

Answered = Callable[[int], Reply]
"""Makes the answer over HTTP; it is kept in the same transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is agreed when a course starts."""

    citizen_id: str
    placement_id: str
    day: date
    """The first day; it may lie ahead."""
    measure: str | None
    hours: float
    """Attendance a week at the start."""
    weeks: int | None = None
    """The planned length."""
    days_week: int | None = None
    note: str | None = None


class CourseWriting(CourseReading):
    """Starts courses, and saves what is said about them in one transaction."""

    def start(self, said: Start, by: str, reply: Answered | None = None) -> str:
        """Start a placement on a day, with the hours agreed, and return the course's name.

        The citizen's status says from now on that she is in a course.

        Raises:
            NotFound: There is no such citizen or placement.
            BadInput: The measure, the hours or the length cannot be used.
            Conflict: She has a course there already.
        """
        citizen = known_citizen(self._store, said.citizen_id)
        placement = known_placement(self._store, said.placement_id)
        measure = _measure(said.measure, placement)
        check_hours(said.hours)
        check_days(said.days_week)
        if said.weeks is not None and not 1 <= said.weeks <= LONGEST_WEEKS:
            raise BadInput(_WEEKS.fill(most=LONGEST_WEEKS))
        same = [one for one in self.of(said.citizen_id) if one.placement.placement_id == said.placement_id]
        if any(one.ended_on is None or one.started_on >= said.day for one in same):
            raise Conflict(_RUNNING)
        number = self._number(said)
        begun = Event(
            citizen_id=said.citizen_id,
            placement_id=said.placement_id,
            course_id=number,
            date=said.day,
            event="startet",
            agreed_hours=said.hours,
            decided_by=by,
        )
        course_id = course_id_from(said.citizen_id, said.placement_id, number)
        entry = CourseEntry(
            course_id=course_id,
            citizen_id=said.citizen_id,
            placement_id=said.placement_id,
            what=START,
            day=said.day,
            hours=said.hours,
            days_week=said.days_week,
            measure=measure,
            weeks=said.weeks,
            note=plain(said.note),
            by=by,
        )
        self._save(entry, [begun], status_of(citizen, "i_forloeb"), None, reply)
        return course_id

    def name_of(self, said: Start) -> str:
        """What a course will be called once it has started."""
        return course_id_from(said.citizen_id, said.placement_id, self._number(said))

    def _number(self, said: Start) -> str:
        """The number of the choice that begins, where the case system has given it one; else one of our own."""
        events = [e for e in self._store.events(citizen_id=said.citizen_id, placement_id=said.placement_id)]
        for history in reversed(histories(events, date.max)):
            if history.course.started_on is None and history.course.ended_on is None:
                given = next((event.course_id for event in history.events if event.course_id), None)
                if given is not None:
                    return given
        return f"JM-{said.day.isoformat()}"

    def _running(self, course_id: str) -> CourseView:
        course = self.one(course_id)
        if course.ended_on is not None:
            raise Conflict(_ENDED)
        return course

    def _save(
        self,
        entry: CourseEntry,
        events: Sequence[Event],
        citizens: Sequence[Given[Citizen]],
        expected: str | None,
        reply: Answered | None,
        kept: bool = True,
    ) -> None:
        """Save what is said, unless somebody has written about the course since ``expected``.

        Args:
            kept: Whether the entry itself is kept, beside the events.
        """

        def also(connection: Connection, revision: int) -> None:
            casework = self._store.casework
            versions = casework.pair_versions(connection, entry.citizen_id, entry.placement_id, revision)
            if expected is not None and expected not in versions:
                raise Stale(_MEANWHILE)
            if kept:
                casework.entries.add(connection, replace(entry, revision=revision))

        self._store.save(Changes(what=f"course {entry.what}", events=events, citizens=citizens), entry.by, reply, also)


def _measure(code: str | None, placement: Placement) -> str:
    measure = choice(code, MEASURE, _MEASURE)
    if measure is None:
        raise BadInput(_NO_MEASURE)
    if placement.measures is not None and measure not in placement.measures:
        name = MEASURE[measure]
        raise BadInput(Text(_NOT_OFFERED.da.format(measure=name.da), _NOT_OFFERED.en.format(measure=name.en)))
    return measure


def check_hours(hours: float, most: float = MOST_HOURS, least: float = 0.25) -> None:
    """Refuse hours that no week has.

    Raises:
        BadInput: They are too few or too many.
    """
    if not least <= hours <= most:
        raise BadInput(_HOURS.fill(least=f"{least:g}".replace(".", ","), most=f"{most:g}"))


def status_of(citizen: Citizen, status: str) -> list[Given[Citizen]]:
    """The change of a citizen's status, when it is one."""
    if citizen.status == status:
        return []
    return [Given(Citizen(citizen_id=citizen.citizen_id, status=status), frozenset({"status"}))]


def entry_of(course: CourseView, what: str, day: date, by: str) -> CourseEntry:
    """The beginning of something that is said about a course."""
    return CourseEntry(
        course_id=course.course_id,
        citizen_id=course.citizen.citizen_id,
        placement_id=course.placement.placement_id,
        what=what,
        day=day,
        by=by,
    )
