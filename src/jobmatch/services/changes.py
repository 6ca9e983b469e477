"""What a run changed: new, gone and moved placements on each citizen's list, who is proposed elsewhere, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.citizen import Citizen
from jobmatch.errors import NotFound, Text
from jobmatch.services.change_causes import Causes
from jobmatch.services.night.world import planned_in
from jobmatch.services.run_book import NO_SUCH_RUN
from jobmatch.store.run_lists import RankedList, Reading
from jobmatch.store.runs import Run
from jobmatch.store.store import Store

NO_RUN = Text("Der er ingen kørsel endnu. Kør: jobmatch rematch.", "There is no run yet. Run: jobmatch rematch.")
INPUTS = {
    "model_changed": Text("Modellen er ændret.", "The model has changed."),
    "rules_changed": Text("Reglerne er ændret.", "The rules have changed."),
    "vocabulary_changed": Text("Ordlisten er ændret.", "The vocabulary has changed."),
    "day_changed": Text("Dagen, der regnes for, er en anden.", "The day calculated for is another."),
}
"""What may have changed for everybody, as people say it."""
MOVES = {
    "new": ("+", Text("ny som nummer {rank}", "new as number {rank}")),
    "gone": ("−", Text("ikke længere øverst (var nummer {before})", "gone from the top (was number {before})")),
    "up": ("↑", Text("fra nummer {before} til {rank}", "from number {before} to {rank}")),
    "down": ("↓", Text("fra nummer {before} til {rank}", "from number {before} to {rank}")),
}
"""Each kind of change: its sign, and how it is said."""
OTHERS = "others"
"""The cause that goes without saying: what moved past it is named too."""
WATCHED = 5
"""Changes below this rank are quiet: nobody looks there before a meeting."""
_AT_ONCE = 20_000


class RunChanges:
    """What one run brought, took away or moved against an earlier one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def latest(self, since: str | None = None, among: Callable[[Citizen], bool] | None = None) -> dict[str, Any]:
        """The latest run against the one before it, or against a named one.

        Args:
            among: Which citizens the answer is about, such as a consultant's.

        Raises:
            NotFound: when there is no run, or none of that name.
        """
        return self.of(self._newest().run_id, since, among)

    def of(
        self, run_id: str, since: str | None = None, among: Callable[[Citizen], bool] | None = None
    ) -> dict[str, Any]:
        """The same for any run.

        Args:
            among: Which citizens the viewer may see; the answer is about these alone.
        """
        run = self._known(run_id)
        earlier = self._known(since) if since else self._store.run_before(run_id)
        return changes_between(self._store, earlier, run, among)

    def at_workplaces(self, run_id: str | None = None, since: str | None = None) -> dict[str, Any]:
        """What happened at each workplace since the run before, or since a named one: for a liaison.

        It tells of the placements alone, never of anybody's list: a list is made of needs that may not be told.

        Raises:
            NotFound: when there is no run, or none of that name.
        """
        run = self._newest() if run_id is None else self._known(run_id)
        earlier = self._known(since) if since else self._store.run_before(run.run_id)
        return {
            "run_id": run.run_id,
            "since": None if earlier is None else earlier.run_id,
            "as_of": run.as_of.isoformat(),
            "workplaces": [] if earlier is None else Causes(self._store, earlier, run).at_workplaces(),
        }

    def _newest(self) -> Run:
        run = self._store.latest_run()
        if run is None:
            raise NotFound(NO_RUN)
        return run

    def _known(self, run_id: str) -> Run:
        run = self._store.run(run_id)
        if run is None:
            raise NotFound(NO_SUCH_RUN.fill(run=run_id))
        return run


def changes_between(
    store: Store, earlier: Run | None, later: Run, among: Callable[[Citizen], bool] | None = None
) -> dict[str, Any]:
    """Per citizen: what came, went or moved among the first places from one run to a later one.

    How many are unchanged is told of everybody, also where the answer is about some.
    """
    moved, still_there = _moved(store, earlier, later)
    if among is not None:
        seen = store.citizens_by_id(moved)
        moved = [key for key in moved if key in seen and among(seen[key].record)]
    old = {} if earlier is None else {one.citizen_id: one for one in store.lists(earlier.run_id, moved)}
    new = {one.citizen_id: one for one in store.lists(later.run_id, moved)}
    causes = None if earlier is None else Causes(store, earlier, later, moved)
    rows = [_row(key, old.get(key), new.get(key), causes) for key in moved]
    return {
        "run_id": later.run_id,
        "since": earlier.run_id if earlier else None,
        "as_of": later.as_of.isoformat(),
        "model_changed": earlier is not None and earlier.model != later.model,
        "rules_changed": earlier is not None and earlier.rules != later.rules,
        "vocabulary_changed": earlier is not None and earlier.vocabulary != later.vocabulary,
        "day_changed": earlier is not None and earlier.as_of != later.as_of,
        "citizens": rows,
        "unchanged": int(later.counts.get("proposed_for", 0)) - still_there,
    }


