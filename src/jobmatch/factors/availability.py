"""Availability: the opening exists soon enough, and somebody can still be taken in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from jobmatch.core.factor import Factor, Gate, Reason
from jobmatch.core.formula import formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text


@formula
def full(citizen: CitizenRecord, placement: PlacementRecord) -> bool:
    """True when others hold every slot."""
    return placement.free == 0 and citizen.held_row != placement.row


@formula
def closed(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True when no day of the period lies within eight weeks, or others hold every slot."""
    return placement.open == 0 or full(citizen, placement)


def reasons(pair: Pair) -> Iterable[Reason]:
    """Not yet, no longer, or full."""
    opens, closes = pair.placement.available_from, pair.placement.available_to
    if not pair.is_open:
        if closes is not None and closes < pair.as_of:
            yield _closed(closes)
        elif opens is not None:
            yield _not_yet(opens)
    if pair.free_slots == 0:
        yield _FULL


@lru_cache(1024)
def _closed(day: date) -> Reason:
    return Reason("til", Text(f"Pladsen lukkede den {day:%d-%m-%Y}.", f"The opening closed on {day:%d-%m-%Y}."))


@lru_cache(1024)
def _not_yet(day: date) -> Reason:
    return Reason("fra", Text(f"Pladsen åbner først den {day:%d-%m-%Y}.", f"The opening starts on {day:%d-%m-%Y}."))


_FULL = Reason("antal", Text("Alle pladser er taget lige nu.", "All places are taken right now."))


FACTOR = Factor(
    name="availability",
    title=Text("Ledig plads", "Free place"),
    gate=Gate(
        "availability",
        closed,
        reads=("placement.open", "placement.free", "placement.row", "citizen.held_row"),
        reasons=reasons,
        cost=1,
        told_by="placement",
    ),
)
