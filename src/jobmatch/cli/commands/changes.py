"""``jobmatch changes``: what the last run brought, took away or moved."""

from __future__ import annotations

from typing import Annotated

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang


def changes(
    since: Annotated[str | None, typer.Option("--since", metavar="RUN_ID")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """What the last run changed."""
    door = open_door(db, lang, as_json)
    found = Application(door.settings).nightly.changes(since=since)
    if door.as_json:
        door.answer(found)
        return
    door.answer(found)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "changes",
        "Viser, hvad den seneste kørsel bragte, fjernede eller flyttede.",
        "Shows what the last run brought, took away or moved.",
        "jobmatch changes",
    )
    app.command("changes", cls=Command)(changes)
