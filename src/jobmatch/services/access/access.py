"""One installation's door: the open trial's visitor, a session, or the holder of a token."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobmatch.domain.viewer import Viewer
from jobmatch.errors import NotReady, Text
from jobmatch.services.access import deeds, trial
from jobmatch.services.access.accounts import Accounts
from jobmatch.services.access.anchors import Anchors
from jobmatch.services.access.audit import Audit, as_dict
from jobmatch.services.access.caller import Caller, host_name
from jobmatch.services.access.codes import Codes
from jobmatch.services.access.journal import Journal
from jobmatch.services.access.keys import digest_of, form_key_of, same, sealed, unsealed
from jobmatch.services.access.own_logins import OwnLogins
from jobmatch.services.access.sessions import Lifetime, Sessions
from jobmatch.services.access.throttle import Throttle
from jobmatch.store.access_log import Entry
from jobmatch.store.store import Store

if TYPE_CHECKING:
    from jobmatch.services.access.municipal import MunicipalLogin, MunicipalSettings

_NO_ADDRESS = Text(
    "Kommunens login kan ikke finde tilbage hertil. Sæt JOBMATCH_PUBLIC_ADDRESS til sidernes adresse.",
    "The municipality's login cannot find its way back here. Set JOBMATCH_PUBLIC_ADDRESS to the address of the pages.",
)
_ALL = 1_000_000
"""More entries about one citizen than there will ever be."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """What one installation decides about letting in."""

    operation: bool = False
    """Real citizens are in the database, so that nobody comes in without a login."""
    municipal_login: str = ""
    """What the municipality's own login is called on screen; empty without one."""
    municipal: MunicipalSettings | None = None
    """How it is reached."""
    public_address: str = ""
    """How people reach the pages; empty: not decided."""
    secret: str | None = None
    """What form keys are made from; a fresh one for each process when not given."""
    anchor_file: Path | None = None
    """Where the newest row of the log is noted every now and then."""
    staff: Lifetime = Lifetime(timedelta(minutes=60), timedelta(hours=10))
    citizen: Lifetime = Lifetime(timedelta(minutes=20), timedelta(hours=1))


class Access:
    """Lets people in, and holds what letting in needs."""

    def __init__(
        self, store: Callable[[], Store], settings: AccessSettings, clock: Callable[[], datetime] = _now
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._secret = settings.secret or secrets.token_hex()
        self._somebody = False
        self.throttle = Throttle(store)
        anchors = Anchors(settings.anchor_file) if settings.anchor_file else None
        self.journal = Journal(lambda: store().log, anchors)
        self.audit = Audit(lambda: store().log)

    @property
    def store(self) -> Store:
        """Where citizens and users lie."""
        return self._store()

    @cached_property
    def accounts(self) -> Accounts:
        """Who may log in."""
        return Accounts(self._store, self.journal, self._clock)

    @cached_property
    def sessions(self) -> Sessions:
        """Who is logged in."""
        lifetimes = self._settings.staff, self._settings.citizen
        return Sessions(self._store, self.journal, self.throttle, *lifetimes, self._clock)

    @cached_property
    def codes(self) -> Codes:
        """One-time codes for citizens."""
        return Codes(self._store, self.journal, self.throttle, self.sessions)

    @cached_property
    def own_logins(self) -> OwnLogins:
        """Citizens' own logins."""
        return OwnLogins(self._store, self.journal, self.throttle, self.sessions, self._clock)

    def viewer(self, caller: Caller) -> Viewer | None:
        """Who sends a request; None when nobody knows."""
        if caller.bearer is not None:
            holder = self._store().users.holder(digest_of(caller.bearer))
            return None if holder is None else holder.viewer
        if caller.session is not None and (found := self.sessions.viewer(caller.session)) is not None:
            return found
        if self.open_trial(caller):
            return trial.persona_of(self._store(), caller.persona)
        return None

    def open_trial(self, caller: Caller) -> bool:
        """Whether the caller may come in without a login: this machine itself, while there is nobody to log in."""
        return not self._settings.operation and caller.on_this_machine and not self.needs_login()

    def needs_login(self) -> bool:
        """Whether there is somebody who can log in; once so, always so."""
        self._somebody = self._somebody or bool(self._settings.municipal_login) or self._store().users.anybody()
        return self._somebody

    def export(self, citizen_id: str, by: str) -> dict[str, Any]:
        """Everything that is stored about a citizen and everybody who has seen it; that it was taken out is noted.

        Raises:
            NotFound: Nothing is stored about that citizen.
        """
        found = self._store().export(citizen_id)
        self.journal.write(Entry(by, deeds.EXPORTED, citizen_id))
        return {**found, "seen_by": [as_dict(one) for one in self.audit.entries(None, _ALL, citizen_id)]}

    def has_passwords(self) -> bool:
        """Whether somebody has an account here."""
        return self._store().users.anybody()

    @property
    def municipal_title(self) -> str:
        """What the municipality's login is called; empty without one."""
        return self._settings.municipal_login

    def always_https(self) -> bool:
        """Whether people reach the pages over https, also where a proxy in between does not say so."""
        return self._settings.public_address.startswith("https://")

    def answers_to(self, caller: Caller) -> bool:
        """Whether a request was sent to a name of ours; any name will do when none is written in the settings."""
        public = self._settings.public_address
        if not public or caller.on_this_machine:
            return True
        return host_name(caller.host) == host_name(public.partition("//")[2])

    def personas(self, caller: Caller) -> list[trial.Persona]:
        """Whom the caller can pretend to be; nobody outside an open trial."""
        return trial.personas(self._store()) if self.open_trial(caller) else []

    @cached_property
    def municipal(self) -> MunicipalLogin | None:
        """The municipality's own login, where there is one."""
        from jobmatch.services.access.municipal import MunicipalLogin  # its libraries are slow to read

        settings = self._settings.municipal
        return None if settings is None else MunicipalLogin(settings, self._clock)

    def address_of(self, caller: Caller, path: str) -> str:
        """The whole address of one of our pages, for somebody who must send a browser back to it.

        Raises:
            NotReady: Nobody has written how people reach the pages.
        """
        if self._settings.public_address:
            return self._settings.public_address + path
        if not caller.on_this_machine:
            raise NotReady(_NO_ADDRESS)
        return f"{'https' if caller.https else 'http'}://{caller.host}{path}"

    def sealed(self, text: str) -> str:
        """A text for a browser to keep; see ``unsealed``."""
        return sealed(self._secret, text)

    def unsealed(self, kept: str) -> str | None:
        """What a browser kept for us, when nobody has touched it."""
        return unsealed(self._secret, kept)

    def form_key(self, caller: Caller) -> str:
        """What a form of a page shown to this caller must send back: nobody else's page knows it."""
        return form_key_of(self._secret + (caller.session or ""))

    def is_form_key(self, caller: Caller, sent: str) -> bool:
        """Whether a form was sent with the key of this caller's pages."""
        return same(self.form_key(caller), sent)