def _moved(store: Store, earlier: Run | None, later: Run) -> tuple[list[str], int]:
    """Citizens whose first places, or whose place in the plan, are not those of before; and how many have a list."""
    new = _heads(store, later)
    old = {} if earlier is None else _heads(store, earlier)
    moved = sorted(key for key in new.keys() | old.keys() if new.get(key) != old.get(key))
    return moved, sum(key in new for key in moved)


def _heads(store: Store, run: Run) -> dict[str, tuple[bytes, str | None]]:
    """By citizen: her first placements, and what the plan says, each in a form that can be compared."""
    reading = store.list_reading(run.run_id)
    if reading is None:
        return {}
    order = np.argsort(np.argsort(np.array(reading.ids, object)))
    found: dict[str, tuple[bytes, str | None]] = {}
    some: list[tuple[str, bytes, str | None]] = []
    for one in store.packed_lists(run.run_id):
        some.append(one)
        if len(some) == _AT_ONCE:
            found |= _compared(some, reading, order)
            some = []
    return found | _compared(some, reading, order)


def _compared(
    some: Sequence[tuple[str, bytes, str | None]], reading: Reading, order: NDArray[np.int64]
) -> dict[str, tuple[bytes, str | None]]:
    """The heads of some lists at once; for a country one by one would take a minute."""
    lengths = np.array([len(packed) // 8 for _, packed, _ in some], np.int64)
    width = int(lengths.max(initial=0))
    numbers, points = reading.numbers_and_points(b"".join(packed for _, packed, _ in some))
    rank, where = np.full((len(some), width), np.iinfo(np.int64).max), np.arange(width)[None, :] < lengths[:, None]
    # Best first, ties by id, as on the list.
    rank[where] = -(points << 32) + order[numbers] if len(numbers) else rank[where]
    place = np.full((len(some), width), -1, np.int64)
    place[where] = numbers
    first = np.argsort(rank, axis=1, kind="stable")[:, :WATCHED]
    heads = np.full((len(some), WATCHED), -1, np.int64)
    heads[:, : first.shape[1]] = np.take_along_axis(place, first, axis=1)
    return {key: (head.tobytes(), _plan_in(details)) for (key, _, details), head in zip(some, heads, strict=True)}


def _plan_in(details: str | None) -> str | None:
    """The part of the details that says where somebody is proposed."""
    if details is None or '"plan": {' not in details:
        return None
    return details.partition('"placement_id": ')[2].partition(",")[0].rstrip("}")


def _row(key: str, before: RankedList | None, after: RankedList | None, causes: Causes | None) -> dict[str, Any]:
    old = {place: rank for rank, (place, _) in enumerate(before.ranked[:WATCHED], 1)} if before else {}
    new = {place: rank for rank, (place, _) in enumerate(after.ranked[:WATCHED], 1)} if after else {}
    points = [dict(one.ranked) if one else {} for one in (before, after)]

    def entry(place: str) -> dict[str, Any]:
        why = [] if causes is None else causes.of(key, place, points[0].get(place), points[1].get(place))
        return {
            "placement_id": place,
            "rank": new.get(place),
            "rank_before": old.get(place),
            "placement_changed": causes is not None and causes.placement_changed(place),
            "causes": [cause.as_dict() for cause in why],
        }

    both = [place for place in new if place in old]
    plan = planned_in(before) if before else None, planned_in(after) if after else None
    return {
        "citizen_id": key,
        "citizen_changed": causes is not None and causes.citizen_changed(key),
        "joined_the_night": before is None,
        "left_the_night": after is None,
        "new": [entry(place) for place in new if place not in old],
        "gone": [entry(place) for place in old if place not in new],
        "up": [entry(place) for place in both if new[place] < old[place]],
        "down": [entry(place) for place in both if new[place] > old[place]],
        "planned": None if plan[0] == plan[1] else _plan_change(*plan),
    }


def _plan_change(before: str | None, after: str | None) -> Mapping[str, Any]:
    return {"before": before, "after": after}
