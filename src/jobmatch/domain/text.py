"""Text in both languages, and how numbers and names are written in each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import lru_cache
from string import Formatter

from jobmatch.errors import Text

__all__ = ["Text", "clock_text", "day_text", "filled", "hours_counted", "hours_text", "join_words", "placeholders"]

_TEXTS_KEPT = 16_384
"""Sentences that are remembered: the same few facts are said about many pairs."""


@lru_cache(_TEXTS_KEPT)
def placeholders(text: Text) -> tuple[str, ...]:
    """The facts that a text names, in either language."""
    named = (name for template in (text.da, text.en) for _, name, _, _ in Formatter().parse(template))
    return tuple(dict.fromkeys(name for name in named if name is not None))


def filled(text: Text, facts: Mapping[str, object]) -> Text:
    """A text with its placeholders replaced by facts; a fact that is a text is put in its own language.

    Every fact that the text names must be there and be something that cannot change.
    """
    names = placeholders(text)
    return _filled(text, *[facts[name] for name in names]) if names else _filled(text)


@lru_cache(_TEXTS_KEPT, typed=True)
def _filled(text: Text, *facts: object) -> Text:
    return text.fill(**dict(zip(placeholders(text), facts, strict=True)))


def clock_text(moment: time) -> Text:
    """A time of day as people say it: ``9`` and ``9.30`` in Danish, ``9:00`` and ``9:30`` in English."""
    danish = f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)
    return Text(danish, f"{moment.hour}:{moment.minute:02}")


@lru_cache(_TEXTS_KEPT)
def day_text(day: date) -> str:
    """A day as both languages write it here: ``21-11-2026``."""
    return f"{day:%d-%m-%Y}"


@lru_cache(_TEXTS_KEPT)
def hours_text(hours: float) -> Text:
    """Hours as people write them: ``7,5`` in Danish, ``7.5`` in English, ``8`` in both."""
    number = f"{hours:.2f}".rstrip("0").rstrip(".")
    return Text(number.replace(".", ","), number)


@lru_cache(_TEXTS_KEPT)
def hours_counted(hours: float) -> Text:
    """Hours with their noun: ``1 time`` and ``7,5 timer`` in Danish, ``1 hour`` and ``7.5 hours`` in English."""
    number = hours_text(hours)
    one = number.da == "1"
    return Text(f"{number.da} {'time' if one else 'timer'}", f"{number.en} {'hour' if one else 'hours'}")


def signed_text(number: float) -> Text:
    """A difference with its sign and three decimals, as each language writes it."""
    english = f"{number:+.3f}".replace("-", "−")
    return Text(english.replace(".", ","), english)


def join_words(words: list[str], language: str) -> str:
    """``a, b og c`` in Danish, ``a, b and c`` in English."""
    joiner = " and " if language == "en" else " og "
    return joiner.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
