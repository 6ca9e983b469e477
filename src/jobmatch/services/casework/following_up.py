"""Following up: who is to be asked when, done with a short note or moved, and the next date of everybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.follow_up import CITIZEN, DONE, HOW, MOVED, SERIES, WORKPLACE, FollowUp, FollowUpEntry
from jobmatch.errors import BadInput, Conflict, NotFound, Text
from jobmatch.planning.follow_ups import follow_ups
from jobmatch.services.casework.board import Board, Coming
from jobmatch.services.casework.course_reading import BEGUN, CourseReading
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.people import called, known_citizen
from jobmatch.services.casework.stale import Stale
from jobmatch.services.casework.writing import choice, plain
from jobmatch.store.changes import Changes, Reply
from jobmatch.store.store import Store

AHEAD_DAYS = 14
"""So far ahead a follow-up is listed."""
FORGOTTEN_AFTER_DAYS = 42
"""A follow-up that is so long overdue is history."""
LONGEST_MOVE_DAYS = 180
COURSES_BEGUN_DAYS = 366
"""So far back somebody may have been there whose follow-up is still to be held."""

_NO_FOLLOW_UP = Text("Opfølgningen findes ikke.", "The follow-up is not there.")
_DONE = Text("Opfølgningen er holdt allerede.", "The follow-up has been held already.")
_FUTURE = Text("Dagen ligger ude i fremtiden.", "The day lies in the future.")
_PAST = Text("Vælg en dag fra i dag og højst et halvt år frem.", "Choose a day from today, half a year ahead at most.")
_CONTACT = Text("aftalt kontakt", "agreed contact")
_REVIEW = Text("se på aftalen om fleksjob", "look at the flex job agreement")
_HOW = Text("Måden", "The way")
_MEANWHILE = Text(
    "En anden har skrevet om opfølgningen i mellemtiden. Se det først.",
    "Somebody else has written about the follow-up meanwhile. Look at it first.",
)

Answered = Callable[[int], Reply]
Beside = Callable[[Connection], None]
"""Writes what belongs to it, in the same transaction."""


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up with what a list says about it."""

    follow_up: FollowUp
    citizen: Citizen
    placement_called: str
    contact: str | None
    """Whom to ask at the workplace."""
    overdue_days: int
    """Above 0 when the day has passed."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """The next day on which something is agreed with a citizen."""

    day: date
    what: Text


class FollowingUp:
    """Reads the follow-ups of courses, and writes what came of them."""

    def __init__(self, store: Store, today: Callable[[], date], courses: CourseReading, board: Board) -> None:
        self._store = store
        self._today = today
        self._courses = courses
        self._board = board

    # reading

    def of(self, citizen_id: str) -> list[FollowUp]:
        """Every follow-up of a citizen's courses, done or not, by day.

        Raises:
            NotFound: There is no such citizen.
        """
        citizen = known_citizen(self._store, citizen_id)
        return [due.follow_up for due in self._all([citizen])[citizen_id]]

    def due(self, citizens: Iterable[Citizen], side: str | None = None, ahead_days: int = AHEAD_DAYS) -> list[Due]:
        """What is to be held of some citizens' follow-ups from long ago to some days ahead, the oldest first.

        Args:
            citizens: Those of a consultant, or all that somebody sees.
            side: ``borger`` or ``virksomhed``; both when not said.
        """
        return by_day(self.due_by_citizen(list(citizens), side, ahead_days).values())

    def due_by_citizen(
        self, citizens: Collection[Citizen], side: str | None = None, ahead_days: int = AHEAD_DAYS
    ) -> dict[str, list[Due]]:
        """The same by citizen."""
        return {
            citizen_id: [
                one
                for one in _still_to_do(every)
                if one.overdue_days >= -ahead_days and side in (None, one.follow_up.side)
            ]
            for citizen_id, every in self._all(citizens).items()
        }

    def workplace_calls(self, placement_ids: Collection[str] | None = None, ahead_days: int = AHEAD_DAYS) -> list[Due]:
        """What is to be asked at workplaces, of every citizen who is there: the liaison's list, for all or some.

        A liaison may know that somebody is in a course there; ``citizen`` is for who may see more.
        """
        since = self._today() - timedelta(days=COURSES_BEGUN_DAYS)
        people = self._store.citizens_by_id(self._store.people_with(BEGUN, since, placement_ids))
        found = self.due((one.record for one in people.values() if not one.withdrawn), WORKPLACE, ahead_days)
        return [one for one in found if placement_ids is None or one.follow_up.placement_id in placement_ids]

    def _all(self, citizens: Collection[Citizen]) -> dict[str, list[Due]]:
        entries: dict[tuple[str, str, str, int], list[FollowUpEntry]] = {}
        for entry in self._store.casework.follow_ups.of([one.citizen_id for one in citizens]):
            entries.setdefault((entry.course_id, entry.side, entry.series, entry.week), []).append(entry)
        found: dict[str, list[Due]] = {}
        for citizen_id, courses in self._courses.of_all(citizens).items():
            rows = [self._due(course, entries) for course in courses]
            found[citizen_id] = sorted((one for row in rows for one in row), key=lambda one: one.follow_up.due_on)
        return found

    def _due(self, course: CourseView, entries: dict[tuple[str, str, str, int], list[FollowUpEntry]]) -> list[Due]:
        found = []
        for planned in follow_ups(course.started_on, course.first_paid_on, course.ended_on):
            written = entries.get((course.course_id, planned.side, planned.series, planned.week), [])
            follow_up = FollowUp(
                course_id=course.course_id,
                citizen_id=course.citizen.citizen_id,
                placement_id=course.placement.placement_id,
                side=planned.side,
                series=planned.series,
                week=planned.week,
                planned_on=planned.day,
                due_on=next((one.day for one in reversed(written) if one.what == MOVED), planned.day),
                done_on=next((one.day for one in written if one.what == DONE), None),
                note=written[-1].note if written else None,
                by=written[-1].by if written else None,
                version=len(written),
            )
            overdue = (self._today() - follow_up.due_on).days
            name = called(course.placement, course.placement.placement_id)
            found.append(Due(follow_up, course.citizen, name, course.placement.contact, overdue))
        return found

    def one(self, follow_up_id: str) -> Due:
        """One follow-up.

        Raises:
            NotFound: There is none of that name.
        """
        course_id = follow_up_id.partition("-")[0]
        citizen = self._store.citizen(self._courses.citizen_id_of(course_id))
        found = self._all([citizen])[citizen.citizen_id] if citizen is not None else []
        for due in found:
            if due.follow_up.follow_up_id == follow_up_id:
                return due
        raise NotFound(_NO_FOLLOW_UP)

    def next_dates(self, citizens: Collection[Citizen]) -> dict[str, NextDate]:
        """Per citizen: the next contact, follow-up, or look at the flex job agreement; an overdue one first."""
        found: dict[str, NextDate] = {}
        boards = self._board.coming([one.citizen_id for one in citizens])
        for citizen_id, due in self._all(citizens).items():
            open_ = [
                NextDate(one.follow_up.due_on, said(one.follow_up))
                for one in _still_to_do(due)
                if one.follow_up.side == CITIZEN
            ]
            board = boards.get(citizen_id, Coming())
            if board.contact_on is not None and board.contact_on >= self._today():
                open_.append(NextDate(board.contact_on, _CONTACT))
            if board.review_on is not None and (self._today() - board.review_on).days <= FORGOTTEN_AFTER_DAYS:
                open_.append(NextDate(board.review_on, _REVIEW))
            if open_:
                found[citizen_id] = min(open_, key=lambda one: one.day)
        return found

    # writing

    def done(
        self,
        follow_up_id: str,
        by: str,
        *,
        day: date | None = None,
        how: str | None = None,
        note: str | None = None,
        expected: int | None = None,
        reply: Answered | None = None,
        beside: Beside | None = None,
    ) -> None:
        """Say that a follow-up was held; one with the citizen is a contact with her.

        Args:
            beside: Writes what belongs to it, in the same transaction.

        Raises:
            NotFound: There is none of that name.
            Conflict: It is held already, or somebody wrote about it meanwhile.
            BadInput: The day lies ahead, or the note holds what has no place here.
        """
        held_on = day or self._today()
        if held_on > self._today():
            raise BadInput(_FUTURE)
        follow_up = self.one(follow_up_id).follow_up
        entry = _entry(follow_up, DONE, held_on, by)
        held = replace(entry, how=choice(how, HOW, _HOW), note=plain(note))
        self._save(held, expected, reply, beside)

    def move(
        self,
        follow_up_id: str,
        day: date,
        by: str,
        *,
        note: str | None = None,
        expected: int | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Move a follow-up to another day.

        Raises:
            NotFound: There is none of that name.
            Conflict: It is held already, or somebody wrote about it meanwhile.
            BadInput: The day has passed or lies too far ahead.
        """
        if not self._today() <= day <= self._today() + timedelta(days=LONGEST_MOVE_DAYS):
            raise BadInput(_PAST)
        follow_up = self.one(follow_up_id).follow_up
        self._save(replace(_entry(follow_up, MOVED, day, by), note=plain(note)), expected, reply)

    def _save(
        self, entry: FollowUpEntry, expected: int | None, reply: Answered | None, beside: Beside | None = None
    ) -> None:
        def also(connection: Connection, _: int) -> None:
            ledger = self._store.casework.follow_ups
            columns = ledger.table.c
            named = ("course_id", "side", "series", "week")
            same = [columns[name] == getattr(entry, name) for name in named]
            written = ledger.rows(*same, connection=connection)
            if any(one.what == DONE for one in written):
                raise Conflict(_DONE)
            if expected is not None and expected != len(written):
                raise Stale(_MEANWHILE)
            ledger.add(connection, entry)
            if beside is not None:
                beside(connection)

        self._store.save(Changes(what=f"follow-up {entry.what}"), entry.by, reply, also)


