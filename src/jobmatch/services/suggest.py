"""Suggestions: a citizen's matches, a placement's candidates, one pair's why, and what if."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import BadInput, NotFound, Text
from jobmatch.exchange.checks import check_record
from jobmatch.services.candidates import candidates_of
from jobmatch.services.editing import WrongFields
from jobmatch.services.matches import EXCLUDED_SHOWN, matches_of, why_of
from jobmatch.services.planning import planned_in
from jobmatch.services.worlds import LoadedWorld, Worlds
from jobmatch.store.store import Store

R = TypeVar("R", Citizen, Placement)


class Suggest:
    """Answers questions about matches, always from the one kernel."""

    def __init__(self, store: Store, worlds: Worlds) -> None:
        self._store = store
        self._worlds = worlds

    def match(
        self,
        citizen_id: str,
        top: int = 5,
        as_of: date | None = None,
        excluded: int = EXCLUDED_SHOWN,
        see: Callable[[Citizen | None], object] | None = None,
    ) -> dict[str, Any]:
        """The best placements for one citizen, what was excluded and why, and what would unlock it.

        Args:
            see: Told whom it is about before anything is worked out, None when there is no such citizen; may refuse.

        Raises:
            NotFound: when there is no such citizen.
        """
        loaded = self._worlds.at(as_of)
        if see is not None:
            see(loaded.world.citizens.get(citizen_id))
        found = self._match(loaded, loaded, _known_citizen(loaded, citizen_id), top, excluded)
        return self._with_plan(found)

    def _match(
        self, loaded: LoadedWorld, trial: LoadedWorld, citizen: Citizen, top: int, excluded: int
    ) -> dict[str, Any]:
        head = {**self._head(trial), "citizen_id": citizen.citizen_id, "status": citizen.status}
        return {**head, **matches_of(loaded, trial, citizen, top, excluded)}

    def _with_plan(self, found: dict[str, Any]) -> dict[str, Any]:
        """The same list with the placement marked that the published plan gives her, while the run still holds."""
        published = self._store.list_of(found["run_id"], found["citizen_id"]) if found["run_id"] else None
        planned = planned_in(published) if published is not None else None
        for row in found["matches"]:
            if row["placement_id"] == planned:
                row["planned"] = True
        return found

    def why(self, citizen_id: str, placement_id: str, as_of: date | None = None) -> dict[str, Any]:
        """One pair: its parts when it is feasible, every failed gate and what would unlock it when it is not.

        Raises:
            NotFound: when there is no such citizen or placement.
        """
        loaded = self._worlds.at(as_of)
        citizen, placement = _known_citizen(loaded, citizen_id), _known_placement(loaded, placement_id)
        return self._with_plan(self._why(loaded, loaded, citizen, placement))

    def _why(self, loaded: LoadedWorld, trial: LoadedWorld, citizen: Citizen, placement: Placement) -> dict[str, Any]:
        keys = {"citizen_id": citizen.citizen_id, "placement_id": placement.placement_id, "status": citizen.status}
        return {**self._head(trial), **keys, **why_of(loaded, trial, citizen, placement)}

    def candidates(
        self,
        placement_id: str,
        top: int = 10,
        as_of: date | None = None,
        viewer: str = "liaison",
        among: Callable[[Citizen], bool] | None = None,
    ) -> dict[str, Any]:
        """The citizens a placement could suit, best first.

        Args:
            viewer: ``liaison`` sees no name and no need that may not be told, in any form; ``consultant`` sees all.
            among: Which citizens the viewer may see at all; the answer is about these alone.

        Raises:
            NotFound: when there is no such placement.
        """
        everyone = self._worlds.at(as_of)
        _known_placement(everyone, placement_id)
        loaded = everyone if viewer == "consultant" else everyone.for_liaison
        return {**self._head(loaded), **candidates_of(loaded, placement_id, top, viewer, everyone.fallen, among)}

    def what_if(
        self,
        citizen_id: str | None = None,
        placement_id: str | None = None,
        changes: Mapping[str, Any] | None = None,
        top: int = 5,
        as_of: date | None = None,
        among: Callable[[Citizen], bool] | None = None,
    ) -> dict[str, Any]:
        """The same answers with some fields of a citizen or a placement changed; nothing is saved.

        With a citizen alone: her matches. With a placement alone: its candidates, as a consultant sees them.
        With both: the pair, the changes being the placement's.

        Raises:
            BadInput: when neither is named.
            WrongFields: when the changed fields contradict each other.
            NotFound: when there is no such citizen or placement.
        """
        loaded = self._worlds.at(as_of)
        fields = dict(changes or {})
        if placement_id is None and citizen_id is None:
            raise BadInput(Text("Sig, hvilken borger eller plads det gælder.", "Say which citizen or placement it is."))
        if placement_id is None:
            citizen = _checked(replace(_known_citizen(loaded, citizen_id or ""), **fields))
            trial = LoadedWorld(loaded.world.with_citizens([citizen]), loaded.kernel, loaded.revision)
            return {**self._match(loaded, trial, citizen, top, EXCLUDED_SHOWN), "run_id": None}
        placement = _checked(replace(_known_placement(loaded, placement_id), **fields))
        others = [p for key, p in loaded.world.placements.items() if key != placement_id]
        stated = placement if fields.keys().isdisjoint(_OF_THE_WORKPLACE) else _stated_today(loaded, placement, fields)
        world = loaded.world.with_workplace_of(stated).with_placements([*others, placement])
        changed = LoadedWorld(world, loaded.kernel, loaded.revision)
        if citizen_id is None:
            found = candidates_of(changed, placement_id, top, "consultant", loaded.fallen, among)
            return {**self._head(changed), **found, "run_id": None}
        return {**self._why(loaded, changed, _known_citizen(changed, citizen_id), placement), "run_id": None}

    def _head(self, loaded: LoadedWorld) -> dict[str, Any]:
        return {
            "run_id": self._run_id(loaded),
            "model": loaded.kernel.model.name,
            "rules": loaded.world.rules.version,
            "as_of": loaded.world.as_of.isoformat(),
        }

    def _run_id(self, loaded: LoadedWorld) -> str | None:
        """The published run that this world's lists are those of; None when something has changed since."""
        run = self._store.latest_run()
        if run is None or run.revision != loaded.revision or run.as_of != loaded.world.as_of:
            return None
        same = run.model == loaded.kernel.model.version and run.rules == loaded.world.rules.version
        return run.run_id if same else None


