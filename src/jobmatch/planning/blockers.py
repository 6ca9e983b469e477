"""Nobody lost: what stands in the way of somebody with few possibilities, and the cheapest thing that would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.core.kernel import Kernel
from jobmatch.core.survey import Survey
from jobmatch.errors import Text
from jobmatch.planning.unlocks import CHANGEABLE, Change, Unlock, possible_changes, verified
from jobmatch.world.pair import WorldPair
from jobmatch.world.world import World

ENOUGH = 3
"""With so many feasible placements somebody has a choice."""
TRIED = 12
"""Near misses for which an unlock is looked for."""
LOOKED_AT = 40
"""Near misses that are looked at first; more of them where fewer could be changed."""
NEAR_MISS_GATES = 2
SAID = {
    "availability": Text("pladserne er optaget", "the slots are taken"),
    "hours": Text("for mange timer fra start", "too many hours from the start"),
    "schedule": Text("tider og dage, der ikke passer sammen", "times and days that do not meet"),
    "commute": Text("for langt væk", "too far away"),
    "licence": Text("kræver et bevis, der mangler", "asks for a licence that is missing"),
    "needs": Text("et behov, der er et krav, bliver ikke mødt", "a need that is a must is not met"),
    "veto": Text("noget, der er valgt fra", "something that is not wanted"),
    "measure": Text("reglerne lukker for pladsens ordninger", "the rules close the placement's measures"),
}
"""What each gate means, said in a line."""
FULL = {
    "slots": Text("{fit}, men planen giver pladserne til andre.", "{fit}, but the plan gives the slots to others."),
    "ratio": Text(
        "{fit}, men der må ikke være flere med støtte dér.", "{fit}, but no more people with support may be there."
    ),
    "mentor_hours": Text("{fit}, men mentortimerne dér er brugt.", "{fit}, but the mentor hours there are used."),
    "support_budget": Text(
        "{fit}, men kommunens støttetimer er brugt.", "{fit}, but the municipality's support hours are used."
    ),
}
"""Why somebody with feasible placements has none in the plan."""
FITS_ONE = Text("1 sted passer", "1 placement fits")
FIT_MANY = Text("{count} steder passer", "{count} placements fit")
NOTHING_FITS = Text("Ingen steder passer i dag. Det, der oftest står i vejen: {most}.",
                    "No placement fits today. Most often in the way: {most}.")  # fmt: skip
NOT_LOOKED_AT = Text("Ingen steder passer i dag. Se borgerens egen liste for, hvad der står i vejen.",
                     "No placement fits today. See the citizen's own list for what is in the way.")  # fmt: skip
NO_PLACES = Text("Der er ingen åbne pladser i dag.", "There are no open placements today.")


@dataclass(frozen=True, slots=True)
class Hurdle:
    """A gate that keeps placements from a citizen."""

    gate: str
    placements: int
    """How many open placements it keeps away."""
    alone: int
    """How many of them nothing else keeps away."""

    def as_dict(self) -> dict[str, Any]:
        """The published object."""
        return {
            "gate": self.gate,
            "placements": self.placements,
            "alone": self.alone,
            "text": SAID[self.gate].as_dict(),
        }


def hurdles_of(kernel: Kernel, counts: NDArray[np.int64]) -> list[Hurdle]:
    """The gates in the way among open placements, the one that most often stands alone first.

    Args:
        counts: How many of them each set of failed gates keeps away, by the set as bits.
    """
    masks = np.arange(len(counts))
    found = [
        Hurdle(gate.name, int(counts[masks >> bit & 1 == 1].sum()), int(counts[1 << bit]))
        for bit, gate in enumerate(kernel.gates)
        if gate.name in SAID
    ]
    stands = [hurdle for hurdle in found if hurdle.placements]
    return sorted(stands, key=lambda one: (-one.alone, -one.placements, one.gate))


@dataclass(frozen=True, slots=True)
class Lack:
    """A citizen with fewer than three feasible placements."""

    hurdles: tuple[Hurdle, ...]
    unlock: Unlock | None
    """The cheapest change that was seen to open a placement; None when no single workplace can help."""

    def as_dict(self) -> dict[str, Any]:
        """The published object."""
        unlock = self.unlock
        return {
            "hurdles": [hurdle.as_dict() for hurdle in self.hurdles],
            "unlock": None
            if unlock is None
            else {
                "placement_id": unlock.placement_id,
                "change": unlock.code,
                "text": unlock.text.as_dict(),
                "rank_after": unlock.rank_after,
            },
        }


def lack_of(world: World, kernel: Kernel, citizen_id: str) -> Lack:
    """What stands in a citizen's way, and the cheapest unlock, scored again."""
    row, records = world.citizen_rows[citizen_id], world.around.placements.records
    counts = kernel.failed_together(world.around, row, np.flatnonzero(records["open"] == 1))
    survey, wanted = _near_misses(world, kernel, citizen_id)
    unlocks = verified(world, kernel, citizen_id, wanted, survey.rank, most=1)
    return Lack(tuple(hurdles_of(kernel, counts)), unlocks[0] if unlocks else None)


def _near_misses(world: World, kernel: Kernel, citizen_id: str) -> tuple[Survey, list[tuple[str, list[Change]]]]:
    """The placements that fewest gates keep away, with what each would have to change; and how all of them stand."""
    ids, row = world.around.placements.ids, world.citizen_rows[citizen_id]
    never = [gate.name for gate in kernel.gates if gate.name not in CHANGEABLE]
    looked = 0
    wanted: list[tuple[str, list[Change]]] = []
    while True:
        survey = kernel.survey(world.around, row, 0, max(LOOKED_AT, 4 * looked), never)
        near = survey.near[looked:]
        masks = kernel.pairs(world.around, np.full(len(near), row), near).failed
        for place, mask in zip(near.tolist(), masks.tolist(), strict=True):
            if mask.bit_count() > NEAR_MISS_GATES:
                return survey, wanted
            pair = WorldPair(world, citizen_id, ids[place], {})
            changes = possible_changes(pair, [gate.name for gate in kernel.failed_gates(mask)])
            if changes:
                wanted.append((ids[place], changes))
                if len(wanted) == TRIED:
                    return survey, wanted
        if len(survey.near) < max(LOOKED_AT, 4 * looked):
            return survey, wanted
        looked = len(survey.near)


def why_unplaced(feasible: int, lack: Mapping[str, Any] | None, limit: str) -> dict[str, Any]:
    """The named blocker of somebody whom the plan gives no placement.

    Args:
        lack: What is published about the hurdles, for somebody with few possibilities.
        limit: Which limit of the plan was reached, for somebody with feasible placements.
    """
    if feasible:
        fit = FITS_ONE if feasible == 1 else FIT_MANY.fill(count=feasible)
        return {"code": limit, "text": FULL[limit].fill(fit=fit).as_dict()}
    if lack is None:
        return {"code": "not_looked_at", "text": NOT_LOOKED_AT.as_dict()}
    hurdles: Sequence[Mapping[str, Any]] = lack["hurdles"]
    if not hurdles:
        return {"code": "no_placements", "text": NO_PLACES.as_dict()}
    first = hurdles[0]
    text = Text(**first["text"])
    return {"code": first["gate"], "text": Text(NOTHING_FITS.da.format(most=text.da),
                                                NOTHING_FITS.en.format(most=text.en)).as_dict()}  # fmt: skip
