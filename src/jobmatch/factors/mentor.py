"""Mentor hours at the workplace: for those who need one, welcome to most, nothing to those who decline."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from typing import Any

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula, ratio
from jobmatch.core.pair import Pair
from jobmatch.domain.needs import NEEDS
from jobmatch.domain.text import hours_text
from jobmatch.errors import Text

BIT = 1 << NEEDS["mentor"].position
ENOUGH_HOURS = 2.0
"""A couple of hours a week with a mentor on site is a good start."""
NOBODY, SOMEBODY = 0.4, 0.6
"""Without a stated need: from a place without a mentor to one with enough hours."""


@formula
def mentored(citizen: Any, placement: Any, world: Any) -> float:
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
    """Hours a week, in words also when only the yes is known."""
    hours = pair.placement.mentor_hours
    if hours is None:
        return {"hours": Text("en mentor", "a mentor")}
    text = hours_text(hours)
    return {"hours": Text(f"en mentor {text.da} timer om ugen", f"a mentor {text.en} hours a week")}


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
    neutral=0.3,
    unknown=Text("Mentor spiller ingen rolle her, eller det er ikke oplyst.", "A mentor is not wanted or not stated here."),
    levels=(
        Level(0.5, Text("Der er {hours} på stedet.", "There is {hours} on site.")),
        Level(0.41, Text("Der er {hours} på stedet, men ikke megen tid.", "There is {hours} on site, but little time.")),
        Level(0.0, Text("Der er ingen mentor på stedet.", "There is no mentor on site.")),
    ),
    facts=facts,
    rising=("placement.mentor_hours",),
)
