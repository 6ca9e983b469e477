"""Worlds at hand: the data version and day that a question is about, made ready for the kernel once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property

from jobmatch.competences.coverage import Coverage
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.core.kernel import BestLists, Kernel
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import PROPOSED_AT_NIGHT
from jobmatch.rules.table import RuleTable
from jobmatch.services.linking import StoredLinks, StoredMentions
from jobmatch.store.store import Store
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


class LoadedWorld:
    """One world with the kernel, and what follows from it when it is asked for."""

    def __init__(self, world: World, kernel: Kernel, revision: int) -> None:
        self.world = world
        self.kernel = kernel
        self.revision = revision

    @cached_property
    def for_liaison(self) -> LoadedWorld:
        """The same placements with every citizen as a liaison may know her."""
        citizens = [disclosed(c) for c in self.world.citizens.values()]
        world = replace(self.world.with_citizens(citizens), quotes_stories=False)
        return LoadedWorld(world, self.kernel, self.revision)

    def best(self, citizen_id: str, top: int) -> BestLists:
        """The best list of one citizen."""
        row = self.world.citizen_rows[citizen_id]
        return self.kernel.best(self.world.around, self.world.order, row, row + 1, top)

    @cached_property
    def in_line(self) -> dict[str, frozenset[str]]:
        """By placement: the citizens on whose own lists it stands among the first."""
        lists = self.kernel.best(self.world.around, self.world.order, 0, len(self.world.citizens), LINE_LENGTH)
        line: dict[str, set[str]] = {}
        ids = self.world.around.placements.ids
        for (citizen_id, citizen), rows in zip(self.world.citizens.items(), lists.rows, strict=True):
            if proposable(citizen):
                for row in rows[rows >= 0]:
                    line.setdefault(ids[row], set()).add(citizen_id)
        return {placement_id: frozenset(people) for placement_id, people in line.items()}


class Worlds:
    """Makes worlds from the store and keeps the newest few."""

    def __init__(
        self,
        store: Store,
        vocabulary: Callable[[], Vocabulary],
        kernel: Callable[[], Kernel],
        rules: Callable[[date], RuleTable],
        today: Callable[[], date] = date.today,
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._make_kernel = kernel
        self._rules = rules
        self._today = today
        self._kept: OrderedDict[tuple[int, date, str], LoadedWorld] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def kernel(self) -> Kernel:
        """The kernel with the model in force."""
        return self._make_kernel()

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
        key = (version, day, self.vocabulary.version)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._load(version, day)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def _load(self, revision: int, day: date) -> LoadedWorld:
        citizens = self._store.citizens(revision=revision)
        placements = self._store.placements(revision=revision)
        events = self._store.events(revision=revision)
        vocabulary = self.vocabulary
        links = StoredLinks(self._store, vocabulary)
        links.prepare(citizens, placements)
        labels = {code: concept.label for code, concept in vocabulary.concepts.items()}
        words = Words(links, Coverage(vocabulary), labels)
        find_mentions = StoredMentions(self._store, vocabulary).find
        world = build_world(citizens, placements, events, words, find_mentions, self._rules(day), day)
        return LoadedWorld(world, self.kernel, revision)
