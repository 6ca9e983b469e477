"""Maria at the garden centre, with a clock that is turned by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NoReturn

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Offer, Placement
from jobmatch.rules.table import rules_in_force
from jobmatch.services.casework.course_view import CourseView
from jobmatch.services.casework.courses import Courses, Start
from jobmatch.services.casework.desk import Desk
from jobmatch.services.casework.signals import Signal
from jobmatch.store import Changes, Store

MONDAY = date(2026, 8, 3)
MARIA = Citizen(
    citizen_id="B-1", display_name="Maria", consultant="mette", team="voksen", status="klar",
    target_group="kontanthjaelp_aktivitetsparat", hours_now=4, hours_goal=12, effective_share=50,
    needs=(Need("mentor", "krav"), Need("ro", "vigtigt"), Need("sen_start", "oenske")), may_disclose=("sen_start",),
)  # fmt: skip
GARDEN = Placement(
    placement_id="P-1", title="gartnermedhjælper", employer="Planteskolen", tasks=("vande", "plante"), max_hours=15,
    measures=("virksomhedspraktik", "fleksjob"), contact="Leif", mentor_hours=2, offers=(Offer("ro", "ja"),),
)  # fmt: skip


def weeks(count: float) -> timedelta:
    return timedelta(weeks=count)


def _no_scoring(*_: object) -> NoReturn:
    raise AssertionError("casework over a small store scores nobody")


@dataclass
class Case:
    """One citizen, one placement, and every service of casework."""

    store: Store
    today: date = MONDAY
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        no_scoring: Callable[[], Any] = _no_scoring
        self.desk = Desk(self.store, lambda: self.today, no_scoring, no_scoring, _no_scoring, rules_in_force)
        self.store.save(Changes(citizens=[MARIA], placements=[GARDEN]), by="import")

    @property
    def courses(self) -> Courses:
        return self.desk.courses

    def begins(self, day: date = MONDAY, **more: Any) -> str:
        facts = {"measure": "virksomhedspraktik", "hours": 4.0, "days_week": 2, "weeks": 13, **more}
        return self.courses.start(Start(citizen_id="B-1", placement_id="P-1", day=day, **facts), "mette")

    def attends(self, course_id: str, *hours: float, paid: float | None = None) -> None:
        """Reports one week after the other, from the first week that is not reported."""
        first = len([week for week in self.view(course_id).weeks if week.attended is not None])
        for n, attended in enumerate(hours):
            self.today = max(self.today, MONDAY + weeks(first + n) + timedelta(days=4))
            self.courses.report(course_id, MONDAY + weeks(first + n), attended, "mette", paid=paid)

    def view(self, course_id: str) -> CourseView:
        return self.courses.one(course_id)

    def events(self, *names: str) -> list[Event]:
        return [event for event in self.store.events(citizen_id="B-1") if not names or event.event in names]

    def maria(self) -> Citizen:
        found = self.store.citizen("B-1")
        assert found is not None
        return found

    def signals(self) -> dict[str, Signal]:
        """What to talk about with Maria now, by code."""
        return {one.code: one for one in self.desk.signals.of([self.maria()])["B-1"]}
