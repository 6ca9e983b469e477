"""What a run changed: new, gone and moved placements on each citizen's list, and which input changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jobmatch.errors import NotFound, Text
from jobmatch.store.runs import RankedList, Run
from jobmatch.store.store import Store

NO_RUN = Text("Der er ingen kørsel endnu. Kør: jobmatch rematch.", "There is no run yet. Run: jobmatch rematch.")
NO_SUCH_RUN = Text(
    "Der er ingen kørsel med nummer {run}. Se kørslerne med: jobmatch changes.",
    "There is no run {run}. See the runs with: jobmatch changes.",
)
WATCHED = 5
"""Changes below this rank are quiet: nobody looks there before a meeting."""


class RunChanges:
    """What one run brought, took away or moved against an earlier one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, since: str | None = None) -> dict[str, Any]:
        """The latest run against the one before it, or against a named one.

        Raises:
            NotFound: when there is no run, or none of that name.
        """
        newest = self._store.latest_run()
        if newest is None:
            raise NotFound(NO_RUN)
        return self.of(newest.run_id, since)

    def of(self, run_id: str, since: str | None = None) -> dict[str, Any]:
        """The same for any run."""
        run = self._known(run_id)
        earlier = self._known(since) if since else self._store.run_before(run_id)
        return changes_between(self._store, earlier, run)

    def _known(self, run_id: str) -> Run:
        run = self._store.run(run_id)
        if run is None:
            raise NotFound(NO_SUCH_RUN.fill(run=run_id))
        return run


def changes_between(store: Store, earlier: Run | None, later: Run) -> dict[str, Any]:
    """Per citizen: what came, went or moved among the first places from one run to a later one."""
    citizens_changed = store.changed_ids("citizens", earlier.revision) if earlier else set()
    placements_changed = store.changed_ids("placements", earlier.revision) if earlier else set()
    rows = [
        row
        for before, after in _side_by_side(store, earlier, later)
        if (row := _row(before, after, citizens_changed, placements_changed)) is not None
    ]
    return {
        "run_id": later.run_id,
        "since": earlier.run_id if earlier else None,
        "as_of": later.as_of.isoformat(),
        "model_changed": earlier is not None and earlier.model != later.model,
        "rules_changed": earlier is not None and earlier.rules != later.rules,
        "vocabulary_changed": earlier is not None and earlier.vocabulary != later.vocabulary,
        "day_changed": earlier is not None and earlier.as_of != later.as_of,
        "citizens": rows,
        "unchanged": int(later.counts.get("proposed_for", 0)) - sum(1 for r in rows if not r["left_the_night"]),
    }


def _side_by_side(
    store: Store, earlier: Run | None, later: Run
) -> Iterator[tuple[RankedList | None, RankedList | None]]:
    """Both runs' lists by citizen; both come in order of citizen id."""
    old = store.lists(earlier.run_id) if earlier else iter(())
    new = store.lists(later.run_id)
    before, after = next(old, None), next(new, None)
    while before is not None or after is not None:
        if after is None or (before is not None and before.citizen_id < after.citizen_id):
            yield before, None
            before = next(old, None)
        elif before is None or after.citizen_id < before.citizen_id:
            yield None, after
            after = next(new, None)
        else:
            yield before, after
            before, after = next(old, None), next(new, None)


def _row(
    before: RankedList | None, after: RankedList | None, citizens_changed: set[str], placements_changed: set[str]
) -> dict[str, Any] | None:
    old = {key: rank for rank, (key, _) in enumerate(before.ranked[:WATCHED], 1)} if before else {}
    new = {key: rank for rank, (key, _) in enumerate(after.ranked[:WATCHED], 1)} if after else {}
    if old == new and before is not None and after is not None:
        return None
    one = after or before
    assert one is not None

    def entry(key: str) -> dict[str, Any]:
        return {
            "placement_id": key,
            "rank": new.get(key),
            "rank_before": old.get(key),
            "placement_changed": key in placements_changed,
        }

    both = [key for key in new if key in old]
    return {
        "citizen_id": one.citizen_id,
        "citizen_changed": one.citizen_id in citizens_changed,
        "joined_the_night": before is None,
        "left_the_night": after is None,
        "new": [entry(key) for key in new if key not in old],
        "gone": [entry(key) for key in old if key not in new],
        "up": [entry(key) for key in both if new[key] < old[key]],
        "down": [entry(key) for key in both if new[key] > old[key]],
    }
