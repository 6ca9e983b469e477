"""Values of a night that nobody has asked for yet."""

from __future__ import annotations

import pytest

from jobmatch.services.night.lazy import LazyValues


def test_values_that_are_made_together_are_made_once_and_only_when_somebody_asks() -> None:
    asked: list[str] = []

    def make() -> dict[str, int]:
        asked.append("once")
        return {"P-1": 2, "P-2": 1}

    held = LazyValues.of(make)
    assert asked == []
    assert dict(held) == {"P-1": 2, "P-2": 1}
    assert held.get("P-3", 0) == 0
    assert "P-3" not in held
    with pytest.raises(KeyError):
        held["P-3"]
    assert asked == ["once"]
