"""The desk: every service of casework over one store, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jobmatch.services.casework.board import Board
from jobmatch.services.casework.contacts import Contacts
from jobmatch.services.casework.courses import Courses
from jobmatch.services.casework.curve import Curve, curve_of
from jobmatch.services.casework.deciding import Deciding
from jobmatch.services.casework.following_up import FollowingUp
from jobmatch.services.casework.measure_ends import Notice, ends_on, warnings_of
from jobmatch.services.casework.replying import Replying
from jobmatch.store.store import Store

if TYPE_CHECKING:
    from jobmatch.rules.table import RuleTable
    from jobmatch.services.casework.course_view import CourseView
    from jobmatch.services.casework.showing import Showing
    from jobmatch.services.casework.signals import Signals
    from jobmatch.services.casework.texts import Texts
    from jobmatch.services.suggest import Suggest
    from jobmatch.services.worlds import Worlds


class Desk:
    """What a consultant does between two lists of suggestions."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        suggest: Callable[[], Suggest],
        worlds: Callable[[], Worlds],
        titles: Callable[[Mapping[str, Any]], dict[str, str]],
        rules: Callable[[date], RuleTable],
    ) -> None:
        self._store = store
        self._today = today
        self._suggest = suggest
        self._worlds = worlds
        self._titles = titles
        self._rules = rules

    @cached_property
    def showing(self) -> Showing:
        """What was on the screen."""
        from jobmatch.services.casework.showing import Showing  # it scores, which is slow to import

        return Showing(self._store, self._suggest(), self._worlds(), self._titles)

    @cached_property
    def deciding(self) -> Deciding:
        """What was chosen, set aside and taken back."""
        return Deciding(self._store, self._today)

    @cached_property
    def courses(self) -> Courses:
        """What was started, and how it goes."""
        return Courses(self._store, self._today)

    @cached_property
    def board(self) -> Board:
        """Who does what by when, how to keep in touch, and flex job agreements."""
        return Board(self._store, self._today)

    @cached_property
    def contacts(self) -> Contacts:
        """When a citizen was last talked with."""
        return Contacts(self._store, self._today)

    @cached_property
    def following_up(self) -> FollowingUp:
        """Whom to ask, and when."""
        return FollowingUp(self._store, self._today, self.courses, self.board)

    @cached_property
    def replying(self) -> Replying:
        """What citizens answer and ask for."""
        return Replying(self._store, self._today, self.courses)

    @cached_property
    def signals(self) -> Signals:
        """What is worth a talk now."""
        from jobmatch.services.casework.signals import Signals  # it knows the scoring, which is slow to import

        return Signals(self._store, self._today, self.courses, self.contacts, self._rules)

    def warnings(self, course: CourseView) -> list[Notice]:
        """What to talk about before the length of a course's measure is used up."""
        return list(warnings_of(course, self._rules(course.started_on)))

    def ends_on(self, course: CourseView) -> date | None:
        """The last day of a course's measure."""
        return ends_on(course, self._rules(course.started_on))

    @cached_property
    def texts(self) -> Texts:
        """What is copied into other systems."""
        from jobmatch.services.casework.texts import Texts

        return Texts(self._store, self._today, self.deciding, self.courses, self._rules)

    def curve(self, course: CourseView) -> Curve:
        """The hours of a course, for a picture."""
        return curve_of(course)

    def viewing_seconds(self, first: date, last: date) -> dict[str, list[float]]:
        """Per citizen: how long each list was on the screen before something was decided in a period."""
        found: dict[str, list[float]] = {}
        for one in self._store.casework.decided_between(first, last):
            if one.seconds is not None:
                found.setdefault(one.citizen_id, []).append(one.seconds)
        return found
