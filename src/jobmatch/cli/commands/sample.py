"""``jobmatch sample``: an invented municipality of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, Db, Lang
from jobmatch.errors import Text


def sample(
    folder: Path,
    citizens: Annotated[int, typer.Option("--citizens", min=1, max=1_000_000)] = 45,
    placements: Annotated[int, typer.Option("--placements", min=1, max=1_000_000)] = 60,
    seed: Annotated[int, typer.Option("--seed", min=0)] = 1,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Write an invented municipality; the database is left alone."""
    from jobmatch.sample import write_sample

    door = open_door(db, lang, as_json)
    with door.progress(Text("Opdigter", "Inventing")) as progress:
        files = write_sample(folder, citizens, placements, seed, progress)
    if door.as_json:
        door.answer({"files": [str(file) for file in files]})
        return
    names = ", ".join(file.name for file in files)
    door.say(f"Skrevet i {folder}: {names}. Alt er opdigtet.", f"Written in {folder}: {names}. All of it is invented.")


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "sample",
        "Skriver en opdigtet kommune i den størrelse, du ønsker.",
        "Writes an invented municipality of the size you want.",
        "jobmatch sample min-kommune --citizens 230 --placements 400 --seed 7",
    )
    app.command("sample", cls=Command)(sample)
