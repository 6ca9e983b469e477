"""Levers: one change at one workplace that opens it for most people, counted by scoring everybody again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from typing import Any

import numpy as np

from jobmatch.domain.placement import Placement
from jobmatch.errors import Text
from jobmatch.planning.blockers import ENOUGH
from jobmatch.planning.standing import Ints, Standing
from jobmatch.planning.unlocks import CHANGEABLE, Change, possible_changes
from jobmatch.world.pair import WorldPair

TRIED = 60
"""Changes that are scored again, those that seem to open most first."""
GROUPS_HELPED, TRIED_A_GROUP = 20, 3
"""So many groups with too few possibilities have changes of their own tried, those that most of them want."""
LOOKED_AT = 2_500
"""Near misses are looked for among so many people at most; those with the fewest possibilities first."""
NEAR_MISSES_EACH = 40
NEARLY = 0.8
"""A change that opens so much of what the strongest one opens is preferred when it asks less."""

_Key = tuple[str, tuple[tuple[str, Any], ...]]
"""A placement, and the fields it would have after a change."""


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


def levers(standing: Standing, groups: Sequence[Sequence[str]] = ()) -> list[Lever]:
    """Verified changes, the one that opens most first; only one a placement and gate.

    Args:
        groups: Citizens who lack the same, the largest group first; what helps them is tried too.
    """
    found: list[Lever] = []
    candidates = _candidates(standing, groups)
    places = list(dict.fromkeys(key for key, _ in candidates))
    known = standing.world.placements
    changed = [replace(known[key], **change.fields) for key, change in candidates]
    tried = iter(standing.if_changed([*(known[key] for key in places), *changed]))
    today = dict(zip(places, tried, strict=False))
    few, none = int(standing.few.sum()), int(np.count_nonzero(standing.feasible == 0))
    for (placement_id, change), after in zip(candidates, tried, strict=True):
        before = today[placement_id]
        opened, closed = (np.setdiff1d(*two, assume_unique=True) for two in _both_ways(before.who, after.who))
        if len(opened):
            found.append(
                Lever(
                    placement=standing.world.placements[placement_id],
                    change=change,
                    opened=tuple(standing.ids[i] for i in opened.tolist()),
                    fits_before=len(before.who),
                    fits_after=len(after.who),
                    few_before=few,
                    few_after=few + _crossing(standing.feasible, opened, closed, ENOUGH),
                    none_before=none,
                    none_after=none + _crossing(standing.feasible, opened, closed, 1),
                )
            )
    return sorted(_gentlest(found), key=lambda one: (-len(one.opened), one.few_after, one.placement.placement_id))


def _both_ways(before: Ints, after: Ints) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    return (after, before), (before, after)


def _crossing(feasible: Ints, opened: Ints, closed: Ints, least: int) -> int:
    """How many more have fewer than so many possibilities, when some gain one and others lose one."""
    return int(np.count_nonzero(feasible[closed] == least) - np.count_nonzero(feasible[opened] == least - 1))


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


def _candidates(standing: Standing, groups: Sequence[Sequence[str]]) -> list[tuple[str, Change]]:
    """Changes that seem to open most, by counting the citizens whom one gate alone keeps away."""
    group_of = {key: n for n, group in enumerate(groups[:GROUPS_HELPED]) for key in group}
    in_group: list[dict[_Key, int]] = [defaultdict(int) for _ in groups[:GROUPS_HELPED]]
    people = np.lexsort((np.arange(len(standing.ids)), standing.feasible))[:LOOKED_AT]
    seen: dict[_Key, Change] = {}
    wanting: dict[_Key, int] = defaultdict(int)
    for n in people.tolist():
        for placement_id, change in _wished_by(standing, n):
            if "autorisation" in change.code:  # work for which the law asks for a trained person
                continue
            key = placement_id, tuple(sorted(change.fields.items(), key=lambda field: field[0]))
            seen.setdefault(key, change)
            wanting[key] += 1
            if standing.ids[n] in group_of:
                in_group[group_of[standing.ids[n]]][key] += 1
    reaches = _reaches(seen, wanting)
    least = min(nlargest(TRIED, reaches.values()), default=0)
    told = {key for key, reach in reaches.items() if reach >= least}.union(*in_group)
    ranked = sorted(told, key=lambda key: (-reaches[key], key[0], repr(list(key[1]))))
    place = {key: n for n, key in enumerate(ranked)}
    own = [
        key for wanted in in_group for key in sorted(wanted, key=lambda one: (-wanted[one], place[one]))[:TRIED_A_GROUP]
    ]
    return [(key[0], seen[key]) for key in dict.fromkeys([*ranked[:TRIED], *own])]


def _wished_by(standing: Standing, n: int) -> Iterator[tuple[str, Change]]:
    """What each of somebody's nearest misses would have to change, where one gate alone keeps her away."""
    world, kernel = standing.world, standing.kernel
    never = [gate.name for gate in kernel.gates if gate.name not in CHANGEABLE]
    near = kernel.survey(world.around, int(standing.rows[n]), 0, NEAR_MISSES_EACH, never).near
    masks = kernel.pairs(world.around, np.full(len(near), standing.rows[n]), near).failed
    like: WorldPair | None = None
    for place, mask in zip(near.tolist(), masks.tolist(), strict=True):
        if mask.bit_count() == 1:
            like = WorldPair(world, standing.ids[n], world.around.placements.ids[place], {}, like)
            for change in possible_changes(like, [gate.name for gate in kernel.failed_gates(mask)]) or ():
                yield like.placement.placement_id, change


def _reaches(seen: Mapping[_Key, Change], wanting: Mapping[_Key, int]) -> dict[_Key, int]:
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
