"""The most valuable questions to a workplace: unknown offers whose answer would open or close most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.errors import Text
from jobmatch.planning.standing import Standing
from jobmatch.world.placements import offer_masks

TRIED = 60
"""Questions whose answers are tried out, those that concern most people first."""
MUST, IMPORTANT = 3, 1
"""How much one person's need counts when questions are picked for trying out."""
ANSWERED_BY_COLUMNS = ("kort_transport",)
"""Needs that no answer of the workplace can settle."""


@dataclass(frozen=True, slots=True)
class Question:
    """One need that one workplace has not been asked about, and what each answer would do."""

    placement: Placement
    need: str
    concerned: tuple[str, ...]
    """Citizens whom the placement fits today and who need an answer (a must, or important)."""
    fits_before: int
    fits_if_no: int
    """A no closes the placement for those to whom it is a must."""
    closed: tuple[str, ...]
    top_before: int
    """Citizens with the placement among the first five on their own lists."""
    top_if_yes: int
    top_if_no: int
    risen: tuple[str, ...]
    """Citizens for whom a yes brings the placement among the first five."""

    @property
    def weight(self) -> int:
        """How many the answer would move."""
        return len(self.closed) + len(self.risen)

    @property
    def text(self) -> Text:
        """The question as it is put to the workplace."""
        return NEEDS[self.need].ask


def questions(standing: Standing) -> list[Question]:
    """Questions whose answers were tried out, the weightiest first; those that would move nobody are left out."""
    candidates = _candidates(standing)
    tried = [
        _answered(standing.world.placements[placement_id], need, answer)
        for placement_id, need in candidates
        for answer in ("ja", "nej")
    ]
    tops: dict[int, NDArray[np.bool_]] = {}
    fits: dict[int, NDArray[np.bool_]] = {}
    for n, scores in standing.if_changed(tried):
        tops[n] = standing.in_top(tried[n].placement_id, scores)
        fits[n] = scores.failed == 0
    found = []
    for n, (placement_id, need) in enumerate(candidates):
        today = standing.at(placement_id)
        before, top_before = today.failed == 0, standing.in_top(placement_id, today)
        closed, risen = before & ~fits[2 * n + 1], tops[2 * n] & ~top_before
        if closed.any() or risen.any():
            found.append(
                Question(
                    placement=standing.world.placements[placement_id],
                    need=need,
                    concerned=_ids(standing, before & _needing(standing, need)),
                    fits_before=int(before.sum()),
                    fits_if_no=int(fits[2 * n + 1].sum()),
                    closed=_ids(standing, closed),
                    top_before=int(top_before.sum()),
                    top_if_yes=int(tops[2 * n].sum()),
                    top_if_no=int(tops[2 * n + 1].sum()),
                    risen=_ids(standing, risen),
                )
            )
    return sorted(found, key=lambda one: (-one.weight, -len(one.closed), one.placement.placement_id, one.need))


def _ids(standing: Standing, who: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(standing.ids[n] for n in np.flatnonzero(who))


def _needing(standing: Standing, need: str) -> NDArray[np.bool_]:
    records = standing.world.around.citizens.records[standing.rows]
    needing: NDArray[np.bool_] = ((records["must"] | records["important"]) >> NEEDS[need].position & 1) == 1
    return needing


def _candidates(standing: Standing) -> list[tuple[str, str]]:
    """(placement, need) where the answer is unknown and concerns somebody who has the placement high on the list."""
    records = standing.world.around.citizens.records[standing.rows]
    must, important = records["must"], records["important"]
    at_top: dict[int, list[int]] = defaultdict(list)
    for n, row in enumerate(standing.best):
        for place in row[row >= 0].tolist():
            at_top[place].append(n)
    weights: dict[tuple[str, str], int] = {}
    for place, people in sorted(at_top.items()):
        placement = standing.world.placements[standing.world.around.placements.ids[place]]
        for need in _unknown(placement):
            bit = NEEDS[need].position
            weight = MUST * int((must[people] >> bit & 1).sum()) + IMPORTANT * int((important[people] >> bit & 1).sum())
            if weight:
                weights[placement.placement_id, need] = weight
    return sorted(weights, key=lambda key: (-weights[key], key))[:TRIED]


def _unknown(placement: Placement) -> Sequence[str]:
    masks = offer_masks(placement)
    known = masks["ja"] | masks["delvist"] | masks["nej"]
    by_column = {*ANSWERED_BY_COLUMNS, *(("korte_dage",) if placement.min_hours_day is not None else ())}
    return [code for code, need in NEEDS.items() if not known >> need.position & 1 and code not in by_column]


def _answered(placement: Placement, need: str, answer: str) -> Placement:
    others = tuple(offer for offer in placement.offers or () if offer.code != need)
    return replace(placement, offers=(*others, Offer(need, answer)))
