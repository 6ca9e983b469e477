"""Warnings before a measure's length is used up, and the curve of the hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jobmatch.domain.course import LONGER_DAY
from jobmatch.errors import BadInput
from tests.services.casework.case import MONDAY, Case, weeks


def codes(case: Case, course_id: str) -> list[str]:
    return [one.code for one in case.desk.warnings(case.view(course_id))]


def test_the_ramp_outlasts_the_measure_and_week_13_comes_nearer(case: Case) -> None:
    course_id = case.begins(weeks=None)  # 4 hours towards 12, two hours each four weeks: week 17
    (told,) = case.desk.warnings(case.view(course_id))
    assert told.code == "ramp_outlasts"
    assert "uge 17" in told.text.da
    assert "højst vare 13 uger" in told.text.da
    assert case.desk.ends_on(case.view(course_id)) == MONDAY + weeks(13) - timedelta(days=1)
    case.today = MONDAY + weeks(8)
    assert codes(case, course_id) == ["ramp_outlasts"]
    case.today = MONDAY + weeks(9)  # the tenth week
    assert codes(case, course_id) == ["ramp_outlasts", "week_13"]
    soon = case.desk.warnings(case.view(course_id))[-1]
    assert soon.day == MONDAY + weeks(12)
    case.today = MONDAY + weeks(12)
    assert "week_13" not in codes(case, course_id)


def test_an_extension_is_agreed_and_week_26_is_next(case: Case) -> None:
    course_id = case.begins()
    with pytest.raises(BadInput, match="længere end den"):
        case.courses.extend(course_id, 13, "mette")
    case.courses.extend(course_id, 26, "mette")
    assert case.desk.ends_on(case.view(course_id)) == date(2027, 1, 31)
    assert codes(case, course_id) == []
    case.today = MONDAY + weeks(23)  # still four hours: the ramp now begins late
    assert codes(case, course_id) == ["ramp_outlasts", "week_26"]


def test_a_measure_without_a_limit_and_a_goal_that_is_met_warn_of_nothing(case: Case) -> None:
    assert codes(case, case.begins(measure="fleksjob", weeks=None)) == []
    course_id = case.courses.of("B-1")[0].course_id
    case.courses.end(course_id, MONDAY, "mette", completed=True)
    case.today = MONDAY + timedelta(days=1)
    met = case.begins(day=case.today, hours=12.0)
    assert codes(case, met) == []


def test_the_curve_tells_everything_that_a_picture_shows(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 4, 4)
    case.attends(course_id, 4.5, paid=1)
    case.courses.step(course_id, MONDAY + weeks(4), 6, "mette", citizens_wish=True, dimension=LONGER_DAY)
    case.attends(course_id, 5)
    case.courses.step_back(course_id, MONDAY + weeks(5), "lang_dag", "mette")
    case.courses.pause(course_id, MONDAY + weeks(6), "mette")
    case.today = MONDAY + weeks(7)
    curve = case.desk.curve(case.view(course_id))
    assert [(w.agreed, w.attended, w.paid, w.paused) for w in curve.weeks] == [
        (4, 4, None, False), (4, 4, None, False), (4, 4, None, False), (4, 4.5, 1, False),
        (6, 5, None, False), (4, None, None, False), (4, None, None, True), (4, None, None, True),
    ]  # fmt: skip
    assert [(m.week, m.what, m.hours, m.reason, m.citizens_wish, m.ahead) for m in curve.marks] == [
        (1, "start", 4, None, None, False),
        (5, "trin", 6, None, True, False),
        (6, "trin_tilbage", 4, "lang_dag", None, False),
    ]
    assert (curve.goal, curve.top, curve.first_paid_on) == (12, 12, MONDAY + weeks(3))
    assert curve.as_dict()["pauses"] == [{"first": "2026-09-14", "last": None}]
