"""Courses: reported week by week, stepped up and back, paused, gone on with and ended.

What a course is comes from its events (``world.courses``); what was agreed here is kept beside them. Hours go up only
when the citizen asks for it; every step can be gone back; and nothing that happened counts against anybody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from jobmatch.domain.codes import REASON
from jobmatch.domain.course import END, EXTENDED, HELPED, PAUSE, RESUME, STEP, STEP_BACK, STEP_BACK_REASON
from jobmatch.domain.event import Event
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.services.casework import steps
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.course_writing import (
    BEFORE_START,
    LONGEST_WEEKS,
    Answered,
    CourseWriting,
    Start,
    check_hours,
    entry_of,
    status_of,
)
from jobmatch.services.casework.hours import WEEK, agreed_on, last_stable, monday_of
from jobmatch.services.casework.writing import choice, plain

__all__ = ["Courses", "Start"]

MOST_ATTENDED = 100.0
WEEK_REPORTED = "timer"

_PAID = Text(
    "De lønnede timer kan ikke være flere end alle timerne den uge.",
    "The paid hours cannot be more than all the hours of that week.",
)
_WEEK = Text("Ugen ligger uden for forløbet.", "The week lies outside the course.")
_FUTURE = Text("Dagen ligger ude i fremtiden.", "The day lies in the future.")
_REASON = Text("Grunden", "The reason")
_NO_REASON = Text("Vælg en grund.", "Choose a reason.")
_PAUSED = Text("Der er pause allerede.", "There is a pause already.")
_NOT_PAUSED = Text("Der er ingen pause.", "There is no pause.")
_NOT_LONGER = Text(
    "Skriv forløbets længde i alt; den skal være længere end den, der er aftalt.",
    "Write the length of the course in all; it must be longer than what is agreed.",
)
_HELPED = Text("Det, der hjalp,", "What helped")


class Courses(CourseWriting):
    """Reads courses, and writes what happens in them."""

    def report(
        self,
        course_id: str,
        week_of: date,
        attended: float,
        by: str,
        paid: float | None = None,
        expected: str | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Report a week: all attendance, and the paid ordinary part of it; a second report corrects the first.

        Args:
            week_of: Any day of the week.

        Raises:
            BadInput: The week lies outside the course, or the hours cannot be.
        """
        course = self.one(course_id)
        monday = monday_of(week_of)
        last = min(self._today(), course.ended_on or self._today())
        if not monday_of(course.started_on) <= monday <= last:
            raise BadInput(_WEEK)
        check_hours(attended, MOST_ATTENDED, least=0.0)
        if paid is not None and not 0 <= paid <= attended:
            raise BadInput(_PAID)
        week = course.weeks[(monday - monday_of(course.started_on)) // WEEK]
        level = agreed_on(course.steps, max(monday, course.started_on))
        agreed = week.agreed if level is None else level.hours
        events = [_weekly(course, "timer", monday, attended, agreed)]
        if paid is not None and (paid > 0 or week.paid is not None):
            events.append(_weekly(course, "loennede_timer", monday, paid))
        self._save(entry_of(course, WEEK_REPORTED, monday, by), events, [], expected, reply, kept=False)

    def step(
        self,
        course_id: str,
        day: date,
        hours: float,
        by: str,
        *,
        citizens_wish: bool,
        dimension: str | None = None,
        days_week: int | None = None,
        note: str | None = None,
        expected: str | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Agree on more hours from a day on, because the citizen asks for it.

        Raises:
            BadInput: She has not asked, it is not more, or two things would change at once.
            Conflict: There is an agreement from that day or a later one, or somebody wrote meanwhile.
        """
        course = self._running(course_id)
        check_hours(hours)
        longer = steps.check_up(course, day, hours, days_week, dimension, citizens_wish)
        entry = replace(
            entry_of(course, STEP, day, by), hours=hours, days_week=days_week, dimension=longer, citizens_wish=True
        )
        self._save(replace(entry, note=plain(note)), [], [], expected, reply)

    def step_back(
        self,
        course_id: str,
        day: date,
        reason: str | None,
        by: str,
        *,
        hours: float | None = None,
        days_week: int | None = None,
        note: str | None = None,
        expected: str | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Go back to fewer hours; the last stable level when none is said. Steps planned for later are off.

        Raises:
            BadInput: No reason was chosen, or it is not fewer hours.
        """
        course = self._running(course_id)
        why = choice(reason, STEP_BACK_REASON, _REASON)
        if why is None:
            raise BadInput(_NO_REASON)
        _check_day(course, day)
        steps.check_days(days_week)
        now = agreed_on(course.steps, day)
        if hours is None:
            held = last_stable(course.steps, course.weeks, below=now.hours if now else None)
            hours, days_week = (held.hours, held.days_week) if held else (now.hours if now else 0.0, days_week)
        check_hours(hours)
        steps.check_down(course, day, hours)
        before = agreed_on(course.steps, day - timedelta(days=1))
        # A step of the same day is taken back in part: what is left of it is what the citizen asked for.
        asked = True if before is not None and hours > before.hours else None
        entry = replace(
            entry_of(course, STEP_BACK, day, by), hours=hours, days_week=days_week, reason=why, citizens_wish=asked
        )
        self._save(replace(entry, note=plain(note)), [], [], expected, reply)

    def pause(
        self,
        course_id: str,
        day: date,
        by: str,
        expected: str | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Hold a pause from a day on, without a reason; the place and the date of the next contact are kept."""
        course = self._running(course_id)
        _check_day(course, day)
        if any(one.last is None for one in course.pauses):
            raise Conflict(_PAUSED)
        status = status_of(course.citizen, "pause")
        self._save(entry_of(course, PAUSE, day, by), [], status, expected, reply)

    def resume(
        self,
        course_id: str,
        day: date,
        by: str,
        *,
        hours: float | None = None,
        helped: str | None = None,
        citizens_wish: bool = False,
        expected: str | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Go on after a pause, at the last stable level unless the citizen asks for another.

        Raises:
            BadInput: More hours than the last stable level without the citizen's wish.
            Conflict: There is no pause.
        """
        course = self._running(course_id)
        running = next((one for one in course.pauses if one.last is None), None)
        if running is None:
            raise Conflict(_NOT_PAUSED)
        if day <= running.first:
            raise BadInput(BEFORE_START)
        held = last_stable(course.steps, course.weeks)
        level = held.hours if held is not None else 0.0
        if hours is not None and hours > level and not citizens_wish:
            raise BadInput(steps.NOT_ASKED)
        check_hours(level if hours is None else hours)
        entry = replace(
            entry_of(course, RESUME, day, by),
            hours=level if hours is None else hours,
            days_week=held.days_week if held is not None and hours in (None, level) else None,
            reason=choice(helped, HELPED, _HELPED),
            citizens_wish=citizens_wish or None,
        )
        self._save(entry, [], status_of(course.citizen, "i_forloeb"), expected, reply)

    def extend(
        self, course_id: str, weeks: int, by: str, expected: str | None = None, reply: Answered | None = None
    ) -> None:
        """Agree on a longer course.

        Args:
            weeks: The planned length in all, counted from the start.

        Raises:
            BadInput: It is not longer than what is planned.
        """
        course = self._running(course_id)
        if not (course.planned_weeks or 0) < weeks <= LONGEST_WEEKS:
            raise BadInput(_NOT_LONGER)
        entry = replace(entry_of(course, EXTENDED, self._today(), by), weeks=weeks)
        self._save(entry, [], [], expected, reply)

    def end(
        self,
        course_id: str,
        day: date,
        by: str,
        *,
        completed: bool,
        reason: str | None = None,
        note: str | None = None,
        expected: str | None = None,
        reply: Answered | None = None,
    ) -> None:
        """End a course: completed, or ended early with a reason from the closed list.

        Raises:
            BadInput: No reason was chosen for an early end, or the day lies ahead.
        """
        course = self._running(course_id)
        why = None if completed else choice(reason, REASON["afbrudt"], _REASON)
        if why is None and not completed:
            raise BadInput(_NO_REASON)
        if day > self._today():
            raise BadInput(_FUTURE)
        if day < course.started_on:
            raise BadInput(BEFORE_START)
        ended = Event(
            citizen_id=course.citizen.citizen_id,
            placement_id=course.placement.placement_id,
            course_id=course.number,
            date=day,
            event="gennemfoert" if completed else "afbrudt",
            reason=why,
            decided_by=by,
        )
        got_job = why == "fik_job" or (completed and course.first_paid_on is not None)
        status = status_of(course.citizen, "i_job" if got_job else "pause" if why == "pause" else "klar")
        entry = replace(entry_of(course, END, day, by), reason=why, note=plain(note))
        self._save(entry, [ended], status, expected, reply)


def _check_day(course: CourseView, day: date) -> None:
    if day <= course.started_on:
        raise BadInput(BEFORE_START)


def _weekly(course: CourseView, event: str, monday: date, hours: float, agreed: float | None = None) -> Event:
    """A weekly row: on the day that the week was reported for before, else on its first day in the course."""
    told = (e.date for e in course.events if e.event == event and e.date is not None and monday_of(e.date) == monday)
    return Event(
        citizen_id=course.citizen.citizen_id,
        placement_id=course.placement.placement_id,
        course_id=course.number,
        date=next(told, max(monday, course.started_on)),
        event=event,
        hours=hours,
        agreed_hours=agreed,
    )
