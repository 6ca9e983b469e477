"""The figures of one team lead: load, flow against a baseline, control, and what nobody finds a place for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import STATUS
from jobmatch.domain.small_groups import FEWEST_SHOWN
from jobmatch.domain.viewer import Viewer
from jobmatch.planning.blockers import ENOUGH
from jobmatch.services.access.policy import scope_of
from jobmatch.services.figures.control import Control, control
from jobmatch.services.figures.load import USUAL_LOAD, Load, loads
from jobmatch.services.figures.outcomes import Outcomes, outcomes
from jobmatch.services.figures.period import USUAL_WEEKS, Period, period_of
from jobmatch.services.figures.suppression import shown_group
from jobmatch.store.store import Store
from jobmatch.world.courses import histories

_EVERYBODY = 10_000_000
"""More citizens than there are."""


@dataclass(frozen=True, slots=True)
class Options:
    """How much the latest run found for the citizens of one target group."""

    target_group: str | None
    citizens: int | None
    """None when the group is too small to show."""
    enough: int | None
    """Citizens with three feasible placements or more; None when it would tell of single people."""
    nearly_all: bool = False
    """So few are without that their number is not shown."""


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """What a lead sees of the own team; counts of citizens under 5 are left out where they are shown."""

    period: Period
    citizens: int
    statuses: Mapping[str, int | None]
    loads: tuple[Load, ...]
    now: Outcomes
    before: Outcomes
    control: Control
    control_before: Control
    viewing_seconds: float | None
    """The middle one of how long lists were on screen before a choice; None when nothing was measured."""
    options: tuple[Options, ...]


class Figures:
    """Counts over the citizens that a lead sees."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        last_contacts: Callable[[Collection[Citizen], date], Mapping[str, date]],
        viewing_seconds: Callable[[date, date], Mapping[str, list[float]]],
        most: int = USUAL_LOAD,
    ) -> None:
        """Args:
        last_contacts: Of some citizens, up to a day: when somebody was last in touch.
        viewing_seconds: From a day to a day, by citizen: how long each list was on screen before it was decided on.
        most: How many citizens one consultant should have at most.
        """
        self._store = store
        self._today = today
        self._last_contacts = last_contacts
        self._viewing_seconds = viewing_seconds
        self._most = most

    def of(self, viewer: Viewer, weeks: int = USUAL_WEEKS) -> TeamFigures:
        """The figures of the citizens that somebody sees, for the last so many weeks and as many before."""
        day = self._today()
        period = period_of(day, weeks)
        scope = scope_of(viewer)
        citizens = [one.record for one in self._store.citizen_page(limit=_EVERYBODY, scope=scope)]
        own = {citizen.citizen_id for citizen in citizens}
        everybody = scope.teams is None and scope.without_team
        found = self._store.events() if everybody else self._store.events_of(own)
        events = [event for event in found if event.citizen_id in own]
        courses = histories(events, day)
        seconds = [
            one
            for key, times in self._viewing_seconds(period.first, period.last).items()
            if key in own
            for one in times
        ]
        return TeamFigures(
            period=period,
            citizens=len(citizens),
            statuses=_statuses(citizens),
            loads=tuple(loads(citizens, self._last_contacts(citizens, day), day, self._most)),
            now=outcomes(events, courses, period),
            before=outcomes(events, courses, period.before()),
            control=control(events, period),
            control_before=control(events, period.before()),
            viewing_seconds=median(seconds) if seconds else None,
            options=tuple(self._options(citizens)),
        )

    def _options(self, citizens: list[Citizen]) -> list[Options]:
        """By target group, so that one group that finds less than another is seen; never below the smallest group."""
        run = self._store.latest_run()
        if run is None:
            return []
        group_of = {citizen.citizen_id: citizen.target_group for citizen in citizens}
        enough: dict[str | None, list[bool]] = defaultdict(list)
        for one in self._store.details(run.run_id):
            if one.citizen_id in group_of:
                enough[group_of[one.citizen_id]].append(one.feasible_count >= ENOUGH)
        return [_options(group, enough[group]) for group in sorted(enough, key=lambda name: (name is None, name or ""))]


def _statuses(citizens: list[Citizen]) -> dict[str, int | None]:
    counts = Counter(citizen.status or "" for citizen in citizens)
    return shown_group({status: counts[status] for status in (*STATUS, "") if status or counts[""]})


def _options(group: str | None, enough: list[bool]) -> Options:
    if len(enough) < FEWEST_SHOWN:
        return Options(group, None, None)
    found, without = sum(enough), len(enough) - sum(enough)
    few = 0 < without < FEWEST_SHOWN or 0 < found < FEWEST_SHOWN
    return Options(group, len(enough), None if few else found, nearly_all=0 < without < FEWEST_SHOWN)
