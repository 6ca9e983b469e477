"""``jobmatch audit``: whether the log is whole, and what stands in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import open_door
from jobmatch.cli.help import add_group
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.services.access.anchors import read_anchors
from jobmatch.services.access.audit import as_dict
from jobmatch.services.access.deeds import deed


def verify(
    anchor: Annotated[list[str] | None, typer.Option("--anchor", metavar="NR:HASH")] = None,
    anchors: Annotated[Path | None, typer.Option("--anchors", metavar="FIL")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Check every row of the log."""
    door = open_door(db, lang, as_json)
    kept = [*(anchor or ()), *read_anchors(anchors or door.settings.anchor_file)]
    verdict = Application(door.settings, create=False).access.audit.verify(tuple(kept))
    if door.as_json:
        faults = [fault.as_dict() for fault in verdict.faults]
        door.answer({"whole": verdict.whole, "rows": verdict.rows, "anchor": verdict.anchor, "faults": faults})
    elif verdict.whole:
        door.say(
            f"Loggen er hel: {verdict.rows} rækker hænger sammen ({len(kept)} ankre passer).\n"
            f"Gem dette anker et andet sted: {verdict.anchor}",
            f"The log is whole: {verdict.rows} rows hang together ({len(kept)} anchors fit).\n"
            f"Keep this anchor elsewhere: {verdict.anchor}",
        )
    else:
        for fault in verdict.faults[:20]:
            door.note(fault)
    if not verdict.whole:
        raise typer.Exit(1)


def show(
    citizen: Annotated[str | None, typer.Option("--citizen", metavar="BORGERNR")] = None,
    user: Annotated[str | None, typer.Option("--user", metavar="BRUGER")] = None,
    top: Annotated[int, typer.Option("--top", min=1, max=100_000)] = 50,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """The newest entries."""
    refuse_cpr(citizen, user)
    door = open_door(db, lang, as_json)
    entries = Application(door.settings, create=False).access.audit.entries(None, top, citizen, user)
    if door.as_json:
        door.answer({"entries": [as_dict(one) for one in entries]})
        return
    if not entries:
        door.say("Der står ikke noget om det i loggen.", "The log says nothing about that.")
    for one in entries:
        about = " ".join(part for part in (one.citizen_id, one.object) if part)
        when = one.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        door.out.print(
            f"[dim]{one.number:>6}  {when}[/dim]  [bold]{escape(one.actor)}[/bold] {escape(door.t(deed(one.action)))}"
            f"  {escape(about)}",
            highlight=False,
        )


_EXPLAINED = (
    (
        "verify",
        "Tjekker hele loggen: er rækker ændret, fjernet eller byttet? Med et anker også: er enden skåret af?",
        "Checks the whole log: were rows changed, removed or moved? With an anchor also: was the end cut off?",
        "jobmatch audit verify",
        verify,
    ),
    (
        "list",
        "Viser de nyeste linjer, for eksempel om én borger.",
        "Shows the newest lines, for example about one citizen.",
        "jobmatch audit list --citizen B-001",
        show,
    ),
)


def add(app: typer.Typer) -> None:
    """Add the group of commands to the program."""
    add_group(
        app,
        "audit",
        "Loggen over, hvem der har set og gjort hvad.",
        "The log of who has seen and done what.",
        _EXPLAINED,
    )
