"""Gaps of the invented municipality: a liaison can act on them, and nobody can be recognised."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from jobmatch.bootstrap import Application
from jobmatch.domain.small_groups import FEWEST_TOLD
from jobmatch.services import gaps as counting
from jobmatch.services.gaps import Gaps, _found_in
from jobmatch.store.changes import Changes


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
    assert all(row["count"] >= FEWEST_TOLD for row in rows)
    assert "B-0" not in str(told)


def test_a_need_that_everyone_there_has_is_not_told_of(told: dict[str, Any], whole: dict[str, Any]) -> None:
    assert all(row["count"] < row["before"]["fits"] for row in told["questions"])
    assert len(whole["questions"]) > len(told["questions"])


def numbers_of(row: dict[str, Any]) -> list[tuple[int | None, int | None]]:
    """Every count of people of a row, before and after."""
    afters = [name for name in ("after", "if_yes", "if_no") if name in row]
    return [(row["before"][name], row[after][name]) for after in afters for name in row["before"]
            if name != "possibilities"]  # fmt: skip


def test_no_number_and_no_difference_tells_a_liaison_of_one_person(told: dict[str, Any]) -> None:
    rows = [*told["demand"], *told["changes"], *told["questions"]]
    small = range(1, FEWEST_TOLD)
    for row in rows:
        assert row.get("moved") not in small
        for before, after in numbers_of(row):
            assert before not in small
            assert after not in small
            assert after is None or (before is not None and abs(after - before) not in small)
    assert told["few"] not in small
    assert told["none"] not in small
    pairs = [pair for row in rows for pair in numbers_of(row)]
    assert any(after is None for _, after in pairs), "something was hidden here"
    assert any(after is not None and after != before for before, after in pairs), "and something is told"


def test_what_is_about_too_few_is_counted(sample: Application, told: dict[str, Any], whole: dict[str, Any]) -> None:
    seen = _found_in(sample.worlds.at().for_liaison)
    parts = ("demand", "changes", "questions")
    assert told["smaller_groups"] == sum(len(seen[name]) - len(told[name]) for name in parts)
    assert told["smaller_groups"] > 0
    assert whole["smaller_groups"] == 0


def test_help_for_too_few_of_a_group_is_not_told(told: dict[str, Any]) -> None:
    for row in told["demand"]:
        assert row["helped_by"] is None or row["helped_by"]["count"] >= FEWEST_TOLD
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


PATIENCE_SECONDS = 300
BEFORE = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


@pytest.fixture
def kept(own_sample: Application) -> Gaps:
    """Gaps that were worked out at half past eight, before somebody went on pause."""
    found = Gaps(own_sample.worlds, now=lambda: BEFORE)
    assert found.gaps()["worked_out_at"] is None, "what holds now has no time"
    citizen = next(one for one in own_sample.store.citizens() if one.status == "klar")
    own_sample.store.save(Changes(citizens=[replace(citizen, status="pause")]), "test")
    return found


def test_after_a_change_what_was_before_is_told_with_its_time_and_new_ones_follow(kept: Gaps) -> None:
    older = kept.gaps(wait=False)
    assert datetime.fromisoformat(older["worked_out_at"]) == BEFORE
    kept._behind["liaison"].join(PATIENCE_SECONDS)
    newer = kept.gaps(wait=False)
    assert newer["worked_out_at"] is None
    assert newer["citizens"] == older["citizens"] - 1


def test_who_waits_reads_what_holds_now(kept: Gaps, own_sample: Application) -> None:
    assert kept.gaps() == Gaps(own_sample.worlds).gaps()


def test_another_days_figures_are_never_told_instead(kept: Gaps, own_sample: Application) -> None:
    day = own_sample.today().replace(day=28)
    told = kept.gaps(as_of=day, wait=False)
    assert told["worked_out_at"] is None
    assert told["as_of"] == day.isoformat()


def test_new_ones_are_begun_once_however_many_ask(kept: Gaps, monkeypatch: pytest.MonkeyPatch) -> None:
    go, begun, found_in = threading.Event(), [], counting._found_in

    def slowly(*given: Any) -> Any:
        begun.append(given)
        go.wait(PATIENCE_SECONDS)
        return found_in(*given)

    monkeypatch.setattr(counting, "_found_in", slowly)
    told = [kept.gaps(wait=False) for _ in range(5)]
    assert all(one["worked_out_at"] for one in told), "nobody waits"
    go.set()
    kept._behind["liaison"].join(PATIENCE_SECONDS)
    assert len(begun) == 1


def test_a_fault_beside_the_questions_is_noted_and_the_next_question_begins_again(
    kept: Gaps, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*given: Any) -> Any:
        raise RuntimeError("Anna Hansen")

    with monkeypatch.context() as patched:
        patched.setattr(counting, "_found_in", broken)
        assert kept.gaps(wait=False)["worked_out_at"]
        kept._behind["liaison"].join(PATIENCE_SECONDS)
    said = capfd.readouterr().err
    assert "RuntimeError" in said
    assert "Anna" not in said
    assert kept.gaps(wait=False)["worked_out_at"], "what there was is still told"
    kept._behind["liaison"].join(PATIENCE_SECONDS)
    assert kept.gaps(wait=False)["worked_out_at"] is None


def test_on_one_processor_the_same_is_found(own_sample: Application) -> None:
    ahead = Gaps(own_sample.worlds)
    ahead.make_ready(own_sample.worlds.at())
    assert ahead.gaps(top=1000) == Gaps(own_sample.worlds).gaps(top=1000)
