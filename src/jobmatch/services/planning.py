"""The plan of a run: who is proposed where, published with the lists, and shown again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobmatch.errors import NotFound, Text
from jobmatch.services.night_plan import NightPlan, PlanSettings
from jobmatch.services.worlds import LoadedWorld
from jobmatch.store.runs import RankedList, Run
from jobmatch.store.store import Store

NO_RUN = Text("Der er ingen plan endnu. Kør: jobmatch rematch.", "There is no plan yet. Run: jobmatch rematch.")
NO_SUCH_RUN = Text(
    "Der er ingen kørsel med nummer {run}. Se kørslerne med: jobmatch changes.",
    "There is no run {run}. See the runs with: jobmatch changes.",
)


class Planning:
    """Makes and shows plans."""

    def __init__(self, store: Store, settings: PlanSettings | None = None) -> None:
        self._store = store
        self.settings = settings or PlanSettings()

    def with_plan(self, loaded: LoadedWorld, lists: Sequence[RankedList]) -> tuple[list[RankedList], dict[str, int]]:
        """The same lists, each with its citizen's part of the plan; and figures about the whole."""
        run = self._store.latest_run()
        yesterday = {} if run is None else {one.citizen_id: planned_in(one) for one in self._store.details(run.run_id)}
        return NightPlan(loaded, lists, yesterday, self.settings).published()

    def plan(self, run_id: str | None = None) -> list[dict[str, Any]]:
        """One row a citizen of the latest run or a named one.

        Raises:
            NotFound: when there is no such run, or none at all.
        """
        run = self._store.latest_run() if run_id is None else self._store.run(run_id)
        if run is None:
            raise NotFound(NO_RUN if run_id is None else NO_SUCH_RUN.fill(run=run_id))
        return [_row(run, one) for one in self._store.details(run.run_id)]


def planned_in(one: RankedList) -> str | None:
    """Where a published list proposes its citizen; None without a place or without a plan."""
    plan = (one.details or {}).get("plan")
    return plan["placement_id"] if plan else None


def _row(run: Run, one: RankedList) -> dict[str, Any]:
    details = one.details or {}
    plan = details.get("plan") or {}
    return {
        "run_id": run.run_id,
        "citizen_id": one.citizen_id,
        "placement_id": plan.get("placement_id"),
        "blocker": details.get("blocker"),
        "rank": plan.get("rank"),
        "under_way": bool(plan.get("under_way")),
        "kept": bool(plan.get("kept")),
        "feasible_count": one.feasible_count,
        "hurdles": (details.get("lack") or {}).get("hurdles", []),
        "unlock": (details.get("lack") or {}).get("unlock"),
    }
