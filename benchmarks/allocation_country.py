"""How good a country's plan is: beside a bound that no plan over any feasible pair can pass, and recounted.

    python -m benchmarks.allocation_country --database sqlite:///night.sqlite [--take-up 0.1 0.5 1.0] [--rounds 3]

The database holds a country, as `benchmarks/night.py` leaves one; nothing is written to it. The plan is the night's
own, from nothing. Its prices then price *every* feasible pair: where none is worth more than its person has, the plan
is the optimum; where some are, the plan cannot be further below the optimum than the sum of what they are worth more.
Those pairs are taken up and the plan made anew, a few times; the lowest bound counts. "Over" is recounted from the
records of placements and workplaces, not from the limits that the plan was given.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from copy import copy
from typing import Any

import numpy as np

from benchmarks.allocation import DAY, gini
from jobmatch.bootstrap import Application
from jobmatch.core.kernel import Kernel
from jobmatch.core.scan import make_scan, scan_order
from jobmatch.executor import blocks_of, map_blocks
from jobmatch.planning.allocation import greedy
from jobmatch.planning.flow import Edges, Ints, Limits
from jobmatch.planning.mending import PLACED, Choice, best_choice, open_placements
from jobmatch.rules.workplace import allowed_supported
from jobmatch.services.night.further import joined
from jobmatch.services.night.listed import ListedPairs
from jobmatch.services.night.lists import NightLists, Scoring, proposed_at_night, scored
from jobmatch.services.night.plan import PlanSettings, Yesterday
from jobmatch.services.night.world import NightWorld
from jobmatch.settings import Settings
from jobmatch.world.openings import free_slots
from jobmatch.world.world import World

EACH = 10
"""Better pairs that are taken up for each person in one round."""
COUNTED = {"virksomhedspraktik", "loentilskud"}
MOST_APART = 1 << 28
"""Prices further apart would not fit into the walk's numbers."""


