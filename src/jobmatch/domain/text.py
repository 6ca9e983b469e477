"""Text in both languages, and how numbers and names are written in each."""

from __future__ import annotations

from jobmatch.errors import Text

__all__ = ["Text", "hours_text", "join_words"]


def hours_text(hours: float) -> Text:
    """Hours as people write them: ``7,5`` in Danish, ``7.5`` in English, ``8`` in both."""
    number = f"{hours:.2f}".rstrip("0").rstrip(".")
    return Text(number.replace(".", ","), number)


def join_words(words: list[str], language: str) -> str:
    """``a, b og c`` in Danish, ``a, b and c`` in English."""
    joiner = " and " if language == "en" else " og "
    return joiner.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
