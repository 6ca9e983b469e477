"""Mentor hours at the workplace: for those who need one, welcome to most, nothing to those who decline."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.text import hours_counted
from jobmatch.errors import Text

BIT = 1 << NEEDS["mentor"].position
ENOUGH_HOURS = 2.0
"""A couple of hours a week with a mentor on site is a good start."""
NOBODY, SOMEBODY = 0.4, 0.6
"""Without a stated need: from a place without a mentor to one with enough hours."""


@formula
def mentored(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 when two hours a week or more are there for somebody who needs them; no difference to one who declines."""
    if citizen.declines_mentor == 1:
        return UNKNOWN_VALUE
    share = UNKNOWN_VALUE
    if not isnan(placement.mentor_hours):
        share = ratio(placement.mentor_hours, ENOUGH_HOURS)
    elif placement.offers_yes & BIT:
        share = 0.6
    elif placement.offers_partly & BIT:
        share = 0.5
    elif placement.offers_no & BIT:
        share = 0.0
    if (citizen.must | citizen.important | citizen.wished) & BIT:
        return share
    return NOBODY + (SOMEBODY - NOBODY) * share


def facts(pair: Pair) -> Mapping[str, object]:
    """Hours a week, in words also when only the yes is known, and why it does not count."""
    missing = _DECLINED if pair.c.declines_mentor == 1 else _NOT_KNOWN
    hours = pair.placement.mentor_hours
    if hours is None:
        return {"hours": _NOT_TOLD, "missing": missing}
    counted = hours_counted(hours)
    return {"hours": Text(f" {counted.da} om ugen", f" {counted.en} a week"), "missing": missing}


_NOT_KNOWN = Text("Vi ved ikke, om der er en mentor på stedet.", "We do not know if there is a mentor on site.")
_DECLINED = Text("Mentor er valgt fra og tæller ikke med.", "A mentor is not wanted and does not count.")
_NOT_TOLD = Text("", "")


FACTOR = Factor(
    name="mentor",
    title=Text("Mentor på stedet", "Mentor on site"),
    value=mentored,
    reads=(
        "citizen.must",
        "citizen.important",
        "citizen.wished",
        "citizen.declines_mentor",
        "placement.mentor_hours",
        "placement.offers_yes",
        "placement.offers_partly",
        "placement.offers_no",
    ),
    offers=BIT,
    neutral=0.3,
    unknown=Text("{missing}", "{missing}"),
    levels=(
        Level(0.5, Text("Der er en mentor på stedet{hours}.", "There is a mentor on site{hours}.")),
        Level(
            0.41,
            Text(
                "Der er en mentor på stedet, men med lidt tid:{hours}.",
                "There is a mentor on site, with little time:{hours}.",
            ),
        ),
        Level(0.0, Text("Der er ikke en mentor på stedet.", "There is no mentor on site.")),
    ),
    facts=facts,
    rising=("placement.mentor_hours",),
)
