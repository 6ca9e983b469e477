"""Availability: the opening exists soon enough, and somebody can still be taken in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jobmatch.core.factor import Factor, Gate, Reason
from jobmatch.core.formula import formula
from jobmatch.core.pair import Pair
from jobmatch.errors import Text


@formula
def closed(citizen: Any, placement: Any, world: Any) -> bool:
    """True when no day of the period lies within eight weeks, or every slot is taken."""
    return placement.open == 0


def reasons(pair: Pair) -> Iterable[Reason]:
    """Not yet, no longer, or full."""
    opens, closes = pair.placement.available_from, pair.placement.available_to
    if closes is not None and closes < pair.as_of:
        day = f"{closes:%d-%m-%Y}"
        yield Reason("til", Text(f"Pladsen lukkede den {day}.", f"The opening closed on {day}."))
    elif opens is not None and opens > pair.as_of:
        day = f"{opens:%d-%m-%Y}"
        yield Reason("fra", Text(f"Pladsen åbner først den {day}.", f"The opening starts on {day}."))
    if pair.free_slots <= 0:
        yield Reason("antal", Text("Der er ingen ledig plads lige nu.", "There is no free place right now."))


FACTOR = Factor(
    name="availability",
    title=Text("Ledig plads", "Free place"),
    gate=Gate("availability", closed, reads=("placement.open",), reasons=reasons, cost=1),
)
