"""The pages and the API behind one address."""

from __future__ import annotations

import errno
import gc
import os
import socket
import sys
import time

from anyio.to_thread import current_default_thread_limiter
from starlette.types import Message, Receive, Scope, Send

from jobmatch.api.app import OWN_PATHS, create_api
from jobmatch.bootstrap import Application
from jobmatch.errors import BadInput, Conflict, Text
from jobmatch.web.app import create_pages

AT_ONCE_FOR_EACH_CORE = 2
"""Questions that are worked on at once: one thread at a time runs Python, and more of them only wait in each other."""
TURN_SECONDS = 0.001
"""So soon whoever answers lets those in between who read a question or send an answer, which takes them a moment."""

NEW_OBJECTS = 50_000
"""So many more objects than before are looked through for garbage. An answer has some thousands while it is made, and
nearly all of them go with it: looking sooner takes a twentieth of its time and finds nothing."""


class Site:
    """Sends each request to the API or to the pages."""

    def __init__(self, application: Application) -> None:
        self.api = create_api(application)
        self.pages = create_pages(application)
        self._asked_at = time.monotonic()

    def quiet_seconds(self) -> float:
        """How long nobody has asked anything."""
        return time.monotonic() - self._asked_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _start_and_stop(receive, send)
            return
        self._asked_at = time.monotonic()
        path = scope.get("path", "/")
        for_api = any(path == own or path.startswith(own + "/") for own in OWN_PATHS)
        answering = False

        async def watch(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await (self.api if for_api else self.pages)(scope, receive, watch)
        except Exception:
            # It has been noted and answered with status 500. Passed on, the server would log its message, which can
            # repeat somebody's data.
            if not answering:
                raise


async def _start_and_stop(receive: Receive, send: Send) -> None:
    """Decide how many questions are worked on at once, who is let in between, and how often garbage is looked for."""
    await receive()
    current_default_thread_limiter().total_tokens = AT_ONCE_FOR_EACH_CORE * (os.cpu_count() or 1)
    sys.setswitchinterval(TURN_SECONDS)
    gc.set_threshold(NEW_OBJECTS)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, or a plain sentence on why there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as fault:
        listener.close()
        if fault.errno == errno.EADDRINUSE:
            raise Conflict(
                Text(
                    da=f"Port {port} er i brug. Vælg en anden med --port, eller --port 0 for en ledig.",
                    en=f"Port {port} is in use. Choose another with --port, or --port 0 for a free one.",
                )
            ) from fault
        raise BadInput(
            Text(
                da=f"Der kan ikke lyttes på {host}:{port}. Vælg en anden adresse med --host eller --port.",
                en=f"Cannot listen on {host}:{port}. Choose another address with --host or --port.",
            )
        ) from fault
    listener.listen(128)
    listener.set_inheritable(True)
    return listener
