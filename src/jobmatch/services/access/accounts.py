"""Users: who may log in, in which roles, for which teams, and the keys of programs."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from jobmatch.domain.user import User
from jobmatch.domain.viewer import STAFF, Role
from jobmatch.errors import BadInput, Conflict, NotFound, Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr
from jobmatch.services.access import deeds, passwords
from jobmatch.services.access.journal import Journal
from jobmatch.services.access.keys import digest_of, new_key
from jobmatch.store.access_log import Entry
from jobmatch.store.access_users import Token
from jobmatch.store.store import Store

_NAME = re.compile(r"[\w.@-]{1,60}")
_LONGEST = 80

_BAD_NAME = Text(
    "Et brugernavn er 1-60 bogstaver, tal, punktum, bindestreg eller @, uden mellemrum.",
    "A user name is 1-60 letters, digits, dots, hyphens or @, without spaces.",
)
_NO_ROLE = Text(
    "En bruger skal have mindst en rolle: consultant, liaison, lead, auditor eller batch.",
    "A user needs at least one role: consultant, liaison, lead, auditor or batch.",
)
_TOO_LONG = Text("Navn og team må højst være på 80 tegn.", "Names and teams may have at most 80 characters.")
_NOBODY = Text(
    "Der er ingen bruger, der hedder {name}. Se dem med: jobmatch user list",
    "There is no user called {name}. See them with: jobmatch user list",
)
_SHUT_OUT = Text("Brugeren {name} er lukket ude.", "The user {name} is shut out.")
_ANOTHER = Text(
    "Dit brugernavn hører til en anden bruger i jobmatch. Sig det til dem, der passer systemet.",
    "Your user name belongs to another user of jobmatch. Tell those who look after the system.",
)
_NO_TOKEN = Text("Brugeren har ingen nøgle med det nummer.", "The user has no key of that id.")


class Accounts:
    """Keeps the users of one installation."""

    def __init__(self, store: Callable[[], Store], journal: Journal, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._journal = journal
        self._clock = clock

    def users(self) -> list[User]:
        """Everybody, by name."""
        return self._store().users.users()

    def add(self, user: User, by: str, password: str | None = None) -> str:
        """Add a user; returns the password, a fresh one when none was given.

        Raises:
            BadInput: The name, the roles, the teams or the password cannot be used.
            Conflict: The name is taken.
        """
        _check(user)
        chosen = passwords.checked(password, user.name) if password is not None else passwords.generated()
        self._store().users.add(user, passwords.hashed(chosen))
        self._journal.write(Entry(by, deeds.USER_ADDED, object=user.name, details=_rights(user)))
        return chosen

    def change(
        self,
        name: str,
        by: str,
        roles: Collection[Role] | None = None,
        teams: Collection[str] | None = None,
        every_team: bool = False,
    ) -> User:
        """Give a user other roles or teams; what is not said stays.

        Raises:
            NotFound: There is no such user.
            BadInput: The roles or the teams cannot be used.
        """
        user = self.user(name)
        if roles is not None:
            user = replace(user, roles=frozenset(roles))
        if teams is not None or every_team:
            user = replace(user, teams=None if every_team else frozenset(teams or ()))
        _check(user)
        self._store().users.change(user)
        self._journal.write(Entry(by, deeds.USER_CHANGED, object=name, details=_rights(user)))
        return user

    def user(self, name: str) -> User:
        """One user.

        Raises:
            NotFound: There is no such user.
        """
        found = self._store().users.find(name)
        if found is None:
            raise NotFound(_NOBODY.fill(name=name))
        return found

    def known_by_municipality(self, user: User) -> User:
        """Keep who somebody is according to the municipality's login, with today's roles and teams.

        Raises:
            Conflict: The name belongs to somebody else here.
            BadInput: The name cannot be used, or the user is shut out.
        """
        _check(user)
        users = self._store().users
        before = users.find(user.name)
        if before is None:
            users.add(user, None)
            self._journal.write(Entry(user.name, deeds.USER_ADDED, object=user.name, details=_rights(user)))
            return user
        if (before.issuer, before.subject) != (user.issuer, user.subject):
            raise Conflict(_ANOTHER)
        if before.disabled:
            raise BadInput(_SHUT_OUT.fill(name=user.name))
        if before != user:
            users.change(user)
            self._journal.write(Entry(user.name, deeds.USER_CHANGED, object=user.name, details=_rights(user)))
        return user

    def shut_out(self, name: str, by: str) -> None:
        """Let a user in no more; sessions and keys end at once.

        Raises:
            NotFound: There is no such user.
        """
        self._store().users.shut_out(name)
        self._journal.write(Entry(by, deeds.USER_SHUT_OUT, object=name))

    def let_in(self, name: str, by: str) -> None:
        """Let a user in again.

        Raises:
            NotFound: There is no such user.
        """
        user = replace(self.user(name), disabled=False)
        self._store().users.change(user)
        self._journal.write(Entry(by, deeds.USER_CHANGED, object=name, details=_rights(user)))

    def set_password(self, name: str, by: str, password: str | None = None) -> str:
        """Give a user a new password, and end every session; returns it.

        Raises:
            NotFound: There is no such user.
            BadInput: The password cannot be used.
        """
        self.user(name)
        chosen = passwords.checked(password, name) if password is not None else passwords.generated()
        store = self._store()
        store.users.set_password(name, passwords.hashed(chosen))
        store.sessions.end_all(name)
        self._journal.write(Entry(by, deeds.PASSWORD_CHANGED, object=name))
        return chosen

    def make_token(self, name: str, label: str, by: str, lasts: timedelta | None) -> str:
        """A key for a program that acts as this user; it is shown this once.

        Raises:
            NotFound: There is no such user.
            BadInput: The user is shut out, or the label is too long.
        """
        if self.user(name).disabled:
            raise BadInput(_SHUT_OUT.fill(name=name))
        if len(label) > _LONGEST:
            raise BadInput(_TOO_LONG)
        key, now = new_key(), self._clock()
        token = Token(secrets.token_hex(4), name, label, now, now + lasts if lasts else None)
        self._store().users.add_token(digest_of(key), token)
        self._journal.write(Entry(by, deeds.TOKEN_MADE, object=name, details={"token": token.token_id}))
        return key

    def tokens(self, name: str | None = None) -> list[Token]:
        """The keys of one user or of all, without what is secret about them."""
        return self._store().users.tokens(name)

    def end_token(self, name: str, token_id: str, by: str) -> None:
        """End a key of a program.

        Raises:
            NotFound: There is no such key.
        """
        if not self._store().users.end_token(name, token_id):
            raise NotFound(_NO_TOKEN)
        self._journal.write(Entry(by, deeds.TOKEN_ENDED, object=name, details={"token": token_id}))


def _check(user: User) -> None:
    teams = sorted(user.teams or ())
    if not _NAME.fullmatch(user.name):
        raise BadInput(_BAD_NAME)
    if not user.roles or not user.roles <= STAFF:
        raise BadInput(_NO_ROLE)
    if any(len(text) > _LONGEST for text in (user.title, *teams)):
        raise BadInput(_TOO_LONG)
    if any(holds_cpr(text) for text in (user.name, user.title, *teams)):
        raise BadInput(REFUSED)


def _rights(user: User) -> dict[str, object]:
    return {"roles": sorted(user.roles), "teams": None if user.teams is None else sorted(user.teams)}
