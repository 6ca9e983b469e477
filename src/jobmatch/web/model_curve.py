"""The curve of one factor's points: the experts' beside the one that was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 240, 90
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 8, 8

Knots = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class PointsCurve:
    """The drawing."""

    expert: str
    """The path of the experts' curve."""
    learned: str
    top: int
    """The points at the upper line."""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    ceiling: int = TOP
    floor: int = HEIGHT - BOTTOM


def points_curve(expert: Knots, learned: Knots) -> PointsCurve:
    """Both curves on one scale, from a value of 0 to 1."""
    top = int(max(expert[-1][1], learned[-1][1], 1))
    return PointsCurve(_path(expert, top), _path(learned, top), top)


def _path(knots: Knots, top: int) -> str:
    across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    places = [(LEFT + value * across, HEIGHT - BOTTOM - points / top * up) for value, points in knots]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
