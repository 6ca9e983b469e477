"""The measures a placement can be used for, and their stable bit positions."""

from __future__ import annotations

from collections.abc import Iterable

from jobmatch.domain.codes import MEASURE

MEASURES: tuple[str, ...] = tuple(MEASURE)
"""All measures in their stable order."""

_BITS = {measure: bit for bit, measure in enumerate(MEASURES)}


def mask_of(measures: Iterable[str]) -> int:
    """The measures as one integer, a bit each."""
    mask = 0
    for measure in measures:
        mask |= 1 << _BITS[measure]
    return mask


def measures_in(mask: int) -> tuple[str, ...]:
    """The measures of a mask, in stable order."""
    return tuple(measure for measure, bit in _BITS.items() if mask >> bit & 1)
