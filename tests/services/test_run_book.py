"""The runs as people look them up, and how far one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobmatch.bootstrap import Application
from jobmatch.errors import NotFound
from jobmatch.services import run_book
from jobmatch.services.run_book import Progress, RunBook, without_small_counts

NOW = datetime(2026, 11, 22, 3, 20, tzinfo=UTC)


def test_a_run_tells_when_how_long_how_many_and_from_what(sample: Application) -> None:
    (run,) = sample.run_book.newest()
    assert run["seconds"] > 0
    assert run["counts"]["proposed_for"] >= 30
    assert (run["model"], run["rules"]) == ("expert-1", "2026-07-01")
    assert sample.run_book.one(run["run_id"]) == {**run, "before": None}
    with pytest.raises(NotFound, match="R-9"):
        sample.run_book.one("R-9")


def test_a_night_under_way_tells_how_far_it_is_and_a_stopped_one_is_found(
    sample: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_book, "_EVERY_SECONDS", 0.0)
    book, telling = RunBook(sample.store, tmp_path), Progress(tmp_path, NOW)
    assert book.under_way() is None
    telling.say(30, 60)
    said = book.under_way()
    assert said is not None
    assert (said["percent"], said["stopped"], said["started_at"]) == (50, False, NOW.isoformat())
    later = book.under_way(datetime.now(UTC) + timedelta(minutes=11))
    assert later is not None
    assert later["stopped"]
    telling.over()
    assert book.under_way() is None


def test_a_short_night_and_one_that_cannot_write_say_nothing(sample: Application, tmp_path: Path) -> None:
    Progress(tmp_path, NOW).say(1, 2)
    assert RunBook(sample.store, tmp_path).under_way() is None
    (tmp_path / "file").write_text("no folder")
    telling = Progress(tmp_path / "file", NOW)
    telling._said_at = -100.0
    telling.say(1, 2)
    telling.over()
    assert RunBook(sample.store, None).under_way() is None


def test_what_could_only_be_told_in_half_is_taken_away_with_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(run_book, "_EVERY_SECONDS", 0.0)
    monkeypatch.setattr("jobmatch.services.run_book.os.replace", full)
    telling = Progress(tmp_path, NOW)
    telling.say(30, 60)
    assert list(tmp_path.iterdir())
    telling.over()
    assert not list(tmp_path.iterdir())


def told(**counts: int) -> dict[str, int | None]:
    """What a liaison reads of a run's counts."""
    found: dict[str, int | None] = without_small_counts({"counts": counts})["counts"]
    return found


def test_a_liaison_reads_no_count_of_a_run_that_tells_of_fewer_than_three() -> None:
    whole = {"citizens": 45, "proposed_for": 30}
    assert told(**whole, fewer_than_three=2, without_any=0) == {**whole, "fewer_than_three": None, "without_any": None}
    assert told(**whole, fewer_than_three=9, without_any=3) == {**whole, "fewer_than_three": 10, "without_any": 5}
    assert told(**whole, placements=61)["placements"] == 61, "places are nobody's secret"


def test_nor_do_two_runs_beside_each_other() -> None:
    """Whatever one citizen's need moves by one: what is told stays, or moves by so many that it may be anybody."""
    for count in range(31):
        today = told(citizens=45, proposed_for=30, planned=count)["planned"]
        tomorrow = told(citizens=45, proposed_for=30, planned=count + 1)["planned"] if count < 30 else today
        assert today is None or tomorrow is None or abs(today - tomorrow) in (0, 5)
        assert today != 0, "nobody today and few tomorrow would tell of the few"
    sums = {"pairs": 1800, "feasible_pairs": 490, "plan_fit": 123_456}
    assert set(told(citizens=45, proposed_for=30, **sums).values()) == {45, 30, None}


def test_nor_one_whose_rest_does() -> None:
    whole = {"citizens": 31, "proposed_for": 30}
    assert told(**whole)["proposed_for"] is None
    assert told(citizens=45, proposed_for=30, planned=29, unplanned=1) == {
        "citizens": 45, "proposed_for": 30, "planned": None, "unplanned": None,
    }  # fmt: skip
    assert told(citizens=45, proposed_for=30, fewer_than_three=9, without_any=8)["without_any"] is None
