"""The plan of a run: who is proposed where, as it was published."""

from __future__ import annotations

from typing import Any

from jobmatch.errors import NotFound, Text
from jobmatch.planning.blockers import why_unplaced
from jobmatch.services.night.plan import PlanSettings
from jobmatch.services.night.world import planned_in
from jobmatch.services.run_book import NO_SUCH_RUN
from jobmatch.store.runs import RankedList, Run
from jobmatch.store.store import Store

__all__ = ["Planning", "planned_in"]

NO_RUN = Text("Der er ingen plan endnu. Kør: jobmatch rematch.", "There is no plan yet. Run: jobmatch rematch.")


class Planning:
    """Shows plans."""

    def __init__(self, store: Store, settings: PlanSettings | None = None) -> None:
        self._store = store
        self.settings = settings or PlanSettings()

    def plan(self, run_id: str | None = None) -> list[dict[str, Any]]:
        """One row a citizen of the latest run or a named one.

        Raises:
            NotFound: when there is no such run, or none at all.
        """
        run = self._store.latest_run() if run_id is None else self._store.run(run_id)
        if run is None:
            raise NotFound(NO_RUN if run_id is None else NO_SUCH_RUN.fill(run=run_id))
        earlier = self._store.run_before(run.run_id)
        details = () if earlier is None else self._store.details(earlier.run_id)
        before = {one.citizen_id: planned_in(one) for one in details}
        return [_row(run, one, before.get(one.citizen_id)) for one in self._store.lists(run.run_id)]


def _row(run: Run, one: RankedList, before: str | None) -> dict[str, Any]:
    details = one.details or {}
    plan = details.get("plan") or {}
    place = plan.get("placement_id")
    under_way = bool(plan.get("under_way"))
    ranks = {key: rank for rank, (key, _) in enumerate(one.ranked, 1)}
    return {
        "run_id": run.run_id,
        "citizen_id": one.citizen_id,
        "placement_id": place,
        "blocker": blocker_in(one),
        "rank": None if under_way or place is None else ranks.get(place),
        "under_way": under_way,
        "kept": place is not None and place == before and not under_way,
        "feasible_count": one.feasible_count,
        "hurdles": (details.get("lack") or {}).get("hurdles", []),
        "unlock": (details.get("lack") or {}).get("unlock"),
    }


def blocker_in(one: RankedList) -> dict[str, Any] | None:
    """Why a published list has no placement in the plan; None when it has one, or when the run made no plan."""
    details = one.details or {}
    if "plan" not in details or details["plan"] is not None:
        return None
    if "blocker" in details:  # as earlier runs kept it
        kept: dict[str, Any] = details["blocker"]
        return kept
    return why_unplaced(one.feasible_count, details.get("lack"), details.get("limit", ""))
