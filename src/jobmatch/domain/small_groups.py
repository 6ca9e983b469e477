"""Small groups: of so few people somebody could be recognised, so nothing is told of them."""

from __future__ import annotations

FEWEST_SHOWN = 5
"""People of whom figures may be shown together (domain brief, journey C: groups below five are suppressed)."""

FEWEST_TOLD = 3
"""People of whom an employer liaison may be told together: who must find a place for four has to hear of the four."""

STEP_TOLD = 5
"""What counts of people are rounded to where a liaison can lay one day's beside another's."""


def shown(count: int) -> int | None:
    """The count, or None when it is too small for figures that leave the team; 0 tells of nobody."""
    return None if 0 < count < FEWEST_SHOWN else count


def tellable(count: int) -> int | None:
    """The count, or None when it is too small for a liaison; 0 tells of nobody."""
    return None if 0 < count < FEWEST_TOLD else count


def tellable_pair(before: int, after: int) -> tuple[int | None, int | None]:
    """A count before and after a change, so that neither it nor the difference tells a liaison of too few people."""
    first = tellable(before)
    if first is None or tellable(after) is None or tellable(abs(after - before)) is None:
        return first, None
    return first, after


def tellable_part(part: int, whole: int) -> int | None:
    """A part of a count that is known: None when the part, or what is left, is too small for a liaison."""
    return None if tellable(part) is None or whole - part < FEWEST_TOLD else part


def rounded(count: int) -> int:
    """The nearest five: two of these differ by nothing or by too many for anybody to be known by it."""
    return (count + STEP_TOLD // 2) // STEP_TOLD * STEP_TOLD
