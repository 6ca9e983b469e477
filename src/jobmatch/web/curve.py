"""The curve of hours: what was agreed as steps, what was done week by week, and steps back as a part of the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 12, 14, 26
LEAST_WEEKS = 8
_GRID = (2, 4, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week as it was."""

    monday: date
    hours: float | None
    """Attendance; None when nobody has told."""
    agreed: float | None = None
    paid: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One week's attendance."""

    x: float
    y: float
    width: float
    height: float
    below: bool
    """Less than was agreed."""
    paid_y: float
    paid_height: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The drawing."""

    bars: tuple[Bar, ...]
    agreed: str
    """The path of the agreed steps."""
    backs: tuple[tuple[float, float], ...]
    """Where the agreed hours went down."""
    lines: tuple[tuple[float, float], ...]
    """Horizontal lines: (y, hours)."""
    months: tuple[tuple[float, date], ...]
    goal_y: float | None
    today_x: float | None
    weeks: Sequence[WeekHours]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def curve(weeks: Sequence[WeekHours], goal: float | None = None, today: date | None = None) -> Curve | None:
    """The drawing of some weeks in order; None when nothing is known yet."""
    if not any(one.hours is not None or one.agreed is not None for one in weeks):
        return None
    first = weeks[0].monday
    count = max(LEAST_WEEKS, len(weeks))
    step = (WIDTH - LEFT - RIGHT) / count
    most = max([goal or 0, 4, *(max(one.hours or 0, one.agreed or 0) for one in weeks)])
    top = _round_up(most)
    room = HEIGHT - TOP - BOTTOM

    def y(hours: float) -> float:
        return round(HEIGHT - BOTTOM - room * hours / top, 1)

    bars = []
    for place, one in enumerate(weeks):
        if one.hours is not None:
            height = round(room * one.hours / top, 1)
            paid = round(room * min(one.paid, one.hours) / top, 1)
            below = one.agreed is not None and one.hours < one.agreed
            x = round(LEFT + place * step + step * 0.14, 1)
            floor = HEIGHT - BOTTOM
            bars.append(
                Bar(x, round(floor - height, 1), round(step * 0.72, 1), height, below, round(floor - paid, 1), paid)
            )
    path, backs = _steps(weeks, step, y)
    gap = next(size for size in (*_GRID, top) if top / size <= 4)
    lines = tuple((y(hours), hours) for hours in _ticks(top, gap))
    months = tuple(
        (round(LEFT + place * step, 1), one.monday) for place, one in enumerate(weeks) if _new_month(weeks, place)
    )
    today_x = (
        round(LEFT + step * ((today - first).days / 7), 1)
        if today and today <= first + timedelta(weeks=count)
        else None
    )
    return Curve(tuple(bars), path, backs, lines, months, y(goal) if goal else None, today_x, weeks)


def _round_up(hours: float) -> float:
    return next((size for size in (4, 6, 8, 10, 12, 15, 20, 25, 30, 37, 40) if size >= hours), hours)


def _ticks(top: float, gap: float) -> list[float]:
    return [gap * number for number in range(int(top // gap) + 1)]


def _new_month(weeks: Sequence[WeekHours], place: int) -> bool:
    return place == 0 or weeks[place].monday.month != weeks[place - 1].monday.month


def _steps(
    weeks: Sequence[WeekHours], step: float, y: Callable[[float], float]
) -> tuple[str, tuple[tuple[float, float], ...]]:
    """The path of the agreed hours, and where they went down."""
    parts: list[str] = []
    backs = []
    last: float | None = None
    for place, one in enumerate(weeks):
        if one.agreed is None:
            last = None
            continue
        x, height = round(LEFT + place * step, 1), y(one.agreed)
        parts.append(f"{'M' if last is None else 'V'}{f'{x} {height}' if last is None else height}")
        if last is not None and one.agreed < last:
            backs.append((x, height))
        parts.append(f"H{round(x + step, 1)}")
        last = one.agreed
    return "".join(parts), tuple(backs)
