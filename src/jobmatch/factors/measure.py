"""Measures: at least one of the placement's measures must be open to this citizen under the rules in force."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.core.factor import Check, Factor, Gate, Reason
from jobmatch.core.formula import formula
from jobmatch.core.measures import MEASURES_OPEN_READS, open_measures
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text


@formula
def all_blocked(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when the placement's measures are known and a rule blocks every one of them on known facts."""
    return placement.measures_known != 0 and open_measures(citizen, placement) == 0


def reasons(pair: Pair) -> Iterable[Reason]:
    """Each rule that blocks a measure, said once however many measures it blocks."""
    yield from dict.fromkeys(Reason(blocked.rule_id, blocked.text) for blocked in pair.blocked_measures())


def checks(pair: Pair) -> Iterable[Check]:
    """Ask which measures the placement can be used for."""
    if not pair.placement.measures:
        yield Check(
            "measure_unknown",
            "employer",
            Text(
                "Kan pladsen bruges til praktik, løntilskud, småjob eller noget andet?",
                "Can the place be used for a work placement, a subsidised job, a small job or something else?",
            ),
        )


FACTOR = Factor(
    name="measure",
    title=Text("Ordning", "Measure"),
    checks=checks,
    gate=Gate(
        "measure",
        all_blocked,
        reads=("placement.measures_known", *MEASURES_OPEN_READS),
        reasons=reasons,
        cost=3,
    ),
)
