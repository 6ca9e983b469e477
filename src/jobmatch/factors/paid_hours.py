"""The way to paid hours: a place that can pay for ordinary hours, now or in time, comes before one that cannot."""

from __future__ import annotations

from collections.abc import Mapping

from jobmatch.core.factor import Factor, Level
from jobmatch.core.formula import UNKNOWN_VALUE, formula
from jobmatch.core.measures import MEASURES_OPEN_READS, open_measures
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.domain.codes import MEASURE
from jobmatch.domain.measures import mask_of
from jobmatch.errors import Text

PAID = ("smaajob", "fleksjob", "frikort", "ordinaer")
"""Measures with pay for the hours worked (fleksjob only for those who have been granted it: a rule blocks others)."""
PAID_BITS = mask_of(PAID)
SUBSIDISED_BIT = mask_of(["loentilskud"])
SUBSIDISED, UNPAID = 0.6, 0.15


@formula
def route(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> float:
    """1 with a paid measure that is open to the citizen, less with a wage subsidy, little with practice alone."""
    if placement.measures_known == 0:
        return UNKNOWN_VALUE
    open_here = open_measures(citizen, placement)
    if open_here & PAID_BITS:
        return 1.0
    if open_here & SUBSIDISED_BIT:
        return SUBSIDISED
    return UNPAID


def facts(pair: Pair) -> Mapping[str, object]:
    """The paid measures that are open here."""
    blocked = {b.measure for b in pair.blocked_measures()}
    names = [MEASURE[m] for m in pair.placement.measures or () if m in PAID and m not in blocked]
    return {"paid": Text(", ".join(n.da for n in names), ", ".join(n.en for n in names))}


FACTOR = Factor(
    name="paid_hours",
    title=Text("Vejen til løn", "The way to pay"),
    value=route,
    reads=("placement.measures_known", *MEASURES_OPEN_READS),
    neutral=0.3,
    unknown=Text("Vi ved ikke, om timerne kan give løn her.", "We do not know if the hours can be paid here."),
    levels=(
        Level(1.0, Text("Timerne kan give løn her: {paid}.", "Hours can be paid here: {paid}.")),
        Level(SUBSIDISED, Text("Her kan man få løn med løntilskud.", "A wage-subsidised job is possible here.")),
        Level(
            0.0,
            Text(
                "Timerne er uden løn i starten. Spørg, om de kan blive til løn.",
                "The hours are unpaid at first. Ask whether they can become paid.",
            ),
        ),
    ),
    facts=facts,
)
