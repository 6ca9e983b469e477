"""The few files that the pages need: one stylesheet, a module of script for a page that asks for it, a letter type."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

STATIC = Path(__file__).resolve().parent / "static"
STYLES = ("tokens", "frame", "parts", "forms", "pictures", "matches", "consultant", "board", "liaison", "lead",
          "citizen", "account", "print")  # fmt: skip
"""The parts of the one stylesheet, in the order of the cascade."""
STYLE = "style.css"
_KINDS = {
    "whatif.js": "text/javascript; charset=utf-8",
    "copy.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "fonts/figtree.woff2": "font/woff2",
}
_YEAR_SECONDS = 365 * 24 * 3600
_HEADERS = {"Cache-Control": f"public, max-age={_YEAR_SECONDS}, immutable", "X-Content-Type-Options": "nosniff"}


@cache
def stylesheet() -> bytes:
    """The one stylesheet."""
    return b"\n".join((STATIC / "style" / f"{part}.css").read_bytes() for part in STYLES)


@cache
def address_of(name: str) -> str:
    """Where a file is fetched; the address changes with its content, so that a browser may keep it for a year."""
    content = stylesheet() if name == STYLE else (STATIC / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:10]}"


def asset(request: Request) -> Response:
    """One of the files."""
    name = request.path_params["name"]
    if name == STYLE:
        return Response(stylesheet(), media_type="text/css; charset=utf-8", headers=_HEADERS)
    if name not in _KINDS:
        raise HTTPException(404)
    return FileResponse(STATIC / name, media_type=_KINDS[name], headers=_HEADERS)
