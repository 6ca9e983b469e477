"""What a night works on: the world with its kernel, the limits of its placements, and who is under way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from jobmatch.core.scan import scan_order
from jobmatch.planning.flow import Ints, Limits
from jobmatch.planning.limits import Holdings, PlaceFacts, holdings_of, limits_within, place_facts
from jobmatch.planning.mending import NOBODY, Before, Prices
from jobmatch.services.night.courses import CourseArrays, CourseRows
from jobmatch.services.night.lists import NightLists, fixed_points, with_few
from jobmatch.services.night.plan import GONE, MadePlan, NightPlan, PlanSettings, Yesterday
from jobmatch.services.night.side import SideTables
from jobmatch.services.worlds import LoadedWorld
from jobmatch.store.run_lists import RankedList


@dataclass(frozen=True, slots=True)
class NightWorld:
    """One data version on one day, as the night reads it."""

    loaded: LoadedWorld
    facts: PlaceFacts
    """By placement."""
    workplaces: dict[str, int]
    """The numbers of the workplaces that ``facts`` name."""
    holdings: Holdings
    """Everybody with a course under way or a fresh choice."""
    held_by: Mapping[str, str]
    """By citizen: the placement whose slot she holds."""
    fixed: Ints
    """By placement: the points that it gives to everybody."""
    side: SideTables
    course_rows: CourseRows
    """Where those whom the courses name stand in this world."""

    @classmethod
    def of(cls, loaded: LoadedWorld, next_event: Mapping[str, date]) -> NightWorld:
        """From a world that was read and encoded as a whole.

        Args:
            next_event: By citizen, the first event that is dated later than the world's day.
        """
        world = loaded.world
        numbers = dict(world.counted.numbers)
        openings = [world.placements[key] for key in world.around.placements.ids]
        courses = CourseArrays.of(world.courses)
        facts = place_facts(openings, world.around.placements.records, dict(world.workplaces), world.rules, numbers)
        return cls(
            loaded=loaded,
            facts=facts,
            workplaces=numbers,
            holdings=holdings_of(world.courses, world, world.as_of),
            held_by=world.held_by,
            fixed=fixed_points(loaded.kernel, world.around),
            side=SideTables.of(openings, courses, next_event),
            course_rows=courses.rows_in(world.citizen_rows, world.placement_rows),
        )

    def limits(self, people: Ints, budget_hours: int | None) -> Limits:
        """What a plan for these people must keep within."""
        around = self.loaded.world.around
        return limits_within(around.citizens, around.placements, self.facts, self.holdings, people, budget_hours)

    def plan(
        self,
        lists: NightLists,
        yesterday: Yesterday,
        settings: PlanSettings,
        keep: Callable[[Before], None] = lambda flow: None,
    ) -> MadePlan:
        """The plan over the lists."""
        limits = self.limits(lists.people, settings.support_hours_week)
        under_way, elsewhere = self._under_way(lists.people)
        return NightPlan(self.loaded, lists, limits, under_way, elsewhere, yesterday, settings, keep).made()

    def ready_for_changes(self, people: Ints) -> None:
        """Compile what a night after a change needs beyond a full one, where a full one was compiled: nobody waits."""
        around = self.loaded.world.around
        opened = around.placements.records[around.placements.records["open"] == 1][:1]
        if len(opened) and len(people):
            with_few(self.loaded.kernel, around, scan_order(opened), people[:1], np.zeros(1, np.int64))

    def _under_way(self, people: Ints) -> tuple[Ints, dict[int, str]]:
        """By person: the placement under way; and those whose placement is no longer in the world."""
        world = self.loaded.world
        ids, held = world.around.citizens.ids, world.around.citizens.records["held_row"][people]
        found = np.where(held >= 0, held, NOBODY)
        nowhere = self.holdings["citizen"][(self.holdings["placement"] < 0) & (self.holdings["citizen"] >= 0)]
        held_at = {n: self.held_by[ids[people[n]]] for n in np.flatnonzero(np.isin(people, nowhere)).tolist()}
        elsewhere = {n: at for n, at in held_at.items() if at not in world.placement_rows}
        found[list(elsewhere)] = GONE
        return found, elsewhere

    def yesterday(self, lists: NightLists, published: Iterable[RankedList], note: bytes | None) -> Yesterday:
        """What the latest run leaves to this plan, as it is stored."""
        ids, rows = self.loaded.world.around.citizens.ids, self.loaded.world.placement_rows
        planned = {one.citizen_id: planned_in(one) for one in published}
        places = [rows.get(planned.get(ids[row]) or "", NOBODY) for row in lists.people.tolist()]
        return Yesterday(np.array(places, np.int64), None if note is None else self.prices(note))

    def prices(self, note: bytes) -> Prices:
        """The prices of the latest plan, as it is stored, by placement of this world."""
        ids, fixed, prices = _noted(note)
        rows = np.array([self.loaded.world.placement_rows.get(key, NOBODY) for key in ids], np.int64)
        return self.prices_of(prices, rows, fixed)

    def prices_of(self, prices: Prices, rows: Ints, fixed: Ints) -> Prices:
        """Earlier prices by placement of this world.

        Args:
            rows: Of each one's placement; below 0 when it is gone.
            fixed: What it gave to everybody then.
        """
        there = rows >= 0
        # What a placement gives to everybody costs everybody the same: when it falls, so does the price.
        shift = self.fixed[rows[there]] - fixed[there]

        def by_row(price: Ints) -> Ints:
            found = np.zeros(len(self.facts), np.int64)
            found[rows[there]] = price
            return found

        slots, mentors, workplaces = (one[there] for one in (prices.slots, prices.mentors, prices.workplaces))
        # A slot never costs less than the workplace behind it, a mentor never less than the slot.
        shifted = np.where(slots > 0, np.maximum(slots + shift, workplaces), slots)
        with_mentor = np.where(mentors > 0, np.maximum(mentors + shift, shifted), mentors)
        return Prices(by_row(shifted), by_row(with_mentor), by_row(workplaces))


def note_of(ids: Sequence[str], prices: Prices, fixed: Ints) -> bytes:
    """The prices of a plan as a full night finds them; placements without any are left out."""
    some = np.flatnonzero((prices.slots != 0) | (prices.mentors != 0) | (prices.workplaces != 0))
    columns = (one[some] for one in (fixed, prices.slots, prices.mentors, prices.workplaces))
    names = json.dumps([ids[row] for row in some.tolist()], ensure_ascii=False).encode()
    return b"%d\n%s%s" % (len(names), names, b"".join(one.astype("<i8").tobytes() for one in columns))


def _noted(note: bytes) -> tuple[list[str], Ints, Prices]:
    """The placements of a note, what each gave to everybody, and the prices."""
    size, _, rest = note.partition(b"\n")
    ids = json.loads(rest[: int(size)])
    fixed, *prices = np.frombuffer(rest, "<i8", offset=int(size)).reshape(4, len(ids)).astype(np.int64)
    return ids, fixed, Prices(*prices)


def planned_in(one: RankedList) -> str | None:
    """Where a published list proposes its citizen; None without a place or without a plan."""
    plan = (one.details or {}).get("plan")
    return plan["placement_id"] if plan else None
