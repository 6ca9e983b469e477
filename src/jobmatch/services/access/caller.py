"""What a request says about who sends it, before anything of it is believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

SESSION_COOKIE = "jobmatch"
SECURE_SESSION_COOKIE = "__Host-jobmatch"
"""Over https the cookie has a name that a browser accepts only from this very host, over https."""
PERSONA_COOKIE = "som"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Caller:
    """The claims of one request."""

    session: str | None = None
    bearer: str | None = None
    persona: str | None = None
    client: str = ""
    """The address it comes from."""
    host: str = ""
    """The name it was sent to, with the port."""
    https: bool = False
    forwarded: bool = False
    """A proxy says that it comes from somebody else."""
    from_here: bool = False
    """A browser says that it comes from a page of ours."""
    from_elsewhere: bool = False
    """A browser says that it comes from a page of somebody else; a program says nothing."""
    agent: str = ""

    @property
    def on_this_machine(self) -> bool:
        """Sent by and to this machine; a name that merely leads here (DNS rebinding) does not count."""
        if self.forwarded or not _is_loopback(self.client):
            return False
        name = host_name(self.host)
        return name == "localhost" or _is_loopback(name)


def caller_of(scope: Mapping[str, Any], always_https: bool = False) -> Caller:
    """The caller of an ASGI request.

    Args:
        always_https: People reach us over https, whatever the last step of the way was.
    """
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers[name.decode("latin-1").lower()] = value.decode("latin-1")
    https = always_https or scope.get("scheme") == "https"
    cookies = _cookies(headers.get("cookie", ""))
    client = scope.get("client")
    return Caller(
        session=cookies.get(SECURE_SESSION_COOKIE if https else SESSION_COOKIE),
        bearer=_bearer(headers.get("authorization", "")),
        persona=cookies.get(PERSONA_COOKIE),
        client=client[0] if client else "",
        host=headers.get("host", ""),
        https=https,
        forwarded=any(name in headers for name in _FORWARDED),
        from_here=_from_here(headers),
        from_elsewhere=("sec-fetch-site" in headers or "origin" in headers) and not _from_here(headers),
        agent=headers.get("user-agent", "")[:_LONGEST],
    )


def host_name(host: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _from_here(headers: Mapping[str, str]) -> bool:
    said = headers.get("sec-fetch-site")
    if said is not None:
        return said == "same-origin"
    return bool(headers.get("host")) and urlsplit(headers.get("origin", "")).netloc == headers.get("host")


def _bearer(header: str) -> str | None:
    scheme, _, token = header.partition(" ")
    return token.strip()[:_LONGEST] if scheme.lower() == "bearer" and token.strip() else None


def _cookies(header: str) -> dict[str, str]:
    # One cookie that cannot be read, of whoever else is on this host, must not hide ours.
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value.strip('"')[:_LONGEST] for name, _, value in pairs if name}
