"""Worlds at hand: the data version and day that a question is about, made ready for the kernel once."""

from __future__ import annotations

import gc
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.competences.coverage import Coverage
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.core.factor import Gate
from jobmatch.core.kernel import BestLists, Kernel, PairScores
from jobmatch.core.survey import Survey
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import PROPOSED_AT_NIGHT
from jobmatch.domain.confirmation import Confirmation
from jobmatch.planning.ramp import TOO_FAST
from jobmatch.rules.table import RuleTable
from jobmatch.services.linking import StoredLinks, StoredMentions
from jobmatch.store.runs import Run
from jobmatch.store.store import Store
from jobmatch.world.vetoes import FindMentions
from jobmatch.world.words import Words
from jobmatch.world.world import World, build_world

KEPT = 2
"""Worlds kept at once: today's, and the one before it while it is still being read."""
LINE_LENGTH = 5
"""A citizen stands in line for the placements this high on her own list."""


def proposable(citizen: Citizen) -> bool:
    """Whether the night, and a workplace's own list, may propose this citizen; an unknown status may."""
    return citizen.status is None or citizen.status in PROPOSED_AT_NIGHT


def disclosed(citizen: Citizen) -> Citizen:
    """The citizen as an employer liaison may know her: only needs that may be told, and no name."""
    told = set(citizen.may_disclose or ())
    needs = tuple(n for n in citizen.needs or () if n.code in told)
    return replace(citizen, display_name=None, needs=needs or None, effective_share=None)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Millions of new objects, none of them garbage: looking through them again and again would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
        self._latest_own: tuple[str, NDArray[np.int64]] | None = None

    def said_of(self, gate: Gate) -> dict[int, list[dict[str, Any]]]:
        """By placement row: the reasons of a gate that tells everybody the same, of placements that were told of."""
        return self._said.setdefault(gate.name, {})

    @cached_property
    def for_liaison(self) -> LoadedWorld:
        """The same placements with every citizen as a liaison may know her."""
        citizens = [disclosed(c) for c in self.world.citizens.values()]
        world = replace(self.world.with_citizens(citizens), quotes_stories=False)
        return LoadedWorld(world, self.kernel, self.revision)

    @cached_property
    def fallen(self) -> frozenset[str]:
        """Ids of the citizens for whom hours rose too fast in an earlier course: theirs rise more slowly."""
        return self._find_fallen()

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

    def others_in_line(self, placement_id: str, citizen_id: str, own: NDArray[np.int64] | None = None) -> int:
        """How many others have the placement among the first on their own lists.

        Args:
            own: The first rows of the citizen's own list, where they are at hand.
        """
        standing = self.in_line.get(placement_id, 0)
        if standing == 0 or citizen_id not in self.world.citizens or not proposable(self.world.citizens[citizen_id]):
            return standing
        own = self._first_of_own(citizen_id) if own is None else own
        return standing - int(self.world.placement_rows[placement_id] in own)

    def _first_of_own(self, citizen_id: str) -> NDArray[np.int64]:
        """The first on a citizen's own list; the latest asked for is remembered, since it is asked for row by row."""
        known = self._latest_own
        if known is None or known[0] != citizen_id:
            known = self._latest_own = citizen_id, self.best(citizen_id, LINE_LENGTH).rows[0]
        return known[1]


def decided_by_citizen(store: Store, revision: int | None) -> dict[str, dict[str, Confirmation]]:
    """By citizen and concept: what was decided about competences that were found in free text."""
    found: dict[str, dict[str, Confirmation]] = {}
    for one in store.words.confirmations(revision):
        found.setdefault(one.citizen_id, {})[one.concept] = one
    return found


