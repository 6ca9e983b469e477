"""How far a night is, told to whoever waits for it."""

from __future__ import annotations

from jobmatch.services.night.lists import Progress


class NightProgress:
    """How far a night is: its steps with the share of the time that each takes for a country; never back again."""

    LOADED, SCORED, PLANNED, WHOLE = 25, 50, 92, 100

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._furthest = 0

    def _say(self, done: int) -> None:
        if done > self._furthest:
            self._furthest = done
            self._progress(done, self.WHOLE)

    def loaded(self) -> None:
        """Everything is read and turned into records."""
        self._say(self.LOADED)

    def scored(self, done: int, total: int) -> None:
        """So many citizens have their lists."""
        self._say(self.LOADED + (self.SCORED - self.LOADED) * done // max(total, 1))

    def planned(self) -> None:
        """Everybody has a place in the plan, or a reason why not."""
        self._say(self.PLANNED)

    def published(self) -> None:
        """Everything is written down."""
        self._say(self.WHOLE)
