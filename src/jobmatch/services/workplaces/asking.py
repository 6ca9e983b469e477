"""What to ask a workplace: unanswered needs of those it could suit, and the changes that would open it for more.

Everything is counted in the liaison's world, in which a need that may not be told does not exist. A number goes along
to the workplace on paper, so it is told of groups alone: whoever comes there afterwards must not be known by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS, SupportNeed
from jobmatch.domain.placement import Placement
from jobmatch.domain.small_groups import tellable, tellable_pair, tellable_part
from jobmatch.errors import Text
from jobmatch.planning.unlocks import Change, possible_changes
from jobmatch.services.worlds import LoadedWorld, proposable
from jobmatch.world.pair import WorldPair
from jobmatch.world.placements import column_answers, offer_masks

PAIRS_AT_ONCE = 200_000
"""So many pairs are scored in one go, so that memory stays small."""
MOST_PAIRS = 2_000_000
"""With more pairs than this, only the workplaces on the page are counted, and the list is in order of name."""
CHANGES_TRIED = 12
OPENED_BY_ONE = ("hours", "needs", "schedule", "licence")
"""Gates that a workplace can open by changing one thing."""


@dataclass(frozen=True, slots=True)
class Question:
    """One need that the workplace has not answered, and for how many the answer matters."""

    need: SupportNeed
    count: int
    """Citizens whom the placement could suit and who have said that they need it."""
    told: int | None
    """The same as may be told: None for fewer than three, and for nearly everybody whom the placement could suit."""
    partly: bool = False
    """The workplace has answered "delvist"; the question is how much."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is open at one placement."""

    fits: int
    """Citizens whom it could suit today."""
    questions: tuple[Question, ...]
    """The most asked first."""

    @property
    def told(self) -> int | None:
        """How many it fits, as it may be told: None for fewer than three."""
        return tellable(self.fits)


@dataclass(frozen=True, slots=True)
class Opener:
    """One change at the placement, and for how many more it would then be open."""

    change: Change
    count: int
    fits_before: int

    @property
    def told(self) -> int | None:
        """The count as it may be told: None for fewer than three."""
        return tellable(self.count)

    @property
    def fits(self) -> tuple[int | None, int | None]:
        """How many it suits and would suit, as it may be told."""
        return tellable_pair(self.fits_before, self.fits_before + self.count)

    @property
    def text(self) -> Text:
        """The change as a sentence."""
        da, en = self.change.text.da, self.change.text.en
        return Text(f"Hvis {da}.", f"If {en}.")


class Asking:
    """Counts questions once for each world and placement."""

    def __init__(self) -> None:
        self._world: LoadedWorld | None = None
        self._kept: dict[str, Asked] = {}

    def at(self, loaded: LoadedWorld, placement_ids: Iterable[str]) -> dict[str, Asked]:
        """What is open at these placements, in the liaison's world of ``loaded``."""
        if self._world is not loaded:
            self._world, self._kept = loaded, {}
        kept = self._kept
        missing = [one for one in placement_ids if one not in kept]
        if missing:
            kept.update(_asked_at(loaded.for_liaison, missing))
        return {one: kept[one] for one in placement_ids}


def small_enough(loaded: LoadedWorld) -> bool:
    """Whether everything can be counted while somebody waits."""
    return len(loaded.world.citizens) * len(loaded.world.placements) <= MOST_PAIRS


def _asked_at(loaded: LoadedWorld, placement_ids: list[str]) -> dict[str, Asked]:
    world = loaded.world
    people = np.array([row for row, one in enumerate(world.citizens.values()) if proposable(one)], np.int64)
    step = max(1, PAIRS_AT_ONCE // max(1, len(people)))
    found: dict[str, Asked] = {}
    for first in range(0, len(placement_ids), step):
        chunk = placement_ids[first : first + step]
        places = np.array([world.placement_rows[one] for one in chunk], np.int64)
        scores = loaded.kernel.pairs(world.around, np.tile(people, len(chunk)), np.repeat(places, len(people)))
        fits = (scores.failed == 0).reshape(len(chunk), len(people))
        for n, placement_id in enumerate(chunk):
            found[placement_id] = _asked(loaded, world.placements[placement_id], people[fits[n]])
    return found


def _asked(loaded: LoadedWorld, placement: Placement, suited: NDArray[np.int64]) -> Asked:
    records = loaded.world.around.citizens.records[suited]
    needing = records["must"] | records["important"] | records["wished"]
    masks = offer_masks(placement)
    answered, partly = masks["ja"] | masks["nej"], masks["delvist"]
    questions = []
    for need in NEEDS.values():
        if answered >> need.position & 1 or settled_by_column(placement, need.code):
            continue
        count = int((needing >> need.position & 1).sum())
        if count:
            told = tellable_part(count, len(suited))
            questions.append(Question(need, count, told, bool(partly >> need.position & 1)))
    order = sorted(questions, key=lambda one: (-one.count, one.partly, one.need.position))
    return Asked(len(suited), tuple(order))


def settled_by_column(placement: Placement, code: str) -> bool:
    """Whether something else than the workplace's answer settles a need: its hours, its place, its requirements."""
    if code == "kort_transport":
        return placement.postcode is not None
    if code == "korte_dage":
        return placement.min_hours_day is not None
    return code in column_answers(placement)


def openers(loaded: LoadedWorld, placement_id: str) -> list[Opener]:
    """Single changes that would open the placement for more citizens, each scored again, the strongest first."""
    seen = loaded.for_liaison
    world, kernel = seen.world, seen.kernel
    people = [one for one in world.citizens.values() if proposable(one)]
    rows = np.array([world.citizen_rows[one.citizen_id] for one in people], np.int64)
    place = np.full(len(rows), world.placement_rows[placement_id], np.int64)
    failed = kernel.pairs(world.around, rows, place).failed
    wanted: Counter[str] = Counter()
    changes: dict[str, Change] = {}
    one_gate = [1 << bit for bit, gate in enumerate(kernel.gates) if gate.name in OPENED_BY_ONE]
    for n in np.flatnonzero(np.isin(failed, one_gate)).tolist():
        pair = WorldPair(world, people[n].citizen_id, placement_id, {})
        gates = [gate.name for gate in kernel.failed_gates(int(failed[n]))]
        for change in possible_changes(pair, gates) or ():
            key = repr(sorted(change.fields.items(), key=lambda field: field[0]))
            changes.setdefault(key, change)
            wanted[key] += 1
    tried = [changes[key] for key, _ in sorted(wanted.items(), key=lambda one: (-one[1], one[0]))[:CHANGES_TRIED]]
    found = [_opened(seen, placement_id, change, failed) for change in tried]
    return sorted((one for one in found if one.count > 0), key=lambda one: (-one.count, one.change.code))


def _opened(seen: LoadedWorld, placement_id: str, change: Change, failed: NDArray[np.int64]) -> Opener:
    people = [one for one in seen.world.citizens.values() if proposable(one)]
    changed = replace(seen.world.placements[placement_id], **change.fields)
    trial = seen.world.with_placements([changed], people)
    rows = np.array([trial.citizen_rows[one.citizen_id] for one in people], np.int64)
    after = seen.kernel.pairs(trial.around, rows, np.zeros(len(rows), np.int64)).failed
    before = failed == 0
    return Opener(change, int(np.count_nonzero((after == 0) & ~before)), int(before.sum()))
