"""What happened to invented citizens: lists shown, choices, courses with weekly hours, endings.

What goes well depends on how citizen and placement fit, with chance beside it; all of it is simulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from jobmatch.sample.days import friday, working_day
from jobmatch.sample.market import Market, Weighed
from jobmatch.sample.people import People

LIST_LENGTH = 5
_LONGEST = 13
"""Weeks of a course that nobody prolongs."""
_PROLONGED = 40


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of ``forloeb``; the citizen and placement by position."""

    citizen: int
    placement: int
    day: int
    event: str
    reason: str = ""
    hours: float | None = None
    agreed: float | None = None
    rank: int | None = None
    course: int | None = None
    decided: bool = False


@dataclass
class Outcome:
    """Where a citizen stands after it all."""

    status: str = ""
    """Empty when nothing that happened decides it."""
    hours: float | None = None
    """Attendance in the course under way."""


def live_through(
    chance: Random, market: Market, people: People, row: int, citizen: int, weighed: Weighed
) -> tuple[list[Happening], Outcome]:
    """A year of one citizen, from the placements that were weighed for that person."""
    return _Life(chance, market, people, row, citizen, weighed).run()


class _Life:
    """One citizen's year, told list by list."""

    def __init__(
        self, chance: Random, market: Market, people: People, row: int, citizen: int, weighed: Weighed
    ) -> None:
        self._chance = chance.random
        self._market = market
        self._people = people
        self._row = row
        self._citizen = citizen
        self._looked: list[int] = weighed.placement.tolist()
        self._fit: list[float] = weighed.fit.tolist()
        self._minutes: list[float] = weighed.minutes.tolist()
        self._tried: set[int] = set()
        self._courses = 0
        self._told: list[Happening] = []
        self._outcome = Outcome()

    def run(self) -> tuple[list[Happening], Outcome]:
        """Lists until the day of view, one course at a time."""
        day = working_day(-10 - int(self._chance() * 345))
        while day < -2 and not self._outcome.status:
            day = working_day(self._one_list(day) + 14 + int(self._chance() * 70))
        return self._told, self._outcome

    def _tell(
        self,
        placement: int,
        day: int,
        event: str,
        *,
        reason: str = "",
        hours: float | None = None,
        agreed: float | None = None,
        rank: int | None = None,
        course: int | None = None,
        decided: bool = False,
    ) -> None:
        self._told.append(Happening(self._citizen, placement, day, event, reason, hours, agreed, rank, course, decided))

    def _one_list(self, day: int) -> int:
        """Show a list and see what comes of it; the day when that is over."""
        liked = [
            fit + 2.5 * self._chance() - 3.0 * (placement in self._tried)
            for placement, fit in zip(self._looked, self._fit, strict=True)
        ]
        shown = self._shown(liked, day)
        if not shown:
            return day
        for rank, position in enumerate(shown, start=1):
            self._tell(self._looked[position], day, "foreslaaet", rank=rank)
        # A list is read from the top: the lower a placement stands, the less it is noticed.
        rank = max(range(len(shown)), key=lambda k: 0.3 * self._fit[shown[k]] - 0.3 * k + 2.0 * self._chance()) + 1
        if rank > 1 and self._chance() < 0.5:
            self._set_aside(day, shown[0], 1)
        return self._talk(day, shown[rank - 1], rank)

    def _shown(self, liked: list[float], day: int) -> list[int]:
        """The best liked that still have room, each placement once."""
        shown: dict[int, int] = {}
        for position in sorted(range(len(liked)), key=lambda k: -liked[k]):
            placement = self._looked[position]
            if placement not in shown and self._market.has_room(placement, day + 10, day + 10 + 7 * _LONGEST):
                shown[placement] = position
            if len(shown) == LIST_LENGTH:
                break
        return list(shown.values())

    def _set_aside(self, day: int, position: int, rank: int) -> None:
        placement = self._looked[position]
        reason = "bedre_alternativ" if self._fit[position] > 0 else "behov_ikke_moedt"
        if self._too_many(placement):
            reason = "for_mange_timer"
        if self._minutes[position] > 45:
            reason = "for_langt"
        if placement in self._tried:
            reason = "allerede_proevet"
        self._tell(placement, day, "fravalgt_konsulent", reason=reason, rank=rank, decided=True)

    def _talk(self, day: int, position: int, rank: int) -> int:
        placement, fit = self._looked[position], self._fit[position]
        if fit < -1.5:
            self._set_aside(day, position, rank)
            return day
        self._tried.add(placement)
        day = working_day(day + 1 + int(self._chance() * 3))
        if day > -1:
            return day
        self._tell(placement, day, "forelagt", rank=rank, decided=True)
        if fit + 6 * self._chance() < 4.5:
            self._tell(placement, day, "fravalgt_borger", reason=self._no(position), rank=rank, decided=True)
            return day
        self._courses += 1
        number = self._courses
        self._tell(placement, day, "valgt", reason=self._yes(position), rank=rank, course=number, decided=True)
        first = working_day(day + 5 + int(self._chance() * 12))
        if first > -1:
            return first
        last = first + 7 * _LONGEST - 3
        if self._chance() < 0.12 or not self._market.has_room(placement, first, last):
            reason = "besat" if self._chance() < 0.6 else "ingen_svar"
            self._tell(placement, first, "afvist_virksomhed", reason=reason, course=number, decided=True)
            return first
        return self._course(placement, fit, first, number)

    def _too_many(self, placement: int) -> bool:
        hours = self._people.hours[self._row]
        return bool(np.isnan(hours) or self._market.openings.min_hours[placement] > hours)

    def _no(self, position: int) -> str:
        if self._minutes[position] > 40:
            return "transport"
        if self._too_many(self._looked[position]):
            return "timer"
        usual = ("opgaver", "ikke_nu", "tidspunkt", "arbejdsplads", "anden_plan", "andet")
        return usual[int(self._chance() * len(usual))]

    def _yes(self, position: int) -> str:
        field_of = self._market.openings.field[self._looked[position]]
        if field_of == self._people.wish_field[self._row] and self._chance() < 0.6:
            return "oenske"
        if field_of == self._people.field[self._row] and self._chance() < 0.6:
            return "kompetence"
        return ("taet_paa", "timer", "bedst_samlet")[int(self._chance() * 3)]

    def _course(self, placement: int, fit: float, first: int, number: int) -> int:
        """Week by week; the day it is over, or a day after the day of view while it runs."""
        openings = self._market.openings
        today = self._people.hours[self._row]
        agreed = max(float(openings.min_hours[placement]), round((4 if np.isnan(today) else today) * 1.6) / 2)
        most = max(agreed, float(openings.max_hours[placement]))
        self._tell(placement, first, "startet", agreed=agreed, course=number)
        holds = fit + 6 * self._chance() > 5
        hasty = not holds and self._chance() < 0.5
        length = _LONGEST if holds else 3 + int(self._chance() * 8)
        paid_from = 8 if holds and self._chance() < 0.3 else 99
        prolonged = friday(first) + 7 * (_PROLONGED - 1)
        if paid_from < 99 and self._chance() < 0.6 and self._market.has_room(placement, first, prolonged):
            length = _PROLONGED
        for week in range(1, length + 1):
            day = friday(first) + 7 * (week - 1)
            if day > -1:
                break
            if week > 3 and (week - 1) % (2 if hasty else 4) == 0:
                agreed = min(most, agreed + (4 if hasty else 1 if self._chance() < 0.6 else 2))
            attended = self._attended(agreed, shaky=not holds and week > length - 3)
            if self._chance() < 0.95:
                self._tell(placement, day, "timer", hours=attended, agreed=agreed, course=number)
            if week >= paid_from:
                paid = min(attended, float(2 + (week - paid_from) // 2))
                self._tell(placement, day, "loennede_timer", hours=paid, course=number)
            self._outcome.hours = agreed
        last = friday(first) + 7 * (length - 1)
        self._market.book(placement, first, last)
        if last > -1:
            paid_already = friday(first) + 7 * (paid_from - 1) < 0
            self._outcome.status = "i_job" if paid_already else "i_forloeb"
            return last
        self._end(placement, last, number, holds, hasty, paid_from < 99)
        return last

    def _attended(self, agreed: float, shaky: bool) -> float:
        luck = self._chance()
        if shaky:
            return round(agreed * (0.3 + 0.6 * luck) * 2) / 2
        return agreed if luck < 0.72 else max(0.0, round(agreed * (1.05 - (luck - 0.72) * 2) * 2) / 2)

    def _end(self, placement: int, last: int, number: int, holds: bool, hasty: bool, paid: bool) -> None:
        self._outcome.hours = None
        luck = self._chance()
        if holds:
            if paid and luck < 0.6:
                self._tell(placement, last, "afbrudt", reason="fik_job", course=number, decided=True)
                self._outcome.status = "afsluttet"
            else:
                self._tell(placement, last, "gennemfoert", course=number, decided=True)
            return
        reasons = ("opgaver", "arbejdsplads", "transport", "pause", "virksomhed_stoppede", "andet")
        reason = "timer_steg_for_hurtigt" if hasty else reasons[int(luck * len(reasons))]
        self._tell(placement, last, "afbrudt", reason=reason, course=number, decided=True)
        if reason == "pause" and last > -120:
            self._outcome.status = "pause"
