"""The desk: every service of casework over one store, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jobmatch.services.casework.courses import Courses
from jobmatch.services.casework.deciding import Deciding
from jobmatch.store.store import Store

if TYPE_CHECKING:
    from jobmatch.rules.table import RuleTable
    from jobmatch.services.casework.showing import Showing
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
