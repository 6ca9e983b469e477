"""``jobmatch plan``: who is proposed where, as the latest run published it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang
from jobmatch.errors import Text
from jobmatch.services.access.by_hand import note_views
from jobmatch.services.access.policy import Action

UNDER_WAY = Text("allerede aftalt eller i gang", "already agreed or under way")
OWN_CHOICE = Text("nummer {rank} på egen liste", "number {rank} on the own list")
FURTHER_DOWN = Text("længere nede på egen liste", "further down the own list")


def plan(db: Db = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """The published plan."""
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    rows = application.planning.plan()
    note_views(application.access.journal, by_hand(), Action.SEE_PLAN, [row["citizen_id"] for row in rows])
    if door.as_json:
        for row in rows:
            door.answer(_line(row))
    else:
        _show(door, application, rows)


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's line; what stands in the way goes with its cheapest unlock."""
    blocker = row["blocker"]
    if blocker is not None:
        blocker = {**blocker, "hurdles": row["hurdles"], "unlock": row["unlock"]}
    return {name: row[name] for name in ("run_id", "citizen_id", "placement_id")} | {"blocker": blocker}


def _show(door: Door, application: Application, rows: list[dict[str, Any]]) -> None:
    run_id = rows[0]["run_id"] if rows else ""
    placed = [row for row in rows if row["placement_id"] is not None]
    door.say(
        f"Planen fra kørsel {run_id}: {len(placed)} af {len(rows)} borgere har et sted hver.",
        f"The plan of run {run_id}: {len(placed)} of {len(rows)} citizens have a placement each.",
    )
    titles = application.titles({"matches": placed})
    for row in placed:
        line = f"{row['placement_id']}  {titles.get(row['placement_id'], '')} ({door.t(_how(row))})"
        door.out.print(f"  [bold]{escape(row['citizen_id'])}[/bold] → {escape(line)}", highlight=False)
    waiting = [row for row in rows if row["placement_id"] is None]
    if waiting:
        door.say("\nUden et sted i planen", "\nWithout a placement in the plan")
    for row in waiting:
        _show_waiting(door, row)
    _show_few(door, placed)


def _how(row: Mapping[str, Any]) -> Text:
    if row["under_way"]:
        return UNDER_WAY
    return OWN_CHOICE.fill(rank=row["rank"]) if row["rank"] else FURTHER_DOWN


def _show_waiting(door: Door, row: Mapping[str, Any]) -> None:
    said = door.t(row["blocker"]["text"]) if row["blocker"] else ""
    door.out.print(f"  [bold]{escape(row['citizen_id'])}[/bold]: {escape(said)}", highlight=False)
    if row["unlock"]:
        line = f"{row['unlock']['placement_id']}: {door.t(row['unlock']['text'])}"
        door.out.print(f"    [green]→[/green] {escape(line)}", highlight=False)


def _show_few(door: Door, placed: list[dict[str, Any]]) -> None:
    few = [row for row in placed if row["unlock"]]
    if few:
        door.say("\nFå muligheder; det ville give én til", "\nFew possibilities; this would give one more")
    for row in few:
        line = f"{row['unlock']['placement_id']}: {door.t(row['unlock']['text'])}"
        door.out.print(f"  [bold]{escape(row['citizen_id'])}[/bold] → {escape(line)}", highlight=False)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "plan",
        "Viser den seneste plan: hvem der foreslås hvor, så ingen plads bliver overbooket.",
        "Shows the latest plan: who is proposed where, with nothing overbooked.",
        "jobmatch plan",
    )
    app.command("plan", cls=Command)(plan)
