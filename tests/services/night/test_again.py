"""After any change and on any later day, a night made from the kept one publishes what a full night would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.bootstrap import Application
from jobmatch.services.night import again as night_again
from jobmatch.services.night import kept as night_kept
from jobmatch.services.night import listed as night_listed
from jobmatch.services.night import nightly
from jobmatch.services.night.nightly import Nightly
from jobmatch.settings import Settings
from jobmatch.store import Changes, Store
from tests.worlds import TODAY, Municipality, citizens, events, municipalities, placements


@st.composite
def two_days(draw: st.DrawFn) -> tuple[Municipality, Municipality, int]:
    """A municipality, and the same after some people and placements changed, came or went; and days between."""
    before = draw(municipalities())
    people = {c.citizen_id: c for c in before.citizens}
    openings = {p.placement_id: p for p in before.placements}
    for key in draw(st.lists(st.sampled_from([*people, "B-000", "B-777"]), max_size=2, unique=True)):
        people[key] = draw(citizens(key))
    for key in draw(st.lists(st.sampled_from([*openings, "P-000", "P-777"]), max_size=3, unique=True)):
        openings[key] = draw(placements(key))
    for key in draw(st.lists(st.sampled_from(sorted(openings)), max_size=min(2, len(openings) - 1), unique=True)):
        del openings[key]
    more = draw(events(sorted(people), sorted(openings) or ["P-001"]))
    after = Municipality(list(people.values()), list(openings.values()), [*before.events, *more])
    return before, after, draw(st.sampled_from((0, 0, 1, 15, 60)))


def save(store: Store, town: Municipality) -> None:
    """Everything of a municipality, as one import."""
    happened = {(e.citizen_id, e.placement_id, e.date, e.event): e for e in town.events}
    changes = Changes(
        citizens=town.citizens,
        placements=town.placements,
        events=list(happened.values()),
        complete=["citizens", "placements"],
    )
    store.save(changes, by="natten")


@contextmanager
def opened(path: Path, day: date) -> Iterator[Application]:
    """The municipality in a file, on a day."""
    application = Application(Settings(database_url=f"sqlite:///{path}", as_of=day))
    yield application
    application.store.close()


def published(application: Application, full: bool) -> list[Any]:
    """What a night writes down."""
    store = application.store
    run = application.nightly.run(full=full)
    reading = store.list_reading(run["run_id"])
    assert reading is not None
    counts = {key: value for key, value in run["counts"].items() if key != "lists_written"}
    written = [(key, reading.ranked(ranked), details) for key, ranked, details in store.packed_lists(run["run_id"])]
    return [written, list(store.packed_lists(run["run_id"])), reading.fixed.tolist(), reading.feasible.tolist(),
            store.night_note(nightly.PRICES), counts]  # fmt: skip


def copied(path: Path, name: str) -> Path:
    """The database and what is kept beside it, once more."""
    other = path.with_name(name)
    shutil.copyfile(path, other)
    if Path(f"{path}-kept").is_dir():
        shutil.copytree(f"{path}-kept", f"{other}-kept")
    return other


@pytest.fixture
def _from_the_kept_night(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much changed, and with lists so short that placements fall off the end."""
    monkeypatch.setattr(night_again, "MOST_CHANGED", 100)
    for module in (nightly, night_again):
        monkeypatch.setattr(module, "LIST_LENGTH", 3)
        monkeypatch.setattr(module, "SPARE", 1)
    monkeypatch.setattr(night_listed, "LIST_LENGTH", 3)


