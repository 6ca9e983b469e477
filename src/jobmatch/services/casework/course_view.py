"""A course as people see it: what its events and agreements add up to on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.course import START, CourseEntry
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Placement
from jobmatch.services.casework.hours import (
    Agreed,
    Pause,
    Week,
    agreed_on,
    in_force,
    monday_of,
    pauses,
    timeline,
    weeks_of,
)
from jobmatch.world.courses import Course, histories

FLEKSJOB = "fleksjob"
_TO_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_FROM_LETTERS = str.maketrans("abcdefghijklmnop", "0123456789abcdef")


def course_id_of(course: Course, events: Iterable[Event]) -> str:
    """A name for addresses that stays the same while more is written about the course; letters only."""
    number = next((event.course_id for event in events if event.course_id), None)
    begun = course.started_on or course.chosen_on
    what = number or (begun.isoformat() if begun is not None else "")
    return course_id_from(course.citizen_id, course.placement_id, what)


def course_id_from(citizen_id: str, placement_id: str, what: str) -> str:
    """The name of a course by its pair, and its number or the day it began."""
    return "\0".join((citizen_id, placement_id, what)).encode().hex().translate(_TO_LETTERS)


def citizen_of(course_id: str) -> str | None:
    """Whose course a name is; None when it is no such name."""
    try:
        facts = bytes.fromhex(course_id.translate(_FROM_LETTERS)).decode().split("\0")
    except ValueError:
        return None
    return facts[0] if len(facts) == 3 and course_id.isalpha() else None


@dataclass(frozen=True)
class CourseView:
    """One started course of a citizen at a placement."""

    course_id: str
    citizen: Citizen
    placement: Placement
    events: tuple[Event, ...]
    entries: tuple[CourseEntry, ...]
    started_on: date
    chosen_on: date | None
    ended_on: date | None
    today: date
    version: str = ""
    """Changes whenever somebody writes about the course."""

    @property
    def is_running(self) -> bool:
        """Whether it has begun and not ended."""
        return self.started_on <= self.today and self.ended_on is None

    @property
    def end_event(self) -> Event | None:
        """How it ended; None while it has not."""
        return next((e for e in self.events if e.event in ("afbrudt", "gennemfoert")), None)

    @property
    def number(self) -> str | None:
        """Its number in the case system, or the one that was given here."""
        return next((event.course_id for event in self.events if event.course_id), None)

    @property
    def is_own(self) -> bool:
        """Whether it was started here; else it came in with a file."""
        return any(entry.what == START for entry in self.entries)

    @cached_property
    def start_entry(self) -> CourseEntry | None:
        """What was agreed at the start, when it was started here."""
        return next((entry for entry in self.entries if entry.what == START), None)

    @property
    def measure(self) -> str | None:
        """The measure: as agreed, else the only one that the placement can be used for."""
        if self.start_entry is not None and self.start_entry.measure is not None:
            return self.start_entry.measure
        only = self.placement.measures or ()
        return only[0] if len(only) == 1 else None

    @property
    def planned_weeks(self) -> int | None:
        """The planned length: as agreed last, else as the placement says."""
        return self.agreed_weeks or self.placement.weeks

    @property
    def agreed_weeks(self) -> int | None:
        """The length as people have agreed it here, with every extension."""
        return next((entry.weeks for entry in reversed(self.entries) if entry.weeks is not None), None)

    @cached_property
    def steps(self) -> list[Agreed]:
        """Agreed hours a week, from when."""
        return timeline(self.events, self.entries, self.started_on)

    @cached_property
    def pauses(self) -> list[Pause]:
        """Times without hours."""
        return pauses(self.entries, self.ended_on)

    @property
    def is_paused(self) -> bool:
        """Whether there is a pause today."""
        return self.is_running and any(one.last is None and one.first <= self.today for one in self.pauses)

    @cached_property
    def weeks(self) -> list[Week]:
        """Every week so far."""
        until = min(self.today, self.ended_on) if self.ended_on is not None else self.today
        return weeks_of(self.events, self.steps, self.pauses, self.started_on, until)

    @property
    def agreed_now(self) -> Agreed | None:
        """What is agreed today; of an ended course the last that was."""
        day = self.today if self.ended_on is None else min(self.today, self.ended_on)
        return agreed_on(self.steps, max(day, self.started_on))

    @property
    def week_now(self) -> int:
        """Which week it is, counted from 1 in the week of the start; 0 before it."""
        if self.today < self.started_on:
            return 0
        return (monday_of(self.today) - monday_of(self.started_on)).days // 7 + 1

    @cached_property
    def first_paid_on(self) -> date | None:
        """The day of the first paid ordinary hours."""
        paid = (e.date for e in self.events if e.event == "loennede_timer" and e.hours != 0 and e.date is not None)
        return min(paid, default=None)

    def effective(self, hours: float | None) -> float | None:
        """Flex job: effective hours, where the share is known."""
        share = self.citizen.effective_share
        if self.measure != FLEKSJOB or share is None or hours is None:
            return None
        return round(hours * share / 100, 2)

    @property
    def plan(self) -> list[CourseEntry]:
        """What was agreed here and still holds, in the order of its days."""
        return in_force(self.entries)


def views(
    citizen: Citizen,
    events: Sequence[Event],
    entries: Sequence[CourseEntry],
    placements: dict[str, Placement],
    today: date,
) -> list[CourseView]:
    """Every started course of one citizen, the newest start first; one that is agreed to start later too."""
    found: list[CourseView] = []
    for history in histories(events, date.max):
        course = history.course
        if course.started_on is None:
            continue
        course_id = course_id_of(course, history.events)
        found.append(
            CourseView(
                course_id=course_id,
                citizen=citizen,
                placement=placements.get(course.placement_id) or Placement(placement_id=course.placement_id),
                events=history.events,
                entries=tuple(entry for entry in entries if entry.course_id == course_id),
                started_on=course.started_on,
                chosen_on=course.chosen_on,
                ended_on=course.ended_on,
                today=today,
            )
        )
    return sorted(found, key=lambda one: (one.started_on, one.course_id), reverse=True)
