"""How dates, hours, shares and records are written for a reader in either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from babel.dates import format_date

from jobmatch.domain.codes import WEEKDAY
from jobmatch.domain.text import Text, hours_counted, hours_text, join_words, signed_text
from jobmatch.travel.places import PLACES

_DAYS = tuple(WEEKDAY.values())

FIT = (
    (0.8, "strong", Text("passer rigtig godt", "fits very well")),
    (0.55, "good", Text("passer godt", "fits well")),
    (0.3, "some", Text("passer delvist", "fits in part")),
    (0.0, "weak", Text("passer mindre godt", "fits less well")),
)
"""From which share of a factor's most points a word and a look hold. About a match, never about a person."""


def in_language(text: Text | Mapping[str, str], language: str) -> str:
    """A two-language text or its JSON form."""
    return text.in_language(language) if isinstance(text, Text) else text[language]


def day_name(day: int, language: str) -> str:
    """``mandag`` or ``Monday``."""
    return _DAYS[day].in_language(language)


def signed(number: float, language: str) -> str:
    """A difference: ``+0,083``."""
    return signed_text(number).in_language(language)


def day_range(days: Sequence[int] | None, language: str) -> str:
    """Days as people say them: ``mandag til fredag``, ``mandag, onsdag og fredag``."""
    if not days:
        return ""
    ordered = sorted(days)
    names = [day_name(day, language) for day in ordered]
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{names[0]} {'to' if language == 'en' else 'til'} {names[-1]}"
    return join_words(names, language)


def long_date(day: date | None, language: str) -> str:
    """``6. november 2026`` or ``6 November 2026``."""
    if day is None:
        return ""
    pattern = "d MMMM y" if language == "en" else "d. MMMM y"
    return format_date(day, pattern, locale="en_GB" if language == "en" else "da")


def short_date(day: date | None, language: str) -> str:
    """``6. nov.`` or ``6 Nov``."""
    if day is None:
        return ""
    pattern = "d MMM" if language == "en" else "d. MMM"
    return format_date(day, pattern, locale="en_GB" if language == "en" else "da")


def moment(when: datetime, language: str) -> str:
    """``21. nov. 2026 kl. 14.05`` or ``21 Nov 2026, 14:05``, in the time of the place that serves the pages."""
    local = when.astimezone()
    if language == "en":
        return f"{format_date(local.date(), 'd MMM y', locale='en_GB')}, {local:%H:%M}"
    return f"{format_date(local.date(), 'd. MMM y', locale='da')} kl. {local:%H.%M}"


def clock(value: time | None, language: str) -> str:
    """``8.30`` or ``08:30``."""
    if value is None:
        return ""
    return value.strftime("%H:%M") if language == "en" else f"{value.hour}.{value.minute:02d}"


def hours(value: float | None, language: str) -> str:
    """``7,5`` or ``7.5``; nothing when unknown."""
    return "" if value is None else hours_text(value).in_language(language)


def counted(value: float | None, language: str) -> str:
    """``1 time`` and ``7,5 timer``, or ``1 hour`` and ``7.5 hours``; nothing when unknown."""
    return "" if value is None else hours_counted(value).in_language(language)


def share(part: Mapping[str, Any]) -> float:
    """How much of a factor's most points a match has, 0 to 1."""
    return max(0.0, min(1.0, part["points"] / part["max"])) if part["max"] else 0.0


def fit(part: Mapping[str, Any]) -> tuple[str, Text]:
    """The look and the word of one part of a match."""
    value = share(part)
    return next((look, word) for least, look, word in FIT if value >= least)


def town(postcode: str | None) -> str:
    """The town of a postcode; the postcode itself when its town is not known."""
    place = PLACES.get(postcode or "")
    return place.town if place else (postcode or "")
