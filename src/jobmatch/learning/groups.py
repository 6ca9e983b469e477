"""Groups: does a new table serve everybody, or some at the cost of others? Small groups are not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.small_groups import FEWEST_SHOWN
from jobmatch.learning.measuring import Gain, Measured, gain_of

MOST_LOST = 0.02
"""A group of some size may lose at most so much ndcg@10; any group that surely loses stops a table."""
GUARDED_FROM = 10
"""Of fewer people the mean swings by chance alone: with a dozen groups, one of them would stop every table."""
SIZEABLE = 100
"""So many lists before a group's own mean is taken at its word."""

Membership = Mapping[str, Mapping[str, Sequence[str]]]
"""By kind of group (team, target_group, needs): by citizen the groups that she is in."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One group of citizens. What is too small to show is still guarded: nobody may pay for the others unseen."""

    kind: str
    name: str
    shown: bool
    people: int
    lists: int
    quality: Gain
    variety: tuple[float, float]
    """Of everything that the tables put first for the group, how much is not the same few placements, before and
    after: 0 when everybody is sent to one place, 1 when each is sent to another."""

    @property
    def loses(self) -> bool:
        """Whether the table in force serves the group better."""
        if self.people < GUARDED_FROM:
            return False
        sizeable = self.lists >= SIZEABLE and self.quality.difference < -MOST_LOST
        return sizeable or self.quality.highest < 0

    def as_dict(self) -> dict[str, Any]:
        """As ``evaluate --json`` gives one that is shown."""
        before, after = self.variety
        return {
            "group": self.name,
            "persons": self.people,
            "lists": self.lists,
            "ndcg@10": self.quality.as_dict(),
            "variety": {"value": after, "difference": round(after - before, 4)},
            "loses": self.loses,
        }


def by_group(found: Measured, ids: Sequence[str], membership: Membership) -> list[GroupResult]:
    """Every group with its quality, by kind and name."""
    results: list[GroupResult] = []
    people = [ids[number] for number in found.people.tolist()]
    everybody = len(set(people))
    for kind in sorted(membership):
        of = membership[kind]
        names = sorted({name for one in set(people) for name in of.get(one, ())})
        lists = {name: np.array([name in of.get(one, ()) for one in people], bool) for name in names}
        sizes = {name: len(np.unique(found.people[own])) for name, own in lists.items()}
        shown = _shown(sizes, everybody)
        results += [_result(kind, name, found, lists[name], sizes[name], name in shown) for name in names]
    return results


def _shown(sizes: Mapping[str, int], everybody: int) -> set[str]:
    """The groups that may be shown without telling of those that may not, nor of the few outside them."""
    order = sorted(sizes, key=lambda name: (sizes[name], name))
    hidden = [name for name in order if sizes[name] < FEWEST_SHOWN or 0 < everybody - sizes[name] < FEWEST_SHOWN]
    rest = [name for name in order if name not in hidden]
    while hidden and rest and sum(sizes[name] for name in hidden) < FEWEST_SHOWN:
        hidden.append(rest.pop(0))
    return set(rest)


def _result(kind: str, name: str, found: Measured, own: NDArray[np.bool_], people: int, shown: bool) -> GroupResult:
    before, after = (_variety(first[own]) for first in found.firsts)
    even = replace(found, weights=found.rare)  # those whose courses seldom hold count as much in their group
    return GroupResult(kind, name, shown, people, int(own.sum()), gain_of(even, own), (before, after))


def _variety(first: NDArray[np.int64]) -> float:
    """The chance that two lists of the group, drawn at random, have different placements first."""
    _, counts = np.unique(first, return_counts=True)
    total = int(counts.sum())
    if total < 2:
        return 1.0
    return round(1 - float((counts * (counts - 1)).sum()) / (total * (total - 1)), 4)
