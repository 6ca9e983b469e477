"""What counts as a choice, and as having held, is what the surface contract says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from jobmatch.domain.event import Event
from jobmatch.learning.evidence import UNKNOWN_OUTCOME, evidence_of, fold_of
from jobmatch.learning.labels import Labels, labels_of

START = date(2026, 3, 2)
TODAY = date(2026, 11, 21)


def shown(*ids: str, day: date = START, **more: Any) -> list[Event]:
    """A list as it stood."""
    return [
        Event(citizen_id="B-1", placement_id=one, date=day, event="foreslaaet", shown_rank=n, **more)
        for n, one in enumerate(ids, start=1)
    ]


def happened(event: str, days: int = 0, placement: str = "P-2", **more: Any) -> Event:
    """Something about the pair, so many days after the list."""
    return Event(citizen_id="B-1", placement_id=placement, date=START + timedelta(days), event=event, **more)


def told(*events: Event, as_of: date = TODAY) -> Labels:
    """The labels of a list of three, and of what happened then."""
    return labels_of([*shown("P-1", "P-2", "P-3"), *events], as_of)


@pytest.mark.parametrize(
    ("events", "succeeded"),
    [
        ([("startet", 5, {}), ("afbrudt", 61, {"reason": "opgaver"})], True),
        ([("startet", 5, {}), ("afbrudt", 60, {"reason": "opgaver"})], False),
        ([("startet", 5, {}), ("gennemfoert", 30, {})], True),
        ([("startet", 5, {}), ("loennede_timer", 30, {"hours": 2.0}), ("afbrudt", 31, {"reason": "opgaver"})], True),
        ([("startet", 5, {}), ("afbrudt", 20, {"reason": "fik_job"})], True),
        ([("fravalgt_borger", 3, {"reason": "transport"})], False),
        ([("afvist_virksomhed", 3, {"reason": "timer"})], False),
        ([("afvist_virksomhed", 3, {"reason": "besat"})], None),
        ([("startet", 5, {}), ("afbrudt", 20, {"reason": "pause"})], None),
        ([("startet", 5, {}), ("afbrudt", 20, {"reason": "virksomhed_stoppede"})], None),
        ([("startet", 5, {}), ("afbrudt", 20, {"reason": "fik_uddannelse"})], None),
        ([("fravalgt_borger", 3, {"reason": "anden_plan"})], None),
        ([("fravalgt_borger", 3, {"reason": "ikke_nu"})], None),
        ([("fravalgt_konsulent", 3, {"reason": "bedre_alternativ"})], None),
        (
            [("startet", 5, {}), ("afbrudt", 9, {"reason": "opgaver"}), ("startet", 20, {}), ("gennemfoert", 40, {})],
            True,
        ),
        ([], None),
    ],
)
def test_a_choice_succeeds_as_the_contract_says(events: list[tuple[str, int, Any]], succeeded: bool | None) -> None:
    rest = [happened(event, days, **more) for event, days, more in events]
    (one,) = told(happened("valgt", 1, shown_rank=2), *rest).lists
    assert one.rows[one.chosen].placement_id == "P-2"
    assert one.succeeded is succeeded


def test_running_and_younger_is_unknown_and_what_is_known_is_known_from_its_day() -> None:
    events = happened("valgt", 1), happened("startet", 5)
    (young,) = told(*events, as_of=START + timedelta(60)).lists
    (older,) = told(*events, as_of=START + timedelta(61)).lists
    assert (young.succeeded, older.succeeded) == (None, True)
    assert older.settled_on == START + timedelta(61)


def test_an_outcome_that_became_known_later_does_not_teach_earlier() -> None:
    lists = told(happened("valgt", 1), happened("startet", 5), happened("gennemfoert", 30)).lists
    evidence = evidence_of(lists, ["a"], lambda one: (np.array([[0.1], [0.2], [0.3]]), True))
    assert evidence.outcomes.tolist() == [1]
    assert evidence.until(START + timedelta(29)).outcomes.tolist() == [UNKNOWN_OUTCOME]
    assert evidence.until(START + timedelta(30)).outcomes.tolist() == [1]
    assert len(evidence.until(START)) == 0, "the choice itself was made the day after"


def test_a_choice_with_rank_0_is_not_from_the_list() -> None:
    found = told(happened("valgt", 1, shown_rank=0))
    assert (found.lists, found.own_ideas) == ([], 1)


def test_a_choice_belongs_to_the_latest_list_that_showed_it() -> None:
    later = shown("P-2", "P-9", day=START + timedelta(10))
    (one,) = told(*later, happened("valgt", 11)).lists
    assert one.day == START + timedelta(10)
    assert [row.placement_id for row in one.rows] == ["P-2", "P-9"]


def test_what_was_never_shown_and_what_was_shown_long_ago_teach_nothing_about_the_order() -> None:
    assert told(happened("valgt", 1, placement="P-7")).unlisted == 1
    assert told(happened("valgt", 120)).unlisted == 1


def test_a_list_from_which_nothing_was_taken_is_counted_only() -> None:
    found = told(happened("fravalgt_borger", 1, reason="transport"))
    assert (found.lists, found.shown) == ([], 1)


def test_ranks_and_propensities_come_along() -> None:
    rows = shown("P-1", "P-2", propensity=0.25, model_rank=4)
    (one,) = labels_of([*rows, happened("valgt", 1)], TODAY).lists
    evidence = evidence_of([one], ["a"], lambda _: (np.array([[0.1], [0.2]]), True))
    assert evidence.ranks.tolist() == [1, 2]
    assert evidence.chances.tolist() == [0.25, 0.25]
    assert one.rows[0].model_rank == 4


def test_rows_without_values_are_left_out_and_lists_that_lose_their_choice_too() -> None:
    lists = told(happened("valgt", 1)).lists
    some = evidence_of(lists, ["a"], lambda _: (np.array([[np.nan], [0.2], [0.3]]), False))
    assert (some.starts.tolist(), some.chosen.tolist()) == ([0, 2], [0])
    assert len(evidence_of(lists, ["a"], lambda _: (np.array([[0.1], [np.nan], [0.3]]), True))) == 0


def test_a_citizen_is_always_in_the_same_fold() -> None:
    assert [fold_of(f"B-{n}") for n in range(8)] == [fold_of(f"B-{n}") for n in range(8)]
    assert {fold_of(f"B-{n}") for n in range(50)} == set(range(5))