@pytest.mark.usefixtures("_from_the_kept_night")
@settings(max_examples=int(os.environ.get("JOBMATCH_TEST_NIGHTS", "10")))
@given(days=two_days(), country=st.booleans())
def test_a_night_from_the_kept_one_publishes_what_a_full_one_would(
    days: tuple[Municipality, Municipality, int], country: bool, empty_sqlite: Path, tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("days") / "one.sqlite"
    shutil.copyfile(empty_sqlite, path)
    with opened(path, TODAY) as application:
        save(application.store, days[0])
        application.nightly.run(full=True)
        save(application.store, days[1])
    other = copied(path, "other.sqlite")
    day = TODAY + timedelta(days=days[2])
    with pytest.MonkeyPatch.context() as patch, opened(path, day) as small, opened(other, day) as whole:
        if country:
            patch.setattr("jobmatch.services.night.plan.MOST_EDGES", 1)
            patch.setattr("jobmatch.services.night.listed.LIST_LENGTH", 1)
        full = published(whole, full=True)
        patch.setattr(Nightly, "_anew", lambda *_: pytest.fail("the kept night was not used"))
        if small.store.revision() != small.store.latest_run().revision or days[2]:  # type: ignore[union-attr]
            assert published(small, full=False) == full


@st.composite
def small_edits(draw: st.DrawFn, people: list[str], openings: list[str]) -> tuple[Changes, int]:
    """One of the things that happen on a day, and how many days pass before the next night."""
    person, opening = draw(st.sampled_from([*people, "B-000", "B-777"])), draw(st.sampled_from([*openings, "P-777"]))
    happened = {(e.citizen_id, e.placement_id, e.date, e.event): e for e in draw(events(people, openings))}
    closed = replace(draw(placements(opening)), available_from=None, available_to=TODAY - timedelta(days=1))
    one = draw(
        st.sampled_from(
            [
                Changes(citizens=[draw(citizens(person))]),
                Changes(withdrawn={"citizens": [draw(st.sampled_from(people))]}),
                Changes(placements=[draw(placements(opening))]),
                Changes(placements=[closed]),
                Changes(withdrawn={"placements": [draw(st.sampled_from(openings))]}),
                Changes(events=list(happened.values())),
                Changes(),
            ]
        )
    )
    return one, draw(st.sampled_from((0, 0, 0, 1, 9)))


@pytest.mark.usefixtures("_from_the_kept_night")
@settings(max_examples=int(os.environ.get("JOBMATCH_TEST_NIGHTS", "10")) // 2)
@given(town=municipalities(), data=st.data(), country=st.booleans())
def test_night_after_night_of_small_edits_publishes_what_full_nights_would(
    town: Municipality, data: st.DataObject, country: bool, empty_sqlite: Path, tmp_path_factory: Any
) -> None:
    path, day = tmp_path_factory.mktemp("nights") / "one.sqlite", TODAY
    shutil.copyfile(empty_sqlite, path)
    people, openings = [c.citizen_id for c in town.citizens], [p.placement_id for p in town.placements]
    with pytest.MonkeyPatch.context() as patch:
        if country:
            patch.setattr("jobmatch.services.night.plan.MOST_EDGES", 1)
            patch.setattr("jobmatch.services.night.listed.LIST_LENGTH", 1)
        with opened(path, day) as application:
            save(application.store, town)
            application.nightly.run(full=True)
        for step in range(4):
            edit, days = data.draw(small_edits(people, openings))
            day += timedelta(days=days)
            with opened(path, day) as before:
                before.store.save(edit, by="natten")
                latest = before.store.latest_run()
                assert latest is not None
                if (latest.revision, latest.as_of) == (before.store.revision(), day):
                    continue
            with opened(copied(path, f"full{step}.sqlite"), day) as whole, opened(path, day) as small:
                full = published(whole, full=True)
                with patch.context() as strict:
                    strict.setattr(Nightly, "_anew", lambda *_: pytest.fail("the kept night was not used"))
                    assert published(small, full=False) == full


@pytest.mark.usefixtures("_from_the_kept_night")
def test_the_first_to_be_proposed_for_after_a_night_for_nobody(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = own_sample.store.citizens()
    own_sample.store.save(Changes(citizens=[replace(one, status="pause") for one in people]), by="natten")
    assert own_sample.nightly.run(full=True)["counts"]["proposed_for"] == 0
    own_sample.store.save(Changes(citizens=[replace(people[0], status="klar")]), by="natten")
    monkeypatch.setattr(Nightly, "_anew", lambda *_: pytest.fail("the kept night was not used"))
    assert own_sample.nightly.run(full=False)["counts"]["proposed_for"] == 1


def test_a_night_after_a_small_change_reads_and_writes_little(own_sample: Application) -> None:
    own_sample.nightly.run(full=True)
    citizen = own_sample.store.citizens()[0]
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=3.0)]), by="natten")
    small = own_sample.nightly.run(full=False)
    assert 1 <= small["counts"]["lists_written"] < 10
    whole = own_sample.nightly.run(full=True)
    assert whole["counts"]["lists_written"] == 0


def test_the_next_day_with_nothing_changed_writes_no_list_that_only_grew_older(own_sample: Application) -> None:
    own_sample.nightly.run(full=True)
    path = Path(own_sample.settings.database_url.removeprefix("sqlite:///"))
    own_sample.store.close()
    with opened(path, TODAY + timedelta(days=3)) as later:
        run = later.nightly.run(full=False)
        assert run["published"]
        assert run["counts"]["lists_written"] < run["counts"]["proposed_for"]
        before = later.store.run_before(run["run_id"])
        assert before is not None
        points = {
            key: dict(ranked.ranked) for ranked in later.store.lists(run["run_id"]) for key in [ranked.citizen_id]
        }
        assert any(
            points[one.citizen_id].get(key, whole) < whole
            for one in later.store.lists(before.run_id)
            for key, whole in one.ranked
            if one.citizen_id in points
        )


@pytest.mark.parametrize("spoil", ["damaged", "gone", "another run's"])
def test_without_a_kept_night_that_can_be_trusted_everything_is_read_anew(own_sample: Application, spoil: str) -> None:
    own_sample.nightly.run(full=True)
    file = own_sample.night_folder / night_kept.FILE
    if spoil == "damaged":
        whole = bytearray(file.read_bytes())
        whole[-100] ^= 1
        file.write_bytes(whole)
    elif spoil == "gone":
        file.unlink()
    else:
        earlier = file.read_bytes()
        own_sample.nightly.run(full=True)
        file.write_bytes(earlier)
    citizen = own_sample.store.citizens()[0]
    own_sample.store.save(Changes(citizens=[replace(citizen, hours_now=3.0)]), by="natten")
    assert own_sample.nightly.run(full=False)["published"]
    assert file.is_file()


def test_a_night_that_cannot_be_kept_is_published_all_the_same(
    own_sample: Application, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    own_sample.night_folder.parent.mkdir(exist_ok=True)
    own_sample.night_folder.write_text("a file where the folder should be")
    assert own_sample.nightly.run(full=True)["published"]
    assert "could not be kept" in caplog.text


def test_what_is_kept_is_for_its_owner_alone_and_goes_with_a_person(own_sample: Application) -> None:
    own_sample.nightly.run(full=True)
    file = own_sample.night_folder / night_kept.FILE
    assert file.stat().st_mode & 0o077 == 0
    assert own_sample.night_folder.stat().st_mode & 0o077 == 0
    own_sample.store.erase("B-001", by="dpo")
    assert not file.exists()
