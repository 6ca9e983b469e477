"""What stands before every route: the size of a body, its media type, and the CPR guard on every text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobmatch.api.problems import problem
from jobmatch.errors import Text
from jobmatch.exchange.cpr import REFUSED, holds_cpr

ALLOWED_ELSEWHERE = "p_number"
"""The one field whose ten digits may look like a CPR number."""
_DEEPEST = 40


class Guard:
    """Refuses a request before it reaches a route."""

    def __init__(self, app: ASGIApp, body_limit: int) -> None:
        self.app = app
        self.body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _address_holds_cpr(scope):
            await problem(422, REFUSED)(scope, receive, send)
            return
        if twice := _given_twice(scope):
            await problem(422, errors=[(name, _TWICE) for name in twice])(scope, receive, send)
            return
        body = await self._body(receive)
        if body is None:
            await problem(413)(scope, receive, send)
            return
        if body and not _is_json(scope):
            await problem(415)(scope, receive, send)
            return
        if fields := _fields_with_cpr(body):
            await problem(422, REFUSED, [(field, _HIDDEN) for field in fields])(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body, or None when it is too long."""
        parts, length, more = [], 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            parts.append(message.get("body", b""))
            length += len(parts[-1])
            if length > self.body_limit:
                return None
            more = message.get("more_body", False)
        return b"".join(parts)


_TWICE = Text("er skrevet mere end én gang", "is given more than once")
_HIDDEN = Text("må ikke indeholde et CPR-nummer", "may not hold a CPR number")


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _is_json(scope: Scope) -> bool:
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    return bool(kind.split(b";")[0].strip().lower() == b"application/json")


def _given_twice(scope: Scope) -> list[str]:
    """Query names that stand more than once: which one was meant cannot be known."""
    names = [name for name, _ in parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)]
    return sorted({name[:100] for name in names if names.count(name) > 1})


def _address_holds_cpr(scope: Scope) -> bool:
    query = scope.get("query_string", b"").decode("latin-1")
    texts = [part for part in scope["path"].split("/") if part]
    texts += [unquote_plus(part) for pair in query.split("&") for part in pair.split("=", 1) if part]
    texts += [value.decode("latin-1") for name, value in scope["headers"] if name == b"idempotency-key"]
    return any(holds_cpr(text) for text in texts)


def _fields_with_cpr(body: bytes) -> list[str]:
    if not body:
        return []
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        # Not JSON: the route says so. Its text is checked as one piece, so that a fault never lets a number in.
        return ["body"] if holds_cpr(body.decode("utf-8", "replace")) else []
    return [path for path, text in _texts(content, "", 0) if holds_cpr(text)]


def _texts(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with the name of its field; a field's own name is a text too."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield path or "body", value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path or "body", str(value)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, f"{path}.{place}".lstrip("."), depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield path or "body", name
            if name == ALLOWED_ELSEWHERE and isinstance(item, str) and len(item) == 10 and item.isascii():
                continue
            yield from _texts(item, f"{path}.{name}".lstrip("."), depth + 1)
