"""``jobmatch rules``: the rule table in force on a day, with sources."""

from __future__ import annotations

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day
from jobmatch.errors import Text

SEVERITY = {
    "block": Text("stopper", "blocks"),
    "warn": Text("advarer", "warns"),
    "info": Text("oplyser", "informs"),
}


def rules(as_of: AsOf = None, db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """The rules in force."""
    door = open_door(db, lang, as_json)
    answer = Application(door.settings, create=False).rules(parse_day(as_of))
    if door.as_json:
        door.answer(answer)
        return
    door.say(f"Regler, der gælder {answer['as_of']}", f"Rules in force on {answer['as_of']}")
    for rule in answer["rules"]:
        severity = door.t(SEVERITY[rule["severity"]])
        door.out.print(
            f"\n[bold]{rule['rule_id']}[/bold]  [dim]{severity}[/dim]  {door.t(rule['text'])}", highlight=False
        )
        door.out.print(f"    [dim]{rule['source']}[/dim]", highlight=False)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "rules",
        "Viser reglerne, der gælder på en dag, med kilde.",
        "Shows the rules in force on a day, with their source.",
        "jobmatch rules --as-of 2027-01-01",
    )
    app.command("rules", cls=Command)(rules)
