"""One-time codes: made on the consultant's screen, they open the citizen's own page once, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobmatch.domain.viewer import Viewer
from jobmatch.errors import JobmatchError, Text
from jobmatch.services.access import deeds
from jobmatch.services.access.caller import Caller
from jobmatch.services.access.journal import Journal
from jobmatch.services.access.keys import digest_of, new_code, read_code
from jobmatch.services.access.sessions import NOBODY, Sessions
from jobmatch.services.access.throttle import CODES_IN_ALL, CODES_MADE, CODES_PER_PLACE, Throttle
from jobmatch.store.access_log import Entry
from jobmatch.store.store import Store

LASTS = timedelta(minutes=15)
_NOT_THAT = Text(
    "Koden passer ikke. Den gælder i et kvarter og kan kun bruges én gang. Bed om en ny.",
    "The code does not fit. It lasts a quarter of an hour and works once. Ask for a new one.",
)


class CodeRefused(JobmatchError):
    """A code that opens nothing; whether it ever did is not said."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_NOT_THAT)


@dataclass(frozen=True, slots=True)
class Code:
    """A fresh code; this is the only time it can be seen."""

    code: str
    until: datetime


class Codes:
    """Makes codes and lets citizens in with them."""

    def __init__(self, store: Callable[[], Store], journal: Journal, throttle: Throttle, sessions: Sessions) -> None:
        self._store = store
        self._journal = journal
        self._throttle = throttle
        self._sessions = sessions

    def make(self, citizen_id: str, viewer: Viewer) -> Code:
        """A code for a citizen that the viewer sees; an older code of hers opens nothing from now on.

        Raises:
            TooManyTries: The viewer has made very many.
        """
        self._throttle.take((CODES_MADE, viewer.name))
        code = new_code()
        until = self._store().sessions.keep_code(digest_of(code), citizen_id, viewer.name, LASTS)
        self._journal.write(Entry(viewer.name, deeds.CODE_MADE, citizen_id))
        return Code(code, until)

    def use(self, typed: str, caller: Caller) -> str:
        """Open the page that a code is for; returns the key for the cookie.

        Raises:
            TooManyTries: Too many codes have been wrong.
            CodeRefused: The code opens nothing.
        """
        taken = self._throttle.take((CODES_PER_PLACE, caller.client), (CODES_IN_ALL,))
        citizen_id = self._store().sessions.use_code(digest_of(read_code(typed)))
        if citizen_id is None or self._store().citizen(citizen_id) is None:
            self._journal.write(Entry(NOBODY, deeds.CODE_FAILED, object=caller.client))
            raise CodeRefused
        self._throttle.give_back(taken)
        return self._sessions.begin_for_citizen(citizen_id, caller)
