"""Whose page it is: the citizen who looks, and nobody else."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import NEVER_PROPOSED
from jobmatch.store.changes import Stored
from jobmatch.web.access import visit_of
from jobmatch.web.page import application_of


def own_of(request: Request) -> Stored[Citizen]:
    """The citizen whose page this is, with the version.

    Raises:
        NotThere: The visitor is no citizen, or is not known any more.
    """
    visit = visit_of(request)
    stored = application_of(request).store.stored_citizen(visit.viewer.citizen_id or "")
    if stored is not None and stored.withdrawn:
        stored = None
    visit.see(stored.record if stored else None)
    assert stored is not None, "a visitor sees nobody who is not there"
    return stored


def frame_of(citizen: Citizen) -> dict[str, Any]:
    """What stands at the top of every page of hers."""
    return {
        "citizen": citizen,
        "name": citizen.display_name or "",
        "contact": (citizen.consultant or "").capitalize() or None,
        "resting": citizen.status in NEVER_PROPOSED,
    }
