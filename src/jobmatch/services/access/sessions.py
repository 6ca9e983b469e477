"""Logging in, staying logged in for a while, and logging out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobmatch.domain.user import User
from jobmatch.domain.viewer import CITIZEN_NAME, Role, Viewer
from jobmatch.errors import BadInput, JobmatchError, Text
from jobmatch.services.access import deeds, passwords
from jobmatch.services.access.caller import Caller
from jobmatch.services.access.journal import Journal
from jobmatch.services.access.keys import digest_of, new_key
from jobmatch.services.access.throttle import PER_PLACE, PER_USER, PER_USER_AND_PLACE, Throttle
from jobmatch.store.access_log import Entry
from jobmatch.store.access_sessions import Session
from jobmatch.store.store import Store

_TOUCHED_EVERY = timedelta(minutes=1)
NOBODY = "?"
"""The actor of a deed by somebody who is not known here."""
_NOT_THAT = Text(
    "Brugernavn og adgangskode passer ikke sammen. Prøv igen, eller bed om en ny adgangskode.",
    "User name and password do not fit together. Try again, or ask for a new password.",
)
_OLD_WRONG = Text(
    "Den nuværende adgangskode er ikke rigtig, så intet er ændret.",
    "The present password is not right, so nothing was changed.",
)


class LoginRefused(JobmatchError):
    """User name and password do not belong together; which of them is wrong is not said."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_NOT_THAT)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long somebody stays logged in."""

    idle: timedelta
    """Without doing anything."""
    longest: timedelta
    """In all."""


class Sessions:
    """Who is logged in."""

    def __init__(
        self,
        store: Callable[[], Store],
        journal: Journal,
        throttle: Throttle,
        staff: Lifetime,
        citizen: Lifetime,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._journal = journal
        self._throttle = throttle
        self._staff = staff
        self._citizen = citizen
        self._clock = clock

    def login(self, name: str, password: str, caller: Caller) -> str:
        """Log in with a password; returns the key for the cookie.

        Raises:
            TooManyTries: Too many tries have gone wrong.
            LoginRefused: The two do not belong together, or the user is shut out.
        """
        name = name.strip()
        tries = (
            (PER_USER_AND_PLACE, name.casefold(), caller.client),
            (PER_USER, name.casefold()),
            (PER_PLACE, caller.client),
        )
        taken = self._throttle.take(*tries)
        users = self._store().users
        user, kept = users.find(name), users.password(name)
        if not passwords.fits(password, kept) or user is None or user.disabled:
            self._journal.write(Entry(user.name if user else NOBODY, deeds.LOGIN_FAILED, object=caller.client))
            raise LoginRefused
        self._throttle.give_back(taken)
        if kept is not None and passwords.is_dated(kept):
            users.set_password(name, passwords.hashed(password))
        return self.begin(user, caller)

    def begin(self, user: User, caller: Caller) -> str:
        """A new session for somebody who has shown who she is; the one she came with ends, so that nobody else has it.

        Returns the key for the cookie.
        """
        key = self._begin(user.name, None, caller, self._staff)
        self._journal.write(Entry(user.name, deeds.LOGIN, object=caller.client))
        return key

    def begin_for_citizen(self, citizen_id: str, caller: Caller, how: str = deeds.CODE_USED) -> str:
        """A new session on a citizen's own page; returns the key for the cookie."""
        key = self._begin(None, citizen_id, caller, self._citizen)
        self._journal.write(Entry(CITIZEN_NAME, how, citizen_id, object=caller.client))
        return key

    def _begin(self, user_name: str | None, citizen_id: str | None, caller: Caller, lifetime: Lifetime) -> str:
        sessions = self._store().sessions
        if caller.session is not None:
            sessions.end(digest_of(caller.session))
        key, now = new_key(), self._clock()
        sessions.begin(Session(digest_of(key), user_name, citizen_id, now, now, now + lifetime.longest, caller.agent))
        return key

    def viewer(self, key: str) -> Viewer | None:
        """Who is logged in with this key; None when nobody is, or not for longer."""
        sessions, digest, now = self._store().sessions, digest_of(key), self._clock()
        found = sessions.find(digest)
        if found is None:
            return None
        session, user = found
        lifetime = self._staff if user else self._citizen
        if session.expires_at <= now or session.seen_at + lifetime.idle <= now:
            sessions.end(digest)
            return None
        if session.seen_at + _TOUCHED_EVERY <= now:
            sessions.touch(digest, now)
        if user is not None:
            return user.viewer
        citizen = self._store().citizen(session.citizen_id or "")
        if citizen is None:
            return None
        title = citizen.display_name or citizen.citizen_id
        return Viewer(CITIZEN_NAME, title, frozenset({Role.CITIZEN}), frozenset(), citizen.citizen_id)

    def logout(self, viewer: Viewer | None, key: str) -> None:
        """End the session of a key."""
        self._store().sessions.end(digest_of(key))
        if viewer is not None:
            self._journal.write(Entry(viewer.name, deeds.LOGOUT, viewer.citizen_id))

    def of_user(self, name: str) -> list[Session]:
        """Where a user is logged in."""
        return self._store().sessions.of_user(name)

    def end_all(self, name: str, by: str, but_key: str | None = None) -> int:
        """Log a user out everywhere, or everywhere else; how many sessions that were."""
        ended = self._store().sessions.end_all(name, digest_of(but_key) if but_key else None)
        self._journal.write(Entry(by, deeds.SESSIONS_ENDED, object=name, details={"sessions": ended}))
        return ended

    def change_password(self, name: str, old: str, new: str, caller: Caller) -> None:
        """Change one's own password; every other session ends.

        Raises:
            BadInput: The old one is wrong, or the new one too plain.
            TooManyTries: Too many tries have gone wrong.
        """
        taken = self._throttle.take((PER_USER_AND_PLACE, name.casefold(), caller.client))
        users = self._store().users
        if not passwords.fits(old, users.password(name)):
            raise BadInput(_OLD_WRONG)
        self._throttle.give_back(taken)
        users.set_password(name, passwords.hashed(passwords.checked(new, name)))
        self._journal.write(Entry(name, deeds.PASSWORD_CHANGED, object=name))
        self.end_all(name, name, caller.session)
