"""The nightly run: everyone scored again, and published at once."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch import __version__
from jobmatch.services.night.again import lists_again, yesterday_of
from jobmatch.services.night.kept import FILE, NO_NUMBERS, Keeping, KeptNight, begin, identity, load
from jobmatch.services.night.lists import (
    LIST_LENGTH,
    ORDER,
    SPARE,
    NightLists,
    Progress,
    Scoring,
    proposed_at_night,
    scored,
)
from jobmatch.services.night.patch import Inputs, Patch
from jobmatch.services.night.plan import MadePlan, Yesterday
from jobmatch.services.night.progress import NightProgress
from jobmatch.services.night.settled import settled_of
from jobmatch.services.night.spool import Spool
from jobmatch.services.night.told import Told
from jobmatch.services.night.world import NightWorld, note_of
from jobmatch.services.planning import Planning
from jobmatch.services.run_book import Progress as Telling
from jobmatch.services.run_book import run_row
from jobmatch.services.worlds import Worlds, without_collecting
from jobmatch.store.run_lists import ListArrays, Settled
from jobmatch.store.run_numbers import Numbers
from jobmatch.store.run_store import Standing
from jobmatch.store.runs import Run
from jobmatch.store.store import Store
from jobmatch.travel.minutes import travel_digest

PRICES = "prices of placements"
TRAVEL = "travel"
"""Kept with the counts of a run: what its minutes of travel were made of; other minutes make a new run."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Made:
    """A night's work before it is published."""

    night: NightWorld
    lists: NightLists
    plan: MadePlan
    told: Told
    """By person: what is published beside her list."""
    settled: Settled | None = None
    """What is known of the lists of the run before."""
    keeping: Keeping | None = None
    """What is already being kept for the next night."""
    numbers: Numbers = NO_NUMBERS
    """Of the lists' people and of the placements."""

    @classmethod
    def of(cls, night: NightWorld, lists: NightLists, plan: MadePlan) -> _Made:
        """With what is to be told."""
        return cls(night, lists, plan, plan.told(night.loaded.world.around.placements.ids, lists.feasible))

    def arrays(self) -> ListArrays:
        """What is published."""
        around, (rows, points) = self.night.loaded.world.around, self.lists.first(LIST_LENGTH)
        return ListArrays(
            citizens=[around.citizens.ids[row] for row in self.lists.people.tolist()],
            placements=around.placements.ids,
            rows=rows,
            points=points,
            feasible=self.lists.feasible,
            fixed=self.night.fixed,
            details=self.told,
            settled=self.settled,
        )


