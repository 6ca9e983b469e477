"""Nobody lost: everybody has three feasible options, or named hurdles with the cheapest unlock, carried out again.

    python -m benchmarks.nobody_lost DATABASE [--day 2026-11-22] [--sample 0]

Goes through every citizen who is proposed for at night. Whoever has fewer than three feasible placements must have
hurdles with names; each unlock is carried out by changing exactly its fields in the record, and everything is scored
again in a world made of the changed record. With ``--sample`` only so many of those with few possibilities are
replayed, spread evenly; all are counted.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from jobmatch.bootstrap import Application
from jobmatch.core.kernel import Kernel
from jobmatch.executor import in_blocks
from jobmatch.planning.blockers import ENOUGH, lack_of
from jobmatch.planning.standing import Standing
from jobmatch.planning.unlocks import Unlock
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.settings import Settings
from jobmatch.world.world import World


@dataclass
class Found:
    """What was seen of everybody."""

    people: int = 0
    few: int = 0
    none: int = 0
    looked_at: int = 0
    """Of those with few possibilities."""
    unlocked: int = 0
    """An unlock was told, and did what it said."""
    told_none: int = 0
    """Nothing at one workplace opens a place for them, and nothing else is claimed."""
    hurdles: Counter[str] = field(default_factory=Counter)
    """What most often stands alone in the way of those without an unlock."""
    wrong: list[str] = field(default_factory=list)
    """Citizens who are lost, or of whom something untrue is told."""


def look_at(loaded: LoadedWorld, sample: int = 0) -> Found:
    """Everybody who is proposed for; of those with few possibilities all, or so many."""
    world, kernel = loaded.world, loaded.kernel
    people = [key for key, citizen in world.citizens.items() if proposable(citizen)]
    standing = Standing.of(world, kernel, people, in_blocks)
    few = np.flatnonzero(standing.few)
    found = Found(len(people), len(few), int(np.count_nonzero(standing.feasible == 0)))
    step = max(1, len(few) // sample) if sample else 1
    for n in few[::step].tolist():
        _look_at_one(found, world, kernel, people[n], int(standing.feasible[n]))
    return found


def _look_at_one(found: Found, world: World, kernel: Kernel, citizen_id: str, feasible: int) -> None:
    lack = lack_of(world, kernel, citizen_id)
    found.looked_at += 1
    if not lack.hurdles and feasible < np.count_nonzero(world.around.placements.records["open"] == 1):
        found.wrong.append(f"{citizen_id}: no hurdle has a name")
    if lack.unlock is None:
        found.told_none += 1
        found.hurdles.update([lack.hurdles[0].gate] if lack.hurdles else [])
    elif wrong := replayed(world, kernel, citizen_id, lack.unlock):
        found.wrong.append(f"{citizen_id}: {wrong}")
    else:
        found.unlocked += 1


def replayed(world: World, kernel: Kernel, citizen_id: str, unlock: Unlock) -> str | None:
    """Change exactly what the unlock names and score the citizen's whole list again; what is not as told, or None."""
    before = world.placements[unlock.placement_id]
    after = replace(before, **unlock.fields)
    alone = world.with_placements([after], [world.citizens[citizen_id]])
    pair = kernel.pairs(alone.around, np.zeros(1, np.int64), np.zeros(1, np.int64))
    today = kernel.survey(world.around, world.citizen_rows[citizen_id], 0, 0)
    row = world.placement_rows[unlock.placement_id]
    if today.points[row] >= 0:
        return "the placement fits today"
    if pair.failed[0] != 0:
        return "the placement does not fit after the change"
    if today.rank(int(pair.points[0]), row) != unlock.rank_after:
        return "the rank after the change is another"
    return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was seen, and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 11, 22))
    parser.add_argument("--sample", type=int, default=0)
    asked = parser.parse_args(arguments)
    application = Application(Settings(database_url=asked.database, as_of=asked.day), create=False)
    loaded = application.worlds.at()
    begun = time.process_time()
    found = look_at(loaded, asked.sample)
    print(f"{found.people} people: {found.few} with fewer than {ENOUGH} possibilities, {found.none} with none")
    print(f"{found.looked_at} looked at: {found.unlocked} unlocks did what they say, {found.told_none} told of none")
    print(f"in the way of those: {dict(found.hurdles.most_common())}")
    print(f"wrong: {found.wrong[:20]} ({len(found.wrong)}); {time.process_time() - begun:.1f} processor seconds")


if __name__ == "__main__":
    main()
