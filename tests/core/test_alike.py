"""Citizens who are alike in what a formula reads get the same number, and nobody else does."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.core.alike import SHORT_ROW, Likeness
from jobmatch.core.records import CitizenTable, Rows
from jobmatch.core.spread import ROW_NAMES
from tests.worlds import Municipality, kernel, municipalities

READS = sorted({name for one in kernel().factors for name in one.reads} - {"world.codes"})


def told(people: CitizenTable, citizen: int, reads: list[str]) -> list[object]:
    """What these fields and rows say of one citizen."""

    def row_of(rows: Rows) -> list[object]:
        span = slice(rows.starts[citizen], rows.starts[citizen + 1])
        return list(zip(rows.codes[span].tolist(), rows.shares[span].tolist(), strict=True))

    record, found = people.records[citizen], list[object]()
    for name in reads:
        kind, field = name.split(".")
        if kind == "citizen":
            found.append(record[field].tobytes())
        elif field == "travel_min":
            found.append(int(record["travel_row"]))
        elif field in ROW_NAMES:
            found.append(row_of(getattr(people, field)))
    return found


def is_long(said: list[object]) -> bool:
    """Whether a row is so long that no two of that kind are taken to be alike."""
    return any(isinstance(one, list) and len(one) > SHORT_ROW for one in said)


@settings(max_examples=15, deadline=None)
@given(municipalities(), st.lists(st.lists(st.sampled_from(READS), max_size=6), min_size=1, max_size=4))
def test_only_those_of_whom_the_same_is_told_are_alike_whatever_was_asked_before(
    town: Municipality, asked: list[list[str]]
) -> None:
    people = town.world.around.citizens
    chosen = np.repeat(np.arange(len(people.records)), 2)
    among = Likeness(people, chosen)
    for reads in asked:
        found = among.alike(reads)
        said = [told(people, int(citizen), reads) for citizen in chosen]
        for one, other in combinations(range(len(chosen)), 2):
            same = found.of_row[one] == found.of_row[other]
            assert not same or said[one] == said[other]
            assert same or said[one] != said[other] or any(map(is_long, said))
        assert sorted(set(found.of_row.tolist())) == list(range(found.kinds))
