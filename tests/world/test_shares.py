"""What people bring and wish for reaches as far as it did, from one night to the next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.world.shares import NO_SHARES, Shares

REACHED = st.dictionaries(st.integers(0, 2_000), st.integers(0, 100), max_size=5)
KNOWN = st.dictionaries(st.sampled_from("abcdef"), REACHED)


@given(first=KNOWN, second=KNOWN)
def test_what_was_worked_out_is_found_again_with_what_came_later(
    first: dict[str, dict[int, int]], second: dict[str, dict[int, int]]
) -> None:
    shares = Shares.of(first).with_more(second)
    for name in "abcdefg":
        expected = first.get(name, second.get(name))
        found = shares.find(name)
        assert found == expected
        assert found is None or list(found) == list(expected or {})


def test_nothing_more_leaves_the_very_same() -> None:
    shares = Shares.of({"a": {1: 100}})
    assert shares.with_more({"a": {1: 100}}) is shares
    assert NO_SHARES.with_more({}) is NO_SHARES
