"""The citizen that a page is about: fetched once, seen only by who may, and what stands at the top."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from jobmatch.domain.citizen import Citizen
from jobmatch.domain.codes import NEVER_PROPOSED, STATUS
from jobmatch.services.answers import CAPACITY_OLD_WEEKS
from jobmatch.store.changes import Stored
from jobmatch.web.access import visit_of
from jobmatch.web.page import application_of


def stored_of(request: Request) -> Stored[Citizen]:
    """The citizen that the address names, with the version; noted as seen.

    Raises:
        NotThere: There is none, or another team's.
    """
    stored = application_of(request).store.stored_citizen(request.path_params["citizen_id"])
    if stored is not None and stored.withdrawn:
        stored = None
    visit_of(request).see(stored.record if stored else None)
    assert stored is not None, "a visitor sees nobody who is not there"
    return stored


def address_of(citizen: Citizen, part: str = "") -> str:
    """The address of one of a citizen's pages."""
    home = f"/borgere/{quote(citizen.citizen_id, safe='')}"
    return f"{home}/{part}" if part else home


def frame_of(request: Request, citizen: Citizen, tab: str) -> dict[str, Any]:
    """What stands at the top of every page about one citizen."""
    return {
        "citizen": citizen,
        "name": citizen.display_name or citizen.citizen_id,
        "home": address_of(citizen),
        "tab": tab,
        "status_names": STATUS,
        "resting": citizen.status in NEVER_PROPOSED,
        "to_talk": is_to_talk(request, citizen),
    }


def is_to_talk(request: Request, citizen: Citizen) -> bool:
    """Whether hours and needs were last talked through too long ago, or never."""
    talked = citizen.capacity_date
    return talked is None or application_of(request).today() - talked > timedelta(weeks=CAPACITY_OLD_WEEKS)
