"""The most valuable questions to a workplace: unknown offers whose answer would open or close most."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jobmatch.domain.needs import NEEDS
from jobmatch.domain.placement import Offer, Placement
from jobmatch.errors import Text
from jobmatch.planning.standing import Ints, Standing

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
    places = list(dict.fromkeys(key for key, _ in candidates))
    known = standing.world.placements
    asked = [(known[key], need) for key, need in candidates]
    answered = [_answered(*one, answer) for answer in ("ja", "nej") for one in asked]
    tried = standing.if_changed([*(known[key] for key in places), *answered])
    today = dict(zip(places, tried, strict=False))
    answers = tried[len(places) :]
    yeses, noes = answers[: len(asked)], answers[len(asked) :]
    found = []
    for (placement_id, need), yes, no in zip(candidates, yeses, noes, strict=True):
        before = today[placement_id]
        top_before, top_yes = standing.in_top(placement_id, before), standing.in_top(placement_id, yes)
        closed = np.setdiff1d(before.who, no.who, assume_unique=True)
        risen = np.setdiff1d(top_yes, top_before, assume_unique=True)
        if len(closed) or len(risen):
            found.append(
                Question(
                    placement=standing.world.placements[placement_id],
                    need=need,
                    concerned=_ids(standing, before.who[_needing(standing, need, before.who)]),
                    fits_before=len(before.who),
                    fits_if_no=len(no.who),
                    closed=_ids(standing, closed),
                    top_before=len(top_before),
                    top_if_yes=len(top_yes),
                    top_if_no=len(standing.in_top(placement_id, no)),
                    risen=_ids(standing, risen),
                )
            )
    return sorted(found, key=lambda one: (-one.weight, -len(one.closed), one.placement.placement_id, one.need))


def _ids(standing: Standing, who: Ints) -> tuple[str, ...]:
    return tuple(standing.ids[n] for n in who.tolist())


def _needing(standing: Standing, need: str, who: Ints) -> NDArray[np.bool_]:
    records, rows = standing.world.around.citizens.records, standing.rows[who]
    needing: NDArray[np.bool_] = ((records["must"][rows] | records["important"][rows]) >> NEEDS[need].position & 1) == 1
    return needing


def _candidates(standing: Standing) -> list[tuple[str, str]]:
    """(placement, need) where the answer is unknown and concerns somebody who has the placement high on the list."""
    around = standing.world.around
    people, position = np.nonzero(standing.best >= 0)
    places = standing.best[people, position]
    records = around.citizens.records[standing.rows]
    weights = np.zeros((len(around.placements.ids), len(NEEDS)), np.int64)
    for column, need in enumerate(NEEDS.values()):
        weight = (records["must"] >> need.position & 1) * MUST + (records["important"] >> need.position & 1) * IMPORTANT
        np.add.at(weights[:, column], places, weight[people])
    weights[~_unknown(around.placements.records)] = 0
    heaviest = np.sort(weights, axis=None)[-TRIED:]
    rows, columns = np.nonzero(weights >= max(1, heaviest[0] if len(heaviest) else 1))
    codes, ids = list(NEEDS), around.placements.ids
    found = [
        (-weight, ids[row], codes[column])
        for weight, row, column in zip(weights[rows, columns].tolist(), rows.tolist(), columns.tolist(), strict=True)
    ]
    return [(placement_id, need) for _, placement_id, need in sorted(found)[:TRIED]]


def _unknown(placements: NDArray[np.void]) -> NDArray[np.bool_]:
    """[placement, need] whether the workplace has not answered and could."""
    known = placements["offers_yes"] | placements["offers_partly"] | placements["offers_no"]
    positions = np.array([need.position for need in NEEDS.values()])
    unknown: NDArray[np.bool_] = (known[:, None] >> positions & 1) == 0
    codes = list(NEEDS)
    for code in ANSWERED_BY_COLUMNS:
        unknown[:, codes.index(code)] = False
    unknown[:, codes.index("korte_dage")] &= np.isnan(placements["min_hours_day"])
    return unknown


def _answered(placement: Placement, need: str, answer: str) -> Placement:
    others = tuple(offer for offer in placement.offers or () if offer.code != need)
    return replace(placement, offers=(*others, Offer(need, answer)))
