"""Numbering what is alike: equal rows and only they get the same number, however it is found out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.core.kinds import BUNDLE_KINDS, Numbers, alike_in, bundled, combined, numbered

WHOLE = st.integers(-(1 << 62), 1 << 62) | st.integers(-3, 3)
DECIMAL = st.floats(allow_nan=True) | st.sampled_from([0.5, 8.0, float("nan")])


def kinds(values: list[object]) -> list[int]:
    """The same numbering by plain Python, in order of first use."""
    known: dict[object, int] = {}
    return [known.setdefault(value, len(known)) for value in values]


def in_order_of_use(numbers: Numbers) -> list[int]:
    """The numbers as they would be if they were given out in order of first use."""
    return kinds(list(numbers.of_row.tolist()))


@given(st.lists(WHOLE, max_size=40))
def test_whole_numbers(values: list[int]) -> None:
    found = numbered(np.array(values, np.int64))
    assert in_order_of_use(found) == kinds(list(values))
    assert found.kinds == len(set(values))


@given(st.lists(DECIMAL, max_size=40))
def test_unknown_is_a_value_like_any_other(values: list[float]) -> None:
    column = np.array(values, np.float64)
    found = numbered(column)
    assert in_order_of_use(found) == kinds([value.tobytes() for value in column])
    assert sorted(set(found.of_row.tolist())) == list(range(found.kinds))


@given(st.lists(st.tuples(WHOLE, st.integers(0, 2), DECIMAL), max_size=40))
def test_rows_are_one_kind_when_they_are_alike_in_every_column(rows: list[tuple[int, int, float]]) -> None:
    widths = (np.int64, np.int64, np.float64)
    columns = [np.array([row[place] for row in rows], width) for place, width in enumerate(widths)]
    found = alike_in([numbered(column) for column in columns], len(rows))
    assert in_order_of_use(found) == kinds([tuple(column[n].tobytes() for column in columns) for n in range(len(rows))])
    assert [int(found.of_row[row]) for row in found.first()] == list(range(found.kinds))


@given(st.data())
def test_a_bundle_knows_the_kind_of_each_of_its_groups(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 60))
    groups = []
    for _ in range(data.draw(st.integers(0, 7))):
        groups.append(
            numbered(np.array(data.draw(st.lists(st.integers(0, 30), min_size=count, max_size=count)), np.int64))
        )
    few = [n for n in range(len(groups)) if data.draw(st.booleans())]
    found = bundled(groups, few, count)
    assert np.flatnonzero(found.of_group >= 0).tolist() == few
    for group in few:
        bundle = found.of_group[group]
        assert found.kinds[group, found.number[bundle]].tolist() == groups[group].of_row.tolist()
    assert (np.diff(found.starts) <= max(BUNDLE_KINDS, count)).all()


def test_more_combinations_than_can_be_ticked_off_are_sorted() -> None:
    one, other = (numbered(np.arange(100, dtype=np.int64) * step) for step in (10**9, 10**12))
    assert combined(one, other).kinds == 100