def by_day(several: Iterable[Iterable[Due]]) -> list[Due]:
    """Several citizens' follow-ups in one list, the oldest first."""
    found = [one for every in several for one in every]
    return sorted(found, key=lambda one: (one.follow_up.due_on, one.follow_up.follow_up_id))


def _still_to_do(every: Sequence[Due]) -> Iterator[Due]:
    """Of one citizen's: what is not held, less what a later one has overtaken and what is long past."""
    for one in every:
        mine, overdue = one.follow_up, one.overdue_days
        overtaken = overdue > 0 and any(
            (other.follow_up.course_id, other.follow_up.side) == (mine.course_id, mine.side)
            and 0 <= other.overdue_days < overdue
            for other in every
        )
        if mine.done_on is None and not overtaken and overdue <= FORGOTTEN_AFTER_DAYS:
            yield one


def said(follow_up: FollowUp) -> Text:
    """A follow-up in a few words: ``uge 4 efter start``."""
    series = SERIES[follow_up.series]
    return Text(f"uge {follow_up.week} {series.da}", f"week {follow_up.week} {series.en}")


def _entry(follow_up: FollowUp, what: str, day: date, by: str) -> FollowUpEntry:
    return FollowUpEntry(
        course_id=follow_up.course_id,
        citizen_id=follow_up.citizen_id,
        placement_id=follow_up.placement_id,
        side=follow_up.side,
        series=follow_up.series,
        week=follow_up.week,
        what=what,
        day=day,
        by=by,
    )
