"""The log is one chain, however many rows come at once."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jobmatch.store import Store
from jobmatch.store.access_log import FIRST, Entry, digest_of


@pytest.mark.parametrize("at_once", [1, 3, 8, 9, 30])
def test_few_rows_and_many_are_chained_and_named_alike(store: Store, at_once: int) -> None:
    entries = [Entry("anna", "see_citizens", f"B-{n % 5}", details={"ord": "æøå"}) for n in range(30)]
    for begin in range(0, len(entries), at_once):
        written = store.log.add(entries[begin : begin + at_once])
    rows = list(store.log.rows())
    assert written == (30, rows[-1]["hash"])
    assert [row["number"] for row in rows] == list(range(1, 31))
    assert rows[0]["previous"] == FIRST
    assert all(before["hash"] == after["previous"] for before, after in pairwise(rows))
    assert all(row["hash"] == digest_of(row) for row in rows)
    logged = store.log.entries(limit=30)
    assert [one.citizen_id for one in reversed(logged)] == [one.citizen_id for one in entries]
    assert len({one.subject for one in logged}) == 5
