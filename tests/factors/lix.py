"""LIX, the Nordic measure of how easy a text is to read: words a sentence plus the share of long words in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONG_WORD_LETTERS = 7
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s»“\")]|$)")
_ABBREVIATION = re.compile(r"\b(kl|stk|kr|nr|osv|fx)\.(?=\s+[^A-ZÆØÅ])")


def lix(text: str) -> float:
    """The number: below 25 very easy, 25 to 34 easy, 35 to 44 medium, 55 and more very hard; 0 for no words.

    A full stop after an abbreviation such as ``kl.`` ends no sentence, and neither does one inside a number. A date is
    one word, but not a long one.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE_END.findall(_ABBREVIATION.sub(r"\1", text))))
    long_words = sum(1 for word in words if sum(map(str.isalpha, word)) >= LONG_WORD_LETTERS)
    return len(words) / sentences + 100 * long_words / len(words)


def read_together(texts: Iterable[str]) -> str:
    """Texts one after the other, as they stand on a page."""
    return " ".join(texts)
