"""What the walk past few placements works out beforehand, and in which order it adds the rest."""

from __future__ import annotations

from jobmatch.core.factor import Factor, Gate
from jobmatch.core.plan import OFFERS, Column, ScanPlan, columns_of, placement_fields
from jobmatch.core.records import PlacementRecord
from jobmatch.core.spread import ROW_NAMES

LIST_ENDS = tuple(name for name in PlacementRecord.__annotations__ if name.endswith(("_from", "_to")))


def few_gates(plan: ScanPlan) -> list[Gate]:
    """The gates that leave bits."""
    return [*plan.for_place, *plan.shared]


def few_factors(plan: ScanPlan) -> list[Factor]:
    """The factors whose points are not the same for everybody, in the order in which they are added.

    The way there and what words say come first, since most placements are not what a citizen asks for; what is dear
    comes last.
    """
    factors = [*plan.by_place, *(factor for kinds in plan.kinds for factor in kinds.factors), *plan.by_pair]
    return sorted(factors, key=lambda one: (one.measured is not None, one not in plan.by_place and not row_of(one)))


def row_of(factor: Factor) -> str | None:
    """The citizen's own words that a factor looks up; the first where it looks up several."""
    return next((name for name in ROW_NAMES if f"world.{name}" in factor.reads), None)


def list_of(factor: Factor) -> tuple[str, ...]:
    """The placement's fields that say where the list begins and ends on which a factor looks for these words."""
    named = placement_fields(factor.reads)
    return tuple(sorted((name for name in named if name in LIST_ENDS), key=LIST_ENDS.index))


def by_kind(factor: Factor) -> bool:
    """Whether citizens may be of few kinds to a factor: hardly two have the same needs or the same way to a place."""
    rows = sum(f"world.{name}" in factor.reads for name in ROW_NAMES)
    apart = factor.measured is not None or {Column("place"), *(Column(name) for name in OFFERS)} & columns_of(factor)
    return not apart and (rows == 0 or (rows == 1 and len(list_of(factor)) == 2))


def few_words_of(plan: ScanPlan) -> list[Factor]:
    """The factors whose lists are looked through for the citizen's own words before anything is added."""
    return [factor for factor in few_factors(plan) if by_kind(factor) and row_of(factor)]
