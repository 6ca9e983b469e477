"""How often somebody may try before having to wait: guessing takes for ever, and a typing mistake a moment.

A try is counted before it is made and given back when it goes well, in the database: many processes and many requests
at once have no more tries between them than one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobmatch.errors import JobmatchError, Text
from jobmatch.store.store import Store


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


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries there may be over a time."""

    name: str
    most: int
    within: timedelta


Try = tuple[Limit, *tuple[str, ...]]
"""A limit and whose tries it counts."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Tries that were counted."""

    keys: tuple[str, ...]
    at: datetime


class Throttle:
    """Counts tries, over every process of the installation."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    def take(self, *tries: Try) -> Taken:
        """Count a try that is about to be made.

        Raises:
            TooManyTries: One of the limits is reached.
        """
        counted = [(_key(limit, *whose), limit.most, limit.within) for limit, *whose in tries]
        at = self._store().tries.take(counted)
        if at is None:
            raise TooManyTries
        return Taken(tuple(key for key, _, _ in counted), at)

    def give_back(self, taken: Taken) -> None:
        """The try went well: it counts no more."""
        self._store().tries.give_back(taken.keys, taken.at)


def _key(limit: Limit, *whose: str) -> str:
    """What a try is counted as; nobody's name or address is kept for it."""
    return hashlib.sha256("\0".join((limit.name, *whose)).encode("utf-8", "surrogatepass")).hexdigest()


_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)
PER_USER_AND_PLACE = Limit("user-and-place", 5, _QUARTER)
PER_USER = Limit("user", 50, _HOUR)
"""From wherever: high, so that a stranger cannot shut a user out by trying her name."""
PER_PLACE = Limit("place", 50, _QUARTER)
"""A town hall may have one address."""
CODES_PER_PLACE = Limit("code-place", 10, _QUARTER)
CODES_IN_ALL = Limit("codes", 200, _QUARTER)
OWN_IN_ALL = Limit("own-logins", 500, _QUARTER)
CODES_MADE = Limit("codes-made", 60, _HOUR)
