"""``jobmatch match``: placements for one citizen, with reasons, questions and what was excluded."""

from __future__ import annotations

from typing import Annotated

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.matches import show_pairs
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day, refuse_cpr


def match(
    citizen_id: str,
    top: Annotated[int, typer.Option("--top", min=1, max=1000)] = 5,
    as_of: AsOf = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Placements for one citizen."""
    refuse_cpr(citizen_id)
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    found = application.suggest.match(citizen_id, top=top, as_of=parse_day(as_of))
    show_pairs(door, application, found)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "match",
        "Viser de steder, der passer bedst til en borger, og hvorfor.",
        "Shows the placements that fit a citizen best, and why.",
        "jobmatch match B-017 --top 3",
    )
    app.command("match", cls=Command)(match)
