"""Before every route: who sends this request. After it: what was seen is in the log before the answer leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from jobmatch.errors import JobmatchError, Text
from jobmatch.services.access.access import Access
from jobmatch.services.access.caller import caller_of
from jobmatch.services.access.refusals import NotAllowed
from jobmatch.services.access.visit import Visit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Scope, JobmatchError], App]

_ONLY_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_WENT_WRONG = 400
_OTHER_NAME = Text(
    "Siderne svarer ikke på den adresse. Brug den adresse, som kommunen har givet dig.",
    "The pages do not answer at that address. Use the address that the municipality gave you.",
)
_ONLY_HTTPS = (b"strict-transport-security", b"max-age=31536000")


class Visiting:
    """Gives every request its visit, as ``request.state.visit``."""

    def __init__(self, app: App, access: Access, refuse: Refuse) -> None:
        """Args: refuse: Makes the answer to somebody who is turned away here."""
        self.app = app
        self.access = access
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its visit, and hold the answer until the log is written."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        visit = Visit(self.access, caller_of(scope, self.access.always_https()))
        scope = {**scope, "state": {**scope.get("state", {}), "visit": visit}}
        if not self.access.answers_to(visit.caller):
            await self.refuse(scope, NotAllowed(_OTHER_NAME))(scope, receive, send)
            return
        await self.app(scope, receive, _Held(self, visit, scope, receive, send))


class _Held:
    """Sends an answer on once the log is written; when it cannot be, sends a refusal instead."""

    def __init__(self, door: Visiting, visit: Visit, scope: Scope, receive: Receive, send: Send) -> None:
        self._door = door
        self._visit = visit
        self._scope = scope
        self._receive = receive
        self._send = send
        self._refused = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            try:
                if self._scope["method"] not in _ONLY_READS and message["status"] < _WENT_WRONG:
                    self._visit.did()
                await self._visit.written()
            except JobmatchError as fault:
                self._refused = True
                await self._door.refuse(self._scope, fault)(self._scope, self._receive, self._send)
            if self._visit.caller.https:
                message = {**message, "headers": [*message.get("headers", ()), _ONLY_HTTPS]}
        if not self._refused:
            await self._send(message)
