"""Cells that a spreadsheet would run as a formula: made harmless on the way out, restored on the way in."""

from __future__ import annotations

import re

_MARK = "'"
_DANGEROUS = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def neutralise(text: str) -> str:
    """The text with a leading apostrophe when a spreadsheet would take it for a formula."""
    return _MARK + text if _DANGEROUS.match(text) else text


def restore(text: str) -> str:
    """The original of a neutralised text; any other text as it is."""
    return text[1:] if text.startswith(_MARK) and _NEUTRALISED.match(text) else text
