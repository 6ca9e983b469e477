"""The ratio rule (E1): its worked examples, and whose numbers count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.placement import Placement
from jobmatch.domain.text import Text
from jobmatch.rules.workplace import allowed_by, allowed_supported, is_counted, workplaces
from tests.rules.world import IN_FORCE

P_NUMBER = "1012345678"


def row(number: str, staff: int | None, supported: int | None, updated: date | None) -> Placement:
    return Placement(
        placement_id=number, p_number=P_NUMBER, ordinary_staff=staff, supported_now=supported, updated=updated
    )


@pytest.mark.parametrize(("staff", "allowed"), [(0, 1), (4, 1), (5, 1), (10, 2), (20, 4), (50, 10), (60, 11), (69, 11)])
def test_worked_examples(staff: int, allowed: int) -> None:
    assert allowed_supported(staff) == allowed
    assert allowed_by(IN_FORCE.with_check("ratio")[0], staff) == allowed


@given(st.integers(0, 5000))
def test_one_more_employee_never_allows_fewer(staff: int) -> None:
    assert 1 <= allowed_supported(staff) <= allowed_supported(staff + 1) <= allowed_supported(staff) + 1


def test_the_newest_row_of_a_p_number_counts_and_a_conflict_is_marked() -> None:
    there = workplaces([row("P1", 10, 2, date(2026, 9, 1)), row("P2", 20, 2, date(2026, 11, 1)), row("P3", 5, 1, None)])
    assert there[P_NUMBER].ordinary_staff == 20
    assert there[P_NUMBER].stated_on == date(2026, 11, 1)
    assert there[P_NUMBER].conflict


def test_rows_that_agree_are_no_conflict() -> None:
    there = workplaces([row("P1", 10, 2, date(2026, 9, 1)), row("P2", 10, 2, date(2026, 11, 1))])
    assert not there[P_NUMBER].conflict


def test_a_newer_row_that_says_nothing_does_not_silence_an_older_one() -> None:
    there = workplaces([row("P1", 10, 2, date(2026, 9, 1)), row("P2", None, None, date(2026, 11, 1))])
    assert (there[P_NUMBER].ordinary_staff, there[P_NUMBER].supported_now) == (10, 2)


def test_a_placement_without_a_p_number_is_no_workplace() -> None:
    assert workplaces([Placement(placement_id="P1", ordinary_staff=10)]) == {}


def test_somebody_who_began_before_the_count_is_in_it() -> None:
    (there,) = workplaces([row("P1", 4, 1, date(2026, 11, 1))]).values()
    assert there.holds(date(2026, 11, 1))
    assert not there.holds(date(2026, 11, 2))


def test_a_count_without_a_day_may_hold_anybody() -> None:
    (there,) = workplaces([row("P1", 4, 1, None)]).values()
    assert there.holds(date(2026, 11, 21))


def test_for_somebody_in_it_the_count_is_one_less_and_says_so() -> None:
    (there,) = workplaces([row("P1", 4, 1, date(2026, 11, 1))]).values()
    own = there.without_own()
    assert own.supported_now == 0
    assert own.told(Text("Nu er der 0.", "Now there are 0.")).da.endswith("eget forløb der er ikke talt med.")
    assert there.told(Text("Nu er der 1.", "Now there is 1.")).da == "Nu er der 1."


@pytest.mark.parametrize("supported", [None, 0])
def test_nobody_is_taken_out_of_a_count_of_none(supported: int | None) -> None:
    (there,) = workplaces([row("P1", 4, supported, date(2026, 11, 1))]).values()
    assert there.without_own() == there


@pytest.mark.parametrize(
    ("measures", "counts"), [(None, True), (("smaajob",), False), (("smaajob", "virksomhedspraktik"), True)]
)
def test_ordinary_jobs_are_not_counted(measures: tuple[str, ...] | None, counts: bool) -> None:
    assert is_counted(Placement(placement_id="P1", measures=measures), IN_FORCE) is counts


@given(
    st.permutations([row("P1", 10, 2, None), row("P2", 20, 3, date(2026, 11, 1)), row("P3", 5, 1, date(2026, 11, 1))])
)
def test_the_order_of_the_rows_does_not_matter(rows: list[Placement]) -> None:
    assert workplaces(rows)[P_NUMBER].ordinary_staff == 5
