"""Tal nu: each signal by a case that shows it and one beside it that does not."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from jobmatch.domain.course import LONGER_DAY
from jobmatch.domain.event import Event
from jobmatch.domain.placement import Offer
from jobmatch.services.casework.signals import Signal
from jobmatch.store import Changes
from tests.services.casework.case import GARDEN, MARIA, MONDAY, Case, weeks


def rises(case: Case, course_id: str, *steps: tuple[float, float]) -> None:
    for week, hours in steps:
        case.courses.step(course_id, MONDAY + weeks(week), hours, "mette", citizens_wish=True, dimension=LONGER_DAY)


def test_nothing_to_see_is_nothing_said(case: Case) -> None:
    assert case.signals() == {}
    case.begins()
    assert case.signals() == {}


def test_a_signal_is_a_reason_with_a_day_and_never_a_number() -> None:
    assert [field.name for field in fields(Signal)] == ["code", "text", "day", "course_id"]


@pytest.mark.parametrize(("second", "told"), [(4, True), (5, False)])
def test_hours_rose_twice_in_a_month(case: Case, second: int, told: bool) -> None:
    rises(case, case.begins(), (0.2, 5), (second, 6))
    case.today = MONDAY + weeks(second)
    assert ("hours_rose_twice" in case.signals()) is told
    case.today = MONDAY + weeks(second + 6)
    assert "hours_rose_twice" not in case.signals()


def test_more_hours_than_anybody_agreed_on(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 6, 6)
    assert case.signals()["increase_not_asked"].day == MONDAY + weeks(2)
    case.attends(course_id, 4)
    assert "increase_not_asked" not in case.signals()


def test_of_a_course_from_elsewhere_nobody_can_say_who_asked(case: Case) -> None:
    rows = [
        Event(citizen_id="B-1", placement_id="P-1", date=MONDAY + weeks(n), event="timer", hours=8, agreed_hours=4)
        for n in range(3)
    ]
    case.today = MONDAY + weeks(2)
    case.store.save(Changes(events=rows), by="import")
    assert "increase_not_asked" not in case.signals()


def test_attendance_below_what_was_agreed_two_weeks_running(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 3)
    assert "attendance_below" not in case.signals()
    case.attends(course_id, 2)
    signal = case.signals()["attendance_below"]
    assert signal.text.da.endswith("(sidst 2 timer af 4 timer).")
    assert signal.course_id == course_id
    case.today += weeks(5)
    assert "attendance_below" not in case.signals()  # long ago says nothing about now


def test_weeks_that_are_not_beside_each_other_do_not_run(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 3)
    case.today = MONDAY + weeks(2)
    case.courses.report(course_id, MONDAY + weeks(2), 3, "mette")
    assert "attendance_below" not in case.signals()


def test_a_pause_is_no_absence(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, 3)
    case.courses.pause(course_id, MONDAY + weeks(2), "mette")
    case.attends(course_id, 0)
    assert "attendance_below" not in case.signals()


@pytest.mark.parametrize(("contact", "said"), [(None, "er stoppet"), ("Else", "på arbejdspladsen: Else")])
def test_the_contact_at_the_workplace_changed_or_left(case: Case, contact: str | None, said: str) -> None:
    case.begins()
    case.store.save(Changes(placements=[replace(GARDEN, contact=contact)]), by="liaison")
    assert said in case.signals()["contact_left"].text.da


def test_what_helped_has_stopped_and_only_what_she_needs_is_told(case: Case) -> None:
    case.begins()
    fewer = replace(GARDEN, mentor_hours=0, offers=(Offer("ro", "nej"), Offer("pauser", "nej")))
    case.store.save(Changes(placements=[fewer]), by="liaison")
    text = case.signals()["support_stopped"].text.da
    assert "Mentor" in text
    assert "Rolige omgivelser" in text
    assert "auser" not in text


def test_a_new_consultant_is_a_change_too(case: Case) -> None:
    case.store.save(Changes(citizens=[replace(MARIA, consultant="samira")]), by="lead")
    assert "ny kontaktperson" in case.signals()["consultant_changed"].text.da


def test_the_measure_ends_within_three_weeks(case: Case) -> None:
    course_id = case.begins(weeks=13)
    last = MONDAY + weeks(13) - timedelta(days=1)
    case.today = last - timedelta(days=22)
    assert "measure_expires" not in case.signals()
    case.today = last - timedelta(days=21)
    assert case.signals()["measure_expires"].day == last
    assert case.signals()["measure_expires"].text.da.startswith("Ordningen slutter den")
    case.courses.extend(course_id, 26, "mette")
    assert "measure_expires" not in case.signals()


def test_where_nobody_wrote_the_measure_the_first_to_end_is_asked_about(case: Case) -> None:
    last = MONDAY + weeks(13) - timedelta(days=1)  # as praktik; the garden may be used for fleksjob too
    case.store.save(Changes(placements=[replace(GARDEN, weeks=26)], events=[begun()]), by="import")
    case.today = last - timedelta(days=22)
    assert "measure_expires" not in case.signals()
    case.today = last - timedelta(days=21)
    told = case.signals()["measure_expires"]
    assert told.day == last
    assert "Er det virksomhedspraktik, er sidste dag den 01-11-2026" in told.text.da
    assert "If it is a work placement, the last day is 01-11-2026" in told.text.en
    case.today = MONDAY + weeks(26) - timedelta(days=1)
    assert case.signals()["measure_expires"].text.da.startswith("Pladsen er planlagt til den 31-01-2027")


def test_without_a_limit_the_plan_of_the_placement_is_said_as_a_plan(case: Case) -> None:
    fleksjob = replace(GARDEN, measures=("fleksjob", "smaajob"), weeks=8)
    case.store.save(Changes(placements=[fleksjob], events=[begun()]), by="import")
    case.today = MONDAY + weeks(7)
    assert case.signals()["measure_expires"].text.da.startswith("Pladsen er planlagt til den 27-09-2026")


def test_hours_that_are_paid_already_are_no_praktik(case: Case) -> None:
    paid = replace(begun(), date=MONDAY + weeks(1), event="loennede_timer", hours=2)
    case.store.save(Changes(events=[begun(), paid]), by="import")
    case.today = MONDAY + weeks(12)
    assert "measure_expires" not in case.signals()


def begun() -> Event:
    """A course that came in with a file, which never says which measure it is."""
    return Event(citizen_id="B-1", placement_id="P-1", date=MONDAY, event="startet")


def test_the_first_eight_weeks_with_pay_and_after_the_support(case: Case) -> None:
    course_id = case.begins()
    case.attends(course_id, 4, paid=1)
    assert case.signals()["after_hire"].day == MONDAY
    case.today = MONDAY + weeks(2)
    case.courses.end(course_id, case.today, "mette", completed=True)
    assert {"after_hire", "after_support"} <= set(case.signals())
    case.today = MONDAY + weeks(8)
    assert "after_hire" not in case.signals()
    assert "after_support" in case.signals()
    case.today = MONDAY + weeks(10)
    assert "after_support" not in case.signals()


def test_no_contact_for_fourteen_days(case: Case) -> None:
    case.desk.contacts.note("B-1", MONDAY, "telefon", "mette")
    case.today = MONDAY + timedelta(days=13)
    assert "no_contact" not in case.signals()
    case.today = MONDAY + timedelta(days=14)
    assert case.signals()["no_contact"].day == MONDAY
    case.store.save(Changes(citizens=[replace(MARIA, status="afsluttet")]), by="import")
    assert "no_contact" not in case.signals()


def test_hours_and_needs_older_than_eight_weeks_are_talked_through_again(case: Case) -> None:
    for days, told in ((56, False), (57, True)):
        talked = MONDAY - timedelta(days=days)
        case.store.save(Changes(citizens=[replace(MARIA, capacity_date=talked)]), by="import")
        assert ("capacity_old" in case.signals()) is told
    case.store.save(Changes(citizens=[replace(MARIA, capacity_date=MONDAY - weeks(20), status="pause")]), by="import")
    assert "capacity_old" not in case.signals()
