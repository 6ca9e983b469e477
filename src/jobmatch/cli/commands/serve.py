"""``jobmatch serve``: the pages and the API at a local address."""

from __future__ import annotations

from typing import Annotated

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import Db, Lang
from jobmatch.errors import BadInput, Text
from jobmatch.settings import Settings

DEFAULT_PORT = 8737
OWN_ADDRESSES = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = DEFAULT_PORT,
    db: Db = None,
    lang: Lang = None,
) -> None:
    """Serve the pages and the API."""
    door = open_door(db, lang, scores=True)
    check_host(host, door.settings)
    serve_site(door, Application(door.settings, create=False), host, port)


def check_host(host: str, settings: Settings) -> None:
    """Refuse to open the pages to others while there is no login."""
    if host in OWN_ADDRESSES or settings.open_to_network:
        return
    raise BadInput(
        Text(
            da="Siderne har endnu intet login og vises derfor kun på denne maskine (127.0.0.1). Står der et login "
            "foran, kan andre adresser åbnes med JOBMATCH_OPEN_TO_NETWORK=true.",
            en="The pages have no login yet and are shown on this machine only (127.0.0.1). With a login in front, "
            "other addresses can be opened with JOBMATCH_OPEN_TO_NETWORK=true.",
        )
    )


def serve_site(door: Door, application: Application, host: str, port: int) -> None:
    """Answer requests until stopped; the address is printed once it answers."""
    import uvicorn

    from jobmatch.cli.site import Site, listen

    listener = listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    config = uvicorn.Config(
        Site(application), log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    application.worlds.at()  # read and compiled now, so that the first to ask need not wait for it
    door.say(
        f"Siderne er klar på {address}  (stop med Ctrl+C)", f"The pages are ready at {address}  (stop with Ctrl+C)"
    )
    uvicorn.Server(config).run(sockets=[listener])


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "serve",
        "Viser siderne og åbner for programmer (API) på denne maskine.",
        "Serves the pages and the API on this machine.",
        "jobmatch serve --port 8737",
    )
    app.command("serve", cls=Command)(serve)
