"""Small groups: a count of so few people that somebody could be recognised is not shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from jobmatch.domain.small_groups import shown

K = TypeVar("K")


def shown_group(counts: Mapping[K, int]) -> dict[K, int | None]:
    """Counts that add up to a total which may be known: never only one of them is hidden, or it could be worked out."""
    found = {name: shown(count) for name, count in counts.items()}
    hidden = [name for name, count in found.items() if count is None]
    if len(hidden) == 1:
        others = [name for name in counts if name not in hidden and counts[name] > 0]
        if others:
            found[min(others, key=lambda name: counts[name])] = None
    return found
