"""Predictable tasks: a calm start for everybody, most for those who need it.

A factor of its own, because experts tend to underrate them: the model's table can give them their own weight.
"""

from __future__ import annotations

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import answered, formula
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text

BIT = 1 << NEEDS["forudsigelig"].position
OFFERED_ONLY = 0.6
"""Value of the full offer for somebody who has not asked for them."""


@formula
def offered(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 when they are offered and needed, 0.6 when they are offered; half of that when offered in part."""
    answer = answered(placement.offers_yes, placement.offers_partly, placement.offers_no, BIT)
    needed = ((citizen.must | citizen.important | citizen.wished) & BIT) != 0
    return answer if needed else OFFERED_ONLY * answer


FACTOR = Factor(
    name="predictable_tasks",
    title=Text("Forudsigelige opgaver", "Predictable tasks"),
    value=offered,
    reads=(
        "citizen.must",
        "citizen.important",
        "citizen.wished",
        "placement.offers_yes",
        "placement.offers_partly",
        "placement.offers_no",
    ),
    offers=BIT,
    neutral=0.25,
    unknown=NEEDS["forudsigelig"].unknown,
    levels=(
        Level(0.6, NEEDS["forudsigelig"].met),
        Level(0.3, NEEDS["forudsigelig"].partly),
        Level(0.0, NEEDS["forudsigelig"].not_met),
    ),
)
