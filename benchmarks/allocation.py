"""How good the nightly plan is: beside the exact optimum, taking the best pair first, and everybody's own first choice.

    python -m benchmarks.allocation [--citizens 300 1000] [--large 7000] [--seed 7]

The municipalities are generated. At each take-up a random share of the citizens is advised; the rest stay away.
"Over" counts people sent to a slot, a ratio or a mentor hour that is not there. The optimum is HiGHS over every
feasible pair, under the same limits; "most points" is the same without the demand that as many as possible are placed.
A municipality's plan chooses among all feasible pairs, a country's among the lists: the last table is one with more
than two million feasible pairs, where the night cuts its network to the best of each list and looks further for those
whose place somebody else could take. There the optimum is OR-Tools' min-cost flow over all feasible pairs, since HiGHS
would take hours; without a budget of support hours both are the same. For a country see
`benchmarks/allocation_country.py`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.min_cost_flow import min_cost_flow
from jobmatch.bootstrap import Application
from jobmatch.planning.allocation import Allocation, allocate, edge_values, greedy
from jobmatch.planning.budget import exactly
from jobmatch.planning.flow import Edges, Limits
from jobmatch.planning.limits import limits_of
from jobmatch.sample import write_sample
from jobmatch.services.night.lists import LIST_LENGTH, Scoring, proposed_at_night, scored
from jobmatch.services.night.plan import MOST_EDGES, PlanSettings, Yesterday
from jobmatch.services.night.world import NightWorld
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.settings import Settings

DAY = date(2026, 11, 21)
TAKE_UP = (0.1, 0.5, 1.0)


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    name: str
    placed: int
    fit: int
    over: int
    gini: float
    seconds: float


def main() -> None:
    """Print one table a municipality."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--citizens", type=int, nargs="+", default=[300, 1000])
    arguments.add_argument("--large", type=int, default=7000, help="0 to leave it out")
    arguments.add_argument("--seed", type=int, default=7)
    asked = arguments.parse_args()
    print("| citizens | placements | take-up | how | placed | points | of optimum | over | Gini | s |")
    print("|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|")
    for count in asked.citizens:
        with tempfile.TemporaryDirectory() as folder:
            loaded = municipality(Path(folder), count, asked.seed)
            for take_up in TAKE_UP:
                show(loaded, take_up, np.random.default_rng(asked.seed))
    if asked.large:
        with tempfile.TemporaryDirectory() as folder:
            show_large(municipality(Path(folder), asked.large, asked.seed))


