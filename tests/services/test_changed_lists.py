"""After any change, the lists made from the earlier ones are those of a full run, byte for byte."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.bootstrap import Application
from jobmatch.services.changed_lists import lists_after, touched_since
from jobmatch.services.night_lists import night_lists
from jobmatch.services.worlds import LoadedWorld
from jobmatch.settings import Settings
from jobmatch.store import Changes, RankedList, Run
from tests.worlds import TODAY, Municipality, citizens, events, municipalities, placements

LENGTH = 3
"""Short lists, so that a small world has placements that fall off the end."""


@st.composite
def two_days(draw: st.DrawFn) -> tuple[Municipality, Municipality]:
    """A municipality, and the same after some people and placements changed, came or went, and courses began."""
    before = draw(municipalities())
    people = {c.citizen_id: c for c in before.citizens}
    openings = {p.placement_id: p for p in before.placements}
    for key in draw(st.lists(st.sampled_from([*people, "B-777"]), max_size=2, unique=True)):
        people[key] = draw(citizens(key))
    for key in draw(st.lists(st.sampled_from([*openings, "P-000", "P-777"]), max_size=3, unique=True)):
        openings[key] = draw(placements(key))
    for key in draw(st.lists(st.sampled_from(sorted(openings)), max_size=min(2, len(openings) - 1), unique=True)):
        del openings[key]
    more = draw(events(sorted(people), sorted(openings) or ["P-001"]))
    return before, Municipality(list(people.values()), list(openings.values()), [*before.events, *more])


def save(application: Application, town: Municipality) -> LoadedWorld:
    """Everything of a municipality, as one import."""
    happened = {(e.citizen_id, e.placement_id, e.date, e.event): e for e in town.events}
    changes = Changes(
        citizens=town.citizens,
        placements=town.placements,
        events=list(happened.values()),
        complete=["citizens", "placements"],
    )
    application.store.save(changes, by="natten")
    return application.worlds.at()


def full(loaded: LoadedWorld) -> list[RankedList]:
    """Everyone scored."""
    return night_lists(loaded, "inprocess", None, lambda done, of: None, LENGTH)


def plain(lists: list[RankedList]) -> list[tuple[str, list[tuple[str, int]], int]]:
    """Lists as they are written down."""
    return [(one.citizen_id, list(one.ranked), one.feasible_count) for one in lists]


def publish(application: Application, loaded: LoadedWorld) -> Run:
    """The lists of a world as a run."""
    run = Run(
        model=loaded.kernel.model.version,
        rules=loaded.world.rules.version,
        vocabulary=application.vocabulary.version,
        revision=loaded.revision,
        as_of=TODAY,
        started_at=datetime.now(UTC),
    )
    return application.store.publish(run, full(loaded))


@pytest.fixture
def _however_much_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.services.changed_lists.MOST_CHANGED", 100)


@pytest.mark.usefixtures("_however_much_changed")
@settings(max_examples=40)
@given(days=two_days())
def test_changed_lists_are_the_lists_of_a_full_run(
    days: tuple[Municipality, Municipality], empty_sqlite: Path, tmp_path: Path
) -> None:
    path = tmp_path / "days.sqlite"
    shutil.copyfile(empty_sqlite, path)
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=TODAY))
    run = publish(application, save(application, days[0]))
    loaded = save(application, days[1])
    found = lists_after(application.store, loaded, run, lambda done, of: None, LENGTH)
    assert found is not None
    assert plain(found) == plain(full(loaded))
    application.store.close()


def test_a_night_after_a_small_change_publishes_what_a_full_one_would(own_sample: Application) -> None:
    citizen = own_sample.store.citizens()[0]
    changed = Changes(citizens=[type(citizen)(citizen_id=citizen.citizen_id, status="klar")])
    own_sample.store.save(changed, by="natten")
    run = own_sample.store.latest_run()
    assert run is not None
    touched = touched_since(own_sample.store, own_sample.worlds.at().world, run)
    assert touched.citizens == {citizen.citizen_id}
    assert not touched.after
    small = own_sample.nightly.run(full=False)
    assert small["published"]
    whole = own_sample.nightly.run(full=True)
    pairs = zip(own_sample.store.lists(small["run_id"]), own_sample.store.lists(whole["run_id"]), strict=True)
    assert all((one.ranked, one.feasible_count) == (other.ranked, other.feasible_count) for one, other in pairs)
    assert small["counts"]["feasible_pairs"] == whole["counts"]["feasible_pairs"]


def test_an_erased_person_makes_a_full_night(own_sample: Application) -> None:
    run = own_sample.store.latest_run()
    assert run is not None
    assert run.published_at is not None
    assert not own_sample.store.erased_since(run.published_at)
    own_sample.store.erase(own_sample.store.citizens()[0].citizen_id, by="dpo")
    assert own_sample.store.erased_since(run.published_at)
