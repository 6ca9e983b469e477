"""The fields of a form as they were sent."""

from __future__ import annotations

from collections.abc import Sequence


class Fields(dict[str, str]):
    """The fields of a form; of a name that was sent several times (ticks) all values are in ``every``."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.every: dict[str, list[str]] = {}
        for name, text in pairs:
            self.every.setdefault(name, []).append(text)
