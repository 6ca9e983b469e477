"""Tal nu: what the data show that is worth a talk now; each with its reason and day, never a score."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import MEASURE, NEVER_PROPOSED
from jobmatch.domain.course import STEP
from jobmatch.domain.text import hours_counted
from jobmatch.errors import Text
from jobmatch.rules.table import RuleTable
from jobmatch.services.answers import CAPACITY_OLD_WEEKS
from jobmatch.services.casework.contacts import Contacts
from jobmatch.services.casework.course_reading import CourseReading
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.measure_ends import EXPIRES_WITHIN_DAYS, ends_on, may_end_on
from jobmatch.services.casework.support_changes import SupportChanges
from jobmatch.store.store import Store

TWICE_WITHIN_DAYS = 31
WEEKS_RUNNING = 2
REPORTED_WITHIN_DAYS = 28
"""Weeks reported longer ago say nothing about now."""
FIRST_WEEKS = 8
NO_CONTACT_DAYS = 14
CLOSED = "afsluttet"
_ENDS = Text(
    "Ordningen slutter den {last:%d-%m-%Y}. Aftal, hvad der skal ske bagefter.",
    "The measure ends on {last:%d-%m-%Y}. Agree on what comes after.",
)
_WAS_TO_END = Text(
    "Ordningen skulle være slut den {last:%d-%m-%Y}. Forlæng den, eller slut forløbet.",
    "The measure was to end on {last:%d-%m-%Y}. Extend it, or end the course.",
)
_PLANNED_TO = Text(
    "Pladsen er planlagt til den {last:%d-%m-%Y}. Aftal, hvad der skal ske bagefter.",
    "The placement is planned until {last:%d-%m-%Y}. Agree on what comes after.",
)
_MAY_END = Text(
    "Det er ikke skrevet, hvilken ordning det er. Er det {measure}, er sidste dag den {last:%d-%m-%Y}. "
    "Se efter, og aftal, hvad der skal ske bagefter.",
    "It is not written which measure it is. If it is a {measure}, the last day is {last:%d-%m-%Y}. "
    "Look it up, and agree on what comes after.",
)


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to talk now."""

    code: str
    text: Text
    day: date
    """The day that it is about."""
    course_id: str | None = None


