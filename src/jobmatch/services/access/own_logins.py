"""A citizen's own login: a letter with a number and a code, her own password at the first use, and nothing else.

The number is drawn by lot and bound to one citizen. Whoever has it sees her own page and no other, as with a one-time
code; it lasts until her consultant closes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobmatch.domain.viewer import CITIZEN_NAME, Viewer
from jobmatch.errors import JobmatchError, Text
from jobmatch.services.access import deeds, passwords
from jobmatch.services.access.caller import Caller
from jobmatch.services.access.journal import Journal
from jobmatch.services.access.keys import new_code, read_code
from jobmatch.services.access.sessions import NOBODY, Sessions
from jobmatch.services.access.throttle import CODES_MADE, OWN_IN_ALL, PER_PLACE, PER_USER_AND_PLACE, Throttle
from jobmatch.store.access_log import Entry
from jobmatch.store.access_own import OwnLogin
from jobmatch.store.store import Store

LETTER_LASTS = timedelta(days=14)
_NOT_THAT = Text(
    "Nummer og adgangskode passer ikke sammen. Prøv igen, eller bed din konsulent om et nyt brev.",
    "Number and password do not fit together. Try again, or ask your consultant for a new letter.",
)
_CODE_NOT = Text(
    "Nummer og kode passer ikke sammen, eller brevet er for gammelt. Bed din konsulent om et nyt.",
    "Number and code do not fit together, or the letter is too old. Ask your consultant for a new one.",
)


class OwnLoginRefused(JobmatchError):
    """Number and secret do not belong together; which of them is wrong is not said."""

    status = 403


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed for the citizen; this is the only time that the code can be seen."""

    number: str
    code: str
    until: datetime


class OwnLogins:
    """Gives citizens logins of their own, and lets them in with these."""

    def __init__(
        self,
        store: Callable[[], Store],
        journal: Journal,
        throttle: Throttle,
        sessions: Sessions,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._journal = journal
        self._throttle = throttle
        self._sessions = sessions
        self._clock = clock

    def of(self, citizen_id: str) -> OwnLogin | None:
        """A citizen's login; None when she has none."""
        return self._store().own_logins.of(citizen_id)

    def give(self, citizen_id: str, viewer: Viewer) -> Letter:
        """A login for a citizen that the viewer sees; an older one of hers opens nothing from now on.

        Raises:
            TooManyTries: The viewer has made very many.
        """
        self._throttle.take((CODES_MADE, viewer.name))
        number, code, now = new_code(), new_code(), self._clock()
        until = now + LETTER_LASTS
        login = OwnLogin(citizen_id, number, passwords.hashed(code), until, viewer.name, now)
        self._store().own_logins.keep(login)
        self._journal.write(Entry(viewer.name, deeds.OWN_LOGIN_MADE, citizen_id))
        return Letter(number, code, until)

    def close(self, citizen_id: str, by: str) -> bool:
        """Let a citizen in no more with her own login; False when she had none."""
        closed = self._store().own_logins.close(citizen_id)
        if closed:
            self._journal.write(Entry(by, deeds.OWN_LOGIN_CLOSED, citizen_id))
        return closed

    def login(self, number: str, password: str, caller: Caller) -> str:
        """Log in with the number and her own password; returns the key for the cookie.

        Raises:
            TooManyTries: Too many tries have gone wrong.
            OwnLoginRefused: The two do not belong together, or no password has been chosen yet.
        """
        found = self._fitting(number, password, caller, first=False)
        return self._begin(found, caller)

    def begin(self, number: str, code: str, password: str, caller: Caller) -> str:
        """The first use of a letter: choose a password and log in; returns the key for the cookie.

        Raises:
            TooManyTries: Too many tries have gone wrong.
            OwnLoginRefused: Number and code do not belong together, or the letter is too old.
            BadInput: The password cannot be used.
        """
        found = self._fitting(number, read_code(code), caller, first=True)
        digest = passwords.hashed(passwords.checked(password, found.name))
        if not self._store().own_logins.choose(found, digest):
            raise OwnLoginRefused(_CODE_NOT)
        self._journal.write(Entry(CITIZEN_NAME, deeds.PASSWORD_CHANGED, found.citizen_id))
        return self._begin(found, caller)

    def _fitting(self, number: str, secret: str, caller: Caller, first: bool) -> OwnLogin:
        name = read_code(number)
        taken = self._throttle.take(
            (PER_USER_AND_PLACE, name, caller.client), (PER_PLACE, caller.client), (OWN_IN_ALL,)
        )
        found = self._store().own_logins.find(name)
        fits = passwords.fits(secret, found.digest if found else None)
        if not fits or found is None or not self._holds(found, first):
            self._journal.write(Entry(NOBODY, deeds.OWN_LOGIN_FAILED, object=caller.client))
            raise OwnLoginRefused(_CODE_NOT if first else _NOT_THAT)
        self._throttle.give_back(taken)
        return found

    def _holds(self, login: OwnLogin, first: bool) -> bool:
        """Whether the secret is of the kind that was asked for, the letter fresh, and she still known here."""
        if first != (login.until is not None) or (login.until is not None and login.until <= self._clock()):
            return False
        return self._store().citizen(login.citizen_id) is not None

    def _begin(self, login: OwnLogin, caller: Caller) -> str:
        return self._sessions.begin_for_citizen(login.citizen_id, caller, deeds.OWN_LOGIN_USED)
