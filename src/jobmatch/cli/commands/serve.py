"""``jobmatch serve``: the pages and the API at a local address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import Db, Lang
from jobmatch.errors import BadInput, Text
from jobmatch.settings import Settings

if TYPE_CHECKING:
    from jobmatch.cli.site import Site
    from jobmatch.web.warming import Warming

DEFAULT_PORT = 8737
OWN_ADDRESSES = frozenset({"127.0.0.1", "::1", "localhost"})

_NO_LOGIN = Text(
    "Der er ingen brugere endnu, så siderne vises kun på denne maskine (127.0.0.1). Opret den første med jobmatch user "
    "add, eller sæt kommunens login op (JOBMATCH_OIDC_ISSUER).",
    "There are no users yet, so the pages are shown on this machine only (127.0.0.1). Add the first with jobmatch user "
    "add, or set up the municipality's login (JOBMATCH_OIDC_ISSUER).",
)
_READABLE = Text(
    "På netværket kan andre læse adgangskoder, der ikke er krypteret. Sæt et certifikat (JOBMATCH_TLS_CERTIFICATE og "
    "JOBMATCH_TLS_KEY), eller en proxy foran med https (JOBMATCH_TRUSTED_PROXIES og JOBMATCH_PUBLIC_ADDRESS).",
    "On the network others can read passwords that are not encrypted. Set a certificate (JOBMATCH_TLS_CERTIFICATE and "
    "JOBMATCH_TLS_KEY), or a proxy with https in front (JOBMATCH_TRUSTED_PROXIES and JOBMATCH_PUBLIC_ADDRESS).",
)
_HALF_A_CERTIFICATE = Text(
    "Et certifikat og dets nøgle hører sammen: sæt både JOBMATCH_TLS_CERTIFICATE og JOBMATCH_TLS_KEY.",
    "A certificate and its key belong together: set both JOBMATCH_TLS_CERTIFICATE and JOBMATCH_TLS_KEY.",
)
_BAD_CERTIFICATE = Text(
    "Certifikatet kan ikke bruges. Se efter, at JOBMATCH_TLS_CERTIFICATE og JOBMATCH_TLS_KEY er PEM-filer, der hører "
    "sammen.",
    "The certificate cannot be used. Check that JOBMATCH_TLS_CERTIFICATE and JOBMATCH_TLS_KEY are PEM files that "
    "belong together.",
)


def serve(
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = DEFAULT_PORT,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """Serve the pages and the API."""
    door = open_door(db, lang, scores=True)
    application = Application(door.settings, create=False)
    check_host(host, door.settings, application.access.needs_login())
    serve_site(door, application, host, port)


def check_host(host: str, settings: Settings, needs_login: bool) -> None:
    """Refuse to open the pages to a network without a login, or with passwords that anybody on it could read.

    Raises:
        BadInput: Saying what is missing.
    """
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        raise BadInput(_HALF_A_CERTIFICATE)
    if host in OWN_ADDRESSES:
        return
    if not needs_login:
        raise BadInput(_NO_LOGIN)
    encrypted = settings.tls_certificate is not None or (
        settings.trusted_proxies and settings.public_address.startswith("https://")
    )
    if not encrypted and not settings.plain_http_on_network:
        raise BadInput(_READABLE)


def serve_site(door: Door, application: Application, host: str, port: int) -> None:
    """Answer requests until stopped; the address is printed once it answers."""
    import uvicorn

    from jobmatch.cli.site import Site, listen
    from jobmatch.web.warming import Warming

    settings = application.settings
    site = Site(application)
    config = uvicorn.Config(
        site,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ssl_certfile=settings.tls_certificate,
        ssl_keyfile=settings.tls_key,
    )
    try:
        config.load()
    except OSError as fault:  # also what the certificate library raises
        raise BadInput(_BAD_CERTIFICATE) from fault
    listener = listen(host, port)
    scheme = "https" if settings.tls_certificate else "http"
    address = f"{scheme}://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    warming = Warming(application, site.quiet_seconds)
    _make_ready(application, warming, site)
    door.say(
        f"Siderne er klar på {address}  (stop med Ctrl+C)", f"The pages are ready at {address}  (stop with Ctrl+C)"
    )
    warming.start()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        warming.stop()


def _make_ready(application: Application, warming: Warming, site: Site) -> None:
    """Read today's data now, so that the first to ask need not wait for it, and all that a large world needs."""
    loaded = application.worlds.at()
    if not loaded.kernel.plainly(len(loaded.world.placements)):
        loaded.kernel.load(loaded.world.around, loaded.world.order)
        loaded.in_line  # noqa: B018  (worked out when first asked for)
        site.api.openapi()
        warming.make_ready()


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "serve",
        "Viser siderne og åbner for programmer (API) på denne maskine.",
        "Serves the pages and the API on this machine.",
        "jobmatch serve --port 8737",
    )
    app.command("serve", cls=Command)(serve)