class Signals:
    """Looks for what is worth a talk now."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        courses: CourseReading,
        contacts: Contacts,
        rules: Callable[[date], RuleTable],
    ) -> None:
        self._store = store
        self._today = today
        self._courses = courses
        self._contacts = contacts
        self._rules = rules

    def of(self, citizens: Collection[Citizen]) -> dict[str, list[Signal]]:
        """Per citizen, in the order of the closed list: everything to talk about now; an empty list for nothing."""
        courses = self._courses.of_all(citizens)
        latest = self._contacts.latest(citizens)
        changes = SupportChanges(self._store, citizens, [one for found in courses.values() for one in found])
        today = self._today()
        return {
            citizen.citizen_id: [
                *_of_courses(courses[citizen.citizen_id], today, self._rules, changes),
                *_of_consultant(citizen, changes, today),
                *_of_contact(citizen, latest.get(citizen.citizen_id), today),
                *_of_capacity(citizen, today),
            ]
            for citizen in citizens
        }


def _of_courses(
    courses: Sequence[CourseView], today: date, rules: Callable[[date], RuleTable], changes: SupportChanges
) -> Iterator[Signal]:
    for course in courses:
        if course.is_running:
            yield from _rose_twice(course, today)
            yield from _not_asked(course, today)
            yield from _below(course, today)
            yield from (
                Signal(code, text, day, course.course_id) for code, text, day in changes.at_placement(course, today)
            )
            yield from _expires(course, today, rules)
        yield from _first_weeks(course, today)


def _rose_twice(course: CourseView, today: date) -> Iterator[Signal]:
    risen = [one for one in course.steps if one.what == STEP and one.day <= today]
    if len(risen) < WEEKS_RUNNING:
        return
    first, second = risen[-2:]
    month = timedelta(days=TWICE_WITHIN_DAYS)
    if second.day - first.day <= month and today - second.day <= month:
        text = Text(
            f"Timerne er steget to gange på en måned, sidst den {second.day:%d-%m-%Y}. Hvordan går det?",
            f"Hours rose twice in a month, last on {second.day:%d-%m-%Y}. How is it going?",
        )
        yield Signal("hours_rose_twice", text, second.day, course.course_id)


def _lately(course: CourseView, today: date) -> list[tuple[date, float, float]]:
    """The last two weeks, when both were reported, lie next to each other, and are not long ago."""
    told = [(w.monday, w.attended, w.agreed) for w in course.weeks if not w.paused]
    known = [(monday, attended, agreed) for monday, attended, agreed in told if attended is not None and agreed]
    last = known[-WEEKS_RUNNING:]
    if len(last) < WEEKS_RUNNING or last[1][0] - last[0][0] != timedelta(weeks=1):
        return []
    return last if today - last[1][0] <= timedelta(days=REPORTED_WITHIN_DAYS) else []


def _not_asked(course: CourseView, today: date) -> Iterator[Signal]:
    """More hours than anybody agreed on; where the agreements are kept elsewhere, nobody can say."""
    weeks = _lately(course, today) if course.is_own else []
    if weeks and all(attended > agreed for _, attended, agreed in weeks):
        monday = weeks[-1][0]
        text = Text(
            "Der har været flere timer end aftalt to uger i træk. Spørg, om borgeren selv ønsker det.",
            "There have been more hours than agreed two weeks running. Ask whether the citizen wants it.",
        )
        yield Signal("increase_not_asked", text, monday, course.course_id)


def _below(course: CourseView, today: date) -> Iterator[Signal]:
    weeks = _lately(course, today)
    if weeks and all(attended < agreed for _, attended, agreed in weeks):
        monday, attended, agreed = weeks[-1]
        came, meant = hours_counted(attended), hours_counted(agreed)
        text = Text(
            f"Fremmødet har været under det aftalte to uger i træk (sidst {came.da} af {meant.da}).",
            f"Attendance has been below what was agreed two weeks running (last {came.en} of {meant.en}).",
        )
        yield Signal("attendance_below", text, monday, course.course_id)


def _expires(course: CourseView, today: date, rules: Callable[[date], RuleTable]) -> Iterator[Signal]:
    table = rules(course.started_on)
    last, possible = ends_on(course, table), may_end_on(course, table)
    if possible is not None and _is_near(possible[1], today):
        measure, last = possible
        text = _MAY_END.fill(measure=MEASURE[measure], last=last)
    elif last is None or not _is_near(last, today):
        return
    elif last < today:
        text = _WAS_TO_END.fill(last=last)
    else:
        text = (_ENDS if course.measure else _PLANNED_TO).fill(last=last)
    yield Signal("measure_expires", text, last, course.course_id)


def _is_near(last: date, today: date) -> bool:
    return abs(last - today) <= timedelta(days=EXPIRES_WITHIN_DAYS)


def _first_weeks(course: CourseView, today: date) -> Iterator[Signal]:
    span = timedelta(weeks=FIRST_WEEKS)
    hired = course.first_paid_on
    if hired is not None and timedelta(0) <= today - hired < span:
        text = Text(
            f"De første otte uger med løn (siden {hired:%d-%m-%Y}). Hold tæt kontakt.",
            f"The first eight weeks with pay (since {hired:%d-%m-%Y}). Keep close contact.",
        )
        yield Signal("after_hire", text, hired, course.course_id)
    ended, event = course.ended_on, course.end_event
    well = event is not None and (event.event == "gennemfoert" or event.reason == "fik_job")
    if well and ended is not None and timedelta(0) <= today - ended < span:
        text = Text(
            f"Støtten sluttede den {ended:%d-%m-%Y}. Hold tæt kontakt de første otte uger.",
            f"The support ended on {ended:%d-%m-%Y}. Keep close contact in the first eight weeks.",
        )
        yield Signal("after_support", text, ended, course.course_id)


def _of_consultant(citizen: Citizen, changes: SupportChanges, today: date) -> Iterator[Signal]:
    changed = changes.of_consultant(citizen, today)
    if changed is not None and citizen.status != CLOSED:
        text = Text(
            f"Borgeren fik ny kontaktperson den {changed:%d-%m-%Y}.",
            f"The citizen got a new contact person on {changed:%d-%m-%Y}.",
        )
        yield Signal("consultant_changed", text, changed)


def _of_contact(citizen: Citizen, latest: date | None, today: date) -> Iterator[Signal]:
    if citizen.status == CLOSED or latest is None or today - latest < timedelta(days=NO_CONTACT_DAYS):
        return
    text = Text(
        f"Der er ikke noteret kontakt siden den {latest:%d-%m-%Y}.",
        f"No contact has been noted since {latest:%d-%m-%Y}.",
    )
    yield Signal("no_contact", text, latest)


def _of_capacity(citizen: Citizen, today: date) -> Iterator[Signal]:
    talked = citizen.capacity_date
    if talked is None or citizen.status in NEVER_PROPOSED or today - talked <= timedelta(weeks=CAPACITY_OLD_WEEKS):
        return
    text = Text(
        f"Timer og behov blev sidst talt igennem den {talked:%d-%m-%Y}. Tal om dem igen.",
        f"Hours and needs were last talked through on {talked:%d-%m-%Y}. Talk about them again.",
    )
    yield Signal("capacity_old", text, talked)
