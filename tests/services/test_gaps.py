"""Gaps of the invented municipality: a liaison can act on them, and nobody can be recognised."""

from __future__ import annotations

from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.services.gaps import SMALLEST_GROUP, _found_in


@pytest.fixture(scope="module")
def told(sample: Application) -> dict[str, Any]:
    """What a liaison reads."""
    return sample.gaps.gaps(top=1000)


@pytest.fixture(scope="module")
def whole(sample: Application) -> dict[str, Any]:
    """What a consultant reads."""
    return sample.gaps.gaps(top=1000, viewer="consultant")


def test_a_liaison_reads_about_groups_and_no_citizen(told: dict[str, Any]) -> None:
    rows = [*told["demand"], *told["changes"], *told["questions"]]
    assert rows
    assert all(row["count"] >= SMALLEST_GROUP for row in rows)
    assert "B-0" not in str(told)


def test_a_need_that_everyone_there_has_is_not_told_of(told: dict[str, Any], whole: dict[str, Any]) -> None:
    assert all(row["count"] < row["before"]["fits"] for row in told["questions"])
    assert len(whole["questions"]) > len(told["questions"])


def test_what_is_about_too_few_is_counted(sample: Application, told: dict[str, Any], whole: dict[str, Any]) -> None:
    seen = _found_in(sample.worlds.at().for_liaison)
    parts = ("demand", "changes", "questions")
    assert told["smaller_groups"] == sum(len(seen[name]) - len(told[name]) for name in parts)
    assert told["smaller_groups"] > 0
    assert whole["smaller_groups"] == 0


def test_help_for_fewer_than_three_of_a_group_is_not_told(told: dict[str, Any]) -> None:
    for row in told["demand"]:
        assert row["helped_by"] is None or row["helped_by"]["count"] >= SMALLEST_GROUP
        assert row["helped_by"] or row["text"] == row["demand_text"]


def test_counts_stand_before_and_after(whole: dict[str, Any]) -> None:
    for row in whole["changes"]:
        assert row["after"]["fits"] >= row["before"]["fits"]
        assert row["count"] == len(row["people"])
        assert row["after"]["few"] <= whole["few"] == row["before"]["few"]
    for row in whole["questions"]:
        assert row["moved"] >= 1
        assert row["if_no"]["fits"] <= row["before"]["fits"] == row["if_yes"]["fits"]


def test_the_first_change_opens_most(told: dict[str, Any]) -> None:
    counts = [row["count"] for row in told["changes"]]
    assert counts == sorted(counts, reverse=True)


def test_no_more_is_shown_than_asked_for(sample: Application) -> None:
    assert len(sample.gaps.gaps(top=1)["changes"]) == 1
