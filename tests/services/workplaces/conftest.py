"""A small town with a café and a workshop, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen, Need
from jobmatch.domain.placement import Offer, Placement
from jobmatch.settings import Settings
from jobmatch.store.changes import Changes

TODAY = date(2026, 11, 21)
CAFE, KITCHEN, WORKSHOP = "P-1", "P-2", "P-3"


def citizen(number: int, *needs: str, told: tuple[str, ...] | None = None, hours: float = 6) -> Citizen:
    """A citizen who is ready to start; every need is a must, and may be told unless said otherwise."""
    return Citizen(
        citizen_id=f"B-{number}",
        display_name=f"Navn{number}",
        team="voksen",
        consultant="mette",
        status="klar",
        hours_now=hours,
        needs=tuple(Need(code, "krav") for code in needs),
        may_disclose=needs if told is None else told,
        postcode="3300",
        transport="cykel",
        licences=(),
        days=(0, 1, 2, 3, 4),
    )


def placement(placement_id: str, **facts: object) -> Placement:
    """An opening at the café by the harbour, unless said otherwise."""
    usual: dict[str, object] = {
        "employer": "Café Havnen",
        "p_number": "1000000001",
        "title": "cafémedhjælper",
        "tasks": ("rydde borde",),
        "measures": ("virksomhedspraktik", "loentilskud"),
        "requires": (),
        "min_hours": 4.0,
        "max_hours": 20.0,
        "days": (0, 1, 2, 3, 4),
        "postcode": "3300",
        "ordinary_staff": 10,
        "supported_now": 1,
        "contact": "Mie",
        "updated": date(2026, 11, 1),
    }
    return Placement(placement_id=placement_id, **{**usual, **facts})  # type: ignore[arg-type]


PEOPLE = (
    citizen(1, "ro"),
    citizen(2, "ro", "pauser"),
    citizen(3, "ro", "sprog", told=("sprog",)),
    citizen(4),
    citizen(5, "mundtlig", hours=2),
)
OPENINGS = (
    placement(CAFE, offers=(Offer("pauser", "ja"), Offer("sprog", "delvist"))),
    placement(KITCHEN, title="køkkenmedhjælper", updated=date(2026, 6, 1), ordinary_staff=12, supported_now=2),
    placement(WORKSHOP, employer="Værkstedet", p_number=None, title="pedelmedhjælper", updated=None, min_hours=8.0),
)


@pytest.fixture
def town(database: str) -> Iterator[Application]:
    """The town, to be changed."""
    application = Application(Settings(database_url=database, as_of=TODAY))
    application.store.save(Changes(citizens=PEOPLE, placements=OPENINGS), by="anna")
    yield application
    application.store.close()
