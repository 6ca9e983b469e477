"""The lists after a change, from the lists before it: only changed citizens × all and all × changed placements.

What a placement's score can depend on besides its own row: the other rows of the same workplace (the ratio rule, and
how earlier courses went) and the courses of its people. What a citizen's can: her row, what was decided about her
story, and her courses. Whatever any of these touched is scored as it was and as it is; nothing else can have moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.records import UNKNOWN, CitizenTable, Rows, Surroundings
from jobmatch.core.scan import scan_order
from jobmatch.domain.placement import Placement
from jobmatch.rules.workplace import workplaces
from jobmatch.services.night_lists import LIST_LENGTH, Progress, Scoring, scored_lists
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.store.runs import RankedList, Run
from jobmatch.store.store import Store
from jobmatch.world.courses import courses
from jobmatch.world.openings import held_by, held_slots, reliabilities
from jobmatch.world.placements import encode_placements
from jobmatch.world.world import World

MOST_CHANGED = 0.2
"""When more than this share of citizens or placements changed, scoring everybody is quicker."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Everything whose scores may differ from those of an earlier run."""

    citizens: frozenset[str]
    before: Mapping[str, Placement]
    """The touched placements as they were."""
    after: frozenset[str]
    """Ids of the touched placements as they are."""
    all_before: Mapping[str, Placement]
    events_changed: bool


def touched_since(store: Store, world: World, run: Run) -> Touched:
    """What changed after the revision that a run was made from, and what that reaches."""
    pairs = store.changed_pairs(run.revision)
    changed = store.changed_ids("placements", run.revision) | {placement_id for _, placement_id in pairs}
    before: dict[str, Placement] = {}
    if changed:
        before = {p.placement_id: p for p in store.placements(revision=run.revision)}
    workplaces_touched = {
        versions[key].p_number for versions in (before, world.placements) for key in changed if key in versions
    } - {None, ""}

    def reached(placements: Iterable[Placement]) -> set[str]:
        return {p.placement_id for p in placements if p.placement_id in changed or p.p_number in workplaces_touched}

    was, now = reached(before.values()), reached(world.placements.values())
    return Touched(
        citizens=frozenset(store.changed_ids("citizens", run.revision) | {citizen_id for citizen_id, _ in pairs}),
        before={key: before[key] for key in sorted(was | (now & before.keys()))},
        after=frozenset(now | (was & world.placements.keys())),
        all_before=before,
        events_changed=bool(pairs),
    )


def lists_after(
    store: Store, loaded: LoadedWorld, run: Run, progress: Progress, length: int = LIST_LENGTH
) -> list[RankedList] | None:
    """The lists of everyone, byte for byte as a full run would make them; None when a full run is quicker.

    The run must be of the same day, model, rules and vocabulary.
    """
    world = loaded.world
    touched = touched_since(store, world, run)
    many = len(touched.citizens) > MOST_CHANGED * len(world.citizens)
    if many or len(touched.after) + len(touched.before) > MOST_CHANGED * len(world.placements):
        return None
    people = [(row, c.citizen_id) for row, c in enumerate(world.citizens.values()) if proposable(c)]
    known = {row for row, key in people if key not in touched.citizens}
    earlier = {one.citizen_id: one for one in store.lists(run.run_id)}
    kept = np.array([row for row, key in people if row in known and key in earlier], np.int64)
    lost = _feasible_before(store, loaded, touched, run, kept)
    gained = _lists_of_touched(loaded, touched, kept, length)
    found: dict[str, RankedList] = {}
    for new, gone in zip(gained, lost.tolist(), strict=True):
        one = _merged(earlier[new.citizen_id], new, gone, touched, length)
        if one is not None:
            found[new.citizen_id] = one
    anew = np.array([row for row, key in people if key not in found], np.int64)
    for one in scored_lists(
        loaded, Scoring(world.around, world.order, anew, loaded.kernel.model, length), progress=progress
    ):
        found[one.citizen_id] = one
    return [found[key] for _, key in people]


def _lists_of_touched(loaded: LoadedWorld, touched: Touched, kept: NDArray[np.int64], length: int) -> list[RankedList]:
    """Each kept citizen's list over the touched placements alone."""
    world = loaded.world
    rows = np.array(sorted(world.placement_rows[key] for key in touched.after), np.int64)
    order = scan_order(world.around.placements.records[rows])
    return scored_lists(loaded, Scoring(world.around, order, kept, loaded.kernel.model, length))


def _feasible_before(
    store: Store, loaded: LoadedWorld, touched: Touched, run: Run, kept: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many of the touched placements, as they were, each kept citizen could have had."""
    if not touched.before:
        return np.zeros(len(kept), np.int64)
    around = _as_it_was(store, loaded.world, touched, run)
    order = scan_order(around.placements.records)
    scoring = Scoring(around, order, kept, loaded.kernel.model, length=1)
    return np.array([one.feasible_count for one in scored_lists(loaded, scoring)], np.int64)


def _as_it_was(store: Store, world: World, touched: Touched, run: Run) -> Surroundings:
    """The touched placements of then, among today's citizens, whose courses are those of then."""
    history = courses(store.course_events(run.revision), world.as_of) if touched.events_changed else world.courses
    placements = [touched.before[key] for key in sorted(touched.before)]
    table = encode_placements(
        placements,
        world.words,
        world.licences,
        world.vetoes.by_placement(placements),
        world.as_of,
        held_slots(history, world.as_of),
        reliabilities(touched.all_before.values(), history),
        workplaces(touched.all_before.values()),
        world.rules,
    )
    rows = {key: row for row, key in enumerate(table.ids)}
    people = world.around.citizens
    records = people.records.copy()
    records["held_row"] = UNKNOWN
    for citizen_id, placement_id in held_by(history, world.as_of).items():
        if citizen_id in world.citizen_rows:
            records["held_row"][world.citizen_rows[citizen_id]] = rows.get(placement_id, UNKNOWN)
    return Surroundings(_wide_enough(people, records, world), table, world.around.travel_min)


def _wide_enough(people: CitizenTable, records: NDArray[np.void], world: World) -> CitizenTable:
    """Room for words that only the placements of then use."""

    def wide(rows: Rows, width: int) -> Rows:
        return replace(rows, width=max(width, rows.width))

    words = world.words.width
    holds = wide(people.holds, world.licences.width)
    return replace(
        people, records=records, covers=wide(people.covers, words), wanted=wide(people.wanted, words), holds=holds
    )


def _merged(earlier: RankedList, new: RankedList, gone: int, touched: Touched, length: int) -> RankedList | None:
    """The earlier list with the touched placements taken out and put in anew; None when more must be known.

    A full earlier list ends with the last placement that is known: what comes after it was never kept. As long as
    the new list stays above that end, nothing that was never kept can belong on it.
    """
    feasible = earlier.feasible_count - gone + new.feasible_count
    if gone == 0 and new.feasible_count == 0:
        return RankedList(earlier.citizen_id, earlier.ranked, feasible)
    cut = earlier.feasible_count > len(earlier.ranked)
    stays = [pair for pair in earlier.ranked if pair[0] not in touched.before and pair[0] not in touched.after]
    merged = sorted((*stays, *new.ranked), key=_by_points)[:length]
    if cut and (len(merged) < length or _by_points(merged[-1]) > _by_points(earlier.ranked[-1])):
        return None
    return RankedList(earlier.citizen_id, merged, feasible)


def _by_points(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
