"""The nightly run: everyone scored again, published at once, and what that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from jobmatch.errors import NotFound, Text
from jobmatch.services.changed_lists import lists_after
from jobmatch.services.changes import changes_between
from jobmatch.services.night_lists import Progress, night_lists
from jobmatch.services.planning import Planning
from jobmatch.services.worlds import LoadedWorld, Worlds, without_collecting
from jobmatch.store.runs import RankedList, Run
from jobmatch.store.store import Store


class _Night:
    """How far a night is: its steps with the share of the time that each takes for a country."""

    LOADED, SCORED, PLANNED, WHOLE = 25, 50, 92, 100

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def loaded(self) -> None:
        """Everything is read and turned into records."""
        self._progress(self.LOADED, self.WHOLE)

    def scored(self, done: int, total: int) -> None:
        """So many citizens have their lists."""
        self._progress(self.LOADED + (self.SCORED - self.LOADED) * done // max(total, 1), self.WHOLE)

    def planned(self) -> None:
        """Everybody has a place in the plan, or a reason why not."""
        self._progress(self.PLANNED, self.WHOLE)

    def written(self, lists: Sequence[RankedList]) -> Iterator[RankedList]:
        """The lists, counted while they are written down."""
        for done, one in enumerate(lists, 1):
            yield one
            if done % 1_000 == 0 or done == len(lists):
                self._progress(self.PLANNED + (self.WHOLE - self.PLANNED) * done // len(lists), self.WHOLE)


class Nightly:
    """Rematches everyone whose status is proposed for at night."""

    def __init__(self, store: Store, worlds: Worlds, planning: Planning | None = None) -> None:
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
            Conflict: when another run is under way.
        """
        started = datetime.now(UTC)
        with self._store.alone(), without_collecting():
            loaded = self._worlds.at(as_of)
            report = _Night(progress or (lambda done, of: None))
            same = self._same_run(loaded)
            if same is not None and not full:
                return run_row(same) | {"published": False}
            report.loaded()
            scored = None if full else self._changed_lists(loaded, report.scored)
            if scored is None:
                scored = night_lists(loaded, executor, scheduler, report.scored)
            return self._publish(loaded, started, scored, report)

    def _changed_lists(self, loaded: LoadedWorld, progress: Progress) -> list[RankedList] | None:
        """The lists from those of the latest run, when it was made for the same day by the same versions."""
        run = self._store.latest_run()
        if run is None or run.published_at is None or run.revision > loaded.revision:
            return None
        if (run.model, run.rules, run.vocabulary, run.as_of) != (*self._versions(loaded), loaded.world.as_of):
            return None
        if self._store.erased_since(run.published_at):
            return None
        return lists_after(self._store, loaded, run, progress)

    def _versions(self, loaded: LoadedWorld) -> tuple[str, str, str]:
        return loaded.kernel.model.version, loaded.world.rules.version, self._worlds.vocabulary.version

    def _publish(
        self, loaded: LoadedWorld, started: datetime, scored: list[RankedList], report: _Night
    ) -> dict[str, Any]:
        lists, plan_counts = self._planning.with_plan(loaded, scored)
        run = Run(
            model=loaded.kernel.model.version,
            rules=loaded.world.rules.version,
            vocabulary=self._worlds.vocabulary.version,
            revision=loaded.revision,
            as_of=loaded.world.as_of,
            started_at=started,
            counts={**_counts(loaded, lists), **plan_counts},
        )
        report.planned()
        published = self._store.publish(run, report.written(lists))
        return run_row(published) | {"published": True}

    def _same_run(self, loaded: LoadedWorld) -> Run | None:
        run = self._store.latest_run()
        if run is None or run.revision != loaded.revision or run.as_of != loaded.world.as_of:
            return None
        same_plan = self._planning.settings.as_counts().items() <= run.counts.items()
        return run if (run.model, run.rules, run.vocabulary) == self._versions(loaded) and same_plan else None

    def changes(self, since: str | None = None) -> dict[str, Any]:
        """What the latest run brought, took away or moved, against the run before it or a named one.

        Raises:
            NotFound: when there is no run, or none of that name.
        """
        newest = self._store.latest_run()
        if newest is None:
            raise NotFound(
                Text("Der er ingen kørsel endnu. Kør: jobmatch rematch.", "There is no run yet. Run: jobmatch rematch.")
            )
        return self.changes_of(newest.run_id, since)

    def changes_of(self, run_id: str, since: str | None = None) -> dict[str, Any]:
        """The same for any run: against the one before it, unless another is named."""
        run = self._known(run_id)
        earlier = self._known(since) if since else self._before(run)
        return changes_between(self._store, earlier, run)

    def _known(self, run_id: str) -> Run:
        run = self._store.run(run_id)
        if run is None:
            raise NotFound(
                Text(
                    f"Der er ingen kørsel med nummer {run_id}. Se kørslerne med: jobmatch changes.",
                    f"There is no run {run_id}. See the runs with: jobmatch changes.",
                )
            )
        return run

    def _before(self, run: Run) -> Run | None:
        newest_first = [one.run_id for one in self._store.runs()]
        older = newest_first[newest_first.index(run.run_id) + 1 :]
        return self._store.run(older[0]) if older else None


def run_row(run: Run) -> dict[str, Any]:
    """One run as people read it."""
    return {
        "run_id": run.run_id,
        "model": run.model.split("+")[0],
        "model_version": run.model,
        "rules": run.rules,
        "vocabulary": run.vocabulary,
        "revision": run.revision,
        "as_of": run.as_of.isoformat(),
        "started_at": run.started_at.isoformat(),
        "published_at": run.published_at.isoformat() if run.published_at else None,
        "counts": dict(run.counts),
    }


def _counts(loaded: LoadedWorld, lists: list[RankedList]) -> Mapping[str, int]:
    few = sum(1 for one in lists if one.feasible_count < 3)
    return {
        "citizens": len(loaded.world.citizens),
        "proposed_for": len(lists),
        "placements": len(loaded.world.placements),
        "pairs": len(lists) * len(loaded.world.placements),
        "feasible_pairs": sum(one.feasible_count for one in lists),
        "fewer_than_three": few,
        "without_any": sum(1 for one in lists if one.feasible_count == 0),
    }
