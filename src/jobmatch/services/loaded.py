"""A world with its kernel, and what is worked out from both when it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.factor import Gate
from jobmatch.core.kernel import BestLists, Kernel, PairScores
from jobmatch.core.survey import Survey
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import PROPOSED_AT_NIGHT
from jobmatch.services.garbage import without_collecting
from jobmatch.world.changed import with_changed_citizens
from jobmatch.world.words import Words
from jobmatch.world.world import World

LINE_LENGTH = 5
"""A citizen stands in line for the placements this high on her own list."""


def proposable(citizen: Citizen) -> bool:
    """Whether the night, and a workplace's own list, may propose this citizen; an unknown status may."""
    return citizen.status is None or citizen.status in PROPOSED_AT_NIGHT


def disclosed(citizen: Citizen) -> Citizen:
    """The citizen as an employer liaison may know her: only needs that may be told, and no name."""
    told = citizen.may_disclose or ()
    needs = tuple(n for n in citizen.needs or () if n.code in told)
    return replace(citizen, display_name=None, needs=needs or None, effective_share=None)


class LoadedWorld:
    """One world with the kernel, and what follows from it when it is asked for."""

    def __init__(
        self,
        world: World,
        kernel: Kernel,
        revision: int,
        line: Callable[[LoadedWorld], Mapping[str, int] | None] | None = None,
        fallen: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """Args:
        line: Looks for a published run of this very world, and how many stand in line in it.
        fallen: For whom hours rose too fast before.
        """
        self.world = world
        self.kernel = kernel
        self.revision = revision
        self._published_line = line
        self._find_fallen = fallen
        self._said: dict[str, dict[int, list[dict[str, Any]]]] = {}
        self._latest_own: tuple[str, Collection[int]] | None = None
        self._liaison_later: Callable[[], LoadedWorld] | None = None
        """Makes the liaison's world from the one before the latest changes; a citizen's list does not wait for it."""

    def said_of(self, gate: Gate) -> dict[int, list[dict[str, Any]]]:
        """By placement row: the reasons of a gate that tells everybody the same, of placements that were told of."""
        return self._said.setdefault(gate.name, {})

    @cached_property
    def for_liaison(self) -> LoadedWorld:
        """The same placements with every citizen as a liaison may know her."""
        with without_collecting():
            if self._liaison_later is not None:
                return self._liaison_later()
            world = replace(self.world.with_needs(disclosed), quotes_stories=False)
        return LoadedWorld(world, self.kernel, self.revision)

    @cached_property
    def fallen(self) -> frozenset[str]:
        """Ids of the citizens for whom hours rose too fast in an earlier course: theirs rise more slowly."""
        return self._find_fallen()

    def with_changed_citizens(
        self, ids: Collection[str], now: Sequence[Citizen], words: Words, revision: int
    ) -> LoadedWorld:
        """The world of a later data version in which only these citizens are otherwise, with all that is at hand.

        Args:
            ids: Who changed, came or went.
            now: Those of them who are there.
        """
        world = with_changed_citizens(self.world, ids, now, words)
        made = LoadedWorld(world, self.kernel, revision, self._published_line, self._find_fallen)
        if world.around.placements is self.world.around.placements:
            made._said = self._said
        if "fallen" in self.__dict__:
            made.fallen = self.fallen
        if "in_line" in self.__dict__:
            made.in_line = _moved(self.in_line, self._line_of(ids), made._line_of(ids))
        before = self._liaison_before()
        if before is not None:
            told = [disclosed(one) for one in now]
            made._liaison_later = lambda: before().with_changed_citizens(ids, told, words, revision)
        return made

    def _liaison_before(self) -> Callable[[], LoadedWorld] | None:
        """What makes the liaison's world, where that takes little: she has asked before."""
        if "for_liaison" not in self.__dict__:
            return self._liaison_later
        known = self.for_liaison
        return lambda: known

    def _line_of(self, ids: Iterable[str]) -> Counter[str]:
        """By placement: how many of these citizens have it among the first on their own lists."""
        people = self.world.citizens
        keys = self.world.around.placements.ids
        asked = [one for one in ids if one in people and proposable(people[one])]
        rows = (self.best(one, LINE_LENGTH).rows[0] for one in asked)
        return Counter(keys[row] for own in rows for row in own.tolist() if row >= 0)

    def with_kernel(self, kernel: Kernel) -> LoadedWorld:
        """The same world scored with another model."""
        return LoadedWorld(self.world, kernel, self.revision)

    def best(self, citizen_id: str, top: int) -> BestLists:
        """The best list of one citizen."""
        row = self.world.citizen_rows[citizen_id]
        return self.kernel.best(self.world.around, self.world.order, row, row + 1, top)

    @cached_property
    def in_line(self) -> Mapping[str, int]:
        """By placement: how many citizens have it among the first on their own lists.

        A country's lists are read from the published run; without one, everybody is scored.
        """
        published = self._published_line(self) if self._published_line else None
        if published is not None:
            return published
        chosen = np.array([row for row, c in enumerate(self.world.citizens.values()) if proposable(c)], np.int64)
        lists = self.kernel.best_of(self.world.around, self.world.order, chosen, LINE_LENGTH)
        ids = self.world.around.placements.ids
        rows, counts = np.unique(lists.rows[lists.rows >= 0], return_counts=True)
        return {ids[row]: count for row, count in zip(rows.tolist(), counts.tolist(), strict=True)}

    def survey(self, citizen_id: str, top: int, near: int) -> Survey:
        """One citizen with every placement: what fits best, and what fits nearly."""
        return self.kernel.survey(self.world.around, self.world.citizen_rows[citizen_id], top, near)

    def scores_of(self, citizen_id: str, placement_rows: NDArray[np.int64]) -> PairScores:
        """One citizen with some placements, by row."""
        citizen_row = np.full(len(placement_rows), self.world.citizen_rows[citizen_id], np.int64)
        return self.kernel.pairs(self.world.around, citizen_row, placement_rows)

    def others_in_line(self, placement_id: str, citizen_id: str, own: Collection[int] | None = None) -> int:
        """How many others have the placement among the first on their own lists.

        Args:
            own: The first rows of the citizen's own list, where they are at hand.
        """
        standing = self.in_line.get(placement_id, 0)
        if standing == 0 or citizen_id not in self.world.citizens or not proposable(self.world.citizens[citizen_id]):
            return standing
        own = self._first_of_own(citizen_id) if own is None else own
        return standing - (self.world.placement_rows[placement_id] in own)

    def _first_of_own(self, citizen_id: str) -> Collection[int]:
        """The first on a citizen's own list; the latest asked for is remembered, since it is asked for row by row."""
        known = self._latest_own
        if known is None or known[0] != citizen_id:
            known = self._latest_own = citizen_id, self.best(citizen_id, LINE_LENGTH).rows[0].tolist()
        return known[1]


def _moved(line: Mapping[str, int], before: Mapping[str, int], now: Mapping[str, int]) -> Mapping[str, int]:
    """Who stands in line, after a few have gone to stand elsewhere."""
    moved = dict(line)
    for key in {**before, **now}:
        count = moved.get(key, 0) - before.get(key, 0) + now.get(key, 0)
        if count > 0:
            moved[key] = count
        else:
            moved.pop(key, None)
    return moved