def municipality(folder: Path, citizens: int, seed: int) -> LoadedWorld:
    """A generated municipality, imported as any other."""
    write_sample(folder / "files", citizens, citizens * 2 // 5, seed)
    application = Application(Settings(database_url=f"sqlite:///{folder / 'town.sqlite'}", as_of=DAY))
    report = application.importing.run([folder / "files"])
    if report.errors:
        raise SystemExit(str(report.errors[:3]))
    return application.worlds.at()


def show(loaded: LoadedWorld, take_up: float, random: np.random.Generator) -> None:
    """The lines of one take-up."""
    world = loaded.world
    everybody = [one for one in world.citizens.values() if proposable(one) and one.citizen_id not in world.held_by]
    advised = sorted(random.choice(len(everybody), round(take_up * len(everybody)), replace=False).tolist())
    people = [everybody[n] for n in advised]
    rows = np.array([world.citizen_rows[one.citizen_id] for one in people])
    limits = limits_of(world, rows)
    lists = edges_of(loaded, rows, LIST_LENGTH)
    every = edges_of(loaded, rows, len(world.placements))
    lines = list(compared(lists, every, limits))
    best = next(line.fit for line in lines if line.name == "optimum")
    for line in lines:
        share = f"{100 * line.fit / best:.2f} %" if best else "-"
        print(
            f"| {len(world.citizens)} | {len(world.placements)} | {take_up:.0%} | {line.name} | "
            f"{line.placed} of {len(people)} | {line.fit} | {share} | {line.over} | {line.gini:.2f} | "
            f"{line.seconds:.2f} |"
        )


def show_large(loaded: LoadedWorld) -> None:
    """The night's own plan over a world so large that its network is cut, beside the optimum over all pairs."""
    world = loaded.world
    night = NightWorld.of(loaded, {})
    chosen = proposed_at_night(world.around.citizens.records)
    lists = scored(Scoring(world.around, world.order, chosen, loaded.kernel.model), loaded.kernel)
    pairs = int(lists.feasible.sum())
    assert pairs > MOST_EDGES, "the network is not cut"
    began = time.perf_counter()
    made = night.plan(lists, Yesterday(np.full(len(chosen), -1, np.int64)), PlanSettings(keep_points=0))
    ours = time.perf_counter() - began
    free = np.array([world.around.citizens.ids[row] not in world.held_by for row in chosen.tolist()], np.bool_)
    limits = night.limits(chosen, None)
    every = edges_of(loaded, chosen, len(world.placements))
    every = every.only(free[every.citizens])
    began = time.perf_counter()
    best = optimum(every, limits, min_cost_flow(every, edge_values(every, 0, len(chosen)), limits))
    whole = time.perf_counter() - began
    began = time.perf_counter()
    simple = greedy(every, limits)
    taking = time.perf_counter() - began
    placed = int(np.count_nonzero((made.places >= 0) & ~made.under_way))
    print(f"\n{len(world.citizens)} × {len(world.placements)}, {pairs / 1e6:.1f} M feasible pairs\n")
    print("| how | placed | points | of optimum | s |\n|---|---:|---:|---:|---:|")
    share = f"{100 * made.counts['plan_fit'] / best.fit:.2f} %"
    print(f"| the night's plan, cut to lists | {placed} | {made.counts['plan_fit']} | {share} | {ours:.1f} |")
    share = f"{100 * simple.fit / best.fit:.2f} %"
    print(f"| best pair first | {simple.placed} | {simple.fit} | {share} | {taking:.1f} |")
    print(f"| optimum over all pairs | {best.placed} | {best.fit} | 100 % | {whole:.1f} |")


def edges_of(loaded: LoadedWorld, rows: Any, length: int) -> Edges:
    """The first pairs of everybody's list."""
    best = loaded.kernel.best(loaded.world.around, loaded.world.order, 0, len(loaded.world.citizens), length)
    places, points = best.rows[rows], best.points[rows]
    citizen, position = np.nonzero(places >= 0)
    none = np.zeros(len(citizen), np.bool_)
    return Edges(citizen, places[citizen, position], points[citizen, position], none)


def compared(lists: Edges, every: Edges, limits: Limits) -> Iterator[Line]:
    """Each way to propose, timed."""
    began = time.perf_counter()
    first = first_choices(lists, limits)
    yield line("own first choice", lists, limits, first, began)
    began = time.perf_counter()
    yield line("best pair first", lists, limits, greedy(lists, limits), began)
    for name, edges in ((f"plan over lists of {LIST_LENGTH}", lists), ("plan", every)):
        began = time.perf_counter()
        yield line(name, edges, limits, allocate(edges, limits), began)
    for name, values in (("optimum", edge_values(every, 0, len(limits.needs_mentor))), ("most points", every.points)):
        began = time.perf_counter()
        yield line(name, every, limits, optimum(every, limits, exactly(every, values, limits)), began)


def optimum(edges: Edges, limits: Limits, chosen: Any) -> Allocation:
    """What a solver has chosen."""
    edge_of = np.full(len(limits.needs_mentor), -1, np.int64)
    edge_of[edges.citizens[chosen]] = chosen
    return Allocation(edge_of, int(edges.points[chosen].sum()))


def first_choices(edges: Edges, limits: Limits) -> Allocation:
    """Everybody at the top of the own list, as if nobody else were there."""
    roomy = replace(
        limits,
        slots=np.full_like(limits.slots, len(limits.needs_mentor)),
        mentor_places=np.full_like(limits.mentor_places, -1),
        workplace=np.full_like(limits.workplace, -1),
    )
    return greedy(edges, roomy)


def line(name: str, edges: Edges, limits: Limits, allocation: Allocation, began: float) -> Line:
    """What a way to propose comes to."""
    seconds = time.perf_counter() - began
    chosen = allocation.edge_of[allocation.edge_of >= 0]
    places = edges.placements[chosen]
    taken = np.bincount(places, minlength=len(limits.slots))
    counted = limits.workplace[places]
    ratio = np.bincount(counted[counted >= 0], minlength=len(limits.ratio_room))
    mentored = np.bincount(places[limits.needs_mentor[edges.citizens[chosen]]], minlength=len(limits.slots))
    stated = limits.mentor_places >= 0
    over = [taken - limits.slots, ratio - limits.ratio_room, (mentored - limits.mentor_places)[stated]]
    beyond = int(sum(np.maximum(one, 0).sum() for one in over))
    return Line(name, allocation.placed, allocation.fit, beyond, gini(taken[limits.slots > 0]), seconds)


def gini(exposure: Any) -> float:
    """0 when every open placement is proposed as often, towards 1 when a few get everybody."""
    total = int(exposure.sum())
    if not total:
        return 0.0
    ordered = np.sort(exposure)
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * (ranks * ordered).sum()) / (len(ordered) * total) - (len(ordered) + 1) / len(ordered))


if __name__ == "__main__":
    main()
