"""What is encoded as it was: two lists of codes are told apart wherever they stand in their tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.core.records import PLACEMENT, PlacementTable
from jobmatch.services.night.alike import _list_differs

LICENCES = "licences_from", "licences_to"
Codes = list[int] | None
"""None when nothing is known."""


def table(listed: Sequence[Codes], before: int) -> PlacementTable:
    """Placements with these lists, behind some other codes."""
    records, codes = np.zeros(len(listed), PLACEMENT), [7] * before
    for n, one in enumerate(listed):
        records["licences_from"][n] = len(codes)
        codes += one or []
        records["licences_to"][n] = len(codes) if one is not None else len(codes) - 1
    ids = tuple(f"P-{n}" for n in range(len(listed)))
    return PlacementTable(ids, records, np.array(codes, np.int32))


CODES = st.none() | st.lists(st.integers(0, 2), max_size=3)


@given(st.lists(st.tuples(CODES, CODES), max_size=20), st.integers(0, 3))
def test_lists_differ_where_a_code_does_or_only_one_is_known(both: list[tuple[Codes, Codes]], before: int) -> None:
    every = np.arange(len(both))
    old, new = table([was for was, _ in both], 0), table([now for _, now in both][::-1], before)
    found = _list_differs(old, every, new, every[::-1], LICENCES)
    assert found.tolist() == [was != now for was, now in both]
