"""What courses came to in a period, counted in citizens: begun, more hours, paid hours, still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobmatch.domain.event import Event
from jobmatch.services.figures.period import Period
from jobmatch.world.courses import History

if TYPE_CHECKING:
    import pandas as pd

MARKS_WEEKS = (13, 26)
"""Weeks after the first paid hours when it is asked who is still there."""
_AROUND_MARK_DAYS = 14
"""A report so near to the mark speaks for it."""
_ON_TO_BETTER = ("fik_job", "fik_uddannelse")


@dataclass(frozen=True, slots=True)
class Held:
    """Who was still in paid hours so many weeks after they began."""

    weeks: int
    still: int
    gone: int
    unreported: int
    """Nothing was reported around the day, so nobody knows; counted as neither."""

    @property
    def known(self) -> int:
        """Those that something is known about."""
        return self.still + self.gone


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One period's counts of citizens; nothing here is about one of them."""

    put_forward: int
    """Had a placement put to them."""
    chose: int
    began: int
    measured: int
    """Had attendance reported in two weeks or more."""
    more_hours: int
    """Came for more hours in the last reported week than in the first."""
    fewer_hours: int
    hours_gained: float | None
    """The middle one of the changes, in hours a week; None when nobody was measured."""
    first_paid: int
    """Had their first paid ordinary hours."""
    held: tuple[Held, ...]


def outcomes(events: Iterable[Event], histories: Iterable[History], period: Period) -> Outcomes:
    """What happened in a period; only paid ordinary hours count as work."""
    happened = [event for event in events if period.holds(event.date)]
    kept = list(histories)
    told = _told(kept)
    changes = _changes(told, period)
    paid = _paid(told)
    begun = paid[paid["hours"] > 0].groupby("citizen_id")["day"].min()
    return Outcomes(
        put_forward=_people(event for event in happened if event.event == "forelagt"),
        chose=_people(event for event in happened if event.event == "valgt"),
        began=len({one.course.citizen_id for one in kept if period.holds(one.course.started_on)}),
        measured=len(changes),
        more_hours=int((changes > 0).sum()),
        fewer_hours=int((changes < 0).sum()),
        hours_gained=float(changes.median()) if len(changes) else None,
        first_paid=int(begun.between(*_days(period)).sum()),
        held=tuple(_held(told, paid, begun, weeks, period) for weeks in MARKS_WEEKS),
    )


def _people(events: Iterable[Event]) -> int:
    return len({event.citizen_id for event in events})


def _told(histories: Iterable[History]) -> pd.DataFrame:
    """What was told of courses on a known day, one row an event."""
    import pandas as pd  # half a second, for the one page that needs it

    rows = [
        (event.citizen_id, event.event, event.date.toordinal(), event.hours, event.reason)
        for history in histories
        for event in history.events
        if event.date is not None
    ]
    told = pd.DataFrame(rows, columns=["citizen_id", "event", "day", "hours", "reason"])
    return told.astype({"day": "int64", "hours": "float64"})


def _days(period: Period) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal()


def _changes(told: pd.DataFrame, period: Period) -> pd.Series[float]:
    """By citizen: attendance in the last reported week of the period less that in the first, over all courses."""
    weeks = told[(told["event"] == "timer") & told["hours"].notna() & told["day"].between(*_days(period))]
    of_citizen = weeks.sort_values(["day", "hours"]).groupby("citizen_id")
    changes = of_citizen["hours"].last() - of_citizen["hours"].first()
    return changes[of_citizen["day"].nunique() > 1]


def _paid(told: pd.DataFrame) -> pd.DataFrame:
    """Every reported week's paid hours; that the event stands there says that there were some."""
    weeks = told[told["event"] == "loennede_timer"].fillna({"hours": 1.0})
    return weeks.groupby(["citizen_id", "day"])["hours"].max().reset_index()


def _held(told: pd.DataFrame, paid: pd.DataFrame, begun: pd.Series[int], weeks: int, period: Period) -> Held:
    """Of those whose paid hours began so many weeks before a day of the period."""
    marks = begun + 7 * weeks
    marks = marks[marks.between(*_days(period))]
    near = paid[(paid["day"] - paid["citizen_id"].map(marks)).abs() <= _AROUND_MARK_DAYS]
    hours = near.groupby("citizen_id")["hours"].max()
    broken_off = told[(told["event"] == "afbrudt") & ~told["reason"].isin(_ON_TO_BETTER)]
    since, mark = broken_off["citizen_id"].map(begun), broken_off["citizen_id"].map(marks)
    left = set(broken_off["citizen_id"][(broken_off["day"] > since) & (broken_off["day"] <= mark)])
    still, gone = int((hours > 0).sum()), int((hours == 0).sum()) + len(left - set(hours.index))
    return Held(weeks, still, gone, len(marks) - still - gone)
