"""The fields of a form as they were sent."""

from __future__ import annotations

from collections.abc import Sequence

MOST_DIGITS = 15
"""Of a number that a database of ours has given out: more is made up."""


class Fields(dict[str, str]):
    """The fields of a form; of a name that was sent several times (ticks) all values are in ``every``."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.every: dict[str, list[str]] = {}
        for name, text in pairs:
            self.every.setdefault(name, []).append(text)

    def number(self, name: str) -> int | None:
        """A whole number that a page itself put in a form; None when there is none that could be one of ours."""
        text = self.get(name, "")
        return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None
