"""Numbers as pictures: the geometry of the inline drawings; templates put them into SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from jobmatch.domain.citizen import BlockedTime

FIRST_HOUR, LAST_HOUR = 6, 22
COLUMN, GAP, HEIGHT = 34, 6, 112
RAMP_WIDTH, RAMP_HEIGHT = 300, 88
LEAST_WEEKS_SHOWN = 4


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Week:
    """A week as seven columns: when there is room, and what is taken."""

    columns: tuple[Box, ...]
    open: tuple[Box, ...]
    blocked: tuple[Box, ...]
    width: int = 7 * COLUMN + 6 * GAP
    height: int = HEIGHT


def week(
    days: Sequence[int] | None, earliest: time | None, latest: time | None, blocked: Sequence[BlockedTime] | None
) -> Week | None:
    """The week of a person or a workplace; None when the days are unknown."""
    if days is None:
        return None
    top = _y(earliest) if earliest else 0.0
    bottom = _y(latest) if latest else float(HEIGHT)
    return Week(
        columns=tuple(Box(_x(day), 0, COLUMN, HEIGHT) for day in range(7)),
        open=tuple(Box(_x(day), top, COLUMN, max(2.0, bottom - top)) for day in sorted(set(days))),
        blocked=tuple(
            Box(_x(one.day), _y(one.start), COLUMN, max(2.0, _y(one.end) - _y(one.start))) for one in blocked or ()
        ),
    )


def _x(day: int) -> float:
    return float(day * (COLUMN + GAP))


def _y(moment: time) -> float:
    hour = min(max(moment.hour + moment.minute / 60, FIRST_HOUR), LAST_HOUR)
    return round(HEIGHT * (hour - FIRST_HOUR) / (LAST_HOUR - FIRST_HOUR), 1)


@dataclass(frozen=True)
class Stair:
    """Hours a week as a stair: one step for each change."""

    steps: tuple[Box, ...]
    labels: tuple[tuple[float, float, Mapping[str, Any]], ...]
    width: int = RAMP_WIDTH
    height: int = RAMP_HEIGHT


def stair(ramp: Sequence[Mapping[str, Any]], weeks: int | None = None) -> Stair | None:
    """The suggested hours from week to week; None when there is no ramp."""
    if not ramp:
        return None
    last = max(ramp[-1]["week"] + LEAST_WEEKS_SHOWN - 1, weeks or 0)
    most = max(step["hours"] for step in ramp) or 1
    room = RAMP_HEIGHT - 24
    boxes, labels = [], []
    for place, step in enumerate(ramp):
        end = ramp[place + 1]["week"] if place + 1 < len(ramp) else last + 1
        x = RAMP_WIDTH * (step["week"] - 1) / last
        width = RAMP_WIDTH * (end - step["week"]) / last
        height = max(4.0, room * step["hours"] / most)
        boxes.append(Box(round(x, 1), round(RAMP_HEIGHT - height, 1), round(width - 2, 1), round(height, 1)))
        labels.append((round(x + 3, 1), round(RAMP_HEIGHT - height - 6, 1), step))
    return Stair(tuple(boxes), tuple(labels))


FULL_WEEK_HOURS = 37
LINE_WIDTH = 120


@dataclass(frozen=True)
class HoursLine:
    """Hours now and the hours wished for on one line up to a full week; no more than a picture of the two numbers."""

    now: float
    goal: float
    width: int = LINE_WIDTH


def hours_line(now: float | None, goal: float | None) -> HoursLine | None:
    """The line of one citizen; None when both numbers are unknown."""
    if now is None and goal is None:
        return None
    return HoursLine(_along(now), _along(goal))


def _along(hours: float | None) -> float:
    if hours is None:
        return 0.0
    return round(LINE_WIDTH * min(max(hours, 1.5), FULL_WEEK_HOURS) / FULL_WEEK_HOURS, 1)