def main() -> None:
    """Print one table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--database", required=True)
    arguments.add_argument("--take-up", type=float, nargs="+", default=[0.1, 0.5, 1.0])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=7)
    asked = arguments.parse_args()
    application = Application(Settings(database_url=asked.database, as_of=DAY), create=False)
    night = NightWorld.of(application.worlds.at(), {})
    world, kernel = night.loaded.world, night.loaded.kernel
    people = proposed_at_night(world.around.citizens.records)
    lists = scored(Scoring(world.around, world.order, people, kernel.model), kernel)
    print(f"{len(people)} × {len(world.placements)}, {lists.feasible.sum() / 1e6:.1f} M feasible pairs\n")
    print("| take-up | how | placed | points | at least of the optimum | over | Gini | processor s |")
    print("|---:|---|---:|---:|---:|---:|---:|---:|")
    for share in asked.take_up:
        chance = np.random.default_rng(asked.seed)
        show(night, some_of(lists, chance.random(len(people)) < share), share, asked.rounds)


def some_of(lists: NightLists, who: Any) -> NightLists:
    """The lists of those who are advised."""
    return NightLists(lists.people[who], lists.rows[who], lists.points[who], lists.feasible[who], lists.bound[who])


def show(night: NightWorld, lists: NightLists, share: float, rounds: int) -> None:
    """The lines of one take-up."""
    began = time.process_time()
    nobody = np.full(len(lists.people), -1, np.int64)
    made = night.plan(lists, Yesterday(nobody), PlanSettings(keep_points=0))
    took = time.process_time() - began
    ids, world = night.loaded.world.around.citizens.ids, night.loaded.world
    asked = np.array([ids[row] not in world.held_by for row in lists.people.tolist()], np.bool_)
    limits = night.limits(lists.people, None)
    listed = ListedPairs(lists, limits, asked, nobody, 0).all()
    places = np.where(asked, made.places, -1)
    placed, fit = int(np.count_nonzero(places >= 0)), made.counts["plan_fit"]
    most = bound(night, lists, limits, asked, places, listed, rounds)
    began = time.process_time()
    simple = greedy(listed, limits)
    taken = np.where(simple.edge_of >= 0, listed.placements[simple.edge_of], -1)
    lines = (
        ("the night's plan", places, fit, took),
        ("best pair first, over the lists", taken, simple.fit, time.process_time() - began),
    )
    for name, where, points, seconds in lines:
        exposure = np.bincount(where[where >= 0], minlength=len(limits.slots))[limits.slots > 0]
        print(
            f"| {share:.0%} | {name} | {np.count_nonzero(where >= 0)} of {np.count_nonzero(asked)} | {points} | "
            f"{100 * points / most[1]:.2f} % | {over(world, lists.people, where)} | {gini(exposure):.2f} | "
            f"{seconds:.1f} |",
            flush=True,
        )
    print(f"| {share:.0%} | no plan over any pairs has more | {most[0]} | {most[1]} | | | | |", flush=True)
    assert placed <= most[0]


def bound(
    night: NightWorld, lists: NightLists, limits: Limits, asked: Any, places: Ints, listed: Edges, rounds: int
) -> tuple[int, int]:
    """So many are placed at most by any plan, and have so many points at most when they are."""
    slipped = np.flatnonzero(places >= 0)
    scores = night.loaded.kernel.pairs(night.loaded.world.around, lists.people[slipped], places[slipped])
    taken = Edges(slipped, places[slipped], scores.points, np.zeros(len(slipped), np.bool_))
    count = len(limits.slots)
    new = ~np.isin(slipped * count + taken.placements, listed.citizens * count + listed.placements)
    edges = joined(listed, taken.only(new))
    found = []
    for _ in range(rounds):
        best = best_choice(edges, np.maximum(edges.points, 0), limits, None)
        gain, better = priced(night, lists, limits, asked, best)
        total = int(edges.points[best.chosen].sum()) + PLACED * len(best.chosen) + gain
        found.append((total // PLACED, total % PLACED))
        edges = joined(edges, better)
    return min(found)


def priced(night: NightWorld, lists: NightLists, limits: Limits, asked: Any, best: Choice) -> tuple[int, Edges]:
    """How much more every pair in the world could bring at these prices, and the pairs that would bring it."""
    gained, parts = 0, []
    for mentored, open_, price in zip((False, True), open_placements(limits), best.prices.by_need(limits), strict=True):
        who = np.flatnonzero(asked & (limits.needs_mentor == mentored))
        dear = open_ & (price > PLACED // 2)
        for places, base in ((dear, PLACED), (open_ & ~dear, 0)):
            if not places.any() or not len(who):
                continue
            rows, worth = best_at(night, lists.people[who], places, np.where(places, price - base, 0))
            more = np.where(rows >= 0, worth + PLACED - base - best.gains[who][:, None], -1)
            gained += int(np.maximum(more[:, 0], 0).sum())
            person, position = np.nonzero(more > 0)
            there = rows[person, position]
            points = worth[person, position] + price[there] - base
            parts.append(Edges(who[person], there, points, np.zeros(len(there), np.bool_)))
    return gained, joined(*parts)


def best_at(night: NightWorld, people: Ints, places: Any, price: Ints) -> tuple[Ints, Ints]:
    """Everybody's best placements among these by points less price, over every feasible pair."""
    around = night.loaded.world.around
    order = scan_order(around.placements.records[places])
    kernel = with_room(night.loaded.kernel, int(price.max()) - int(price.min()))
    for one in (order, order.whole):
        fixed = night.loaded.kernel._fixed_points(one.records) - price[one.records["row"]] + int(price.max())
        one.ready[kernel.model.version] = make_scan(one, kernel._plan, fixed)
    done = list(map_blocks(lambda block: kernel.best_of(around, order, people[slice(*block)], EACH),
                           blocks_of(len(people), 500)))  # fmt: skip
    rows = np.concatenate([best.rows for _, best in done])
    return rows, np.concatenate([best.points for _, best in done]) - int(price.max())


def with_room(kernel: Kernel, more: int) -> Kernel:
    """The kernel with tables by which points may be so many more.

    The walk counts points in a histogram that is as wide as its tables can fill. What placements give to everybody
    it is told, so the table of a factor that is the same for everybody widens the histogram and changes no points.
    """
    if more > MOST_APART:
        raise ValueError(f"prices lie {more} apart: more than the walk can count")
    wider = copy(kernel)
    wider._tables = kernel._tables.copy()
    wider._tables[[factor.name for factor in kernel.valued].index(kernel._plan.fixed[0].name)] += more
    return wider


def over(world: World, people: Ints, places: Ints) -> int:
    """People sent to a slot, a mentor hour or a ratio that is not there, counted from the records."""
    ids, citizens = world.around.placements.ids, world.around.citizens.ids
    sent = [
        (world.citizens[citizens[people[n]]], world.placements[ids[places[n]]]) for n in np.flatnonzero(places >= 0)
    ]
    by_place = Counter(place.placement_id for _, place in sent)
    beyond = sum(max(0, n - free_slots(world.placements[key], world.held)) for key, n in by_place.items())
    needing = Counter(
        place.placement_id
        for one, place in sent
        if any(need.code == "mentor" and need.strength in ("krav", "vigtigt") for need in one.needs or ())
    )
    for key, n in needing.items():
        hours = world.placements[key].mentor_hours
        beyond += 0 if hours is None else max(0, n - int(hours))
    counted = Counter(p.p_number for _, p in sent if p.p_number and p.measures and set(p.measures) <= COUNTED)
    for p_number, n in counted.items():
        there = world.workplaces[p_number or ""]
        if there.ordinary_staff is not None:
            beyond += max(0, n + (there.supported_now or 0) - allowed_supported(there.ordinary_staff))
    return beyond


if __name__ == "__main__":
    main()
