"""The tour in the README shows what the commands really print."""

from __future__ import annotations

import pytest

from tools.tour import README, retold


@pytest.mark.slow
def test_the_tour_is_true() -> None:
    told = README.read_text(encoding="utf-8")
    assert retold(told) == told, "the commands print something else now: write the tour again with `make tour`"
