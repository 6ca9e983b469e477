"""``jobmatch why``: one citizen and one placement, with every reason for and against."""

from __future__ import annotations

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.matches import show_pairs
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day, refuse_cpr


def why(
    citizen_id: str,
    placement_id: str,
    as_of: AsOf = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """One pair, explained."""
    refuse_cpr(citizen_id, placement_id)
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    found = application.suggest.why(citizen_id, placement_id, as_of=parse_day(as_of))
    show_pairs(door, application, found, placement_id)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "why",
        "Forklarer, hvorfor en plads passer eller ikke passer til en borger.",
        "Explains why a placement fits a citizen or does not.",
        "jobmatch why B-017 P-009",
    )
    app.command("why", cls=Command)(why)
