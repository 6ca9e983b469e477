"""Before every route: who sends this request. After it: what was seen is in the log before the answer leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from jobmatch.services.access.access import Access
from jobmatch.services.access.caller import caller_of
from jobmatch.services.access.visit import Visit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Visiting:
    """Gives every request its visit, as ``request.state.visit``."""

    def __init__(self, app: App, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its visit."""
        if scope["type"] == "http":
            visit = Visit(self.access, caller_of(scope))
            scope = {**scope, "state": {**scope.get("state", {}), "visit": visit}}
        await self.app(scope, receive, send)
