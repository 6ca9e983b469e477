"""Weeks of hours that say nothing new are not read: the courses are the same without them."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.domain.event import Event
from jobmatch.store import Changes, Store
from jobmatch.world.courses import courses
from tests.worlds import TODAY

EVENTS = ("valgt", "startet", "timer", "timer", "timer", "loennede_timer", "afbrudt", "gennemfoert", "fravalgt_borger")


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    """One thing that happened to one of two people, within or outside a course of a known number."""
    event = draw(st.sampled_from(EVENTS))
    return Event(
        citizen_id=draw(st.sampled_from(("B-1", "B-2"))),
        placement_id="P-1",
        course_id=draw(st.sampled_from((None, "1", "1", "2"))),
        date=TODAY - timedelta(days=draw(st.integers(-3, 40))),
        event=event,
        reason=draw(st.sampled_from((None, None, "fik_job"))) if event in ("timer", "afbrudt") else None,
        hours=draw(st.sampled_from((None, 0.0, 5.0))),
    )


def save(store: Store, events: list[Event]) -> None:
    """Save them; of two under one key the last counts."""
    known = {(one.citizen_id, one.placement_id, one.date, one.event): one for one in events}
    store.save(Changes(events=list(known.values())), by="natten")


@settings(max_examples=60, deadline=None)
@given(first=st.lists(happenings(), max_size=12), later=st.lists(happenings(), max_size=4), data=st.data())
def test_courses_are_the_same_as_from_everything_that_happened(
    first: list[Event], later: list[Event], data: st.DataObject, empty_sqlite: Path, tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("courses") / "one.sqlite"
    shutil.copyfile(empty_sqlite, path)
    store = Store.open(f"sqlite:///{path}")
    save(store, first)
    before = store.revision()
    save(store, later)
    started = [(one.citizen_id, one.placement_id, str(one.date), one.event) for one in first if one.event == "startet"]
    if started:
        gone: Any = {"events": [data.draw(st.sampled_from(started))]}
        store.save(Changes(withdrawn=gone), by="natten")
    for revision in (before, None):
        for day in (TODAY - timedelta(days=10), TODAY):
            found = courses(store.course_events(revision), day)
            assert found == courses(store.events(revision), day)
    store.close()


def test_a_week_in_a_course_that_has_begun_is_not_read(empty_sqlite: Path, tmp_path: Path) -> None:
    shutil.copyfile(empty_sqlite, tmp_path / "one.sqlite")
    store = Store.open(f"sqlite:///{tmp_path / 'one.sqlite'}")
    days = [TODAY - timedelta(days=n) for n in (30, 20, 10)]
    one = Event(citizen_id="B-1", placement_id="P-1", course_id="7", date=days[0], event="startet")
    weeks = [Event(citizen_id="B-1", placement_id="P-1", course_id="7", date=day, event="timer") for day in days]
    save(store, [one, *weeks])
    assert store.course_events() == [one]
    store.close()
