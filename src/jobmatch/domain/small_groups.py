"""Small groups: of so few people somebody could be recognised, so nothing is told of them."""

from __future__ import annotations

FEWEST_SHOWN = 5
"""People of whom something may be told together (domain brief, journey C: groups below five are suppressed)."""


def shown(count: int) -> int | None:
    """The count, or None when it is too small to show; 0 tells of nobody."""
    return None if 0 < count < FEWEST_SHOWN else count


def shown_pair(before: int, after: int) -> tuple[int | None, int | None]:
    """A count before and after a change, so that neither it nor the difference tells of too few people."""
    first = shown(before)
    if first is None or shown(after) is None or shown(abs(after - before)) is None:
        return first, None
    return first, after


def shown_part(part: int, whole: int) -> int | None:
    """A part of a count that is known: None when the part, or what is left, is too small to show."""
    return None if shown(part) is None or whole - part < FEWEST_SHOWN else part
