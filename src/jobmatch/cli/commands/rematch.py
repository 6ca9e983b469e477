"""``jobmatch rematch``: everyone scored again and published in one go."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from jobmatch.bootstrap import Application
from jobmatch.cli.door import open_door
from jobmatch.cli.help import Command, explain
from jobmatch.cli.options import AsJson, AsOf, Db, Lang, parse_day
from jobmatch.errors import Text


def rematch(
    full: Annotated[bool, typer.Option("--full")] = False,
    as_of: AsOf = None,
    executor: Annotated[Literal["inprocess", "joblib", "dask"], typer.Option("--executor")] = "inprocess",
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS")] = None,
    db: Db = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Score everyone again."""
    door = open_door(db, lang, as_json, scores=True)
    application = Application(door.settings, create=False)
    with door.progress(Text("Regner", "Calculating")) as progress:
        result = application.nightly.run(
            full=full, as_of=parse_day(as_of), executor=executor, scheduler=scheduler, progress=progress
        )
    if door.as_json:
        door.answer(result)
        return
    counts = result["counts"]
    if not result["published"]:
        door.say(
            f"Intet er ændret siden kørsel {result['run_id']}.", f"Nothing has changed since run {result['run_id']}."
        )
        return
    door.say(
        f"Kørsel {result['run_id']} er klar: forslag til {counts['proposed_for']} borgere ud af {counts['citizens']}, "
        f"{counts['feasible_pairs']} mulige par. Uden nogen mulighed: {counts['without_any']}. "
        f"Med færre end tre: {counts['fewer_than_three']}.",
        f"Run {result['run_id']} is ready: proposals for {counts['proposed_for']} citizens of {counts['citizens']}, "
        f"{counts['feasible_pairs']} feasible pairs. Without any: {counts['without_any']}. "
        f"With fewer than three: {counts['fewer_than_three']}.",
    )


def add(app: typer.Typer) -> None:
    """Add the command to the program."""
    explain(
        "rematch",
        "Regner alle borgeres forslag igen og offentliggør dem samlet.",
        "Calculates everyone's proposals again and publishes them together.",
        "jobmatch rematch --as-of 2026-11-21",
    )
    app.command("rematch", cls=Command)(rematch)
