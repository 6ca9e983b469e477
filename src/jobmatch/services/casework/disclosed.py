"""What an employer may be told: needs that the citizen has said yes to, always as arrangements."""

from __future__ import annotations

from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.codes import DECLINES, STRENGTH
from jobmatch.domain.needs import NEEDS, SupportNeed
from jobmatch.domain.placement import Placement
from jobmatch.world.placements import offer_masks


def may_be_told(citizen: Citizen) -> list[SupportNeed]:
    """The needs that the citizen lets an employer know, the strongest first."""
    told = set(citizen.may_disclose or ())
    needs = [one for one in citizen.needs or () if one.code in told and one.code in NEEDS and one.strength != DECLINES]
    return [NEEDS[one.code] for one in sorted(needs, key=_strongest)]


def _strongest(need: Need) -> tuple[int, int]:
    order = list(STRENGTH)
    return order.index(need.strength) if need.strength in order else len(order), NEEDS[need.code].position


def answer_to(placement: Placement, need: SupportNeed) -> str:
    """What a placement has answered to a need; ``ukendt`` when nobody has asked."""
    bit = 1 << need.position
    return next((answer for answer, mask in offer_masks(placement).items() if mask & bit), "ukendt")
