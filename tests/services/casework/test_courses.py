"""Courses in words of the work: begun with few hours, grown by the citizen's wish, gone back, paused and ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jobmatch.domain.course import LONGER_DAY, MORE_DAYS
from jobmatch.domain.event import Event
from jobmatch.errors import BadInput, Conflict, NotFound
from jobmatch.services.casework.course_view import CourseView
from jobmatch.store import Changes
from jobmatch.world.courses import courses
from tests.services.casework.case import MONDAY, Case


def levels(course: CourseView) -> list[tuple[date, float]]:
    return [(step.day, step.hours) for step in course.steps]


def test_a_course_begins_with_few_hours_and_its_events_say_so(case: Case) -> None:
    course = case.view(case.begins())
    (begun,) = case.events("startet")
    assert (begun.date, begun.agreed_hours, begun.decided_by) == (MONDAY, 4, "mette")
    assert case.maria().status == "i_forloeb"
    assert (course.measure, course.planned_weeks, course.started_on) == ("virksomhedspraktik", 13, MONDAY)
    assert levels(course) == [(MONDAY, 4)]
    (derived,) = courses(case.store.events(), case.today)
    assert derived.started_on == MONDAY
    assert derived.holds_slot(case.today, 14)


def test_a_choice_becomes_the_course_that_begins(case: Case) -> None:
    chosen = Event(citizen_id="B-1", placement_id="P-1", date=MONDAY - timedelta(days=7), event="valgt")
    case.store.save(Changes(events=[chosen]), by="import")
    assert case.courses.waiting("B-1") == ["P-1"]
    course = case.view(case.begins())
    assert course.chosen_on == chosen.date
    assert case.courses.waiting("B-1") == []


def test_a_number_from_the_case_system_stays_the_courses_number(case: Case) -> None:
    chosen = Event(citizen_id="B-1", placement_id="P-1", date=MONDAY, event="valgt", course_id="F-77")
    case.store.save(Changes(events=[chosen]), by="import")
    assert case.view(case.begins()).number == "F-77"


def test_weeks_are_reported_corrected_and_partly_paid(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 3)
    case.courses.report(course_id, MONDAY + timedelta(days=9), 4, "mette", paid=1.5)
    weeks = case.view(course_id).weeks
    assert [(w.number, w.agreed, w.attended, w.paid) for w in weeks] == [(1, 4, 4, None), (2, 4, 4, 1.5)]
    assert len(case.events("timer")) == 2
    assert case.view(course_id).first_paid_on == MONDAY + timedelta(weeks=1)
    case.courses.report(course_id, MONDAY + timedelta(weeks=1), 4, "mette", paid=0)
    assert case.view(course_id).first_paid_on is None


def test_a_week_that_a_file_reported_on_its_friday_is_corrected_there(case: Case) -> None:
    course_id = case.begins()
    friday = MONDAY + timedelta(days=4)
    case.today = friday
    told = Event(citizen_id="B-1", placement_id="P-1", date=friday, event="timer", hours=2, agreed_hours=4)
    case.store.save(Changes(events=[told]), by="import")
    case.courses.report(course_id, MONDAY, 3.5, "mette")
    assert [(event.date, event.hours) for event in case.events("timer")] == [(friday, 3.5)]


def test_a_week_not_reported_is_unknown_and_not_nought(case: Case) -> None:
    course_id = case.begins()
    case.today = MONDAY + timedelta(weeks=2)
    assert [week.attended for week in case.view(course_id).weeks] == [None, None, None]
    case.courses.report(course_id, MONDAY, 0, "mette")
    assert [week.attended for week in case.view(course_id).weeks] == [0, None, None]


def test_hours_go_up_only_when_the_citizen_asks(case: Case) -> None:
    course_id = case.begins()
    day = MONDAY + timedelta(weeks=4)
    with pytest.raises(BadInput, match="når borgeren selv har ønsket det"):
        case.courses.step(course_id, day, 6, "mette", citizens_wish=False, dimension=LONGER_DAY)
    assert levels(case.view(course_id)) == [(MONDAY, 4)]
    case.courses.step(course_id, day, 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    assert levels(case.view(course_id)) == [(MONDAY, 4), (day, 6)]
    assert case.view(course_id).steps[-1].citizens_wish is True


def test_a_step_changes_one_thing_at_a_time(case: Case) -> None:
    course_id = case.begins(days_week=2)  # two days of two hours
    day = MONDAY + timedelta(weeks=4)
    with pytest.raises(BadInput, match="Både dagen og antallet af dage"):
        case.courses.step(course_id, day, 9, "mette", citizens_wish=True, days_week=3)
    with pytest.raises(BadInput, match="længere dag eller flere dage"):
        case.courses.step(course_id, day, 6, "mette", citizens_wish=True, days_week=3, dimension=LONGER_DAY)
    with pytest.raises(BadInput, match="længere dag eller flere dage"):
        case.courses.step(course_id, day, 6, "mette", citizens_wish=True)
    case.courses.step(course_id, day, 6, "mette", citizens_wish=True, days_week=3)
    case.courses.step(course_id, day + timedelta(weeks=4), 7.5, "mette", citizens_wish=True, days_week=3)
    assert [entry.dimension for entry in case.view(course_id).plan] == [None, MORE_DAYS, LONGER_DAY]


def test_a_step_lies_after_what_is_agreed_and_is_more(case: Case) -> None:
    course_id = case.begins()
    later = MONDAY + timedelta(weeks=8)
    case.courses.step(course_id, later, 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    for day in (MONDAY, MONDAY + timedelta(weeks=4), later):
        with pytest.raises(Conflict, match="28-09-2026"):
            case.courses.step(course_id, day, 8, "mette", citizens_wish=True, dimension=LONGER_DAY)
    with pytest.raises(BadInput, match="6 timer er ikke mere end de 6"):
        case.courses.step(course_id, later + timedelta(days=7), 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    with pytest.raises(BadInput, match="^1 time er ikke mere end de 6"):
        case.courses.step(course_id, later + timedelta(days=7), 1, "mette", citizens_wish=True, dimension=LONGER_DAY)


def test_a_step_back_goes_to_the_last_stable_level_and_calls_off_what_was_planned(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 4, 4, 4)
    fifth = MONDAY + timedelta(weeks=4)
    case.courses.step(course_id, fifth, 7, "mette", citizens_wish=True, dimension=LONGER_DAY)
    case.attends(course_id, 7, 3)
    case.courses.step(course_id, MONDAY + timedelta(weeks=10), 9, "mette", citizens_wish=True, dimension=MORE_DAYS)
    with pytest.raises(BadInput, match="Vælg en grund"):
        case.courses.step_back(course_id, MONDAY + timedelta(weeks=6), None, "mette")
    case.courses.step_back(course_id, MONDAY + timedelta(weeks=6), "steg_for_hurtigt", "mette")
    assert levels(case.view(course_id)) == [(MONDAY, 4), (fifth, 7), (MONDAY + timedelta(weeks=6), 4)]
    assert case.maria().status == "i_forloeb"


def test_a_planned_step_can_be_called_off_before_it_comes(case: Case) -> None:
    course_id = case.begins()
    case.courses.step(course_id, MONDAY + timedelta(weeks=4), 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    case.courses.step_back(course_id, MONDAY + timedelta(weeks=2), "oenske", "mette", hours=4)
    assert [step.hours for step in case.view(course_id).steps] == [4, 4]
    with pytest.raises(BadInput, match="4 timer er ikke mindre end de 4"):
        case.courses.step_back(course_id, MONDAY + timedelta(weeks=3), "oenske", "mette", hours=4)


def test_after_a_pause_it_goes_on_at_the_last_stable_level(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 4, 4, 4)
    case.courses.step(course_id, MONDAY + timedelta(weeks=4), 7, "mette", citizens_wish=True, dimension=LONGER_DAY)
    case.attends(course_id, 6, 2)
    case.courses.pause(course_id, MONDAY + timedelta(weeks=6), "mette")
    assert case.maria().status == "pause"
    case.today = MONDAY + timedelta(weeks=8)
    paused = case.view(course_id)
    assert paused.is_paused
    assert [week.paused for week in paused.weeks][-3:] == [True, True, True]
    with pytest.raises(Conflict, match="pause allerede"):
        case.courses.pause(course_id, case.today, "mette")
    with pytest.raises(BadInput, match="ønsket det"):
        case.courses.resume(course_id, case.today, "mette", hours=6)
    case.courses.resume(course_id, case.today, "mette", helped="hvile")
    going = case.view(course_id)
    assert not going.is_paused
    assert going.agreed_now is not None
    assert (going.agreed_now.hours, going.agreed_now.days_week, going.agreed_now.reason) == (4, 2, "hvile")
    assert case.maria().status == "i_forloeb"
    assert [week.paused for week in going.weeks][-3:] == [True, True, False]
    with pytest.raises(Conflict, match="ingen pause"):
        case.courses.resume(course_id, case.today + timedelta(days=7), "mette")
    (derived,) = courses(case.store.events(), case.today)
    assert derived.ended_on is None  # a pause ends nothing, and counts against nobody


@pytest.mark.parametrize(
    ("completed", "reason", "event", "status"),
    [
        (True, None, "gennemfoert", "klar"),
        (False, "fik_job", "afbrudt", "i_job"),
        (False, "pause", "afbrudt", "pause"),
        (False, "opgaver", "afbrudt", "klar"),
    ],
)
def test_a_course_ends_with_a_reason_from_the_list(
    case: Case, completed: bool, reason: str | None, event: str, status: str
) -> None:
    course_id = case.begins()
    case.today = MONDAY + timedelta(weeks=3)
    case.courses.end(course_id, case.today, "mette", completed=completed, reason=reason)
    (ended,) = case.events(event)
    assert (ended.reason, ended.date, case.maria().status) == (reason, case.today, status)
    assert case.view(course_id).ended_on == case.today
    with pytest.raises(Conflict, match="slut"):
        case.courses.pause(course_id, case.today, "mette")


def test_an_early_end_needs_a_reason_and_no_day_ahead(case: Case) -> None:
    course_id = case.begins()
    with pytest.raises(BadInput, match="Vælg en grund"):
        case.courses.end(course_id, MONDAY, "mette", completed=False)
    with pytest.raises(BadInput, match="fremtiden"):
        case.courses.end(course_id, MONDAY + timedelta(days=1), "mette", completed=True)
    with pytest.raises(BadInput, match="ikke efter"):
        case.courses.end(course_id, MONDAY - timedelta(days=1), "mette", completed=True)
    assert case.view(course_id).ended_on is None


def test_paid_hours_at_the_end_mean_a_job(case: Case) -> None:
    course_id = case.begins()
    case.courses.report(course_id, MONDAY, 4, "mette", paid=2)
    case.courses.end(course_id, MONDAY, "mette", completed=True)
    assert case.maria().status == "i_job"


def test_a_flex_job_counts_effective_hours(case: Case) -> None:
    course = case.view(case.begins(measure="fleksjob", hours=10.0))
    assert course.effective(10) == 5
    assert course.effective(None) is None


def test_two_people_at_once_and_the_second_is_told(case: Case) -> None:
    course_id = case.begins()
    seen = case.view(course_id).version
    case.courses.report(course_id, MONDAY, 4, "mette", expected=seen)
    with pytest.raises(Conflict, match="i mellemtiden"):
        case.courses.pause(course_id, MONDAY + timedelta(days=7), "ida", expected=seen)
    assert not case.view(course_id).pauses
    assert case.maria().status == "i_forloeb"
    case.courses.pause(course_id, MONDAY + timedelta(days=7), "ida", expected=case.view(course_id).version)
    assert case.view(course_id).pauses


def test_an_imported_course_can_be_gone_on_with(case: Case) -> None:
    rows = [Event(citizen_id="B-1", placement_id="P-1", date=MONDAY, event="startet", agreed_hours=3)]
    rows += [
        Event(
            citizen_id="B-1", placement_id="P-1", date=MONDAY + timedelta(weeks=n, days=4), event="timer",
            hours=hours, agreed_hours=agreed,
        )
        for n, (hours, agreed) in enumerate([(3, 3), (3, 3), (4, 5), (5, 5)])
    ]  # fmt: skip
    case.today = MONDAY + timedelta(weeks=4)
    case.store.save(Changes(events=rows), by="import")
    (course,) = case.courses.of("B-1")
    assert (course.is_own, course.measure) == (False, None)
    assert levels(course) == [(MONDAY, 3), (MONDAY + timedelta(weeks=2), 5)]
    case.courses.step(course.course_id, case.today, 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    assert levels(case.view(course.course_id))[-1] == (case.today, 6)
    case.attends(course.course_id, 6)
    assert case.view(course.course_id).weeks[-1].agreed == 6


def test_what_cannot_begin_is_said(case: Case) -> None:
    for more, said in (
        ({"measure": "loentilskud"}, "ikke bruges til løntilskud"),
        ({"measure": None}, "hvilken ordning"),
        ({"measure": "praktik"}, "en af: virksomhedspraktik"),
        ({"hours": 0.0}, "mellem 0,25 og 60"),
        ({"hours": 61.0}, "mellem 0,25 og 60"),
        ({"weeks": 0}, "mellem 1 og 520"),
        ({"days_week": 8}, "mellem 1 og 7"),
        ({"note": "010190-1234"}, "CPR"),
    ):
        with pytest.raises(BadInput, match=said):
            case.begins(**more)
    course_id = case.begins()
    with pytest.raises(Conflict, match="allerede i gang"):
        case.begins()
    for day, hours, paid, said in (
        (MONDAY - timedelta(days=1), 4.0, None, "uden for forløbet"),
        (MONDAY + timedelta(weeks=1), 4.0, None, "uden for forløbet"),
        (MONDAY, 101.0, None, "mellem 0 og 100"),
        (MONDAY, 4.0, 5.0, "lønnede timer"),
    ):
        with pytest.raises(BadInput, match=said):
            case.courses.report(course_id, day, hours, "mette", paid=paid)
    for wrong in ("abc", "", "pppp", course_id[:-2] + "bb"):
        with pytest.raises(NotFound):
            case.courses.one(wrong)


def test_a_course_may_be_agreed_to_begin_later(case: Case) -> None:
    case.today = MONDAY - timedelta(weeks=2)
    course = case.view(case.begins())
    assert (course.is_running, course.week_now, course.weeks) == (False, 0, [])
    assert course.agreed_now is not None


def test_a_step_taken_back_in_part_on_its_own_day_is_still_the_citizens_wish(case: Case) -> None:
    course_id = case.begins()
    day = MONDAY + timedelta(weeks=1)
    case.courses.step(course_id, day, 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    case.courses.step_back(course_id, day, "oenske", "mette", hours=5)
    start, after = case.view(course_id).steps
    assert (start.hours, after.hours, after.citizens_wish) == (4, 5, True)
    case.courses.step_back(course_id, day, "oenske", "mette", hours=3)
    assert case.view(course_id).steps[-1].citizens_wish is None
