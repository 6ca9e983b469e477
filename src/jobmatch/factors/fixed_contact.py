"""A fixed contact person at the workplace: good for everybody, most for those who need it.

A factor of its own, because experts tend to underrate it: the model's table can give it its own weight.
"""

from __future__ import annotations

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import answered, formula
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.needs import NEEDS
from jobmatch.errors import Text

BIT = 1 << NEEDS["fast_kontakt"].position
OFFERED_ONLY = 0.6
"""Value of the full offer for somebody who has not asked for it."""


@formula
def offered(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 when it is offered and needed, 0.6 when it is offered; half of that when it is offered in part."""
    answer = answered(placement.offers_yes, placement.offers_partly, placement.offers_no, BIT)
    needed = ((citizen.must | citizen.important | citizen.wished) & BIT) != 0
    return answer if needed else OFFERED_ONLY * answer


FACTOR = Factor(
    name="fixed_contact",
    title=Text("Fast kontaktperson", "A fixed contact person"),
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
    unknown=NEEDS["fast_kontakt"].unknown,
    levels=(
        Level(0.6, NEEDS["fast_kontakt"].met),
        Level(0.3, NEEDS["fast_kontakt"].partly),
        Level(0.0, NEEDS["fast_kontakt"].not_met),
    ),
)
