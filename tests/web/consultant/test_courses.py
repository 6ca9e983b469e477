"""After the start: weeks, more hours only by the citizen's wish, a way back, pause, follow-up, and the end."""

from __future__ import annotations

from datetime import date

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.casework.course_view import CourseView
from tests.clients import Visitor

PAGE = "/borgere/B-001/forloeb"
START = {"plads": "P-201", "dag": "2026-11-02", "timer": "4", "uger": "13", "ordning": "virksomhedspraktik"}


@pytest.fixture
def course(mette: Visitor, own_sample: Application) -> CourseView:
    """Birgit has started with four hours."""
    assert mette.post(f"{PAGE}/start", data=START).headers["location"] == f"{PAGE}?klaret=started"
    return running(own_sample)


def running(application: Application) -> CourseView:
    """Her course as it is now."""
    return next(one for one in application.casework.courses.of("B-001") if one.placement.placement_id == "P-201")


def write(mette: Visitor, course: CourseView, what: str, **fields: str) -> int:
    """Send one of the page's forms."""
    answer: int = mette.post(f"{PAGE}/{course.course_id}/{what}", data=fields).status_code
    return answer


def test_a_week_is_reported_and_drawn(mette: Visitor, own_sample: Application, course: CourseView) -> None:
    assert write(mette, course, "uge", uge="2026-11-09", timer="3,5", loen="1") == 303
    week = next(one for one in running(own_sample).weeks if one.monday == date(2026, 11, 9))
    assert (week.attended, week.paid, week.agreed) == (3.5, 1, 4)
    page = mette.get(PAGE).text
    assert 'class="below"' in page
    assert 'class="paid"' in page


def test_a_course_whose_measure_nobody_has_told_ends_by_no_law(mette: Visitor, course: CourseView) -> None:
    assert course.measure is not None
    assert "Ordningen slutter" in mette.get(PAGE).text
    imported = mette.get("/borgere/B-003/forloeb").text
    assert "Pladsen er planlagt til" in imported
    assert "Ordningen slutter" not in imported


def test_an_empty_field_is_no_week_without_hours(mette: Visitor, own_sample: Application, course: CourseView) -> None:
    for nothing in ("", " "):
        assert write(mette, course, "uge", uge="2026-11-09", timer=nothing) == 422
    assert all(one.attended is None for one in running(own_sample).weeks)
    assert write(mette, course, "uge", uge="2026-11-09", timer="0") == 303
    assert next(one for one in running(own_sample).weeks if one.monday == date(2026, 11, 9)).attended == 0


def test_hours_go_up_only_when_the_citizen_has_asked(
    mette: Visitor, own_sample: Application, course: CourseView
) -> None:
    step = {"dag": "2026-11-23", "timer": "6", "hvad": "laengere_dag"}
    assert write(mette, course, "trin", **step) == 422
    assert [one.hours for one in running(own_sample).steps] == [4]
    assert write(mette, course, "trin", **step, oenske="ja") == 303
    assert [one.hours for one in running(own_sample).steps] == [4, 6]
    assert "borgerens ønske" in mette.get(PAGE).text


def test_a_step_back_has_a_reason_and_is_fine(mette: Visitor, own_sample: Application, course: CourseView) -> None:
    assert write(mette, course, "tilbage", dag="2026-11-16", timer="3") == 422
    assert write(mette, course, "tilbage", dag="2026-11-16", timer="3", grund="lang_dag") == 303
    assert [one.hours for one in running(own_sample).steps] == [4, 3]


def test_a_pause_begins_and_ends_at_the_last_stable_step(
    mette: Visitor, own_sample: Application, course: CourseView
) -> None:
    assert write(mette, course, "pause", dag="2026-11-16") == 303
    assert running(own_sample).is_paused
    assert "I begynder igen på det sidste trin" in mette.get(PAGE).text
    assert write(mette, course, "igen", dag="2026-11-21", hjalp="hvile") == 303
    assert not running(own_sample).is_paused


def test_a_pause_on_the_overview_pauses_the_course_too(
    mette: Visitor, own_sample: Application, course: CourseView
) -> None:
    assert mette.post("/borgere/B-001/status", data={"status": "pause"}).status_code == 303
    assert running(own_sample).is_paused
    back = mette.post("/borgere/B-001/status", data={"status": "klar"})
    assert back.headers["location"] == PAGE


def test_follow_ups_are_held_and_moved(mette: Visitor, own_sample: Application, course: CourseView) -> None:
    every = own_sample.casework.following_up.of("B-001")
    first, second = [one for one in every if one.course_id == course.course_id][:2]
    assert write(mette, course, "holdt", opfoelgning=first.follow_up_id, hvordan="telefon", note="Det går godt") == 303
    assert write(mette, course, "flyt", opfoelgning=second.follow_up_id, dag="2026-12-01") == 303
    held, moved = own_sample.casework.following_up.one, own_sample.casework.following_up.one
    assert held(first.follow_up_id).follow_up.done_on == date(2026, 11, 21)
    assert moved(second.follow_up_id).follow_up.due_on == date(2026, 12, 1)
    assert write(mette, course, "holdt", opfoelgning="en-anden") == 404


def test_a_course_is_made_longer(mette: Visitor, own_sample: Application, course: CourseView) -> None:
    assert "Nu er der aftalt 13 uger." in mette.get(PAGE).text
    for refused in ("", "mange", "13"):
        assert write(mette, course, "forlaeng", uger=refused) == 422
    assert write(mette, course, "forlaeng", uger="26") == 303
    assert running(own_sample).planned_weeks == 26
    assert "Nu er der aftalt 26 uger." in mette.get(PAGE).text


def test_the_end_is_completed_or_has_a_reason(mette: Visitor, own_sample: Application, course: CourseView) -> None:
    assert write(mette, course, "slut", dag="2026-11-20", grund="fik_job") == 303
    ended = running(own_sample).end_event
    assert ended is not None
    assert (ended.event, ended.reason) == ("afbrudt", "fik_job")
    citizen = own_sample.store.citizen("B-001")
    assert citizen is not None
    assert citizen.status == "i_job"


def test_a_start_that_cannot_be_is_said_and_kept(mette: Visitor) -> None:
    answer = mette.post(f"{PAGE}/start", data={**START, "timer": "mange"})
    assert answer.status_code == 422
    assert "Det er ikke gemt" in answer.text
    assert mette.get(f"{PAGE}/start", params={"plads": "P-999"}).status_code == 404
