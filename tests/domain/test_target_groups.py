"""The dated target groups: who is in force when, and where each goes in the new law."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.domain.target_groups import ALL_TARGET_GROUPS, target_group, target_groups

STARTER_ROWS = {
    "kontanthjaelp_jobparat", "kontanthjaelp_aktivitetsparat", "kontanthjaelp_uddannelsesparat", "dagpenge",
    "sygedagpenge", "jobafklaring", "ressourceforloeb", "revalidering", "fleksjobvisiteret", "ledighedsydelse",
    "foertidspension",
}  # fmt: skip


def test_the_starter_rows_are_in_force_in_november_2026() -> None:
    assert set(target_groups(date(2026, 11, 21))) == STARTER_ROWS


def test_revalidering_takes_nobody_new_but_goes_on() -> None:
    group = target_group("revalidering")
    assert group is not None
    assert group.takes_new(date(2026, 1, 31))
    assert not group.takes_new(date(2026, 2, 1))
    assert group.in_force(date(2026, 11, 21))


def test_the_expected_groups_of_2027_are_five_and_none_comes_into_force_by_itself() -> None:
    expected = {group.becomes for code in STARTER_ROWS if (group := target_group(code)) and group.becomes}
    assert len(expected) == 5
    assert expected <= set(ALL_TARGET_GROUPS)
    assert "kontanthjaelp" not in target_groups(date(2027, 6, 1))


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31)))
def test_a_group_in_force_is_within_its_dates(day: date) -> None:
    for group in target_groups(day).values():
        assert group.valid_from <= day
        assert group.valid_to is None or day <= group.valid_to


def test_every_code_in_files_stays_readable() -> None:
    assert set(ALL_TARGET_GROUPS) >= STARTER_ROWS
    assert target_group("findes_ikke") is None