_OF_THE_WORKPLACE = frozenset({"ordinary_staff", "supported_now"})
"""What is counted per p-number, where the row with the newest date counts."""


def _stated_today(loaded: LoadedWorld, placement: Placement, fields: Mapping[str, Any]) -> Placement:
    """The placement with its workplace's numbers as stated on the day asked about, so that they count there.

    What is not asked about stays what the p-number has today, whichever of its rows says so.
    """
    known = loaded.world.workplaces.get(placement.p_number or "")
    asked = fields.keys()
    kept: dict[str, Any] = {} if known is None else {n: getattr(known, n) for n in _OF_THE_WORKPLACE - asked}
    return replace(placement, **kept, updated=fields.get("updated", loaded.world.as_of))


def _checked(record: R) -> R:
    """A changed record that a file could hold."""
    if faults := dict(check_record(record)):
        raise WrongFields(faults)
    return record


def _known_citizen(loaded: LoadedWorld, citizen_id: str) -> Citizen:
    citizen = loaded.world.citizens.get(citizen_id)
    if citizen is None:
        raise NotFound(
            Text(
                f"Der er ingen borger med nummer {citizen_id}. Se efter i listen, eller importér borgerne.",
                f"There is no citizen {citizen_id}. Check the number, or import the citizens.",
            )
        )
    return citizen


def _known_placement(loaded: LoadedWorld, placement_id: str) -> Placement:
    placement = loaded.world.placements.get(placement_id)
    if placement is None:
        raise NotFound(
            Text(
                f"Der er ingen plads med nummer {placement_id}. Se efter i listen, eller importér pladserne.",
                f"There is no placement {placement_id}. Check the number, or import the placements.",
            )
        )
    return placement
