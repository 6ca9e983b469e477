"""Which measures of a placement are open to a citizen: one formula for everything that depends on them."""

from __future__ import annotations

from jobmatch.core.formula import formula
from jobmatch.core.records import CitizenRecord, PlacementRecord

MEASURES_OPEN_READS = (
    "citizen.measures_open",
    "citizen.under_18",
    "citizen.counted_at",
    "placement.measures_open",
    "placement.measures_freed",
    "placement.workplace",
    "placement.measures_closed_under_18",
)
"""What ``open_measures`` reads."""


@formula
def open_measures(citizen: CitizenRecord, placement: PlacementRecord) -> int:
    """Measures that no known fact blocks for this pair, as bits; her own running course is none of the others there."""
    found = placement.measures_open
    if placement.workplace >= 0 and citizen.counted_at == placement.workplace:
        found |= placement.measures_freed
    if citizen.under_18 == 1:
        found &= ~placement.measures_closed_under_18
    return found & citizen.measures_open