class Nightly:
    """Rematches everyone whose status is proposed for at night."""

    def __init__(
        self, store: Store, worlds: Worlds, planning: Planning | None = None, folder: Path | None = None
    ) -> None:
        """Args: folder: Where a night is kept for the next; None to start anew every night."""
        self._folder = folder
        self._store = store
        self._worlds = worlds
        self._planning = planning or Planning(store)

    def run(
        self,
        full: bool = True,
        as_of: date | None = None,
        executor: str = "inprocess",
        scheduler: str | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Score everyone and publish the lists in one last transaction.

        Unless ``full``, a run on the same data, day, model and rules as the latest one publishes nothing new; and
        where only some rows changed since it, only what they touch is scored. The lists are the same either way.

        Returns:
            The run's id, versions and counts.

        Raises:
            Conflict: when another run is under way, or things changed meanwhile that it builds on.
        """
        started = datetime.now(UTC)
        with self._store.alone(), without_collecting(), ExitStack() as unfinished:
            day, revision = as_of or self._worlds.today(), self._store.revision()
            made_on, latest = self._store.standing(), self._store.latest_run()
            if latest is not None and not full and self._says_it_all(latest, day, revision):
                return run_row(latest) | {"published": False}
            if self._folder is not None:
                begin(self._folder, self._store.erased_since(None if latest is None else latest.published_at))
            told = Telling(self._folder, started)

            def tell(done: int, of: int) -> None:
                told.say(done, of)
                if progress is not None:
                    progress(done, of)

            try:
                versions = self._worlds.versions(day, revision)
                report = NightProgress(tell)
                made = None
                if latest is not None and not full:
                    made = self._mended(latest, day, revision, versions, report, unfinished)
                anew = made is None
                if made is None:
                    made = self._anew(latest, day, revision, executor, scheduler, report, unfinished)
                report.planned()
                lists = made.arrays()
                made = replace(made, numbers=self._store.numbers(lists))
                published = self._publish(made, lists, started, versions, made_on)
                report.published()
                self._keep(published, made)
                self._spool(None, day, revision).clear()
                if anew and made.keeping is not None:
                    made.night.ready_for_changes(made.lists.people)
                return run_row(published) | {"published": True}
            finally:
                told.over()

    def _says_it_all(self, run: Run, day: date, revision: int) -> bool:
        """Whether a run was made of the same data, day, versions and settings."""
        same_settings = {**self._planning.settings.as_counts(), TRAVEL: travel_digest()}.items() <= run.counts.items()
        versions = self._worlds.versions(day, revision)
        return (run.revision, run.as_of) == (revision, day) and run_versions(run) == versions and same_settings

    def _mended(
        self,
        latest: Run,
        day: date,
        revision: int,
        versions: tuple[str, str, str],
        report: NightProgress,
        unfinished: ExitStack,
    ) -> _Made | None:
        """The kept night brought up to date; None when there is none, or when starting anew is quicker or safer."""
        _, rules = self._worlds.in_force(day, revision)
        same_rules = run_versions(latest) == versions and latest.counts.get(TRAVEL) == travel_digest()
        comparable = same_rules and latest.as_of <= day and latest.revision <= revision
        if self._folder is None or latest.published_at is None or not comparable or rules.on(latest.as_of) is not rules:
            return None
        kept = load(self._folder, latest)
        if kept is None:
            return None
        patched = Patch(kept, self._inputs(day, revision)).made()
        report.loaded()
        lists = lists_again(kept, patched, report.scored)
        if lists is None:
            return None
        keeping = self._begin_to_keep(unfinished, patched.night, lists, kept)
        yesterday = yesterday_of(kept, patched, lists)
        made = _Made.of(patched.night, lists, patched.night.plan(lists, yesterday, self._planning.settings))
        return replace(made, settled=settled_of(kept, patched, lists, made.told), keeping=keeping)

    def _begin_to_keep(
        self, unfinished: ExitStack, night: NightWorld, lists: NightLists, before: KeptNight | None = None
    ) -> Keeping | None:
        if self._folder is None:
            return None
        return unfinished.enter_context(Keeping(self._folder / FILE, night, lists, before))

    def _keep(self, run: Run, made: _Made) -> None:
        """Leave the night to the next one; without it the next one takes longer, and nothing else is lost."""
        if made.keeping is None:
            return
        try:
            made.keeping.finish(identity(run), made.plan, made.told, made.numbers)
        except OSError as error:
            _log.warning("the night could not be kept: %s", type(error).__name__)

    def _anew(
        self,
        latest: Run | None,
        day: date,
        revision: int,
        executor: str,
        scheduler: str | None,
        report: NightProgress,
        unfinished: ExitStack,
    ) -> _Made:
        """Everything read, everybody scored; what an unfinished start has done already is taken over."""
        spool = self._spool(latest, day, revision)
        night = self._half_read(spool, day, revision)
        if night is None:
            spool.clear()
            night = NightWorld.of(self._worlds.at(day, revision), self._store.night.next_events(day, revision))
            spool.keep_world(night)
        report.loaded()
        world = night.loaded.world
        chosen = proposed_at_night(world.around.citizens.records)
        scoring = Scoring(world.around, world.order, chosen, night.loaded.kernel.model, LIST_LENGTH + SPARE)
        lists = scored(
            scoring, night.loaded.kernel, executor, scheduler, report.scored, spool.blocks(), spool.keep_block
        )
        keeping = self._begin_to_keep(unfinished, night, lists)
        yesterday = Yesterday(np.full(len(chosen), -1, np.int64))
        if latest is not None:
            published = self._store.details(latest.run_id)
            yesterday = night.yesterday(lists, published, self._store.night_note(PRICES))
        flow = spool.flow()
        if flow is not None:
            yesterday = replace(yesterday, flow=flow)
        made = _Made.of(night, lists, night.plan(lists, yesterday, self._planning.settings, spool.keep_flow))
        return replace(made, keeping=keeping)

    def _spool(self, latest: Run | None, day: date, revision: int) -> Spool:
        question = {
            "program": [__version__, ORDER],
            "latest": None if latest is None else latest.run_id,
            "revision": revision,
            "as_of": day.isoformat(),
            "versions": list(self._worlds.versions(day, revision)),
            "settings": self._planning.settings.as_counts(),
            TRAVEL: travel_digest(),
            "erasures": self._store.night.erasures(),
        }
        return Spool(self._folder, question)

    def _half_read(self, spool: Spool, day: date, revision: int) -> NightWorld | None:
        """The world that an unfinished start has read and encoded."""
        kept = spool.world(revision, day)
        return None if kept is None else Patch(kept, self._inputs(day, revision)).made().night

    def _inputs(self, day: date, revision: int) -> Inputs:
        kernel, rules = self._worlds.in_force(day, revision)
        words, links, find_mentions = self._worlds.words(revision)
        return Inputs(self._store, words, links.prepare, find_mentions, kernel, rules, day, revision)

    def _publish(
        self, made: _Made, lists: ListArrays, started: datetime, versions: tuple[str, str, str], made_on: Standing
    ) -> Run:
        loaded = made.night.loaded
        run = Run(
            model=versions[0],
            rules=versions[1],
            vocabulary=versions[2],
            revision=loaded.revision,
            as_of=loaded.world.as_of,
            started_at=started,
            counts={**_counts(made), **made.plan.counts, TRAVEL: travel_digest()},
        )
        prices = made.plan.prices
        notes = {} if prices is None else {PRICES: note_of(lists.placements, prices, made.night.fixed)}
        return self._store.publish(run, lists, notes, made_on, made.numbers)


def run_versions(run: Run) -> tuple[str, str, str]:
    """The versions that a run was made with."""
    return run.model, run.rules, run.vocabulary


def _counts(made: _Made) -> dict[str, int]:
    around, lists = made.night.loaded.world.around, made.lists
    people, places = len(lists.people), len(around.placements.ids)
    return {
        "citizens": len(around.citizens.ids),
        "proposed_for": people,
        "placements": places,
        "pairs": people * places,
        "feasible_pairs": int(lists.feasible.sum()),
        "fewer_than_three": int(np.count_nonzero(lists.feasible < 3)),
        "without_any": int(np.count_nonzero(lists.feasible == 0)),
    }
