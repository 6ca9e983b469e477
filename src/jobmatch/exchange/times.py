"""Dates, times of day, weekdays and fixed times in the week as Danes write them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from jobmatch.domain.citizen import BlockedTime
from jobmatch.domain.codes import WEEKDAY
from jobmatch.domain.columns import FIRST_DAY, LAST_DAY
from jobmatch.errors import Text
from jobmatch.exchange.codes import fold
from jobmatch.exchange.problems import CellError, quoted

_DANISH = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_LOOSE = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{2}|[0-9]{4})")
_SERIAL = re.compile(r"[234][0-9]{4}")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::00)?)?")
_FRACTION = re.compile(r"0[,.][0-9]{3,}")
_COMPACT = re.compile(r"([0-9]{1,2})[:., -]?([0-9]{2})")
_BLOCKED = re.compile(r"(\S+?)\.?\s+([0-9.:]+)\s*[-\u2010-\u2015]\s*([0-9.:]+)")
_DAYS = {fold(code): number for number, code in enumerate(WEEKDAY)} | {
    fold(label.da): number for number, label in enumerate(WEEKDAY.values())
}
_SHOWN_DAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")


def parse_date(text: str) -> date:
    """A day written ``dd-mm-yyyy`` or in ISO form.

    Raises:
        CellError: another form, or a day that does not exist.
    """
    plain = text.strip()
    if danish := _DANISH.fullmatch(plain):
        day, month, year = danish.groups()
    elif iso := _ISO.fullmatch(plain):
        year, month, day = iso.groups()
    else:
        raise _not_a_date(text)
    found = _day(int(year), int(month), int(day))
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise CellError(
            Text(
                "Datoen {value} findes ikke eller ligger for langt væk.",
                "The date {value} does not exist or lies too far away.",
            ).fill(value=quoted(text))
        )
    return found


def format_date(day: date) -> str:
    """``21-11-2026``."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


def parse_time(text: str) -> time:
    """A time of day written ``08:30``, ``08.30`` or ``8``, or the fraction of a day that Excel keeps.

    Raises:
        CellError: another form, or a time that does not exist.
    """
    plain = text.strip()
    if clock := _CLOCK.fullmatch(plain):
        hour, minute = int(clock.group(1)), int(clock.group(2) or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    if _FRACTION.fullmatch(plain):
        minutes = float(plain.replace(",", ".")) * 24 * 60
        if abs(minutes - round(minutes)) < 0.02 and round(minutes) < 24 * 60:
            return time(*divmod(round(minutes), 60))
    raise _not_a_time(text)


def format_time(moment: time) -> str:
    """``08:30``."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def parse_day(text: str) -> int:
    """A weekday as a number, Monday is 0."""
    day = _DAYS.get(fold(text).rstrip("."))
    if day is None:
        raise CellError(
            Text(
                "{value} er ikke en ugedag. Skriv dagene som {days}.",
                "{value} is not a weekday. Write the days as {days}.",
            ).fill(value=quoted(text), days=quoted("|".join(_SHOWN_DAYS)))
        )
    return day


def format_day(day: int) -> str:
    """``lør`` for 5."""
    return _SHOWN_DAYS[day]


def parse_blocked(text: str) -> BlockedTime:
    """A fixed time in the week that is taken: ``tir 10-12`` or ``tir 10:00-12:30``."""
    parts = _BLOCKED.fullmatch(text.strip())
    if parts is None:
        raise CellError(
            Text(
                '{value} er ikke en fast tid. Skriv dag og tid som "tir 10-12" eller "tir 10:00-12:30".',
                '{value} is not a fixed time. Write day and time as "tir 10-12" or "tir 10:00-12:30".',
            ).fill(value=quoted(text))
        )
    start, end = parse_time(parts.group(2)), parse_time(parts.group(3))
    if end <= start:
        raise CellError(
            Text(
                "{value} slutter, før den begynder. Skriv den tidligste tid først.",
                "{value} ends before it begins. Write the earlier time first.",
            ).fill(value=quoted(text))
        )
    return BlockedTime(day=parse_day(parts.group(1)), start=start, end=end)


def format_blocked(blocked: BlockedTime) -> str:
    """``tir 10:00-12:30``."""
    return f"{format_day(blocked.day)} {format_time(blocked.start)}-{format_time(blocked.end)}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _not_a_date(text: str) -> CellError:
    example = "21-11-2026"
    if _SERIAL.fullmatch(text.strip()):
        # an Excel date in a cell that is not formatted as one
        example = format_date(_EXCEL_DAY_ZERO + timedelta(days=int(text)))
    elif loose := _LOOSE.fullmatch(text.strip()):
        day, month, year = (int(part) for part in loose.groups())
        meant = _day(year + 2000 if year < 100 else year, month, day)
        example = format_date(meant) if meant else example
    return CellError(
        Text(
            '{value} er ikke en dato på formen dd-mm-åååå. Skriv for eksempel "{example}".',
            '{value} is not a date of the form dd-mm-yyyy. Write for example "{example}".',
        ).fill(value=quoted(text), example=example)
    )


def _not_a_time(text: str) -> CellError:
    example = "08:30"
    if text.strip().startswith("24"):
        example = "23:59"
    elif compact := _COMPACT.fullmatch(text.strip()):
        hour, minute = int(compact.group(1)), int(compact.group(2))
        example = f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else example
    return CellError(
        Text(
            '{value} er ikke et klokkeslæt. Skriv for eksempel "{example}".',
            '{value} is not a time of day. Write for example "{example}".',
        ).fill(value=quoted(text), example=example)
    )
