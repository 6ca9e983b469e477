"""Levers: one change at one workplace that opens it for most people, counted by scoring everybody again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.planning.blockers import ENOUGH
from jobmatch.planning.standing import Standing
from jobmatch.planning.unlocks import Change, possible_changes
from jobmatch.world.pair import WorldPair

TRIED = 60
"""Changes that are scored again, those that seem to open most first."""
MOST_PAIRS = 20_000_000
"""Near misses are looked for in so many pairs at most; those with the fewest possibilities first."""
NEAR_MISSES_EACH = 40
NEARLY = 0.8
"""A change that opens so much of what the strongest one opens is preferred when it asks less."""
ONE_CHANGE = ("hours", "needs", "schedule", "licence")
"""Gates that a workplace can open by changing one thing."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One change at one placement, and whom it opens the placement for."""

    placement: Placement
    """As it is today."""
    change: Change
    opened: tuple[str, ...]
    """Citizens for whom it does not fit today and would fit then."""
    fits_before: int
    fits_after: int
    few_before: int
    """Citizens with fewer than three possibilities."""
    few_after: int
    none_before: int
    """Citizens without any possibility."""
    none_after: int

    @property
    def text(self) -> Text:
        """The lever in one sentence."""
        count = len(self.opened)
        where = f"{self.placement.placement_id} ({self.placement.employer})" if self.placement.employer else ""
        name = where or self.placement.placement_id
        people = Text(
            "1 borger" if count == 1 else f"{count} borgere", "1 citizen" if count == 1 else f"{count} citizens"
        )
        return Text(
            f"{name} ville passe til {people.da} mere, hvis {self.change.text.da}.",
            f"{name} would fit {people.en} more if {self.change.text.en}.",
        )

    @property
    def changed(self) -> Placement:
        """The placement with the change."""
        return replace(self.placement, **self.change.fields)


def levers(standing: Standing) -> list[Lever]:
    """Verified changes, the one that opens most first; only one a placement and gate."""
    found: list[Lever] = []
    candidates = _candidates(standing)
    changed = [replace(standing.world.placements[key], **change.fields) for key, change in candidates]
    for n, scores in standing.if_changed(changed):
        placement_id, change = candidates[n]
        before = standing.at(placement_id).failed == 0
        after = scores.failed == 0
        feasible = standing.feasible + after.astype(np.int64) - before.astype(np.int64)
        opened = tuple(standing.ids[i] for i in np.flatnonzero(after & ~before))
        if opened:
            found.append(
                Lever(
                    placement=standing.world.placements[placement_id],
                    change=change,
                    opened=opened,
                    fits_before=int(before.sum()),
                    fits_after=int(after.sum()),
                    few_before=int(standing.few.sum()),
                    few_after=int(np.count_nonzero(feasible < ENOUGH)),
                    none_before=int(np.count_nonzero(standing.feasible == 0)),
                    none_after=int(np.count_nonzero(feasible == 0)),
                )
            )
    return sorted(_gentlest(found), key=lambda one: (-len(one.opened), one.few_after, one.placement.placement_id))


def _gentlest(found: list[Lever]) -> list[Lever]:
    """One lever a placement and gate: it opens nearly as much as the strongest, and asks least of the workplace."""
    by_place: dict[tuple[str, str], list[Lever]] = defaultdict(list)
    for lever in found:
        by_place[lever.placement.placement_id, lever.change.gate].append(lever)
    kept = []
    for same in by_place.values():
        most = max(len(lever.opened) for lever in same)
        enough = [lever for lever in same if len(lever.opened) >= NEARLY * most]
        kept.append(
            min(enough, key=lambda one: (len(one.change.fields), -_start(one), -len(one.opened), one.change.code))
        )
    return kept


def _start(lever: Lever) -> float:
    """The hours that one could start with; more asks less of the workplace."""
    return float(lever.change.fields.get("min_hours", 0.0))


def _candidates(standing: Standing) -> list[tuple[str, Change]]:
    """Changes that seem to open most, by counting the citizens whom one gate alone keeps away."""
    world, kernel = standing.world, standing.kernel
    ids = world.around.placements.ids
    people = np.lexsort((np.arange(len(standing.ids)), standing.feasible))
    people = people[: max(1, MOST_PAIRS // max(1, len(ids)))]
    one_gate = [1 << bit for bit, gate in enumerate(kernel.gates) if gate.name in ONE_CHANGE]
    seen: dict[tuple[str, str], Change] = {}
    wanting: dict[tuple[str, str], int] = defaultdict(int)
    for n in people.tolist():
        row = np.full(len(ids), standing.rows[n], np.int64)
        scores = kernel.pairs(world.around, row, np.arange(len(ids)))
        near = np.flatnonzero(np.isin(scores.failed, one_gate))
        for place in near[np.lexsort((near, -scores.points[near]))][:NEAR_MISSES_EACH].tolist():
            pair = WorldPair(world, standing.ids[n], ids[place], {})
            gates = [gate.name for gate in kernel.failed_gates(int(scores.failed[place]))]
            for change in possible_changes(pair, gates) or ():
                if "autorisation" in change.code:  # work for which the law asks for a trained person
                    continue
                key = ids[place], repr(sorted(change.fields.items(), key=lambda field: field[0]))
                seen.setdefault(key, change)
                wanting[key] += 1
    reaches = _reaches(seen, wanting)
    ranked = sorted(wanting, key=lambda key: (-reaches[key], key))
    return [(key[0], seen[key]) for key in ranked[:TRIED]]


def _reaches(seen: dict[tuple[str, str], Change], wanting: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """How many want each change; fewer hours also serve those who could start with more."""
    starts: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for key, change in seen.items():
        if change.gate == "hours":
            starts[key[0]].append((change.fields["min_hours"], wanting[key]))
    reaches = dict(wanting)
    for key, change in seen.items():
        if change.gate == "hours":
            least = change.fields["min_hours"]
            reaches[key] = sum(count for start, count in starts[key[0]] if start >= least)
    return reaches
