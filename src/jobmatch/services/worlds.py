"""Worlds at hand: the data version and day that a question is about, made ready for the kernel once."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from jobmatch.competences.coverage import Coverage
from jobmatch.competences.vocabulary import Vocabulary
from jobmatch.core.kernel import Kernel
from jobmatch.domain.confirmation import Confirmation
from jobmatch.planning.ramp import TOO_FAST
from jobmatch.rules.table import RuleTable
from jobmatch.services.garbage import without_collecting
from jobmatch.services.linking import StoredLinks, StoredMentions
from jobmatch.services.loaded import LINE_LENGTH, LoadedWorld, disclosed, proposable
from jobmatch.store.runs import Run
from jobmatch.store.store import Store
from jobmatch.world.vetoes import FindMentions
from jobmatch.world.words import Words
from jobmatch.world.world import World, build_world

__all__ = ["LINE_LENGTH", "LoadedWorld", "Worlds", "disclosed", "proposable", "without_collecting"]
KEPT = 2
"""Worlds kept at once: today's, and the one before it while it is still being read."""
FEW_CHANGES = 200
"""So many changed citizens are put into the world at hand; after more, all of it is read anew."""


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
        self._erasures = 0
        """People erased before the newest world was read as a whole: no revision tells of them."""

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
        with self._lock:
            loaded = self._after_few_changes(version, day) or self._known_or_whole(version, day)
            if revision is None:
                self._newest = version, day, loaded
            return loaded

    def at_hand(self) -> LoadedWorld | None:
        """The world that was asked for last, while nothing has changed since; None when it would have to be read."""
        newest = self._newest
        return newest[2] if newest is not None and newest[0] == self._store.revision() else None

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

    def _after_few_changes(self, revision: int, day: date) -> LoadedWorld | None:
        """The newest world with what was saved since, when that is a few citizens and nothing else."""
        if self._newest is None:
            return None
        before, same_day, newest = self._newest
        links = newest.world.words.links
        if same_day != day or before > revision or not isinstance(links, StoredLinks):
            return None
        if before == revision:
            return newest
        saved = self._store.saved_meanwhile(before, revision, FEW_CHANGES + 1)
        if saved.more or saved.erased != self._erasures or len(saved.citizens) > FEW_CHANGES:
            return None
        words = newest.world.words
        if saved.decided:
            words = replace(words, decided=decided_by_citizen(self._store, revision))
        ids = {one.record.citizen_id for one in saved.citizens}
        now = [one.record for one in saved.citizens if not one.withdrawn]
        links.prepare(now, ())
        return self._keep(newest.with_changed_citizens(ids, now, words, revision), day, links.vocabulary)

    def _known_or_whole(self, revision: int, day: date) -> LoadedWorld:
        vocabulary = self.vocabulary
        known = self._kept.get((revision, day, vocabulary.version))
        return self._keep(known or self._load_whole(revision, day), day, vocabulary)

    def _keep(self, loaded: LoadedWorld, day: date, vocabulary: Vocabulary) -> LoadedWorld:
        key = loaded.revision, day, vocabulary.version
        self._kept[key] = loaded
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return loaded

    def _load_whole(self, revision: int, day: date) -> LoadedWorld:
        self._erasures = self._store.night.erasures()
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
