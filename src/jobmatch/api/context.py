"""What a route works with: the application it serves, and the limits that every list has."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Depends, Header, Path, Query, Request, Response
from pydantic_core import to_json

from jobmatch.api.problems import Refusal
from jobmatch.api.records import IsoDay
from jobmatch.bootstrap import Application
from jobmatch.errors import Text

T = TypeVar("T")


async def _application(request: Request) -> Application:
    application: Application = request.app.state.application
    return application


App = Annotated[Application, Depends(_application)]
Id = Annotated[str, Path(min_length=1, max_length=200, pattern=r"^[^/\x00]+$")]
AsOf = Annotated[IsoDay | None, Query(description="Calculate as on this day; today when left out.")]
Top = Annotated[int, Query(ge=1, le=1000)]
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before.")]
Filter = Annotated[str | None, Query(max_length=200)]
IfMatch = Annotated[str | None, Header(max_length=200)]
IfNoneMatch = Annotated[str | None, Header(max_length=200)]
IdempotencyKey = Annotated[str | None, Header(max_length=200)]


def answer(body: Any, **headers: str) -> Response:
    """A JSON answer that no cache may keep: it is about people."""
    return _about_people(to_json(body), headers)


def written(body: dict[str, Any]) -> Response:
    """The same answer from nothing but texts, numbers, lists and objects: of a long list that takes half the time."""
    return _about_people(orjson.dumps(body), {})


def _about_people(content: bytes, headers: Mapping[str, str]) -> Response:
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-store", **headers})


def page(found: Sequence[T], key: Callable[[T], str], show: Callable[[T], Any], limit: int, **more: Any) -> Response:
    """One page of a list, given one row more than the page holds when there is a next one; and what stands beside."""
    shown = found[:limit]
    following = _seal(key(shown[-1])) if len(found) > limit else None
    return answer({"items": [show(item) for item in shown], "next": following, **more})


def paged(rows: Sequence[Any], following: str | None) -> Response:
    """One page of rows that are made already, with the key that the next page comes after."""
    return answer({"items": list(rows), "next": _seal(following) if following is not None else None})


def _seal(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def opened(cursor: str | None) -> str:
    """The key that a page comes after; empty for the first page."""
    if cursor is None:
        return ""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as fault:
        text = Text("er ikke en side fra denne liste", "is not a page of this list")
        raise Refusal(422, errors=[("cursor", text)]) from fault
