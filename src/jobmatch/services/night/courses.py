"""Courses as arrays: what they hold and what they say of workplaces, worked out for a country in a moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.records import picked
from jobmatch.core.stitch import at_rows
from jobmatch.planning.limits import HOLDING, NEVER, Holdings, PlaceFacts
from jobmatch.world.courses import HELD_AFTER_DAYS, Course, Outcome
from jobmatch.world.openings import CHOICE_HOLDS_DAYS

COURSE = np.dtype(
    [
        ("citizen", "i4"),  # position among the citizens' ids
        ("placement", "i4"),  # position among the placements' ids
        ("chosen", "i4"),  # days as ordinals, NEVER without one
        ("started", "i4"),
        ("ended", "i4"),
        ("outcome", "i4"),  # position among the outcomes
    ]
)
_OUTCOMES = tuple(Outcome)
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CourseRows:
    """Where those whom courses name stand in a world; -1 who is not in it."""

    citizens: Ints
    placements: Ints


@dataclass(frozen=True, slots=True)
class CourseArrays:
    """The courses of a world, in order of citizen, placement and start."""

    citizens: tuple[str, ...]
    placements: tuple[str, ...]
    rows: NDArray[np.void]

    @classmethod
    def of(cls, courses: Sequence[Course]) -> CourseArrays:
        """From courses in their order."""
        people: dict[str, int] = {}
        places: dict[str, int] = {}
        rows = [
            (
                people.setdefault(one.citizen_id, len(people)),
                places.setdefault(one.placement_id, len(places)),
                _day(one.chosen_on),
                _day(one.started_on),
                _day(one.ended_on),
                _OUTCOMES.index(one.outcome),
            )
            for one in courses
        ]
        return cls(tuple(people), tuple(places), np.array(rows, COURSE))

    def rows_in(self, citizens: Mapping[str, int], placements: Mapping[str, int]) -> CourseRows:
        """Where everybody and every placement stands in a world."""
        both = ((self.citizens, citizens), (self.placements, placements))
        return CourseRows(*(np.array([rows.get(key, NEVER) for key in ids], np.int64) for ids, rows in both))

    def due(self, as_of: date) -> set[str]:
        """Citizens with a course that is still open and has lasted so long that it counts as held."""
        rows = self.rows
        running = (rows["ended"] == NEVER) & (rows["started"] != NEVER)
        open_ = running & (rows["outcome"] == _OUTCOMES.index(Outcome.OPEN))
        long = open_ & (as_of.toordinal() - rows["started"] >= HELD_AFTER_DAYS)
        return {self.citizens[n] for n in np.unique(rows["citizen"][long]).tolist()}

    def with_courses(self, citizens: Collection[str], courses: Sequence[Course]) -> CourseArrays:
        """The same with all courses of some citizens replaced."""
        gone = [n for n, key in enumerate(self.citizens) if key in citizens]
        stay = self.rows[~np.isin(self.rows["citizen"], gone)]
        people = {key: n for n, key in enumerate(self.citizens)}
        places = {key: n for n, key in enumerate(self.placements)}
        new = CourseArrays.of(courses)
        added = new.rows.copy()
        if len(added):
            added["citizen"] = np.array([people.setdefault(key, len(people)) for key in new.citizens])[added["citizen"]]
            added["placement"] = np.array([places.setdefault(key, len(places)) for key in new.placements])[
                added["placement"]
            ]
        rows = np.concatenate([stay, added])
        rank = np.zeros(len(people), np.int64)
        rank[np.argsort(np.array(list(people), object))] = np.arange(len(people))
        order = np.argsort(rank[rows["citizen"]], kind="stable") if len(rows) else np.zeros(0, np.int64)
        return CourseArrays(tuple(people), tuple(places), rows[order])

    def holding(self, as_of: date) -> NDArray[np.void]:
        """The courses that hold a slot on a day: those that run, and choices that wait for an answer."""
        rows = self.rows
        waits = (rows["chosen"] != NEVER) & (as_of.toordinal() - rows["chosen"] <= CHOICE_HOLDS_DAYS)
        return picked(rows, (rows["ended"] == NEVER) & ((rows["started"] != NEVER) | waits))

    def holdings(self, as_of: date, there: CourseRows) -> Holdings:
        """Everybody under way, by row of a world."""
        held = self.holding(as_of)
        found = np.zeros(len(held), HOLDING)
        found["person"], found["started_day"] = held["citizen"], held["started"]
        found["citizen"], found["placement"] = there.citizens[held["citizen"]], there.placements[held["placement"]]
        return found

    def held_by(self, as_of: date) -> dict[str, str]:
        """By citizen: the placement whose slot she holds; the latest when there are several."""
        held = self.holding(as_of)
        order = held[by_age(held)]
        pairs = zip(order["citizen"].tolist(), order["placement"].tolist(), strict=True)
        return {self.citizens[person]: self.placements[place] for person, place in pairs}

    def counted_at(self, facts: PlaceFacts, there: CourseRows) -> tuple[Ints, Ints]:
        """People, and the number of the workplace whose stated people with support include each one's running course.

        The same as ``world.counted`` finds, from the facts of placements by row; of several the one begun last stands
        last.
        """
        running = picked(self.rows, (self.rows["ended"] == NEVER) & (self.rows["started"] != NEVER))
        here = there.placements[running["placement"]]
        running, here = running[here >= 0], here[here >= 0]
        stated = facts["stated_day"][here]
        holds = (facts["supports"][here] == 1) & ((stated == NEVER) | (running["started"] <= stated))
        running, here = running[holds], here[holds]
        order = np.argsort(running["started"], kind="stable")
        return running["citizen"][order], facts["workplace"][here[order]]

    def held_slots(self, as_of: date) -> dict[str, int]:
        """How many slots of each placement are held by people, each person counted once."""
        held = self.holding(as_of)
        pairs = np.unique(held["placement"].astype(np.int64) * (len(self.citizens) + 1) + held["citizen"])
        places, counts = np.unique(pairs // (len(self.citizens) + 1), return_counts=True)
        return {self.placements[place]: n for place, n in zip(places.tolist(), counts.tolist(), strict=True)}

    def known(self) -> tuple[Ints, NDArray[np.bool_]]:
        """Placements of the courses that began and whose end says something, and whether each held."""
        said = np.isin(self.rows["outcome"], [_OUTCOMES.index(Outcome.SUCCEEDED), _OUTCOMES.index(Outcome.FAILED)])
        some = self.rows[said & (self.rows["started"] != NEVER)]
        return some["placement"].astype(np.int64), some["outcome"] == _OUTCOMES.index(Outcome.SUCCEEDED)

    def reliability(self, workplace: Ints, workplaces: Mapping[str, int], there: CourseRows) -> tuple[Any, Ints]:
        """By placement of a world: share of courses at its workplace that held, NaN when none is known; and how many.

        Args:
            workplace: By placement, the number of its workplace.
            workplaces: The numbers by key.
        """
        places, held = self.known()
        here = at_rows(workplace, there.placements, NEVER)
        for n in np.flatnonzero(there.placements == NEVER).tolist():
            here[n] = workplaces.get(self.placements[n], NEVER)
        at = here[places] if len(places) else places
        inside = at >= 0
        most = max(len(workplaces), int(workplace.max(initial=-1)) + 1)
        count = np.bincount(at[inside], minlength=most)
        good = np.bincount(at[inside & held], minlength=most)
        share = np.where(count > 0, (good + 1) / (count + 2), np.nan)
        return share[workplace], count[workplace]


def by_age(held: NDArray[np.void]) -> Ints:
    """The order in which courses were begun, or chosen where they have not begun."""
    order: Ints = np.argsort(np.where(held["started"] != NEVER, held["started"], held["chosen"]), kind="stable")
    return order


def _day(day: date | None) -> int:
    return NEVER if day is None else day.toordinal()
