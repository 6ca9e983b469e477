"""Who is let in: the open trial's visitor, a session, or the holder of a token."""

from __future__ import annotations

from collections.abc import Callable

from jobmatch.domain.viewer import Viewer
from jobmatch.services.access import trial
from jobmatch.services.access.caller import Caller
from jobmatch.store.store import Store


class Access:
    """One installation's door."""

    def __init__(self, store: Callable[[], Store], operation: bool) -> None:
        """Args: operation: Real citizens are in the database, so that nobody comes in without a login."""
        self._store = store
        self._operation = operation

    def viewer(self, caller: Caller) -> Viewer | None:
        """Who sends a request; None when nobody knows."""
        if self.open_trial(caller):
            return trial.persona_of(self._store(), caller.persona)
        return None

    def open_trial(self, caller: Caller) -> bool:
        """Whether the caller may come in without a login: this machine itself, while there is nobody to log in."""
        return not self._operation and caller.on_this_machine

    def personas(self, caller: Caller) -> list[trial.Persona]:
        """Whom the caller can pretend to be; nobody outside an open trial."""
        return trial.personas(self._store()) if self.open_trial(caller) else []
