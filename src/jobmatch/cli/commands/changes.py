"""``jobmatch changes``: what the last run brought, took away or moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.errors import BadInput, Text
from jobmatch.services.access.by_hand import note_views
from jobmatch.services.access.policy import Action

_ONE_OF_THEM = Text("Vælg én: --consultant eller --workplaces.", "Choose one: --consultant or --workplaces.")


def changes(
    since: Annotated[str | None, typer.Option("--since", metavar="RUN_ID")] = None,
    consultant: Annotated[str | None, typer.Option("--consultant", metavar="NAVN")] = None,
    workplaces: Annotated[bool, typer.Option("--workplaces")] = False,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """What the last run changed."""
    refuse_cpr(since, consultant)
    if workplaces and consultant is not None:
        raise BadInput(_ONE_OF_THEM)
    door = open_door(db, lang, as_json)
    application = Application(door.settings, create=False)
    told = application.run_changes
    if workplaces:
        found = told.at_workplaces(since=since)
    else:
        found = told.latest(since, None if consultant is None else lambda citizen: citizen.consultant == consultant)
        seen = [row["citizen_id"] for row in found["citizens"]]
        note_views(application.access.journal, by_hand(), Action.SEE_CHANGES, seen)
    if door.as_json:
        door.answer(found)
    elif workplaces:
        _show_workplaces(door, found)
    else:
        _show(door, application, found, everybody=consultant is None)


def _show(door: Door, application: Application, found: dict[str, Any], everybody: bool) -> None:
    from jobmatch.services.changes import INPUTS

    _show_runs(door, found)
    for name, text in INPUTS.items():
        if found[name]:
            door.out.print(f"  {door.t(text)}", highlight=False)
    titles = _titles(application, found["citizens"])
    for row in found["citizens"]:
        _show_citizen(door, titles, row)
    same = found["unchanged"]
    if everybody:
        door.say(
            f"\nUændret for {same} {'borger' if same == 1 else 'borgere'}.",
            f"\nUnchanged for {same} {'citizen' if same == 1 else 'citizens'}.",
        )
    elif not found["citizens"]:
        door.say("\nIntet nyt for konsulentens borgere.", "\nNo news for the consultant's citizens.")


def _show_runs(door: Door, found: Mapping[str, Any]) -> None:
    if found["since"] is None:
        door.say(f"Kørsel {found['run_id']} er den første.", f"Run {found['run_id']} is the first.")
    else:
        door.say(f"Kørsel {found['run_id']} siden {found['since']}", f"Run {found['run_id']} since {found['since']}")


def _show_workplaces(door: Door, found: Mapping[str, Any]) -> None:
    _show_runs(door, found)
    for one in found["workplaces"]:
        door.out.print(f"\n[bold]{escape(one['employer'] or one['workplace'])}[/bold]", highlight=False)
        for row in one["placements"]:
            place = f"{row['placement_id']} {row['title'] or ''}".strip()
            why = " ".join(door.t(cause["text"]) for cause in row["causes"])
            door.out.print(f"  {escape(place)}: {escape(why)}", highlight=False)
    if not found["workplaces"]:
        door.say("Intet er ændret ved arbejdspladserne.", "Nothing has changed at the workplaces.")


def _titles(application: Application, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By placement that something is told of: its title."""
    from jobmatch.services.changes import MOVES

    told = {one["placement_id"] for row in rows for name in MOVES for one in row[name]}
    found = application.store.placements_by_id(told)
    return {key: one.record.title for key, one in found.items() if one.record.title and not one.withdrawn}


def _show_citizen(door: Door, titles: Mapping[str, str], row: Mapping[str, Any]) -> None:
    from jobmatch.services.changes import MOVES, OTHERS

    door.out.print(f"\n[bold]{escape(row['citizen_id'])}[/bold]", highlight=False)
    for name, (sign, text) in MOVES.items():
        for one in row[name]:
            place = f"{one['placement_id']} {titles.get(one['placement_id'], '')}".strip()
            line = f"{place}: {door.t(text.fill(rank=one['rank'], before=one['rank_before']))}"
            why = " ".join(door.t(cause["text"]) for cause in one["causes"] if cause["code"] != OTHERS)
            said = f"  {sign} {escape(line)}" + (f". [dim]{escape(why)}[/dim]" if why else "")
            door.out.print(said, highlight=False)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "changes",
        "Viser, hvad den seneste kørsel bragte, fjernede eller flyttede.",
        "Shows what the last run brought, took away or moved.",
        "jobmatch changes",
    )
    app.command("changes", cls=Command)(changes)
