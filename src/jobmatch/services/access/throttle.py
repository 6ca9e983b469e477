"""How often somebody may try before having to wait: guessing takes for ever, and a typing mistake a moment."""

from __future__ import annotations

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from jobmatch.errors import JobmatchError, Text


class TooManyTries(JobmatchError):
    """Somebody has tried too often."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Der er prøvet for mange gange. Vent et kvarter, og prøv så igen.",
                "There were too many tries. Wait a quarter of an hour, then try again.",
            )
        )


Try = tuple[RateLimitItem, *tuple[str, ...]]
"""A limit and whose tries it counts."""


class Throttle:
    """Counts tries that went wrong, in this process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, *tries: Try) -> None:
        """Let somebody try.

        Raises:
            TooManyTries: One of the limits is reached.
        """
        if not all(self._limiter.test(limit, *key) for limit, *key in tries):
            raise TooManyTries

    def count(self, *tries: Try) -> None:
        """Count a try that went wrong."""
        for limit, *key in tries:
            self._limiter.hit(limit, *key)


PER_USER_AND_PLACE = RateLimitItemPerMinute(5, 15, "user-and-place")
PER_USER = RateLimitItemPerHour(50, 1, "user")
"""From wherever: high, so that a stranger cannot shut a user out by trying her name."""
PER_PLACE = RateLimitItemPerMinute(50, 15, "place")
"""A town hall may have one address."""
CODES_PER_PLACE = RateLimitItemPerMinute(10, 15, "code-place")
CODES_IN_ALL = RateLimitItemPerMinute(200, 15, "codes")
CODES_MADE = RateLimitItemPerHour(60, 1, "codes-made")