class Worlds:
    """Makes worlds from the store and keeps the newest few."""

    def __init__(
        self,
        store: Store,
        vocabulary: Callable[[], Vocabulary],
        kernel: Callable[[int], Kernel],
        rules: Callable[[date, int], RuleTable],
        today: Callable[[], date] = date.today,
    ) -> None:
        """Args:
        kernel: The kernel with the model in force at a revision.
        rules: The rules of a day, as they stood at a revision.
        """
        self._store = store
        self._vocabulary = vocabulary
        self._kernel = kernel
        self._rules = rules
        self._today = today
        self._kept: OrderedDict[tuple[int, date, str], LoadedWorld] = OrderedDict()
        self._newest: tuple[int, date, LoadedWorld] | None = None
        """The world that was asked for last, which most questions are about."""
        self._lock = threading.Lock()
        self._coverage: Coverage | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force."""
        return self._vocabulary()

    def today(self) -> date:
        """The day that a question without a date is about."""
        return self._today()

    def at(self, as_of: date | None = None, revision: int | None = None) -> LoadedWorld:
        """The world of a data version (the newest unless told) on a day (today unless told)."""
        day = as_of or self.today()
        version = self._store.revision() if revision is None else revision
        newest = self._newest
        if revision is None and newest is not None and newest[:2] == (version, day):
            return newest[2]  # what is in force follows from the revision
        key = (version, day, self.vocabulary.version)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._load(version, day)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            if revision is None:
                self._newest = version, day, self._kept[key]
            return self._kept[key]

    def versions(self, day: date, revision: int) -> tuple[str, str, str]:
        """The versions of model, rules and vocabulary that a question about a day and a data version is answered by."""
        return self._kernel(revision).model.version, self._rules(day, revision).version, self.vocabulary.version

    def words(self, revision: int) -> tuple[Words, StoredLinks, FindMentions]:
        """Words as the vocabulary in force knows them, not numbered yet; their links; and how vetoes are read."""
        vocabulary = self.vocabulary
        links = StoredLinks(self._store, vocabulary)
        labels = {code: concept.label for code, concept in vocabulary.concepts.items()}
        words = Words(links, self._coverage_of(vocabulary), labels, decided_by_citizen(self._store, revision))
        return words, links, StoredMentions(self._store, vocabulary).find

    def _coverage_of(self, vocabulary: Vocabulary) -> Coverage:
        """What was walked for one world serves the next, while the vocabulary is the same."""
        known = self._coverage
        if known is None or known.vocabulary is not vocabulary:
            known = self._coverage = Coverage(vocabulary)
        return known

    def in_force(self, day: date, revision: int) -> tuple[Kernel, RuleTable]:
        """The kernel and the rules that a question about a day and a data version is answered by."""
        return self._kernel(revision), self._rules(day, revision)

    def with_rules(self, loaded: LoadedWorld, rules: RuleTable) -> LoadedWorld:
        """The same data under other rules, to see what they would move; nothing of it is kept."""
        with without_collecting():
            world = self._world(loaded.revision, loaded.world.as_of, rules)
        return LoadedWorld(world, loaded.kernel, loaded.revision)

    def _load(self, revision: int, day: date) -> LoadedWorld:
        with without_collecting():
            world = self._world(revision, day, self._rules(day, revision))
        fallen = partial(self._store.people_with_reason, TOO_FAST)
        return LoadedWorld(world, self._kernel(revision), revision, self._line, fallen)

    def _world(self, revision: int, day: date, rules: RuleTable) -> World:
        citizens = self._store.citizens(revision=revision)
        placements = self._store.placements(revision=revision)
        events = self._store.course_events(revision=revision)
        words, links, find_mentions = self.words(revision)
        links.prepare(citizens, placements)
        return build_world(citizens, placements, events, words, find_mentions, rules, day)

    def _line(self, loaded: LoadedWorld) -> Mapping[str, int] | None:
        run = self.published(loaded)
        if run is None:
            return None
        return Counter(key for _, first in self._store.first_of(run.run_id, LINE_LENGTH) for key in first)

    def published(self, loaded: LoadedWorld) -> Run | None:
        """The latest run when its lists are those of this world; None when something has changed since."""
        run = self._store.latest_run()
        if run is None or (run.revision, run.as_of) != (loaded.revision, loaded.world.as_of):
            return None
        versions = loaded.kernel.model.version, loaded.world.rules.version, self.vocabulary.version
        return run if (run.model, run.rules, run.vocabulary) == versions else None
