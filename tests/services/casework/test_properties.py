"""Whatever people decide and agree, in whatever order: taking back restores, and steps never overlap."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jobmatch.domain.course import LONGER_DAY, PAUSE, RESUME, SETS_HOURS, START, STEP, STEP_BACK, CourseEntry
from jobmatch.domain.decision import CHOSEN, DECLINED, SET_ASIDE, UNDONE
from jobmatch.errors import JobmatchError
from jobmatch.services.casework.deciding import Choice
from jobmatch.services.casework.hours import agreed_on, in_force, pauses, timeline, weeks_of
from jobmatch.store import Store
from tests.services.casework.case import MONDAY, Case


@contextmanager
def fresh(empty: Path) -> Iterator[Case]:
    """A store of its own for each example."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.db"
        shutil.copyfile(empty, path)
        store = Store.open(f"sqlite:///{path}")
        yield Case(store)
        store.close()


decisions = st.lists(
    st.tuples(
        st.sampled_from((CHOSEN, DECLINED, SET_ASIDE)), st.sampled_from(("andet", "timer")), st.integers(0, 1)
    ).filter(lambda said: said[1] != "timer" or said[0] != SET_ASIDE),
    min_size=1,
    max_size=5,
)


@settings(max_examples=10)
@given(said=decisions)
def test_taking_every_decision_back_restores_every_event(empty_sqlite: Path, said: list[tuple[str, str, int]]) -> None:
    with fresh(empty_sqlite) as case:
        _decide_and_take_back(case, said)


def _decide_and_take_back(case: Case, said: list[tuple[str, str, int]]) -> None:
    deciding = case.desk.deciding
    before = case.events()
    made = []
    states = [before]
    for what, reason, later in said:
        case.today += timedelta(days=later)
        made.append(deciding.decide(Choice(citizen_id="B-1", placement_id="P-1", what=what, reason=reason), "mette"))
        states.append(case.events())
    for decision, state in zip(reversed(made), reversed(states[:-1]), strict=True):
        deciding.undo(decision.number, "mette")
        assert [e for e in case.events() if e.event != "forelagt"] == [e for e in state if e.event != "forelagt"]
    assert case.events() == before
    assert sum(one.what == UNDONE for one in deciding.of("B-1")) == sum(
        one.what != UNDONE for one in deciding.of("B-1")
    )


entries = st.lists(
    st.tuples(st.sampled_from((STEP, STEP_BACK, PAUSE, RESUME)), st.integers(1, 120), st.integers(1, 148)), max_size=12
)


def _entry(number: int, what: str, day: date, hours: float | None) -> CourseEntry:
    return CourseEntry(
        number=number, course_id="a", citizen_id="B-1", placement_id="P-1", what=what, day=day, hours=hours
    )


@given(entries)
def test_agreements_never_overlap_and_a_later_word_holds(said: list[tuple[str, int, int]]) -> None:
    rows = [_entry(1, START, MONDAY, 4.0)]
    for number, (what, day, quarters) in enumerate(said, start=2):
        hours = quarters / 4 if what in SETS_HOURS else None
        rows.append(_entry(number, what, MONDAY + timedelta(days=day), hours))
    kept = in_force(reversed(rows))
    assert [one.day for one in kept] == sorted({one.day for one in kept})
    assert kept[-1] == rows[-1]
    steps = timeline([], rows, MONDAY)
    assert [one.day for one in steps] == sorted({one.day for one in steps})
    assert steps[0].day == MONDAY
    for earlier, later in zip(steps, steps[1:], strict=False):
        assert agreed_on(steps, later.day - timedelta(days=1)) == earlier
    breaks = pauses(rows)
    for one, after in zip(breaks, breaks[1:], strict=False):
        assert one.last is not None
        assert one.first <= one.last < after.first
    weeks = weeks_of([], steps, breaks, MONDAY, MONDAY + timedelta(days=150))
    assert [week.number for week in weeks] == list(range(1, 23))
    assert all(week.agreed is not None and week.attended is None for week in weeks)


@settings(max_examples=15)
@example(said=[(True, 1, 6, True), (False, 1, 5, False)])
@given(said=st.lists(st.tuples(st.booleans(), st.integers(0, 60), st.integers(1, 40), st.booleans()), max_size=8))
def test_hours_never_rise_without_the_citizens_wish(
    empty_sqlite: Path, said: list[tuple[bool, int, int, bool]]
) -> None:
    with fresh(empty_sqlite) as case:
        _step_up_and_down(case, said)


def _step_up_and_down(case: Case, said: list[tuple[bool, int, int, bool]]) -> None:
    begun = case.today
    course_id = case.begins(days_week=None)
    for up, days, hours, wish in said:
        day = begun + timedelta(days=days)
        try:
            if up:
                case.courses.step(course_id, day, hours, "mette", citizens_wish=wish, dimension=LONGER_DAY)
            else:
                case.courses.step_back(course_id, day, "oenske", "mette", hours=hours)
        except JobmatchError:
            continue  # refused: nothing is to be found of it below
    steps = case.view(course_id).steps
    for before, after in zip(steps, steps[1:], strict=False):
        assert before.day < after.day
        if after.hours > before.hours:
            assert after.citizens_wish is True
