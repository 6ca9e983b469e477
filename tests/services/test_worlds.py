"""The world at hand after something was saved: the same as one that is read as a whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic_core import to_json

from jobmatch.bootstrap import Application
from jobmatch.domain.citizen import Citizen
from jobmatch.domain.confirmation import CONFIRMED, Confirmation
from jobmatch.domain.event import Event
from jobmatch.domain.local_word import LocalWord
from jobmatch.settings import Settings
from jobmatch.store.changes import Changes
from tests.conftest import SAMPLE_DAY

Save = Callable[[Application, Citizen], Changes]


@pytest.fixture
def town(sample_file: Path, tmp_path: Path) -> Iterator[Application]:
    """A municipality of one's own, with everything worked out that a world holds."""
    path = tmp_path / "town.sqlite"
    shutil.copyfile(sample_file, path)
    application = opened(f"sqlite:///{path}")
    loaded = application.worlds.at()
    for held in (loaded.in_line, loaded.for_liaison.world.citizens, loaded.fallen):
        assert held is not None
    yield application
    application.store.close()


def opened(address: str) -> Application:
    return Application(Settings(database_url=address, as_of=SAMPLE_DAY), create=False)


def told(application: Application) -> dict[str, bytes]:
    """Some lists, and who could be candidates, as a consultant and as a liaison reads it."""
    people, openings = application.worlds.at().world.citizens, application.worlds.at().world.placements
    found = {one: to_json(application.suggest.match(one)) for one in list(people)[:9]}
    for one in list(openings)[:3]:
        for viewer in ("liaison", "consultant"):
            found[one + viewer] = to_json(application.suggest.candidates(one, viewer=viewer))
    return found


CITIZEN_CHANGES: dict[str, Save] = {
    "hours": lambda town, one: Changes(citizens=[replace(one, hours_now=5.0)]),
    "a veto that nobody had": lambda town, one: Changes(citizens=[replace(one, vetoes=("fiskeri", "rengøring"))]),
    "a story": lambda town, one: Changes(citizens=[replace(one, experience="Jeg har gjort rent på et hotel.")]),
    "a pause": lambda town, one: Changes(citizens=[replace(one, status="pause")]),
    "days and times": lambda town, one: Changes(citizens=[replace(one, days=(0, 2), earliest=None, latest=None)]),
    "something decided about a story": lambda town, one: Changes(
        confirmations=[Confirmation(citizen_id=one.citizen_id, concept="skill.opvask", verdict=CONFIRMED)]
    ),
    "somebody new": lambda town, one: Changes(citizens=[replace(one, citizen_id="B-000")]),
    "somebody gone": lambda town, one: Changes(withdrawn={"citizens": [one.citizen_id]}),
}
OTHER_CHANGES: dict[str, Save] = {
    "a word taught": lambda town, one: Changes(local_words=[LocalWord(word="havnefoged", concept="skill.opvask")]),
    "a placement": lambda town, one: Changes(
        placements=[replace(next(iter(town.worlds.at().world.placements.values())), min_hours=1.0)]
    ),
    "a choice": lambda town, one: Changes(
        events=[
            Event(
                citizen_id=one.citizen_id,
                placement_id="P-201",
                date=SAMPLE_DAY - timedelta(days=1),
                event="valgt",
            )
        ]
    ),
}


@pytest.mark.parametrize("what", CITIZEN_CHANGES)
def test_a_saved_citizen_is_put_into_the_world_at_hand(town: Application, what: str) -> None:
    before = town.worlds.at()
    town.store.save(CITIZEN_CHANGES[what](town, before.world.citizens["B-001"]), "mette")
    after = town.worlds.at()
    assert after is not before
    assert after.world.courses is before.world.courses  # nothing was read as a whole
    assert "in_line" in after.__dict__
    anew = opened(town.settings.database_url)
    assert dict(after.in_line) == dict(anew.worlds.at().in_line)
    assert told(town) == told(anew)
    anew.store.close()


@pytest.mark.parametrize("what", OTHER_CHANGES)
def test_after_any_other_change_the_world_is_read_anew(town: Application, what: str) -> None:
    before = town.worlds.at()
    town.store.save(OTHER_CHANGES[what](town, before.world.citizens["B-001"]), "mette")
    assert town.worlds.at().world.courses is not before.world.courses
    anew = opened(town.settings.database_url)
    assert told(town) == told(anew)
    anew.store.close()


def test_one_change_after_the_other(town: Application) -> None:
    for save in CITIZEN_CHANGES.values():
        town.worlds.at()
        town.store.save(save(town, town.worlds.at().world.citizens["B-001"]), "mette")
    anew = opened(town.settings.database_url)
    assert told(town) == told(anew)
    anew.store.close()


def test_somebody_erased_is_not_carried_on_into_the_next_world(town: Application) -> None:
    town.store.erase("B-002", "mette")
    town.store.save(Changes(citizens=[replace(town.worlds.at().world.citizens["B-001"], hours_now=5.0)]), "mette")
    assert "B-002" not in town.worlds.at().world.citizens


def test_a_run_of_another_process_is_seen_at_once(town: Application) -> None:
    other = opened(town.settings.database_url)
    assert other.store.latest_run() == town.store.latest_run()
    other.nightly.run(full=True)
    assert town.store.latest_run() == next(iter(town.store.runs(limit=1)))
    other.store.close()
