"""Status: a citizen on pause, or whose case is closed, gets no proposals."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.core.factor import Factor, Gate, Reason
from jobmatch.core.formula import formula
from jobmatch.core.pair import Pair
from jobmatch.core.records import CitizenRecord, PlacementRecord, World
from jobmatch.errors import Text


@formula
def no_proposals(citizen: CitizenRecord, placement: PlacementRecord, world: World) -> bool:
    """True on pause and when closed."""
    return citizen.never_proposed == 1


def reasons(pair: Pair) -> Iterable[Reason]:
    """Which status it is."""
    if pair.citizen.status == "pause":
        yield Reason(
            "pause", Text("Der er pause. Derfor er der ingen forslag lige nu.", "On pause, so no proposals now.")
        )
    else:
        yield Reason("afsluttet", Text("Forløbet er afsluttet.", "The case is closed."))


FACTOR = Factor(
    name="status",
    title=Text("Status", "Status"),
    gate=Gate("status", no_proposals, reads=("citizen.never_proposed",), reasons=reasons, cost=0, told_by="reads"),
)
