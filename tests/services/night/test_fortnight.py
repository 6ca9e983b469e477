"""Night after night in a whole municipality, with lists so short that much falls off the end and comes back."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen, Competence
from jobmatch.domain.placement import Placement
from jobmatch.services.night import again as night_again
from jobmatch.services.night import listed as night_listed
from jobmatch.services.night import merge as night_merge
from jobmatch.services.night import nightly
from jobmatch.services.night.nightly import Nightly
from jobmatch.store import Changes, Store
from tests.services.night.test_again import copied, opened, published
from tests.worlds import TODAY

NIGHTS = 5
LENGTH, SPARE = 4, 2


@pytest.fixture
def _short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(night_again, "MOST_CHANGED", 100)
    for module in (nightly, night_again):
        monkeypatch.setattr(module, "LIST_LENGTH", LENGTH)
        monkeypatch.setattr(module, "SPARE", SPARE)
    monkeypatch.setattr(night_listed, "LIST_LENGTH", LENGTH)


def _citizen(chance: random.Random, one: Citizen) -> Citizen:
    """Something about her is otherwise."""
    changes: list[Callable[[], Citizen]] = [
        lambda: replace(one, hours_now=chance.choice([None, 2.0, 5.0, 9.0, 20.0])),
        lambda: replace(one, max_travel_min=chance.choice([None, 20, 45, 90])),
        lambda: replace(one, days=chance.choice([None, (0, 1), (2, 3, 4)])),
        lambda: replace(one, status=chance.choice(["klar", "klar", "pause"])),
        lambda: replace(one, competences=(*(one.competences or ()), Competence(chance.choice(["rengøring", "it"]), 2))),
        lambda: replace(one, vetoes=chance.choice([(), ("køkken",), ("lager",)])),
        lambda: replace(one, display_name="nyt navn"),
    ]
    return chance.choice(changes)()


def _placement(chance: random.Random, one: Placement) -> Placement:
    """Something about it is otherwise."""
    changes: list[Callable[[], Placement]] = [
        lambda: replace(one, max_hours=(one.min_hours or 2.0) + chance.choice([0.0, 1.0, 8.0, 30.0])),
        lambda: replace(one, min_hours=1.0, max_hours=chance.choice([4.0, 12.0])),
        lambda: replace(one, updated=TODAY - timedelta(days=chance.choice([0, 40, 400]))),
        lambda: replace(one, available_to=TODAY + timedelta(days=chance.choice([-1, 3, 90])), available_from=None),
        lambda: replace(one, title=chance.choice(["Køkkenhjælp", "Lagermedarbejder", "Pedel"])),
        lambda: replace(one, slots=chance.choice([0, 1, 3])),
        lambda: replace(one, contact="en anden"),
    ]
    return chance.choice(changes)()


def a_day(chance: random.Random, store: Store) -> Changes:
    """What happens in a municipality on a day: some rows change, one comes or goes."""
    people, openings = store.citizens(include_withdrawn=True), store.placements(include_withdrawn=True)
    return Changes(
        citizens=[_citizen(chance, one) for one in chance.sample(people, 3)],
        placements=[_placement(chance, one) for one in chance.sample(openings, 3)],
    )


def goes(chance: random.Random, store: Store) -> Changes:
    """Somebody leaves, and a placement."""
    gone: Any = {"citizens": [chance.choice(store.citizens()).citizen_id]}
    gone["placements"] = [chance.choice(store.placements()).placement_id]
    return Changes(withdrawn=gone)


@pytest.mark.usefixtures("_short_lists")
@pytest.mark.parametrize(("seed", "compiled"), [(1, False), (2, True), (3, False)])
def test_night_after_night_a_municipality_gets_what_full_nights_would_publish(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch, seed: int, compiled: bool
) -> None:
    if compiled:
        monkeypatch.setattr(night_merge, "FEW", 0)
    chance, day = random.Random(seed), TODAY
    path = Path(own_sample.settings.database_url.removeprefix("sqlite:///"))
    own_sample.nightly.run(full=True)
    own_sample.store.close()
    for night in range(NIGHTS):
        day += timedelta(days=chance.choice([0, 0, 1, 9]))
        with opened(path, day) as before:
            before.store.save(a_day(chance, before.store), by="natten")
            if chance.random() < 0.5:
                before.store.save(goes(chance, before.store), by="natten")
        with opened(copied(path, f"full{night}.sqlite"), day) as whole, opened(path, day) as small:
            full = published(whole, full=True)
            with monkeypatch.context() as strict:
                strict.setattr(Nightly, "_anew", lambda *_: pytest.fail("the kept night was not used"))
                assert published(small, full=False) == full
