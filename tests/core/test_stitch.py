"""Looking up rows of which some were not there."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.core.records import picked
from jobmatch.core.stitch import GONE, RowsById, Stitch, at_rows


@pytest.mark.parametrize(
    ("values", "rows", "found"), [([7, 8], [1, -1, 0], [8, -5, 7]), ([], [-1, -1], [-5, -5]), ([7], [], [])]
)
def test_what_was_not_there_is_told_apart_also_when_nothing_was(
    values: list[int], rows: list[int], found: list[int]
) -> None:
    assert at_rows(np.array(values, np.int64), np.array(rows, np.int64), -5).tolist() == found


@pytest.mark.parametrize(("replaced", "fresh"), [("b", "b"), ("bd", "b"), ("c", "cx"), ("", "a"), ("ad", "da")])
def test_rows_that_are_at_hand_save_looking_for_them_and_nothing_else(replaced: str, fresh: str) -> None:
    old, new = list("abd"), sorted(fresh)
    looked = Stitch.of(old, set(replaced), new)
    known = Stitch.of(old, set(replaced), new, {key: row for row, key in enumerate(old)})
    assert looked.ids == known.ids
    assert looked.source.tolist() == known.source.tolist()
    assert looked.new_of_old.tolist() == known.new_of_old.tolist()


def test_rows_are_found_by_id_without_a_dictionary() -> None:
    rows = RowsById(("a", "c", "d"))
    assert dict(rows) == {"a": 0, "c": 1, "d": 2}
    assert [key for key in ("", "a", "b", "c", "d", "e") if key in rows] == ["a", "c", "d"]
    assert "a" not in RowsById(())


@pytest.mark.parametrize(("replaced", "fresh"), [("b", "b"), ("b", ""), ("", "c"), ("ab", "bf"), ("abd", "acdf")])
def test_what_was_looked_up_before_is_found_again_also_who_came_back_or_was_never_asked_about(
    replaced: str, fresh: str
) -> None:
    old, asked, later = list("abd"), list("dcxb"), list("af")  # c and x were not there
    stitch = Stitch.of(old, set(replaced), sorted(fresh))
    before = [old.index(one) if one in old else GONE for one in asked]
    now = [stitch.ids.index(one) if one in stitch.ids else GONE for one in (*asked, *later)]
    assert stitch.rows_again([*asked, *later], np.array(before)).tolist() == now


def test_records_picked_as_pieces_of_memory_are_those_that_numpy_picks_field_by_field() -> None:
    kind = np.dtype([("a", "i8"), ("b", "i1"), ("c", "f4")], align=True)
    records = np.zeros(6, kind)
    records["a"], records["b"], records["c"] = range(6), range(6), [0, 1, np.nan, 3, 4, 5]
    for which in (np.array([4, 2, 2]), records["b"] > 3, np.zeros(0, np.int64)):
        found = picked(records, which)
        assert found.dtype == kind
        for name in records.dtype.names or ():
            np.testing.assert_array_equal(found[name], records[which][name])
        found["a"] = -1
        assert -1 not in records["a"]  # a copy
