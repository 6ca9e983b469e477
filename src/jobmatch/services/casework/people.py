"""Who and what a decision is about, and the sentences for when they are not there."""

from __future__ import annotations

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.placement import Placement
from jobmatch.errors import NotFound, Text
from jobmatch.store.store import Store

_NO_CITIZEN = Text(
    "Der er ingen borger med nummer {key}. Se efter i listen, eller importér borgerne.",
    "There is no citizen {key}. Check the number, or import the citizens.",
)
_NO_PLACEMENT = Text(
    "Der er ingen plads med nummer {key}. Se efter i listen, eller importér pladserne.",
    "There is no placement {key}. Check the number, or import the placements.",
)


def known_citizen(store: Store, citizen_id: str) -> Citizen:
    """The citizen.

    Raises:
        NotFound: There is none of that id.
    """
    found = store.citizen(citizen_id)
    if found is None:
        raise NotFound(_NO_CITIZEN.fill(key=citizen_id))
    return found


def known_placement(store: Store, placement_id: str) -> Placement:
    """The placement.

    Raises:
        NotFound: There is none of that id.
    """
    found = store.placement(placement_id)
    if found is None:
        raise NotFound(_NO_PLACEMENT.fill(key=placement_id))
    return found


def called(placement: Placement | None, placement_id: str) -> str:
    """A placement as people call it: title and workplace."""
    names = (placement.title, placement.employer) if placement is not None else ()
    return ", ".join(name for name in names if name) or placement_id
