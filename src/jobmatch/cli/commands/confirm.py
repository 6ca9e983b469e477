"""``jobmatch confirm``: what was found in a citizen's story, and what she and her consultant say to it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from jobmatch.bootstrap import Application
from jobmatch.cli.door import Door, by_hand, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang, refuse_cpr
from jobmatch.domain.confirmation import CONFIRMED, STRUCK
from jobmatch.errors import BadInput, Text
from jobmatch.services.access.by_hand import note_views
from jobmatch.services.access.policy import Action

STATES = {
    "foreslaaet": Text("foreslået", "suggested"),
    CONFIRMED: Text("bekræftet", "confirmed"),
    STRUCK: Text("strøget", "struck"),
}


def confirm(
    citizen_id: str,
    code: Annotated[str | None, typer.Argument()] = None,
    strike: Annotated[bool, typer.Option("--strike")] = False,
    undo: Annotated[bool, typer.Option("--undo")] = False,
    level: Annotated[int | None, typer.Option("--level", min=1, max=3)] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show what was found, or confirm or strike one of it."""
    refuse_cpr(citizen_id, code)
    door = open_door(db, lang, as_json)
    application = Application(door.settings, create=False)
    if (strike and undo) or (code is None and (strike or undo or level is not None)):
        raise BadInput(
            Text(
                "Skriv koden, og vælg kun én ting: --strike eller --undo.",
                "Write the code, and choose one thing only: --strike or --undo.",
            )
        )
    if code is not None:
        verdict = STRUCK if strike else None if undo else CONFIRMED
        application.confirming.decide(citizen_id, code, verdict, by_hand(), level)
    answer = application.confirming.of(citizen_id)
    action = Action.SEE_CITIZENS if code is None else Action.CHANGE_CITIZEN
    note_views(application.access.journal, by_hand(), action, [citizen_id])
    if door.as_json:
        door.answer(answer)
    else:
        _show(door, answer["competences"])


def _show(door: Door, rows: list[dict[str, object]]) -> None:
    if not rows:
        door.say("Der er ikke fundet noget i fortællingen.", "Nothing was found in the story.")
    for row in rows:
        state, label = door.t(STATES[str(row["state"])]), escape(door.t(row["label"]))  # type: ignore[arg-type]
        words = f"  ({escape(str(row['matched']))})" if row["matched"] else ""
        door.out.print(f"  {state:<10} [bold]{label}[/bold]  [dim]{row['code']}{words}[/dim]", highlight=False)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "confirm",
        "Viser, hvad der er læst ud af en borgers fortælling; bekræfter eller stryger det.",
        "Shows what was read in a citizen's story; confirms or strikes it.",
        "jobmatch confirm B-001 task.sy_toej --level 2",
    )
    app.command("confirm", cls=Command)(confirm)
