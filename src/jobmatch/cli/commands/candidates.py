"""``jobmatch candidates``: the citizens one placement could suit."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import by_hand, open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.matches import show_candidates
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day, refuse_cpr
from jobmatch.services.access.by_hand import note_views
from jobmatch.services.access.policy import Action


def candidates(
    placement_id: str,
    top: Annotated[int, typer.Option("--top", min=1, max=1000)] = 10,
    viewer: Annotated[Literal["liaison", "consultant"], typer.Option("--viewer")] = "liaison",
    as_of: AsOf = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Citizens for one placement."""
    refuse_cpr(placement_id)
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    found = application.suggest.candidates(placement_id, top=top, as_of=parse_day(as_of), viewer=viewer)
    seen = [row["citizen_id"] for part in ("matches", "excluded") for row in found[part]]
    note_views(application.access.journal, by_hand(), Action.SEE_CANDIDATES, seen, placement_id)
    if door.as_json:
        door.answer(found)
    else:
        show_candidates(door, found)


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "candidates",
        "Viser de borgere, som en plads kan passe til, og hvorfor.",
        "Shows the citizens that a placement could suit, and why.",
        "jobmatch candidates P-203 --top 5",
    )
    app.command("candidates", cls=Command)(candidates)
